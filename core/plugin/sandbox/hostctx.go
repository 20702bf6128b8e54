package sandbox

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"pegboard.dev/pegboard/sdk/abi"
)

// HostFunc answers the host calls of one guest call. ctx ends with the call and
// carries the caller's values; a call of another plugin made with it counts as
// nested. in is the function's to keep. The reply must not change afterwards.
//
// An error reaches the guest as its kind, with the message and fields of a
// *core.Error; what other errors say stays in the host.
type HostFunc func(ctx context.Context, op uint32, in []byte) ([]byte, error)

// MaxDepth is how many guest calls may wait for each other.
const MaxDepth = 4

// hostContext is what host calls run under. It is made at the first host call of
// a guest call, so that calls without one pay nothing.
type hostContext struct {
	parent   context.Context
	deadline time.Time
	asJSON   bool
	depth    int
	outer    *hostContext
	m        *Module

	mu     sync.Mutex
	real   context.Context // made when somebody wants Done
	cancel context.CancelFunc
	ended  bool
}

type hostKey struct{}

// Deadline implements context.Context.
func (c *hostContext) Deadline() (time.Time, bool) { return c.deadline, true }

// Value implements context.Context.
func (c *hostContext) Value(key any) any {
	if key == (hostKey{}) {
		return c
	}
	return c.parent.Value(key)
}

// Done implements context.Context.
func (c *hostContext) Done() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.real == nil {
		c.real, c.cancel = context.WithDeadline(c.parent, c.deadline)
		if c.ended {
			c.cancel()
		}
	}
	return c.real.Done()
}

// Err implements context.Context.
func (c *hostContext) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.real != nil:
		return c.real.Err()
	case c.parent.Err() != nil:
		return c.parent.Err()
	case c.ended:
		return context.Canceled
	case !time.Now().Before(c.deadline):
		return context.DeadlineExceeded
	}
	return nil
}

// end cancels the context when the guest call is over.
func (c *hostContext) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ended = true
	if c.cancel != nil {
		c.cancel()
	}
}

// nested reports whether m is already being called on the way here.
func (c *hostContext) nested(m *Module) bool {
	for ; c != nil; c = c.outer {
		if c.m == m {
			return true
		}
	}
	return false
}

// Encode writes a host call's reply in the form that the guest behind ctx wants.
func Encode(ctx context.Context, w abi.Wire) ([]byte, error) {
	if c, ok := ctx.Value(hostKey{}).(*hostContext); ok && c.asJSON {
		return json.Marshal(w)
	}
	return w.AppendFlat(nil), nil
}

// Depth returns how many guest calls are waiting behind ctx.
func Depth(ctx context.Context) int {
	c, _ := ctx.Value(hostKey{}).(*hostContext)
	return c.waiting()
}

// waiting returns how many guest calls wait for the one that c belongs to, and that one.
func (c *hostContext) waiting() int {
	if c == nil {
		return 0
	}
	return c.depth
}
