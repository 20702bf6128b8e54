package store

import (
	"context"
	"encoding/json"
	"strings"

	"pegboard.dev/pegboard/core"
)

const maxEventPayload = 64 << 10

// Append implements core.Outbox: the events become durable with the
// transaction that ctx carries. KindInternal outside a transaction, and for a
// payload over 64 KiB. Events without a time get the store's.
func (db *DB) Append(ctx context.Context, events ...core.Event) error {
	const op = "store.Append"
	if len(events) == 0 {
		return nil
	}
	if db.tx(ctx) == nil {
		return core.Errorf(op, core.KindInternal, "An event was published outside a transaction.")
	}
	const row = "(?,?,?,?,?,?)"
	var q strings.Builder
	q.WriteString("INSERT INTO outbox (type, ticket_id, actor_id, plugin, at, payload) VALUES ")
	args := make([]any, 0, 6*len(events))
	for i, e := range events {
		if len(e.Payload) > maxEventPayload {
			return core.Errorf(op, core.KindInternal, "The event %s is too large.", e.Type)
		}
		if len(e.Payload) == 0 {
			e.Payload = json.RawMessage("{}")
		}
		if e.At.IsZero() {
			e.At = db.clock.Now()
		}
		if i > 0 {
			q.WriteByte(',')
		}
		q.WriteString(row)
		args = append(args, e.Type, orNull(e.Ticket), orNull(e.Actor), string(e.Plugin), micros(e.At), string(e.Payload))
	}
	if err := db.from(ctx).Exec(q.String(), args...).Error; err != nil {
		return translate(op, err)
	}
	if wake := db.onEvents.Load(); wake != nil {
		db.AfterCommit(ctx, func(context.Context) { (*wake)() })
	}
	return nil
}

// OnEvents sets what is called after a transaction of this process that
// appended events was committed: a wake-up, which must not block. Other nodes'
// events do not call it.
func (db *DB) OnEvents(wake func()) { db.onEvents.Store(&wake) }
