package sandbox

import (
	"context"
	"time"

	"pegboard.dev/pegboard/sdk/abi"
)

// Call is one call of a guest. Its buffers may be used again for the next call,
// which then allocates nothing.
type Call struct {
	Op abi.Op
	// In is the request. It is read during the call only.
	In []byte
	// Request, when not nil, is written into In in the form that the guest wants.
	Request abi.Wire
	// Out is the answer; the room it brings along is used.
	Out []byte
	// Host answers the guest's host calls; nil refuses them all.
	Host HostFunc
	// Timeout, when it is above zero and below the limit's, is the call's time.
	Timeout time.Duration
}

// Call answers one guest operation with default limits. See Do.
func (m *Module) Call(ctx context.Context, op uint32, in []byte, host HostFunc) ([]byte, error) {
	c := Call{Op: abi.Op(op), In: in, Host: host}
	err := m.Do(ctx, &c)
	return c.Out, err
}

// Do calls the guest: it waits for a free instance and a processor, loads the
// module if need be (which does not count against the call's time), and returns
// what the guest answered in c.Out. An error is KindUnavailable when the guest
// failed or had no time, with the Failure in it, or has the kind and message that
// the guest gave. A call that fails never harms the next.
func (m *Module) Do(ctx context.Context, c *Call) error {
	start := sinceStart()
	m.count.calls.Add(1)
	err := m.do(ctx, c, start)
	m.ended(start)
	if err != nil {
		m.count.failed(err)
		if f := Why(err); f != nil && (f.Broken() || f.Waiting) {
			m.record(abi.LevelError, clean(firstLine(f.Error())))
		}
	}
	return err
}

func (m *Module) do(ctx context.Context, c *Call, start time.Duration) error {
	if m.native != nil {
		return m.doNative(ctx, c)
	}
	outer, _ := ctx.Value(hostKey{}).(*hostContext)
	if outer.waiting() >= MaxDepth {
		return fail("sandbox.Module.Do", m.limits.Name, ReasonDepth, "")
	}
	t := timing{start: start, deadline: m.deadline(ctx, c, start), began: start}
	if outer.nested(m) {
		return m.answer(ctx, c, outer, t)
	}
	// Calls that others wait for have permits of their own by depth: a call waits
	// only for deeper ones, so two plugins that call each other never wait in a circle.
	permits := m.permits[outer.waiting()]
	began, ok := permits.acquire(ctx, t.deadline, start)
	if !ok {
		return m.waited(ctx)
	}
	defer permits.release()
	t.began = began
	return m.answer(ctx, c, outer, t)
}

// answer has an instance answer the call, as soon as there is one and a processor.
func (m *Module) answer(ctx context.Context, c *Call, outer *hostContext, t timing) error {
	in, l, loading, err := m.take(ctx)
	if err != nil {
		return err
	}
	if loading > 0 {
		t.deadline = min(t.deadline+loading, m.deadline(ctx, c, t.start+loading))
		t.began = sinceStart()
	}
	var ok bool
	if t.began, ok = m.e.slots.acquire(ctx, t.deadline, t.began); !ok {
		m.give(in, true)
		return m.waited(ctx)
	}
	if in == nil {
		if in, err = m.create(ctx, l, t); err != nil {
			m.e.slots.release()
			m.give(nil, false)
			return err
		}
		m.created(in)
		t.began = sinceStart()
	}
	err = in.run(ctx, c, outer, t)
	m.e.slots.release()
	m.count.fuel.Add(in.fuel)
	m.count.hostCalls.Add(int64(in.calls))
	in.fuel = 0
	m.give(in, err == nil || Why(err).Reason == ReasonFault)
	return err
}

// deadline is the earliest of what the limits, the call and its context say.
func (m *Module) deadline(ctx context.Context, c *Call, start time.Duration) time.Duration {
	d := m.limits.Timeout
	if c.Timeout > 0 {
		d = min(d, c.Timeout)
	}
	if t, ok := ctx.Deadline(); ok {
		d = min(d, time.Until(t))
	}
	return start + d
}

// waited is the error of a call that ended before it began.
func (m *Module) waited(ctx context.Context) error {
	if ctx.Err() == context.Canceled {
		return fail("sandbox.Module.Do", m.limits.Name, ReasonCanceled, "while waiting")
	}
	return fail("sandbox.Module.Do", m.limits.Name, ReasonBusy, "")
}

func (m *Module) ended(start time.Duration) {
	now := sinceStart()
	m.count.nanos.Add(int64(now - start))
	m.count.last.Store(int64(now))
}

func (m *Module) created(in *instance) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.alive++
	in.size = int64(in.mem.Size())
	m.held += in.size
}

// Ask is Do with typed records: it writes req in the form that the guest wants
// and reads the answer into rep, whose strings share the returned bytes. A nil
// rep, or an answer without bytes, leaves rep alone.
func (m *Module) Ask(ctx context.Context, op abi.Op, req, rep abi.Wire, host HostFunc) ([]byte, error) {
	c := Call{Op: op, Request: req, Host: host}
	if err := m.Do(ctx, &c); err != nil {
		return nil, err
	}
	return c.Out, m.read(c.Out, rep)
}

// read decodes an answer.
func (m *Module) read(out []byte, rep abi.Wire) error {
	if rep == nil || len(out) == 0 {
		return nil
	}
	if err := abi.Decode(out, rep); err != nil {
		e := fail("sandbox.Module.Do", m.limits.Name, ReasonABI, "the answer: "+err.Error())
		m.count.failed(e)
		return e
	}
	return nil
}
