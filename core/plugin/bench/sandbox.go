package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"pegboard.dev/pegboard/core/plugin/bench/ticket"
	"pegboard.dev/pegboard/core/plugin/sandbox"
	"pegboard.dev/pegboard/sdk/abi"
)

// wireTicket is the event as the host of Pegboard has it.
func wireTicket(t *ticket.Ticket) *abi.Ticket {
	return &abi.Ticket{ID: t.ID, Version: t.Version, Subject: t.Subject, Status: t.Status, Priority: t.Priority, Channel: t.Channel, TeamID: t.TeamID,
		TeamName: t.TeamName, AssigneeID: t.AssigneeID, AssigneeName: t.AssigneeName, RequesterID: t.RequesterID, RequesterName: t.RequesterName,
		RequesterEmail: t.RequesterEmail, OrganizationID: t.OrganizationID, OrganizationName: t.OrganizationName, Tags: t.Tags,
		ContributorIDs: t.ContributorIDs, MessageCount: t.MessageCount, CreatedAt: abi.Time(t.CreatedAt), UpdatedAt: abi.Time(t.UpdatedAt), Body: t.Body}
}

// pegboard is a will-hook with every limit on, struct to struct: the host's ticket
// goes in, and comes out with what the handler changed.
func pegboard(ctx context.Context, e *sandbox.Engine, wasm []byte, t *ticket.Ticket) (*peer, error) {
	m, err := e.Compile(ctx, wasm, sandbox.Limits{Name: "flat", Timeout: deadline})
	if err != nil {
		return nil, err
	}
	host := wireTicket(t)
	h := &sandbox.Hook{Request: abi.HookRequest{Name: "ticket.will_create", Ticket: host}}
	return &peer{name: "**Pegboard, every limit on, struct to struct**", call: func() error {
		if err := h.Do(ctx, m, nil); err != nil {
			return err
		}
		changed := *host
		h.Reply.Ticket.Apply(&changed)
		return right(changed.Priority)
	}}, nil
}

// event calls the guest's handler of an event.
func event(ctx context.Context, m *sandbox.Module, name, payload string, host sandbox.HostFunc) error {
	h := &sandbox.Hook{Request: abi.HookRequest{Name: name, Event: &abi.Event{Type: name, Payload: abi.JSON(payload)}}}
	return h.Do(ctx, m, host)
}

// author is a host call as the author of a plugin sees it: what the SDK does
// included, the service itself being a constant.
func author(ctx context.Context, e *sandbox.Engine, wasm []byte) (time.Duration, error) {
	m, err := e.Compile(ctx, wasm, sandbox.Limits{Name: "flat"})
	if err != nil {
		return 0, err
	}
	defer m.Close()
	reply := (&abi.MayReply{Allowed: true, Scope: "all"}).AppendFlat(nil)
	host := func(context.Context, uint32, []byte) ([]byte, error) { return reply, nil }
	return perCall(300, func(n int) error { return event(ctx, m, "bench.calls", strconv.Itoa(n), host) })
}

// boundary is a host function that does nothing, called by a module without a
// runtime of its own.
func boundary(ctx context.Context, e *sandbox.Engine) (time.Duration, error) {
	m, err := e.Compile(ctx, loopModule("\x41\x00\x41\x00\x10\x00\x1a"), sandbox.Limits{Name: "loop"}) // read(0, 0)
	if err != nil {
		return 0, err
	}
	defer m.Close()
	empty, err := e.Compile(ctx, loopModule(""), sandbox.Limits{Name: "loop"})
	if err != nil {
		return 0, err
	}
	defer empty.Close()
	loop := func(m *sandbox.Module) (time.Duration, error) {
		return perCall(5_000, func(n int) error { return m.Do(ctx, &sandbox.Call{Op: abi.Op(n)}) })
	}
	with, err := loop(m)
	if err != nil {
		return 0, err
	}
	without, err := loop(empty)
	return with - without, err
}

// perCall is what one of n costs beyond a call with one.
func perCall(n int, do func(n int) error) (time.Duration, error) {
	took := func(n int) (time.Duration, error) {
		return median(31, func() (time.Duration, error) {
			begin := time.Now()
			err := do(n)
			return time.Since(begin), err
		})
	}
	one, err := took(1)
	if err != nil {
		return 0, err
	}
	all, err := took(n)
	return (all - one) / time.Duration(n-1), err
}

// loopModule assembles a guest whose pegboard_call runs a body as often as its
// operation's number says.
func loopModule(body string) []byte {
	sized := func(s string) string { return string(rune(len(s))) + s }
	loop := "\x03\x40" + body + "\x20\x00\x41\x01\x6b\x22\x00\x0d\x00\x0b" // loop … op = op−1, again while it is not 0
	return []byte("\x00asm\x01\x00\x00\x00" +
		"\x01" + sized("\x02\x60\x02\x7f\x7f\x01\x7f\x60\x00\x01\x7f") +
		"\x02" + sized("\x01\x08pegboard\x04read\x00\x00") +
		"\x03" + sized("\x02\x01\x00") + "\x05" + sized("\x01\x00\x01") +
		"\x07" + sized("\x03\x06memory\x02\x00\x0cpegboard_abi\x00\x01\x0dpegboard_call\x00\x02") +
		"\x0a" + sized("\x02"+sized("\x00\x41\x01\x0b")+sized("\x00"+loop+"\x41\x00\x0b")))
}

// stopping is how long after its deadline a spinning guest has ended: median and
// worst of some.
func stopping(ctx context.Context, e *sandbox.Engine, wasm []byte) (p50, worst time.Duration, err error) {
	const limit = 50 * time.Millisecond
	m, err := e.Compile(ctx, wasm, sandbox.Limits{Name: "flat", Timeout: limit})
	if err != nil {
		return 0, 0, err
	}
	defer m.Close()
	var late []time.Duration
	for range 41 {
		_ = event(ctx, m, "bench.fine", "", nil) // have an instance
		begin := time.Now()
		err := event(ctx, m, "bench.spin", "", nil)
		late = append(late, time.Since(begin)-limit)
		if f := sandbox.Why(err); f == nil || f.Reason != sandbox.ReasonTimeout {
			return 0, 0, fmt.Errorf("the spinning guest ended with %w", err)
		}
	}
	slices.Sort(late)
	return late[len(late)/2], late[len(late)-1], nil
}

// warmLoad is the first call of a module whose code lies in the cache, by an engine
// that has just started.
func warmLoad(ctx context.Context, cache string, wasm []byte) (time.Duration, error) {
	return median(9, func() (time.Duration, error) {
		e, err := sandbox.New(sandbox.Config{CacheDir: cache})
		if err != nil {
			return 0, err
		}
		defer e.Close(ctx)
		open := func(context.Context) (func() ([]byte, error), error) {
			return func() ([]byte, error) { return wasm, nil }, nil
		}
		m := e.Lazy(open, sandbox.Limits{Name: "warm", Key: "warm"})
		begin := time.Now()
		_, err = m.Ask(ctx, abi.OpLifecycle, &abi.LifecycleRequest{Phase: "smoke"}, nil, nil)
		return time.Since(begin), err
	})
}
