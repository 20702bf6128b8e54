package main

import (
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // a guest has no list of zones to look in

	"pegboard.dev/pegboard/sdk"
)

// window is the period as two moments, the later not included, as the host counts
// its own figures: whole days of the reader's zone.
func (c *choice) window(now time.Time, zone string) (from, to time.Time, err error) {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		loc = time.UTC
	}
	bad := sdk.Fail(sdk.KindInvalid, sdk.Text("period.bad"))
	if first, last, ok := strings.Cut(c.period, ".."); ok {
		from, err1 := time.ParseInLocation(time.DateOnly, first, loc)
		to, err2 := time.ParseInLocation(time.DateOnly, last, loc)
		if err1 != nil || err2 != nil || to.Before(from) || to.Sub(from) > 3700*24*time.Hour {
			return from, to, bad
		}
		return from, to.AddDate(0, 0, 1), nil
	}
	y, m, d := now.In(loc).Date()
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, loc) }
	today, month, quarter := day(y, m, d), day(y, m, 1), day(y, (m-1)/3*3+1, 1)
	monday := today.AddDate(0, 0, -(int(today.Weekday())+6)%7)
	switch c.period {
	case "today":
		return today, today.AddDate(0, 0, 1), nil
	case "yesterday":
		return today.AddDate(0, 0, -1), today, nil
	case "this_week":
		return monday, monday.AddDate(0, 0, 7), nil
	case "last_week":
		return monday.AddDate(0, 0, -7), monday, nil
	case "this_month":
		return month, month.AddDate(0, 1, 0), nil
	case "last_month":
		return month.AddDate(0, -1, 0), month, nil
	case "this_quarter":
		return quarter, quarter.AddDate(0, 3, 0), nil
	case "last_quarter":
		return quarter.AddDate(0, -3, 0), quarter, nil
	case "this_year":
		return day(y, 1, 1), day(y+1, 1, 1), nil
	}
	parts := strings.Split(c.period, "_") // last_30_days, last_12_months
	if len(parts) != 3 || parts[0] != "last" {
		return from, to, bad
	}
	n, err := strconv.Atoi(parts[1])
	switch {
	case err != nil || n < 1 || n > 400:
	case parts[2] == "days":
		return today.AddDate(0, 0, 1-n), today.AddDate(0, 0, 1), nil
	case parts[2] == "months":
		return month.AddDate(0, 1-n, 0), month.AddDate(0, 1, 0), nil
	}
	return from, to, bad
}

// steps are the beginnings of the times that a period is divided into.
func steps(from, to time.Time, unit string) []time.Time {
	add := func(t time.Time) time.Time { return t.AddDate(0, 0, 1) }
	switch unit {
	case "week":
		from = from.AddDate(0, 0, -(int(from.Weekday())+6)%7)
		add = func(t time.Time) time.Time { return t.AddDate(0, 0, 7) }
	case "month":
		from = from.AddDate(0, 0, 1-from.Day())
		add = func(t time.Time) time.Time { return t.AddDate(0, 1, 0) }
	}
	var out []time.Time
	for t := from; t.Before(to) && len(out) < 1000; t = add(t) {
		out = append(out, t)
	}
	return out
}
