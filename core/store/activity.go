package store

import (
	"context"
	"fmt"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/tickets"
)

// AppendActivities implements tickets.ActivityStore.
func (s Tickets) AppendActivities(ctx context.Context, lines ...tickets.Activity) error {
	if len(lines) == 0 {
		return nil
	}
	q := (&stmt{}).add("INSERT INTO activities (ticket_id, actor_id, at, plugin, type, data) VALUES ")
	for i := range lines {
		a := &lines[i]
		q.add(comma(i)+"(?,?,?,?,?,?)", a.Ticket, orNull(a.Actor.ID), micros(a.At), string(a.Plugin), a.Type, string(a.Data))
	}
	return translate("store.AppendActivities", q.exec(s.db.from(ctx)))
}

// Activities implements tickets.ActivityStore.
func (s Tickets) Activities(ctx context.Context, ticket core.TicketID, before core.ActivityID, limit int) ([]tickets.Activity, error) {
	const op = "store.Activities"
	q := (&stmt{}).add(`SELECT a.id, a.ticket_id, COALESCE(a.actor_id, 0), COALESCE(u.name, ''), a.plugin, a.type, a.data, a.at
 FROM activities a LEFT JOIN users u ON u.id = a.actor_id WHERE a.ticket_id = ?`, ticket)
	if before != 0 {
		q.add(" AND a.id < ?", before)
	}
	rows, err := q.add(fmt.Sprintf(" ORDER BY a.id DESC LIMIT %d", limit)).rows(s.db.from(ctx))
	if err != nil {
		return nil, translate(op, err)
	}
	defer rows.Close()
	var out []tickets.Activity
	for rows.Next() {
		var a tickets.Activity
		var data []byte
		var at int64
		if err := rows.Scan(&a.ID, &a.Ticket, &a.Actor.ID, &a.Actor.Name, &a.Plugin, &a.Type, &data, &at); err != nil {
			return nil, translate(op, err)
		}
		a.Data, a.At = data, fromMicros(at)
		out = append(out, a)
	}
	return out, translate(op, rows.Err())
}
