package demo

import (
	"sync/atomic"
	"time"

	"pegboard.dev/pegboard/core"
)

// Clock is the machine's clock that can be held at a moment, so that what is
// told happened weeks ago is dated then. Safe for concurrent use.
type Clock struct{ held atomic.Int64 } // microseconds; zero: the machine's time

// Now implements core.Clock.
func (c *Clock) Now() time.Time {
	if m := c.held.Load(); m != 0 {
		return time.UnixMicro(m).UTC()
	}
	return core.SystemClock{}.Now()
}

// hold makes it t.
func (c *Clock) hold(t time.Time) { c.held.Store(t.UnixMicro()) }

// release lets time pass again.
func (c *Clock) release() { c.held.Store(0) }
