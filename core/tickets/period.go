package tickets

import (
	"strconv"
	"strings"
	"time"

	"pegboard.dev/pegboard/core"
)

// Period is a stretch of days by name, as people choose it: "today",
// "yesterday", "this_week", "last_month", "last_30_days", …, or from one day to
// another, "2026-11-01..2026-11-30", both included.
type Period string

// span is what a period is made of: whole units up to, or before, the present one.
type periodUnit struct {
	start func(day time.Time) time.Time
	add   func(t time.Time, n int) time.Time
}

var (
	dayUnit = periodUnit{
		func(d time.Time) time.Time { return d },
		func(t time.Time, n int) time.Time { return t.AddDate(0, 0, n) },
	}
	weekUnit = periodUnit{
		func(d time.Time) time.Time { return d.AddDate(0, 0, -(int(d.Weekday())+6)%7) },
		func(t time.Time, n int) time.Time { return t.AddDate(0, 0, 7*n) },
	}
	monthUnit = periodUnit{
		func(d time.Time) time.Time { return d.AddDate(0, 0, 1-d.Day()) },
		func(t time.Time, n int) time.Time { return t.AddDate(0, n, 0) },
	}
	quarterUnit = periodUnit{
		func(d time.Time) time.Time {
			return time.Date(d.Year(), (d.Month()-1)/3*3+1, 1, 0, 0, 0, 0, d.Location())
		},
		func(t time.Time, n int) time.Time { return t.AddDate(0, 3*n, 0) },
	}
	yearUnit = periodUnit{
		func(d time.Time) time.Time { return time.Date(d.Year(), 1, 1, 0, 0, 0, 0, d.Location()) },
		func(t time.Time, n int) time.Time { return t.AddDate(n, 0, 0) },
	}
	periodUnits = map[string]periodUnit{
		"day": dayUnit, "days": dayUnit, "week": weekUnit, "month": monthUnit, "months": monthUnit, "quarter": quarterUnit, "year": yearUnit,
	}
)

// maxPeriodDays bounds what a query may look at.
const maxPeriodDays = 3700

// Bounds returns the first moment of the period and the one after its last, as
// seen now in a zone; before counts periods of the same length back from it.
// KindInvalid names the field period.
func (p Period) Bounds(now time.Time, zone string, before int) (from, to time.Time, err error) {
	loc, err := loadZone(zone)
	if err != nil {
		return from, to, err
	}
	y, m, d := now.In(loc).Date()
	today := time.Date(y, m, d, 0, 0, 0, 0, loc)
	bad := core.InvalidField("tickets.Period", "period", "%.60q is no period; use one such as this_week, last_month, last_30_days or 2026-11-01..2026-11-30.", string(p))
	text := string(p)
	switch text {
	case "today":
		text = "this_day"
	case "yesterday":
		text = "last_day"
	}
	if first, last, ok := strings.Cut(text, ".."); ok {
		return days(loc, first, last, before, bad)
	}
	which, rest, _ := strings.Cut(text, "_")
	n, named := 1, rest
	if count, unit, ok := strings.Cut(rest, "_"); ok {
		if n, err = strconv.Atoi(count); err != nil || n < 1 || n > 400 {
			return from, to, bad
		}
		named = unit
	}
	unit, ok := periodUnits[named]
	if !ok || which != "this" && which != "last" || n > 1 && (which == "this" || named != "days" && named != "months") {
		return from, to, bad
	}
	from = unit.start(today)
	switch {
	case named == "days" || named == "months": // up to and with the present one
		from = unit.add(from, 1-n)
	case which == "last":
		from = unit.add(from, -1)
	}
	from = unit.add(from, -n*before)
	return from.UTC(), unit.add(from, n).UTC(), nil
}

func days(loc *time.Location, first, last string, before int, bad error) (from, to time.Time, err error) {
	if from, err = time.ParseInLocation(time.DateOnly, first, loc); err != nil {
		return from, to, bad
	}
	if to, err = time.ParseInLocation(time.DateOnly, last, loc); err != nil {
		return from, to, bad
	}
	to = to.AddDate(0, 0, 1)
	n := int(to.Sub(from).Hours()+12) / 24
	if n < 1 || n > maxPeriodDays || tooFar(from) || tooFar(to) {
		return from, to, core.InvalidField("tickets.Period", "period", "Choose days of this century, the later one last, at most ten years apart.")
	}
	return from.AddDate(0, 0, -n*before).UTC(), to.AddDate(0, 0, -n*before).UTC(), nil
}
