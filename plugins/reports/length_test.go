package main

import (
	"math"
	"slices"
	"strings"
	"time"
)

// spent is how long a ticket stood in a status until a moment, by its log.
func (f *fact) spent(status string, until time.Time) time.Duration {
	total, now, since := time.Duration(0), "open", f.Created
	for _, c := range f.changes {
		if c.Type != "status_changed" {
			continue
		}
		if now == status {
			total += c.At.Sub(since)
		}
		now, since = c.Data.To.(string), c.At
	}
	if now == status {
		total += until.Sub(since)
	}
	return total
}

// quantity is what a statistic is about, as the API tells it of one ticket: in
// milliseconds, or a number of messages.
func (f *fact) quantity(what string, now time.Time) (float64, bool) {
	since := func(t *time.Time) (float64, bool) {
		if t == nil {
			return 0, false
		}
		return float64(t.Sub(f.Created).Microseconds()) / 1000, true
	}
	ms := func(d time.Duration) (float64, bool) { return float64(d.Microseconds()) / 1000, true }
	switch what {
	case "first_response":
		return since(f.First)
	case "resolution":
		return since(f.Resolved)
	case "age":
		return since(&now)
	case "waiting":
		return ms(f.spent("open", now))
	case "pending", "on_hold":
		return ms(f.spent(what, now))
	case "replies":
		n := 0.0
		for _, m := range f.Messages {
			if m.Kind == "reply" {
				n++
			}
		}
		return n, true
	}
	return 0, false
}

// counts reports whether a ticket is among those that a source is about.
func (f *fact) counts(s *source) bool {
	switch {
	case len(s.status) > 0 && !slices.Contains(s.status, f.Status), len(s.when) > 0 && f.First != nil:
		return false
	}
	switch s.of {
	case "", "created":
		return true
	case "first_response":
		return f.First != nil
	case "resolved":
		return f.Resolved != nil
	}
	return false
}

// statistic computes a measure anew from what the API tells of each ticket; ok is
// false for what it does not tell.
func (s *source) statistic(measure string, list []fact, now time.Time) (v float64, ok bool) {
	stat, what, _ := strings.Cut(measure, " ")
	if !slices.Contains([]string{"", "created", "first_response", "resolved"}, s.of) || s.split != "" {
		return 0, false
	}
	var values []float64
	for i := range list {
		if v, ok := list[i].quantity(what, now); ok && list[i].counts(s) {
			values = append(values, v)
		}
	}
	if len(values) == 0 {
		return 0, false
	}
	slices.Sort(values)
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	rank := func(share float64) float64 { return values[int(math.Ceil(share*float64(len(values))))-1] }
	switch stat {
	case "p50":
		return rank(0.5), true
	case "p90":
		return rank(0.9), true
	case "max":
		return values[len(values)-1], true
	case "sum":
		return sum, true
	case "avg":
		return math.Round(sum / float64(len(values))), true
	}
	return 0, false
}

// between is where a column's figure over all must lie, computed anew for the
// moments before and after it was asked for.
func (r *report) between(col *column, list []fact, before, after time.Time) (least, most float64, ok bool) {
	at := 0
	for i := range r.sources {
		s := &r.sources[i]
		if k := col.measure - at; k < len(s.measures) {
			least, ok = s.statistic(s.measures[k], list, before)
			most, _ = s.statistic(s.measures[k], list, after)
			return least, most, ok
		}
		at += max(len(s.measures), len(s.splits))
	}
	return 0, 0, false
}
