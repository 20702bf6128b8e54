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
		all.add(comma(len(dest))).put(one)
		dest = append(dest, &ns[i])
	}
	if len(dest) > 0 {
		if err := scanOne(s.db.from(ctx).Raw(all.text.String(), all.args...), dest...); err != nil {
			return nil, translate(op, err)
		}
	}
	for i, n := range ns {
		counts[i] = tickets.Count{N: min(n, max), More: n > max}
	}
	return counts, nil
}

// countOne is a number as an expression, up to limit; nil if it is zero for certain.
func (s Tickets) countOne(ctx context.Context, q *tickets.Query, limit int) (*stmt, error) {
	if len(q.Search) > 0 {
		c := *q
		c.Limit, c.After = limit, nil
		page, err := s.searchPage(ctx, &c)
		if err != nil || page == nil {
			return nil, err
		}
		return counted(page), nil
	}
	w, err := s.ways(ctx, q)
	if err != nil || w == nil {
		return nil, err
	}
	w.byID = false // in no order
	ways := w.all()
	union, teams := &stmt{}, &stmt{}
	for i := range ways {
		if i > 0 {
			union.add(" UNION ")
		}
		union.add("SELECT id FROM (")
		w.some(union, &ways[i], limit)
		union.add(fmt.Sprintf(") AS w%d", i))
		if len(ways[i].each) > 0 {
			w.some(teams, &ways[i], limit)
		}
	}
	if len(ways) < 2 {
		return counted(union).steady(s.db.dialect), nil
	}
	number := counted((&stmt{}).add("SELECT id FROM (").put(union).add(fmt.Sprintf(") AS found LIMIT %d", limit)))
	if len(teams.args) > 0 {
		// One's teams alone often are too many to count; then the rest need not
		// be looked at.
		number = (&stmt{}).add("CASE WHEN ").put(counted(teams)).add(fmt.Sprintf(" >= %[1]d THEN %[1]d ELSE ", limit)).put(number).add(" END")
	}
	return number.steady(s.db.dialect), nil
}

// counted counts the rows of a select.
func counted(q *stmt) *stmt { return (&stmt{}).add("(SELECT count(*) FROM (").put(q).add(") AS n)") }

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
