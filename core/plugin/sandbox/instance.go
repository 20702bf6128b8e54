package sandbox

import (
	"bytes"
	"context"
	"runtime"
	"strings"
	"time"

	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/sys"

	"pegboard.dev/pegboard/sdk/abi"
)

const (
	// quantum is how many units of the counter a guest gets at a time: some ten
	// microseconds, and the most it can do unseen.
	quantum = 256 << 10
	// slice is how long a guest keeps its processor while others want it.
	slice = time.Millisecond
)

// stopped unwinds a guest. The engine passes it through without building a stack trace.
var stopped = sys.NewExitError(1)

// instance is one instance of a module. It answers one call at a time, and one
// goroutine at a time uses it.
//
// It is also the context that the engine runs it under: host functions find
// their instance by a type assertion, without a lookup or an allocation.
type instance struct {
	m       *Module
	mod     api.Module
	mem     api.Memory
	fn      api.Function
	counter api.Global
	asJSON  bool
	size    int64 // bytes of memory at the end of the last call

	// The call under way.
	parent context.Context
	host   HostFunc
	outer  *hostContext
	inner  *hostContext // what host calls of this call run under; nil before the first
	timing
	turn    time.Duration // since when it holds its processor
	waited  time.Duration // for the host and for a processor since it began
	pending []byte        // what the guest's next read gets
	out     []byte
	calls   int
	granted int64 // what the counter was set to
	fuel    int64
	reason  Reason // why it was halted
	detail  string
	stack   [2]uint64

	line                           bytes.Buffer // printed, not yet a whole line
	logLines, logBytes, logDropped int
	outOfMemory                    bool
}

// timing is when a call came, must be over, and got its first processor.
type timing struct{ start, deadline, began time.Duration }

// Deadline, Done, Err and Value implement context.Context for the engine, which
// asks for nothing but the memory allocator while it instantiates.
func (in *instance) Deadline() (time.Time, bool) { return time.Time{}, false }

// Done implements context.Context.
func (in *instance) Done() <-chan struct{} { return nil }

// Err implements context.Context.
func (in *instance) Err() error { return nil }

// Value implements context.Context.
func (in *instance) Value(key any) any {
	if in.mod == nil {
		return withMemory.Value(key)
	}
	return nil
}

// running returns the instance behind a host function's context.
func running(ctx context.Context, mod api.Module) *instance {
	in := ctx.(*instance)
	if in.mem == nil {
		in.mem = mod.Memory()
	}
	return in
}

// halt ends the call under way and does not return.
func (in *instance) halt(reason Reason, detail string) {
	in.reason, in.detail = reason, detail
	panic(stopped)
}

// yield is called when the counter is used up; it returns the new one.
func (in *instance) yield(counter uint64) uint64 {
	left, depth := int64(int32(counter>>32)), int64(int32(uint32(counter)))
	in.fuel += in.granted - left
	in.granted = quantum
	if depth > in.m.limits.Stack {
		in.halt(ReasonStack, "")
	}
	in.checkDeadline()
	return quantum<<32 | counter&0xffffffff
}

// checkDeadline halts a call whose time is over, and lets others have the
// processor now and then.
func (in *instance) checkDeadline() {
	now := sinceStart()
	if now >= in.deadline {
		in.halt(ReasonTimeout, "")
	}
	if in.parent.Err() != nil {
		in.haltCanceled()
	}
	if now-in.turn >= slice {
		if in.m.e.slots.waiting.Load() > 0 {
			in.leave()
			in.enter()
			in.waited += in.turn - now
		} else {
			runtime.Gosched()
		}
		in.turn = sinceStart()
	}
}

func (in *instance) haltCanceled() {
	if in.parent.Err() == context.DeadlineExceeded {
		in.halt(ReasonTimeout, "")
	}
	in.halt(ReasonCanceled, "")
}

// leave gives the processor back while the guest waits for the host.
func (in *instance) leave() { in.m.e.slots.release() }

// enter takes a processor again. A guest whose time is over gets one all the
// same: it is stopped right after.
func (in *instance) enter() {
	turn, ok := in.m.e.slots.acquire(context.Background(), 0, sinceStart())
	if !ok {
		panic("sandbox: waited without end and got nothing")
	}
	in.turn = turn
}

// create makes an instance of the loaded module. It runs the module's start
// function and _initialize within the call's deadline, holding a processor.
func (m *Module) create(ctx context.Context, l *loaded, t timing) (*instance, error) {
	in := &instance{m: m, parent: ctx, timing: t, turn: t.began}
	mod, err := l.rt.InstantiateModule(in, l.code, l.config)
	if err != nil {
		return nil, in.failure(err)
	}
	in.mod, in.mem = mod, mod.Memory()
	in.fn = mod.ExportedFunction(abi.ExportCall)
	in.counter = mod.ExportedGlobal(counterName)
	if err := mod.ExportedFunction(abi.ExportABI).CallWithStack(in, in.stack[:]); err != nil {
		err = in.failure(err)
		in.close()
		return nil, err
	}
	answer := uint32(in.stack[0])
	if v := answer & 0xffff; v != abi.Version || answer&^(0xffff|abi.WantsJSON) != 0 {
		in.close()
		return nil, fail("sandbox.Module.create", m.limits.Name, ReasonABI,
			"it speaks version "+itoa(int64(v))+" of the plugin interface; this Pegboard speaks "+itoa(abi.Version))
	}
	in.asJSON = answer&abi.WantsJSON != 0
	in.settle()
	in.endLog()
	return in, nil
}

// settle counts the fuel of what ran since the last yield.
func (in *instance) settle() {
	left := int64(int32(in.counter.Get() >> 32))
	in.fuel += in.granted - left
	in.granted = left
}

// run answers one call. After an error that is not a fault the instance must be
// closed.
func (in *instance) run(ctx context.Context, c *Call, outer *hostContext, t timing) error {
	in.parent, in.host, in.outer = ctx, c.Host, outer
	in.timing, in.turn, in.waited = t, t.began, 0
	if c.Request != nil {
		var err error
		if c.In, err = abi.Append(c.In[:0], c.Request, in.asJSON); err != nil {
			return fail("sandbox.Module.Do", in.m.limits.Name, ReasonHost, err.Error())
		}
	}
	in.pending, in.out, in.calls = c.In, c.Out[:0], 0
	in.stack[0], in.stack[1] = uint64(c.Op), uint64(len(c.In))
	err := in.fn.CallWithStack(in, in.stack[:])
	if in.inner != nil {
		in.inner.end()
		in.inner = nil
	}
	c.Out = in.out
	in.parent, in.host, in.outer, in.pending, in.out = nil, nil, nil, nil, nil
	if in.line.Len() > 0 || in.logLines > 0 || in.logDropped > 0 {
		in.endLog()
	}
	if err != nil {
		return in.failure(err)
	}
	in.settle()
	if kind := int32(in.stack[0]); kind != 0 {
		return guestFault("sandbox.Module.Do", in.m.limits.Name, abi.Kind(kind), c.Out)
	}
	return nil
}

// failure says what became of a call that the engine ended with err.
func (in *instance) failure(err error) error {
	reason, detail := in.reason, in.detail
	if reason == "" {
		detail = err.Error()
		switch {
		case strings.Contains(detail, "stack overflow"):
			reason = ReasonStack
		case strings.Contains(detail, "recovered by wazero"):
			reason = ReasonHost
		default:
			reason = ReasonTrap
		}
	}
	if reason == ReasonTrap && (in.outOfMemory || in.full()) {
		reason = ReasonMemory
	}
	in.flush(abi.LevelError)
	e := fail("sandbox.Module.Do", in.m.limits.Name, reason, detail)
	if reason == ReasonTimeout {
		own := sinceStart() - in.began - in.waited
		Why(e).Waiting = own < (in.deadline-in.start)/2
	}
	return e
}

// full reports whether the memory has grown to where the next step fails.
func (in *instance) full() bool {
	return in.mem != nil && int64(in.mem.Size()) > in.m.limits.Memory/8*7
}

func (in *instance) close() {
	if in.mod != nil {
		_ = in.mod.Close(context.Background()) // frees the memory; an anonymous module cannot fail to close
	}
}
