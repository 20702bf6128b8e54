package plugin

import (
	"errors"
	"sync"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/sandbox"
)

// A plugin that fails five times within a minute is left alone for a minute.
const (
	breakAfter = 5
	breakSpan  = time.Minute
	breakPause = time.Minute
)

// breaker keeps a broken plugin from costing every page its time. The zero
// value with a clock is closed. Answers in good order, overload and callers who
// left do not count: see sandbox.Failure.Broken.
type breaker struct {
	clock core.Clock
	mu    sync.Mutex
	fails []time.Time
	until time.Time
	last  string
}

var errOpen = errors.New("plugin: the breaker is open")

// allow returns errOpen while the plugin is left alone.
func (b *breaker) allow() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.until.IsZero() {
		return nil
	}
	if b.clock.Now().Before(b.until) {
		return errOpen
	}
	b.until, b.fails = time.Time{}, nil
	return nil
}

// note counts the outcome of a call.
func (b *breaker) note(err error) {
	if err == nil {
		return
	}
	f := sandbox.Why(err)
	if f == nil || !f.Broken() {
		return
	}
	b.fail(message(err))
}

// fail counts one failure, also of a document that is refused.
func (b *breaker) fail(why string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.clock.Now()
	kept := b.fails[:0]
	for _, at := range b.fails {
		if now.Sub(at) < breakSpan {
			kept = append(kept, at)
		}
	}
	b.fails, b.last = append(kept, now), why
	if len(b.fails) >= breakAfter {
		b.until = now.Add(breakPause)
	}
}

// state returns the last failure's sentence while it is recent, and whether the
// plugin is left alone.
func (b *breaker) state() (why string, open bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.clock.Now()
	open = now.Before(b.until)
	if n := len(b.fails); open || n > 0 && now.Sub(b.fails[n-1]) < 10*time.Minute {
		why = b.last
	}
	return why, open
}
