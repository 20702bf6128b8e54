package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// aggregation is a query for figures in the making.
type aggregation struct {
	q       *tickets.AggregateQuery
	dialect Dialect
	tags    []int64
	reach   []rbac.Branch
	moment  moment
	groups  []group
	cells   []cell
	// apart: nothing of a ticket is looked at but that it is there. Then the table of
	// moments is read by itself, which takes a quarter of the time.
	apart bool
}

// Aggregate implements tickets.FactStore: one statement that reads each moment of
// the period once, the access as a check of each row.
func (s Tickets) Aggregate(ctx context.Context, q *tickets.AggregateQuery) ([]tickets.Figure, error) {
	const op = "store.Aggregate"
	a, err := s.aggregation(ctx, q)
	if err != nil || a == nil {
		return nil, translate(op, err)
	}
	var out []tickets.Figure
	err = s.db.counting(ctx, func(g *gorm.DB) error {
		out, err = a.read(g)
		return err
	})
	if err == nil {
		err = s.nameGroups(ctx, q.By, out)
	}
	return out, translate(op, err)
}

// aggregation plans q; nil when nothing can be found.
func (s Tickets) aggregation(ctx context.Context, q *tickets.AggregateQuery) (*aggregation, error) {
	a := &aggregation{q: q, dialect: s.db.dialect, reach: narrow(q.Reach, &q.Cond), moment: momentOf(q.Of, "m")}
	if len(a.reach) == 0 {
		return nil, nil
	}
	w := &ticketWays{cond: &q.Cond}
	if known, err := s.tags(ctx, w); err != nil || !known {
		return nil, err
	}
	a.tags = w.tags
	if a.dialect == SQLite { // whose partial indexes are found by the words they were made with
		a.moment.which = strings.ReplaceAll(a.moment.which, "NOT m.from_customer", "m.from_customer = 0")
	}
	for _, d := range q.By {
		a.groups = append(a.groups, a.group(d))
	}
	a.apart = a.standsApart()
	for _, m := range q.Measures {
		a.cells = append(a.cells, a.cell(m))
	}
	return a, nil
}

// counting runs fn with a connection for statements that read much. PostgreSQL
// plans them for their values, and with one processor, so that lists beside them
// stay fast.
func (db *DB) counting(ctx context.Context, fn func(g *gorm.DB) error) error {
	if db.dialect == SQLite {
		return fn(db.from(ctx))
	}
	return db.reader.WithContext(ctx).Transaction(func(g *gorm.DB) error {
		for _, set := range []string{"plan_cache_mode = force_custom_plan", "max_parallel_workers_per_gather = 0", "jit = off", "work_mem = '64MB'"} {
			if err := g.Exec("SET LOCAL " + set).Error; err != nil {
				return err
			}
		}
		return fn(g)
	}, &sql.TxOptions{ReadOnly: true})
}

// statement writes the query.
func (a *aggregation) statement() *stmt {
	q := (&stmt{}).add("SELECT ")
	for _, g := range a.groups {
		q.put(g.value).add(", ")
	}
	for i, c := range a.cells {
		q.add(comma(i)).put(c.sum)
	}
	a.source(q)
	a.conditions(q)
	if len(a.groups) == 0 {
		return q
	}
	q.add(" GROUP BY ")
	for i := range a.groups {
		q.add(fmt.Sprintf("%s%d", comma(i), i+1))
	}
	q.add(" ORDER BY ")
	if a.q.Calendar() < 0 {
		q.add(fmt.Sprintf("%d DESC, ", len(a.groups)+1))
	}
	for i := range a.groups {
		q.add(fmt.Sprintf("%s%d", comma(i), i+1))
	}
	return q.add(fmt.Sprintf(" LIMIT %d", a.q.Limit+1))
}

// source writes where rows come from: the tickets, or a table of moments with them.
func (a *aggregation) source(q *stmt) {
	by := ""
	if a.dialect == SQLite && a.moment.index != "" && !a.q.From.IsZero() {
		by = " INDEXED BY " + a.moment.index
	}
	q.add(" FROM ")
	switch {
	case a.apart:
		q.add(a.moment.table + " m" + by)
	case a.moment.table != "":
		q.add(a.moment.table + " m" + by + " CROSS JOIN tickets t")
	default:
		q.add("tickets t" + by)
	}
	for _, g := range a.groups {
		q.add(g.join)
	}
	q.add(" WHERE 1 = 1")
	if a.moment.table != "" {
		q.add(" AND " + a.moment.which)
	}
}

func (a *aggregation) conditions(q *stmt) {
	if a.q.Of != "" {
		q.add(" AND " + a.moment.at + " IS NOT NULL")
		a.moment.between(q, a.q.From, a.q.To)
	}
	for _, g := range a.groups {
		q.add(g.where)
	}
	a.whose(q)
}

// whose writes which tickets count: those of the conditions within the reader's reach.
func (a *aggregation) whose(q *stmt) {
	if a.apart {
		q.add(" AND m.ticket_id NOT IN (SELECT d.id FROM tickets d WHERE d.deleted_at IS NOT NULL)")
		return
	}
	if a.moment.table != "" {
		q.add(" AND t.id = m.ticket_id")
	}
	ticketCond(q, &a.q.Cond, a.tags)
	if a.reach[0].Kind != rbac.BranchAll {
		q.add(" AND ")
		ticketAccess(q, a.reach)
	}
}

// standsApart tells whether moments in a table of their own are counted for a reader
// who reaches every ticket, without a condition or a group that asks for more of it.
func (a *aggregation) standsApart() bool {
	any, none := &stmt{}, &stmt{}
	ticketCond(any, &a.q.Cond, a.tags)
	ticketCond(none, &tickets.Cond{}, nil)
	return a.moment.table != "" && a.reach[0].Kind == rbac.BranchAll && any.text.String() == none.text.String() &&
		!slices.ContainsFunc(a.groups, func(g group) bool { return !g.apart }) &&
		!slices.ContainsFunc(a.q.Measures, func(m tickets.Measure) bool { return m != "count" && m != "tickets" })
}

// ticketID is the number of the ticket that a row is about.
func (a *aggregation) ticketID() string {
	if a.apart {
		return "m.ticket_id"
	}
	return "t.id"
}

// read runs the query.
func (a *aggregation) read(g *gorm.DB) ([]tickets.Figure, error) {
	rows, err := a.statement().rows(g)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	keys := make([]any, len(a.groups))
	sums := make([]sql.NullString, len(a.cells))
	dest := make([]any, 0, len(keys)+len(sums))
	for i := range keys {
		dest = append(dest, &keys[i])
	}
	for i := range sums {
		dest = append(dest, &sums[i])
	}
	var out []tickets.Figure
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return nil, err
		}
		f := tickets.Figure{By: make([]tickets.Group, len(keys)), Values: make([]tickets.Value, len(sums))}
		for i, k := range keys {
			f.By[i] = groupOf(k)
		}
		for i, s := range sums {
			if f.Values[i], err = a.cells[i].read(s); err != nil {
				return nil, err
			}
		}
		out = append(out, f)
	}
	return out, rows.Err()
}
