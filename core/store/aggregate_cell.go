package store

import (
	"database/sql"
	"fmt"
	"strconv"

	"pegboard.dev/pegboard/core/tickets"
)

// cell computes one measure: an expression that yields a whole number as text, or
// NULL.
type cell struct {
	sum    *stmt
	length bool // microseconds, to be told in milliseconds
}

func (c *cell) read(s sql.NullString) (tickets.Value, error) {
	if !s.Valid {
		return tickets.Value{}, nil
	}
	n, err := strconv.ParseInt(s.String, 10, 64)
	if c.length {
		n /= 1000
	}
	return tickets.Value{N: n, Valid: true}, err
}

func (a *aggregation) cell(m tickets.Measure) cell {
	c := cell{length: m.Length()}
	stat, what := m.Split()
	switch m {
	case "count":
		c.sum = (&stmt{}).add("COUNT(*)")
		return c
	case "tickets":
		c.sum = (&stmt{}).add("COUNT(DISTINCT " + a.ticketID() + ")")
		return c
	}
	v := a.quantity(what)
	wrap := func(before, after string) *stmt { return (&stmt{}).add(before).put(v).add(after) }
	switch stat {
	case "n":
		c.sum = wrap("COUNT(", ")")
	case "sum":
		c.sum = wrap("CAST(SUM(", ") AS BIGINT)")
	case "avg":
		c.sum = wrap("CAST(ROUND(AVG(", ")) AS BIGINT)")
	case "min", "max":
		c.sum = wrap(stat+"(", ")")
	default: // p50, p90
		if a.dialect == PostgreSQL {
			c.sum = wrap("percentile_disc(0."+stat[1:]+") WITHIN GROUP (ORDER BY ", ")")
		} else {
			c.sum = wrap(percentileFunc+"("+valuesFunc+"(", "), "+stat[1:]+")")
		}
	}
	return c
}

// quantity is what a statistic is about, in microseconds or as a number.
func (a *aggregation) quantity(what string) *stmt {
	q := &stmt{}
	spent := func(column string, status tickets.Status) *stmt {
		return q.add(fmt.Sprintf("(t.%s + CASE WHEN t.status = %d THEN ? - t.status_at ELSE 0 END)", column, status), micros(a.q.Now))
	}
	switch what {
	case "first_response":
		return q.add("(t.first_response_at - t.created_at)")
	case "resolution":
		return q.add("(t.resolved_at - t.created_at)")
	case "first_resolution":
		return q.add("(t.first_resolved_at - t.created_at)")
	case "waiting":
		return spent("open_us", tickets.Open)
	case "pending":
		return spent("pending_us", tickets.Pending)
	case "on_hold":
		return spent("on_hold_us", tickets.OnHold)
	case "age":
		return q.add("(? - t.created_at)", micros(a.q.Now))
	case "replies":
		return q.add("t.reply_count")
	case "reopened":
		return q.add("t.reopen_count")
	}
	return q.add("NULL")
}
