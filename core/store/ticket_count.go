package store

import (
	"context"
	"fmt"

	"pegboard.dev/pegboard/core/tickets"
)

// CountTickets implements tickets.ListStore: all counts in one statement, each
// reading at most max+1 rows of each way of access.
func (s Tickets) CountTickets(ctx context.Context, qs []tickets.Query, max int) ([]tickets.Count, error) {
	const op = "store.CountTickets"
	counts := make([]tickets.Count, len(qs))
	ns := make([]int, len(qs))
	all := (&stmt{}).add("SELECT ")
	var dest []any
	for i := range qs {
		one, err := s.countOne(ctx, &qs[i], max+1)
		if err != nil {
			return nil, translate(op, err)
		}
		if one == nil {
			continue
		}
		all.add(comma(len(dest)) + "(SELECT count(*) FROM (").put(one).add(fmt.Sprintf(") AS n%d)", i))
		dest = append(dest, &ns[i])
	}
	if len(dest) > 0 {
		if err := s.db.from(ctx).Raw(all.text.String(), all.args...).Row().Scan(dest...); err != nil {
			return nil, translate(op, err)
		}
	}
	for i, n := range ns {
		counts[i] = tickets.Count{N: min(n, max), More: n > max}
	}
	return counts, nil
}

// countOne selects up to limit rows that count; nil if there are none for certain.
func (s Tickets) countOne(ctx context.Context, q *tickets.Query, limit int) (*stmt, error) {
	if len(q.Search) > 0 {
		c := *q
		c.Limit, c.After = limit, nil
		return s.searchPage(ctx, &c)
	}
	w, err := s.ways(ctx, q)
	if err != nil || w == nil {
		return nil, err
	}
	w.byID = false // in no order
	ways := w.all()
	out := &stmt{}
	for i := range ways {
		if i > 0 {
			out.add(" UNION ")
		}
		out.add("SELECT id FROM (")
		w.some(out, &ways[i], limit)
		out.add(fmt.Sprintf(") AS w%d", i))
	}
	if len(ways) > 1 {
		out = (&stmt{}).add("SELECT id FROM (").put(out).add(fmt.Sprintf(") AS found LIMIT %d", limit))
	}
	return out.steady(s.db.dialect), nil
}

// some is up to limit rows of a way, in no order.
func (w *ticketWays) some(q *stmt, along *way, limit int) {
	q.add("SELECT "+along.id+" AS id FROM "+along.from+" WHERE "+along.where, along.args...)
	if len(along.each) > 0 {
		q.add(" AND ")
		inTeams(q, along.each)
	}
	w.checks(q, along, false)
	q.add(fmt.Sprintf(" LIMIT %d", limit))
}
