package main

import (
	"strconv"
	"strings"
	"time"

	"pegboard.dev/pegboard/sdk"
)

// choice is what the reader has picked above a report.
type choice struct {
	period string
	team   string // a number, none, or empty for all
	agent  int64
	// compare shows the period before as well.
	compare bool
}

const usualPeriod = "last_30_days"

// periods to choose from, in order.
var periods = []string{
	"today", "yesterday", "this_week", "last_week", "last_7_days", "last_30_days", "this_month", "last_month", "last_90_days",
	"this_quarter", "last_quarter", "last_12_months", "this_year", "last_24_months",
}

func chosen(p sdk.Params) choice {
	c := choice{period: p.Get("f.period"), team: p.Get("f.team"), compare: p.Get("f.compare") != "false"}
	c.agent, _ = strconv.ParseInt(p.Get("f.agent"), 10, 64)
	from, to := p.Get("f.from"), p.Get("f.to")
	if c.period == "" && from != "" && to != "" {
		c.period = from + ".." + to
	}
	if c.period == "" {
		c.period = usualPeriod
	}
	return c
}

// unit is the calendar that suits a period: days up to a quarter, then weeks,
// then months.
func (c *choice) unit() string {
	if from, to, ok := strings.Cut(c.period, ".."); ok {
		a, err1 := time.Parse(time.DateOnly, from)
		b, err2 := time.Parse(time.DateOnly, to)
		switch days := b.Sub(a).Hours() / 24; {
		case err1 != nil || err2 != nil || days <= 95:
			return "day"
		case days <= 200:
			return "week"
		}
		return "month"
	}
	switch c.period {
	case "last_12_months", "this_year", "last_24_months":
		return "month"
	case "last_90_days", "this_quarter", "last_quarter":
		return "week"
	}
	return "day"
}

// dimension is what the report is grouped by on the host.
func (r *report) dimension(c *choice) string {
	if r.by == "time" {
		return c.unit()
	}
	return r.by
}

// query asks for one source; by is empty for the figure over all.
func (r *report) query(s *source, c *choice, by ...string) sdk.FigureQuery {
	q := sdk.FigureQuery{
		Of: s.of, Measures: s.measures, Status: s.status, When: s.when, Within: r.key, By: by, AssigneeID: c.agent, Top: int64(r.top),
	}
	if r.by == "time" || len(by) != 1 || by[0] == "hour_of_week" {
		q.Top = 0
	}
	if !r.now {
		q.Period = c.period
	}
	if c.team == "none" {
		q.NoTeam = true
	} else {
		q.TeamID, _ = strconv.ParseInt(c.team, 10, 64)
	}
	r.only.put(&q)
	return q
}
