package jobs

import (
	"context"
	crand "crypto/rand"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime/debug"
	"time"

	"pegboard.dev/pegboard/core"
)

func (c *Config) setDefaults() {
	if c.Node == "" {
		c.Node = crand.Text()[:10]
	}
	if c.Watchers == nil {
		c.Watchers = func() []Watcher { return nil }
	}
	if c.Poll <= 0 {
		c.Poll = time.Second
	}
	if c.Lease <= 0 {
		c.Lease = time.Minute
	}
	if c.Parallel <= 0 {
		c.Parallel = 4
	}
	if c.MaxAttempts <= 0 {
		c.MaxAttempts = 12
	}
	if c.Backoff == nil {
		c.Backoff = backoff
	}
	if c.Clock == nil {
		c.Clock = core.SystemClock{}
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
}

// backoff doubles from 2 s and stays at 30 min, with up to a tenth more at
// random, so that what failed together does not come back together.
func backoff(attempt int) time.Duration {
	d := 30 * time.Minute
	if attempt < 10 {
		d = min(d, time.Second<<attempt)
	}
	return d + rand.N(d/10)
}

// handle calls the watcher of d. A watcher that is not there now, such as a
// plugin that was switched off meanwhile, is a failure like others: it gets
// its events if it comes back in time.
func (w *Worker) handle(ctx context.Context, watchers map[string]Watcher, d core.Delivery) (err error) {
	watcher, ok := watchers[d.Watcher]
	if !ok {
		return fmt.Errorf("nobody listens as %q", d.Watcher)
	}
	ctx, cancel := context.WithTimeout(ctx, handleTimeout)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return watcher.Handle(ctx, d.Event)
}

// failed schedules the next attempt of d, or discards it.
func (w *Worker) failed(ctx context.Context, d core.Delivery, cause error) error {
	log := w.cfg.Log.With("watcher", d.Watcher, "event", int64(d.Event.ID), "type", d.Event.Type, "attempt", d.Attempt, "error", cause)
	if d.Attempt >= w.cfg.MaxAttempts {
		log.Error("jobs: delivery discarded")
		return w.queue.Discard(ctx, d, cause.Error())
	}
	pause := w.cfg.Backoff(d.Attempt)
	log.Warn("jobs: delivery failed", "again_in", pause)
	return w.queue.Retry(ctx, d, w.cfg.Clock.Now().Add(pause), cause.Error())
}
