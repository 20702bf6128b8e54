package sandbox

import (
	"context"
	"runtime"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/sdk/abi"
)

// Instructions by name.
var (
	end         = []byte{0x0b}
	drop        = []byte{0x1a}
	unreachable = []byte{0x00}
	op          = []byte{0x20, 0} // the operation: which way to misbehave
	length      = []byte{0x20, 1}
)

// imported numbers of the hand-made guest's functions.
func callFn(n byte) []byte { return []byte{0x10, n} }

// when runs body if the operation is n; the guest goes on behind it.
func when(n int64, body ...[]byte) []byte {
	return cat(op, constant(n), []byte{0x46, 0x04, 0x40}, cat(body...), end)
}

// rogue is a guest that breaks the contract in a way of its own per operation.
func rogue() []byte {
	loop := func(body ...[]byte) []byte { return cat([]byte{0x03, 0x40}, cat(body...), []byte{0x0c, 0}, end) }
	const read, write, call, log = 0, 1, 2, 3
	g := wasmGuest{
		imports: []wasmImport{importRead, importWrite, importCall, importLog,
			{wasiModule, "proc_exit", []byte{i32}, nil},
			{wasiModule, "random_get", []byte{i32, i32}, []byte{i32}},
			{wasiModule, "fd_write", []byte{i32, i32, i32, i32}, []byte{i32}},
			{wasiModule, "poll_oneoff", []byte{i32, i32, i32, i32}, []byte{i32}},
			{wasiModule, "path_open", []byte{i32, i32, i32, i32, i32, i64, i64, i32, i32}, []byte{i32}}},
		pages: 1, maxPages: 65536,
		table: append([]byte{0x70, 1, 1}, leb(1<<31)...),
		data:  "hello",
	}
	g.call = cat(
		when(1, unreachable),
		when(2, constant(-1), constant(100), callFn(read), drop),              // room at a negative address
		when(3, constant(65530), constant(100), callFn(read), drop),           // room beyond the end
		when(4, constant(0), constant(-1), callFn(write)),                     // a negative length
		when(5, constant(65530), constant(100), callFn(write)),                // an answer beyond the end
		when(6, constant(1), constant(-8), constant(100), callFn(call), drop), // a request at a negative address
		when(7, constant(1), constant(0), constant(-1), callFn(call), drop),   // of a negative length
		when(8, constant(0), constant(-5), constant(5), callFn(log)),          // a line at a negative address
		when(9, constant(0), callFn(4)),                                       // an exit that claims success
		when(10, loop()),
		when(11, op, length, callFn(10), drop),                                           // itself, without end
		when(12, loop(constant(0), constant(0), constant(65536), []byte{0xfc, 0x0b, 0})), // fill the memory, again and again
		when(13, loop(constant(1), []byte{0x40, 0}, drop)),                               // grow the memory, again and again
		when(14, loop([]byte{0xd0, 0x70}, constant(1), []byte{0xfc, 0x0f, 0}, drop)),     // grow the table
		when(15, loop(constant(0), constant(65536), callFn(5), drop)),                    // randomness without end
		when(16, loop(constant(1), constant(0), constant(0), callFn(call), drop)),        // host calls without end
		when(17, loop(constant(0), constant(0), constant(5), callFn(log))),               // log lines without end
		when(18, constant(2), constant(-8), constant(1), constant(0), callFn(6), drop),   // print from nowhere
		when(19, constant(99), []byte{0x0f}),                                             // an error kind that does not exist
		when(20, constant(-1), []byte{0x0f}),
		when(21, constant(0), constant(-4), constant(1), constant(8), callFn(7), drop), // sleep on nothing
		// A file: the answer is "not capable", which is 76.
		when(22, constant(3), constant(0), constant(0), constant(5), constant(0), []byte{0x42, 0}, []byte{0x42, 0}, constant(0), constant(16), callFn(8),
			constant(76), []byte{0x47, 0x04, 0x40}, unreachable, end),
		when(23, constant(0), constant(5), callFn(write)), // well-behaved
		constant(0),
	)
	return g.encode()
}

func TestRogueGuestIsStopped(t *testing.T) {
	m := mustModule(t, rogue(), Limits{Name: "rogue", Timeout: 200 * time.Millisecond, Memory: 4 << 20, Stack: 256 << 10, Table: 1000, HostCalls: 50})
	tests := []struct {
		name string
		op   abi.Op
		want Reason
	}{
		{"a trap", 1, ReasonTrap},
		{"read at a negative address", 2, ReasonABI},
		{"read beyond the end", 3, ReasonABI},
		{"write of a negative length", 4, ReasonOutput},
		{"write beyond the end", 5, ReasonABI},
		{"request at a negative address", 6, ReasonABI},
		{"request of a negative length", 7, ReasonOutput},
		{"log at a negative address", 8, ReasonABI},
		{"exit with success", 9, ReasonTrap},
		{"an empty loop", 10, ReasonTimeout},
		{"recursion without memory", 11, ReasonStack},
		{"filling memory", 12, ReasonTimeout},
		{"growing memory", 13, ReasonTimeout},
		{"growing the table", 14, ReasonTimeout},
		{"randomness", 15, ReasonTimeout},
		{"host calls", 16, ReasonHostCalls},
		{"log lines", 17, ReasonTimeout},
		{"print from nowhere", 18, ""},
		{"an unknown error kind", 19, ReasonABI},
		{"a negative error kind", 20, ReasonABI},
		{"sleep on nothing", 21, ""},
		{"open a file", 22, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			start := time.Now()
			err := m.Do(t.Context(), &Call{Op: tt.op, In: []byte("input of some bytes"), Host: answerNothing})
			if f := Why(err); tt.want == "" && err != nil || tt.want != "" && (f == nil || f.Reason != tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
			if err != nil && !core.IsKind(err, core.KindUnavailable) {
				t.Errorf("kind %v, want unavailable", core.KindOf(err))
			}
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("it took %v", took)
			}
			out, err := m.Call(t.Context(), 23, nil, nil)
			if err != nil || string(out) != "hello" {
				t.Errorf("the next call: %q, %v", out, err)
			}
		})
	}
	if u := m.Usage(); u.Peak > 4<<20 || u.Memory > 4<<20 || u.Busy != 0 || u.Instances != 1 {
		t.Errorf("usage %+v", u)
	}
}

// TestStackStaysNearItsLimit measures what the engine really allocates: it
// doubles the stack, so all of it is about twice the last one.
func TestStackStaysNearItsLimit(t *testing.T) {
	const limit = 4 << 20
	guest := func(n int) []byte {
		g := wasmGuest{pages: 1, locals: make([]byte, max(n, 1))}
		for i := range g.locals {
			g.locals[i] = i32
		}
		for i := range n { // variables that must survive the call
			g.call = append(g.call, cat(constant(int64(4*i)), []byte{0x28, 2, 0, 0x21}, leb(2+i))...)
		}
		g.call = append(g.call, cat(op, length, callFn(1), drop)...)
		for i := range n {
			g.call = append(g.call, cat(constant(int64(4*i)), []byte{0x20}, leb(2+i), []byte{0x36, 2, 0})...)
		}
		g.call = append(g.call, constant(0)...)
		return g.encode()
	}
	for name, wasm := range map[string][]byte{"no variables": guest(0), "10 variables": guest(10), "1000 variables": guest(1000), "Go": mustGuest(t, "hostile")} {
		t.Run(name, func(t *testing.T) {
			m := mustModule(t, wasm, Limits{Name: "deep", Stack: limit})
			h := &Hook{Request: abi.HookRequest{Name: "fine", Event: &abi.Event{}}}
			_ = h.Do(t.Context(), m, nil)
			h.Request.Name = "recursion"
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			err := h.Do(t.Context(), m, nil)
			runtime.ReadMemStats(&after)
			if f := Why(err); f == nil || f.Reason != ReasonStack {
				t.Errorf("%v, want stack", err)
			}
			if n := after.TotalAlloc - before.TotalAlloc; n > 4*limit {
				t.Errorf("%d KiB were allocated under a limit of %d", n>>10, limit>>10)
			}
		})
	}
}

// TestStartCannotHangTheLoad has a guest whose start function never ends.
func TestStartCannotHangTheLoad(t *testing.T) {
	loop := []byte{0x03, 0x40, 0x0c, 0, 0x0b}
	for name, g := range map[string]wasmGuest{
		"start function": {pages: 1, call: constant(0), funcs: []wasmFunc{{code: loop}}, start: 3},
		"_initialize":    {pages: 1, call: constant(0), funcs: []wasmFunc{{code: loop, export: "_initialize"}}},
	} {
		m := mustModule(t, g.encode(), Limits{Name: "slow", Timeout: 100 * time.Millisecond})
		err := m.Do(t.Context(), &Call{})
		if f := Why(err); f == nil || f.Reason != ReasonTimeout {
			t.Errorf("%s: %v, want timeout", name, err)
		}
	}
}

func TestHostPanicIsTheHostsFault(t *testing.T) {
	m := mustModule(t, rogue(), Limits{Name: "rogue"})
	err := m.Do(t.Context(), &Call{Op: 16, Host: func(context.Context, uint32, []byte) ([]byte, error) { panic("a bug of the host") }})
	if f := Why(err); f == nil || f.Reason != ReasonHost || f.Broken() || !core.IsKind(err, core.KindInternal) {
		t.Errorf("%v, want host", err)
	}
	if out, err := m.Call(t.Context(), 23, nil, nil); err != nil || string(out) != "hello" {
		t.Errorf("the next call: %q, %v", out, err)
	}
}
