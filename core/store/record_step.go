package store

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"pegboard.dev/pegboard/core/records"
)

const (
	microsPerHour = int64(3_600_000_000)
	microsPerDay  = 24 * microsPerHour
	// ahead makes every time that a field may hold positive, so that division
	// rounds down; a whole number of weeks, so that weekdays stay.
	ahead = 7 * 20_000 * microsPerDay
	// zonesFrom is the year from which on the changes of a zone's clocks count.
	zonesFrom = 1990
)

// stepExpr cuts a column of microseconds into pieces of local time. The changes of
// the zone's clocks are Go's and stand in the statement: SQLite knows none, and two
// databases must not give different answers.
func stepExpr(d Dialect, col string, step records.Step, zone *time.Location) string {
	local := col + " + " + offsetExpr(col, zone)
	hours := fmt.Sprintf("((%s + %d) / %d - %d)", local, ahead, microsPerHour, ahead/microsPerHour)
	days := fmt.Sprintf("((%s + %d) / %d - %d)", local, ahead, microsPerDay, ahead/microsPerDay)
	switch step {
	case records.ByHour:
		return hours
	case records.ByDay:
		return days
	case records.ByWeek: // the first of January 1970 was a Thursday
		return fmt.Sprintf("((%s + 3 + 140000) / 7 * 7 - 140000 - 3)", days)
	case records.ByHourOfDay:
		return fmt.Sprintf("((%s + 24000000) %% 24)", hours)
	case records.ByWeekday:
		return fmt.Sprintf("((%s + 3 + 140000) %% 7 + 1)", days)
	}
	length := 7
	if step == records.ByYear {
		length = 4
	}
	seconds := fmt.Sprintf("((%s + %d) / 1000000 - %d)", local, ahead, ahead/1_000_000)
	if d == PostgreSQL {
		return fmt.Sprintf("left(to_char(to_timestamp(%s) AT TIME ZONE 'UTC', 'YYYY-MM'), %d)", seconds, length)
	}
	return fmt.Sprintf("substr(strftime('%%Y-%%m', %s, 'unixepoch'), 1, %d)", seconds, length)
}

// offsetExpr is how far the zone's clocks are ahead at the column's time. The
// newest change comes first: that is where most rows are.
func offsetExpr(col string, zone *time.Location) string {
	var sb strings.Builder
	first := time.Date(zonesFrom, 1, 1, 0, 0, 0, 0, zone)
	n := 0
	for at := time.Now().AddDate(3, 0, 0).In(zone); at.After(first); n++ {
		begin, _ := at.ZoneBounds()
		if begin.IsZero() || begin.Before(first) {
			break
		}
		if n == 0 {
			sb.WriteString("(CASE")
		}
		_, offset := at.Zone()
		fmt.Fprintf(&sb, " WHEN %s >= %d THEN %d", col, begin.UnixMicro(), int64(offset)*1_000_000)
		at = begin.Add(-time.Second)
	}
	_, offset := first.Zone()
	if n == 0 {
		return strconv.FormatInt(int64(offset)*1_000_000, 10)
	}
	fmt.Fprintf(&sb, " ELSE %d END)", int64(offset)*1_000_000)
	return sb.String()
}

// stepName is how a piece of time is called.
func stepName(step records.Step, n int64) any {
	switch step {
	case records.ByDay, records.ByWeek:
		return time.Unix(n*86400, 0).UTC().Format(time.DateOnly)
	case records.ByHour:
		return time.Unix(n*3600, 0).UTC().Format("2006-01-02T15")
	}
	return n
}
