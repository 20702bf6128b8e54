package store

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"gorm.io/gorm"

	"pegboard.dev/pegboard/core"
)

// Jobs keeps deliveries and schedule runs, for core/jobs. Every method is its
// own transaction.
type Jobs struct{ db *DB }

// Jobs returns the queue behind this database.
func (db *DB) Jobs() Jobs { return Jobs{db} }

// maxCause bounds what is kept of an error, in bytes.
const maxCause = 2000

type outboxRow struct {
	ID       int64
	Type     string
	TicketID *int64
	ActorID  *int64
	Plugin   string
	At       int64
	Payload  string
}

func (r outboxRow) event() core.Event {
	return core.Event{
		ID: core.EventID(r.ID), Type: r.Type, Ticket: core.TicketID(orZero(r.TicketID)), Actor: core.UserID(orZero(r.ActorID)),
		Plugin: core.PluginID(r.Plugin), At: fromMicros(r.At), Payload: json.RawMessage(r.Payload),
	}
}

// skipLocked is the clause by which nodes share a queue without waiting for
// each other.
func (d Dialect) skipLocked() string {
	if d == PostgreSQL {
		return " FOR UPDATE SKIP LOCKED"
	}
	return ""
}

// Fanout creates the deliveries of up to n waiting events. It looks before it
// opens a transaction, so that an idle worker never holds SQLite's writer.
func (j Jobs) Fanout(ctx context.Context, n int, wants func(eventType string) []string) (int, error) {
	const op = "store.Fanout"
	var waiting bool
	err := j.db.from(ctx).Raw("SELECT EXISTS (SELECT 1 FROM outbox WHERE fanned_at IS NULL)").Scan(&waiting).Error
	if err != nil || !waiting {
		return 0, translate(op, err)
	}
	taken := 0
	err = j.db.InTx(ctx, func(ctx context.Context) error {
		var rows []outboxRow
		tx := j.db.from(ctx)
		err := tx.Raw("SELECT id, type, ticket_id FROM outbox WHERE fanned_at IS NULL ORDER BY id LIMIT ?"+j.db.dialect.skipLocked(), n).Scan(&rows).Error
		if err != nil || len(rows) == 0 {
			return err
		}
		now := micros(j.db.clock.Now())
		ids := make([]int64, len(rows))
		var values []string
		var args []any
		for i, r := range rows {
			ids[i] = r.ID
			for _, watcher := range wants(r.Type) {
				values = append(values, "(?,?,?,?)")
				args = append(args, watcher, r.ID, orZero(r.TicketID), now)
			}
		}
		taken = len(rows)
		if len(values) > 0 {
			q := "INSERT INTO deliveries (watcher, event_id, ticket_id, scheduled_at) VALUES " + strings.Join(values, ",") + " ON CONFLICT DO NOTHING"
			if err := tx.Exec(q, args...).Error; err != nil {
				return err
			}
		}
		return tx.Exec("UPDATE outbox SET fanned_at = ? WHERE id IN ?", now, ids).Error
	})
	return taken, translate(op, err)
}

// dueSQL selects deliveries that may go out: the time has come, and nothing
// older of the same ticket waits for the same watcher.
const dueSQL = `SELECT d.id FROM deliveries d
WHERE d.state = 'available' AND d.scheduled_at <= ?
  AND (d.ticket_id = 0 OR NOT EXISTS (SELECT 1 FROM deliveries e
    WHERE e.state = 'available' AND e.watcher = d.watcher AND e.ticket_id = d.ticket_id AND e.event_id < d.event_id))
ORDER BY d.scheduled_at, d.id LIMIT ?`

// Lease hands out due deliveries. The end of the lease is written where the
// due time stood: a node that dies needs nobody to clean up after it.
func (j Jobs) Lease(ctx context.Context, node string, n int, d time.Duration) ([]core.Delivery, error) {
	const op = "store.Lease"
	now := j.db.clock.Now()
	var due []int64
	if err := j.db.from(ctx).Raw(dueSQL, micros(now), 1).Scan(&due).Error; err != nil || len(due) == 0 {
		return nil, translate(op, err)
	}
	var leased []core.Delivery
	err := j.db.InTx(ctx, func(ctx context.Context) error {
		tx := j.db.from(ctx)
		due = nil
		if err := tx.Raw(dueSQL+j.db.dialect.skipLocked(), micros(now), n).Scan(&due).Error; err != nil || len(due) == 0 {
			return err
		}
		err := tx.Exec("UPDATE deliveries SET attempt = attempt + 1, attempted_at = ?, attempted_by = ?, scheduled_at = ? WHERE id IN ?",
			micros(now), node, micros(now.Add(d)), due).Error
		if err != nil {
			return err
		}
		leased, err = deliveries(tx, "d.id IN ? ORDER BY d.event_id, d.id", due)
		return err
	})
	return leased, translate(op, err)
}

type deliveryRow struct {
	Outbox      outboxRow `gorm:"embedded"`
	DeliveryID  int64
	Watcher     string
	Attempt     int
	LastError   string
	AttemptedAt *int64
}

func deliveries(tx *gorm.DB, where string, args ...any) ([]core.Delivery, error) {
	var rows []deliveryRow
	err := tx.Raw(`SELECT d.id AS delivery_id, d.watcher, d.attempt, d.last_error, d.attempted_at,
o.id, o.type, o.ticket_id, o.actor_id, o.plugin, o.at, o.payload
FROM deliveries d JOIN outbox o ON o.id = d.event_id WHERE `+where, args...).Scan(&rows).Error
	out := make([]core.Delivery, len(rows))
	for i, r := range rows {
		out[i] = core.Delivery{
			ID: r.DeliveryID, Watcher: r.Watcher, Event: r.Outbox.event(), Attempt: r.Attempt,
			LastError: r.LastError, AttemptedAt: fromMicrosOrNull(r.AttemptedAt),
		}
	}
	return out, err
}
