package plugin

import (
	"errors"
	"slices"
	"sync"
	"time"

	"pegboard.dev/pegboard/core"
)

const (
	// A plugin that fails stopAfter times within stopSpan is switched off.
	stopAfter = 3
	stopSpan  = 10 * time.Minute
	// Of failures that guests and customers ran into, pauseAfter within pauseSpan
	// make it be left alone for pausePause, and nothing more.
	pauseAfter = 5
	pauseSpan  = time.Minute
	pausePause = time.Minute
)

// breaker keeps a broken plugin from costing every page its time. What it counts
// is said in RATIONALE.md. The zero value with a clock is closed.
type breaker struct {
	clock core.Clock

	mu      sync.Mutex
	mild    []time.Time // failures that do not switch off
	grave   []failed    // those that do
	until   time.Time   // left alone until then
	stopped bool        // until the plugin is switched on anew
	last    string
	lastAt  time.Time
}

// failed is a failure that counts.
type failed struct {
	at time.Time
	// cause tells attempts at the same thing, which count once; empty is unlike all.
	cause string
}

var errOpen = errors.New("plugin: the breaker is open")

// allow returns errOpen while the plugin is left alone.
func (b *breaker) allow() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case b.stopped:
		return errOpen
	case b.until.IsZero():
		return nil
	case b.clock.Now().Before(b.until):
		return errOpen
	}
	b.until, b.mild = time.Time{}, nil
	return nil
}

// fail counts a failure and reports whether it is the one that switches off. It
// reports that once; see release.
func (b *breaker) fail(why, cause string, grave bool) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.clock.Now()
	b.last, b.lastAt = why, now
	if !grave {
		b.mild = append(slices.DeleteFunc(b.mild, func(at time.Time) bool { return now.Sub(at) >= pauseSpan }), now)
		if len(b.mild) >= pauseAfter {
			b.until = now.Add(pausePause)
		}
		return false
	}
	b.grave = slices.DeleteFunc(b.grave, func(f failed) bool { return now.Sub(f.at) >= stopSpan })
	if cause != "" && slices.ContainsFunc(b.grave, func(f failed) bool { return f.cause == cause }) {
		return false
	}
	b.grave = append(b.grave, failed{now, cause})
	if b.stopped || len(b.grave) < stopAfter {
		return false
	}
	b.stopped = true
	return true
}

// release lets calls through again when the plugin could not be switched off; its
// next failure tries once more.
func (b *breaker) release() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.stopped, b.grave = false, b.grave[:stopAfter-1]
}

// state returns the last failure's sentence while it is recent, and whether the
// plugin is left alone.
func (b *breaker) state() (why string, open bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.clock.Now()
	open = b.stopped || now.Before(b.until)
	if open || b.last != "" && now.Sub(b.lastAt) < stopSpan {
		why = b.last
	}
	return why, open
}
