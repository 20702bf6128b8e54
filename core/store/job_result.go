package store

import (
	"context"
	"strings"
	"time"

	"pegboard.dev/pegboard/core"
)

// Complete removes deliveries that succeeded, those whose lease still holds.
func (j Jobs) Complete(ctx context.Context, done ...core.Delivery) error {
	if len(done) == 0 {
		return nil
	}
	return translate("store.Complete", j.db.InTx(ctx, func(ctx context.Context) error {
		pairs := make([]string, len(done))
		args := make([]any, 0, 2*len(done))
		for i, d := range done {
			pairs[i] = "id = ? AND attempt = ?"
			args = append(args, d.ID, d.Attempt)
		}
		return j.db.from(ctx).Exec("DELETE FROM deliveries WHERE "+strings.Join(pairs, " OR "), args...).Error
	}))
}

// Retry puts a failed delivery back until at.
func (j Jobs) Retry(ctx context.Context, d core.Delivery, at time.Time, cause string) error {
	return j.settle(ctx, "store.Retry", "UPDATE deliveries SET scheduled_at = ?, last_error = ? WHERE id = ? AND attempt = ? AND state = 'available'",
		micros(at), clip(cause, maxCause), d.ID, d.Attempt)
}

// Discard sets a delivery aside.
func (j Jobs) Discard(ctx context.Context, d core.Delivery, cause string) error {
	return j.settle(ctx, "store.Discard", "UPDATE deliveries SET state = 'discarded', last_error = ? WHERE id = ? AND attempt = ? AND state = 'available'",
		clip(cause, maxCause), d.ID, d.Attempt)
}

// Discarded lists up to n deliveries that were set aside, newest first, before
// the one with the number before (zero: from the newest).
func (j Jobs) Discarded(ctx context.Context, before int64, n int) ([]core.Delivery, error) {
	if before <= 0 {
		before = 1<<63 - 1
	}
	out, err := deliveries(j.db.from(ctx), "d.state = 'discarded' AND d.id < ? ORDER BY d.id DESC LIMIT ?", before, n)
	return out, translate("store.Discarded", err)
}

// Depth is how many deliveries wait, or were set aside.
func (j Jobs) Depth(ctx context.Context, discarded bool) (n int64, err error) {
	where := "state = 'available'"
	if discarded {
		where = "state = 'discarded'"
	}
	err = j.db.from(ctx).Raw("SELECT count(*) FROM deliveries WHERE " + where).Scan(&n).Error
	return n, core.Wrap("store.Depth", err)
}

// Replay makes a discarded delivery due again, with its attempts forgotten.
// KindNotFound when there is no such discarded delivery.
func (j Jobs) Replay(ctx context.Context, id int64) error {
	const op = "store.Replay"
	return translate(op, j.db.InTx(ctx, func(ctx context.Context) error {
		res := j.db.from(ctx).Exec("UPDATE deliveries SET state = 'available', attempt = 0, scheduled_at = ? WHERE id = ? AND state = 'discarded'",
			micros(j.db.clock.Now()), id)
		if res.Error == nil && res.RowsAffected == 0 {
			return core.Errorf(op, core.KindNotFound, "There is no discarded delivery with the number %d.", id)
		}
		return res.Error
	}))
}

// ClaimRun takes the run of a schedule that is due at due, once over all nodes.
func (j Jobs) ClaimRun(ctx context.Context, name string, due time.Time) (bool, error) {
	claimed := false
	err := j.db.InTx(ctx, func(ctx context.Context) error {
		res := j.db.from(ctx).Exec(`INSERT INTO schedule_runs (name, due_at) VALUES (?, ?)
ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at WHERE schedule_runs.due_at < excluded.due_at`, name, micros(due))
		claimed = res.RowsAffected > 0
		return res.Error
	})
	return claimed, translate("store.ClaimRun", err)
}

// PruneOutbox deletes up to n events older than before that every watcher has
// dealt with, and returns how many.
func (j Jobs) PruneOutbox(ctx context.Context, before time.Time, n int) (int, error) {
	var gone int64
	err := j.db.InTx(ctx, func(ctx context.Context) error {
		res := j.db.from(ctx).Exec(`DELETE FROM outbox WHERE id IN (SELECT o.id FROM outbox o
WHERE o.at < ? AND o.fanned_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.event_id = o.id)
ORDER BY o.id LIMIT ?)`, micros(before), n)
		gone = res.RowsAffected
		return res.Error
	})
	return int(gone), translate("store.PruneOutbox", err)
}

func (j Jobs) settle(ctx context.Context, op, q string, args ...any) error {
	return translate(op, j.db.InTx(ctx, func(ctx context.Context) error {
		return j.db.from(ctx).Exec(q, args...).Error
	}))
}

// clip cuts s to at most n bytes, on a character's border.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}
