package store

import (
	"context"

	"pegboard.dev/pegboard/core"
)

// LastEvent is the number of the newest event in the outbox, zero if it is empty.
func (j Jobs) LastEvent(ctx context.Context) (core.EventID, error) {
	var id core.EventID
	err := scanOne(j.db.from(ctx).Raw("SELECT COALESCE(max(id), 0) FROM outbox"), &id)
	return id, translate("store.LastEvent", err)
}

// EventsAfter returns the events after the given number in their order, up to
// limit, without their payloads but for core.EventStale.
func (j Jobs) EventsAfter(ctx context.Context, after core.EventID, limit int) ([]core.Event, error) {
	var rows []outboxRow
	err := j.db.from(ctx).Raw(`SELECT id, type, ticket_id, actor_id, plugin, at, CASE WHEN type = ? THEN CAST(payload AS TEXT) ELSE '' END AS payload
		FROM outbox WHERE id > ? ORDER BY id LIMIT ?`, core.EventStale, int64(after), limit).Scan(&rows).Error
	if err != nil {
		return nil, translate("store.EventsAfter", err)
	}
	out := make([]core.Event, len(rows))
	for i := range rows {
		out[i] = rows[i].event()
		if out[i].Type != core.EventStale {
			out[i].Payload = nil
		}
	}
	return out, nil
}
