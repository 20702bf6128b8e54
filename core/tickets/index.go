package tickets

import (
	"context"
	"log/slog"
	"time"

	"pegboard.dev/pegboard/core"
)

// The index lags behind by moments, not more: whoever commits a change wakes
// the indexer of this process, and every indexer looks by itself in between,
// for what other processes left.
const (
	indexBatch = 50
	indexEvery = 2 * time.Second
)

// RunIndexer keeps the full-text index up to date until ctx ends. One per
// process; those of several nodes share the work.
func (s *Service) RunIndexer(ctx context.Context, log *slog.Logger) {
	tick := time.NewTicker(indexEvery)
	defer tick.Stop()
	for {
		if _, err := s.IndexNow(ctx); err != nil && ctx.Err() == nil {
			log.ErrorContext(ctx, "tickets: indexing", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-s.wake:
		case <-tick.C:
		}
	}
}

// IndexNow indexes everything that is queued and returns how many tickets that
// were. For tests, imports and the end of a demo's making.
func (s *Service) IndexNow(ctx context.Context) (int, error) {
	total := 0
	for {
		n, err := s.Store.IndexQueued(ctx, indexBatch)
		total += n
		if err != nil || n == 0 {
			return total, core.Wrap("tickets.IndexNow", err)
		}
	}
}

// wakeIndexer never blocks: one waiting token says all there is to say.
func (s *Service) wakeIndexer() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}
