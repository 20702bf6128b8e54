package store

import (
	"context"
	"slices"
	"time"
)

// Attempts implements people.AttemptStore.
type Attempts struct{ db *DB }

// CountAttempts implements people.AttemptStore. Rows are taken in one order,
// so that two sign-ins never wait for each other.
func (s Attempts) CountAttempts(ctx context.Context, now, since time.Time, buckets ...string) (map[string]int, error) {
	out := make(map[string]int, len(buckets))
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		for _, b := range slices.Sorted(slices.Values(buckets)) {
			var n int
			err := s.db.from(ctx).Raw(`INSERT INTO attempts (bucket, failures, since) VALUES (?, 1, ?)
 ON CONFLICT (bucket) DO UPDATE SET failures = CASE WHEN attempts.since < ? THEN 1 ELSE attempts.failures + 1 END,
 since = CASE WHEN attempts.since < ? THEN excluded.since ELSE attempts.since END RETURNING failures`,
				b, micros(now), micros(since), micros(since)).Scan(&n).Error
			if err != nil {
				return err
			}
			out[b] = n
		}
		return nil
	})
	return out, translate("store.CountAttempts", err)
}

// ForgetAttempts implements people.AttemptStore.
func (s Attempts) ForgetAttempts(ctx context.Context, minus, clear []string) error {
	drop := map[string]bool{}
	for _, b := range clear {
		drop[b] = true
	}
	all := slices.Sorted(slices.Values(append(slices.Clone(minus), clear...)))
	return s.db.InTx(ctx, func(ctx context.Context) error {
		g := s.db.from(ctx)
		for _, b := range all {
			q := "UPDATE attempts SET failures = failures - 1 WHERE bucket = ? AND failures > 0"
			if drop[b] {
				q = "DELETE FROM attempts WHERE bucket = ?"
			}
			if err := g.Exec(q, b).Error; err != nil {
				return translate("store.ForgetAttempts", err)
			}
		}
		return nil
	})
}

// DeleteAttempts implements people.AttemptStore.
func (s Attempts) DeleteAttempts(ctx context.Context, before time.Time) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		return s.db.from(ctx).Exec("DELETE FROM attempts WHERE since < ?", micros(before)).Error
	})
}
