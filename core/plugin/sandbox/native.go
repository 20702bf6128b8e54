package sandbox

import (
	"context"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/sdk/abi"
)

// NativeFunc answers the calls of a guest that runs as native code. Records go
// both ways in the flat layout; host answers its host calls as the import "call"
// would. Out is read before the next call. An error means that the guest crashed.
type NativeFunc func(ctx context.Context, op abi.Op, in []byte, host func(ctx context.Context, op abi.Op, in []byte) ([]byte, abi.Kind)) (out []byte, kind abi.Kind, err error)

// Native makes a module of native code, so that authors can run and debug their
// plugin's tests without WebAssembly. Nothing bounds it: neither time nor memory.
func (e *Engine) Native(fn NativeFunc, l Limits) *Module {
	m := e.module(l)
	m.native = fn
	e.add(m)
	return m
}

func (m *Module) doNative(ctx context.Context, c *Call) error {
	const op = "sandbox.Module.Do"
	m.mu.Lock()
	closed := m.closed
	m.mu.Unlock()
	if closed {
		return core.Errorf(op, core.KindUnavailable, "The plugin %s is switched off.", m.limits.Name)
	}
	if Depth(ctx) >= MaxDepth {
		return fail(op, m.limits.Name, ReasonDepth, "")
	}
	if c.Request != nil {
		c.In = c.Request.AppendFlat(c.In[:0])
	}
	outer, _ := ctx.Value(hostKey{}).(*hostContext)
	inner := &hostContext{parent: ctx, outer: outer, m: m, depth: Depth(ctx) + 1, deadline: time.Now().Add(24 * time.Hour)}
	if t, ok := ctx.Deadline(); ok {
		inner.deadline = t
	}
	defer inner.end()
	host := func(ctx context.Context, op abi.Op, in []byte) ([]byte, abi.Kind) {
		m.count.hostCalls.Add(1)
		if c.Host == nil {
			return nil, abi.KindUnavailable
		}
		reply, err := c.Host(ctx, uint32(op), in)
		if err != nil {
			kind, f := hostFault(err)
			return f.AppendFlat(nil), kind
		}
		return reply, 0
	}
	out, kind, err := m.native(inner, c.Op, c.In, host)
	c.Out = append(c.Out[:0], out...)
	if err != nil {
		return fail(op, m.limits.Name, ReasonTrap, err.Error())
	}
	if kind != 0 {
		return guestFault(op, m.limits.Name, kind, c.Out)
	}
	return nil
}
