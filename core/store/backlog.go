package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"pegboard.dev/pegboard/core/tickets"
)

// Backlog implements tickets.FactStore. It counts what is active now, and takes
// back what was opened, solved and opened again since each moment: that reads the
// turns since the first moment, and not every ticket that there ever was.
func (s Tickets) Backlog(ctx context.Context, q *tickets.AggregateQuery, at []time.Time) ([]tickets.Figure, error) {
	const op = "store.Backlog"
	calendar := q.Calendar()
	flat := *q
	flat.Of, flat.By = "", nil
	for i, d := range q.By {
		if i != calendar {
			flat.By = append(flat.By, d)
		}
	}
	a, err := s.aggregation(ctx, &flat)
	if err != nil || a == nil {
		return nil, translate(op, err)
	}
	b := &backlog{aggregation: a, at: at, buckets: make([]int64, len(at))}
	if calendar >= 0 {
		b.unit = q.By[calendar]
		for i := range at {
			b.buckets[i] = tickets.BucketOf(b.unit, q.Steps, at[i].Add(-time.Microsecond))
		}
	}
	err = s.db.counting(ctx, func(g *gorm.DB) error {
		if err := b.present(g); err != nil {
			return err
		}
		return b.past(g)
	})
	if err != nil {
		return nil, translate(op, err)
	}
	out := b.figures(calendar)
	return out, translate(op, s.nameGroups(ctx, q.By, out))
}

type backlog struct {
	*aggregation
	unit    tickets.Dimension // empty for one moment only
	at      []time.Time
	buckets []int64 // of at, by number

	order  []tickets.Group
	counts map[tickets.Group][]int64
}

// afterwards is the slot of turns after the last moment.
const afterwards = -1

// of finds the counts of a group, one for each moment.
func (b *backlog) of(g tickets.Group) []int64 {
	if b.counts == nil {
		b.counts = map[tickets.Group][]int64{}
	}
	if b.counts[g] == nil {
		b.counts[g] = make([]int64, len(b.at))
		b.order = append(b.order, g)
	}
	return b.counts[g]
}

// present counts what is active now, at every moment for the time being.
func (b *backlog) present(g *gorm.DB) error {
	q := (&stmt{}).add("SELECT 0, ")
	b.kind(q).add(", COUNT(*) FROM tickets t")
	b.rest(q, " WHERE t.status <= 3")
	return b.each(g, q, func(_ int64, counts []int64, n int64) {
		for i := range counts {
			counts[i] += n
		}
	})
}

// past takes the turns back from every moment that was before them.
func (b *backlog) past(g *gorm.DB) error {
	b.moment = momentOf(tickets.SolvedOnce, "m")
	b.apart = b.standsApart()
	last := micros(b.at[len(b.at)-1])
	q := (&stmt{}).add("SELECT CASE WHEN m.from_at >= ? THEN ? ELSE ", last, afterwards)
	if b.unit == "" {
		q.add("0")
	} else {
		q.put(b.bucket(b.unit))
	}
	q.add(" END, ")
	b.kind(q).add(", SUM(CASE WHEN m.turn = 2 THEN 1 ELSE -1 END) FROM ticket_spans m")
	if b.dialect == SQLite {
		q.add(" INDEXED BY ticket_spans_turn")
	}
	if !b.apart {
		q.add(" CROSS JOIN tickets t")
	}
	b.rest(q, fmt.Sprintf(" WHERE m.turn > 0 AND m.turn IN (1, 2, 3) AND m.from_at >= %d", micros(b.at[0])))
	return b.each(g, q, func(slot int64, counts []int64, n int64) {
		for i := range counts {
			if slot == afterwards || slot > b.buckets[i] {
				counts[i] += n
			}
		}
	})
}

// kind writes the group beside the moment.
func (b *backlog) kind(q *stmt) *stmt {
	if len(b.groups) == 0 {
		return q.add("0")
	}
	return q.put(b.groups[0].value)
}

func (b *backlog) rest(q *stmt, where string) {
	for _, g := range b.groups {
		q.add(g.join)
	}
	q.add(where)
	for _, g := range b.groups {
		q.add(g.where)
	}
	b.whose(q)
	q.add(" GROUP BY 1, 2")
}

func (b *backlog) each(g *gorm.DB, q *stmt, add func(slot int64, counts []int64, n int64)) error {
	rows, err := q.rows(g)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var slot, n int64
		var key any
		if err := rows.Scan(&slot, &key, &n); err != nil {
			return err
		}
		add(slot, b.of(groupOf(key)), n)
	}
	return rows.Err()
}

// groupOf reads a group's number or word.
func groupOf(key any) tickets.Group {
	switch v := key.(type) {
	case int64:
		return tickets.Group{ID: v}
	case string:
		return tickets.Group{Text: v}
	case []byte:
		return tickets.Group{Text: string(v)}
	}
	return tickets.Group{}
}

// figures puts the counts into rows, in the order of the moments.
func (b *backlog) figures(calendar int) []tickets.Figure {
	if len(b.order) == 0 && len(b.groups) == 0 {
		b.of(tickets.Group{})
	}
	var out []tickets.Figure
	for i := range b.at {
		for _, g := range b.order {
			var by []tickets.Group
			if len(b.groups) > 0 {
				by = []tickets.Group{g}
			}
			if calendar >= 0 {
				moment := tickets.Group{ID: b.buckets[i]}
				if calendar == 0 {
					by = append([]tickets.Group{moment}, by...)
				} else {
					by = append(by, moment)
				}
			}
			out = append(out, tickets.Figure{By: by, Values: []tickets.Value{{N: b.counts[g][i], Valid: true}}})
		}
	}
	return out
}
