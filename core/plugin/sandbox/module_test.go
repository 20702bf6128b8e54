package sandbox

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/sdk/abi"
)

// echo is a guest that answers with its input; operation 1 first asks the host
// and answers with the reply, operation 2 spins.
func echo(answer int64) []byte {
	g := wasmGuest{imports: []wasmImport{importRead, importWrite, importCall}, pages: 1, abi: answer}
	g.call = cat(
		constant(0), constant(60000), callFn(0), []byte{0x21, 2}, // n = read(0, 60000)
		when(1, constant(7), constant(0), []byte{0x20, 2}, callFn(2), []byte{0x21, 4}, // reply = call(7, 0, n)
			[]byte{0x20, 4, 0x42, 0, 0x53, 0x04, 0x40}, // failed: answer with the kind and the text
			constant(0), constant(60000), callFn(0), []byte{0x21, 2},
			constant(0), []byte{0x20, 2}, callFn(1),
			[]byte{0x42, 0, 0x20, 4, 0x7d, 0xa7, 0x0f}, end,
			constant(0), constant(60000), callFn(0), []byte{0x21, 2}),
		when(2, []byte{0x03, 0x40, 0x0c, 0, 0x0b}),
		constant(0), []byte{0x20, 2}, callFn(1),
		constant(0),
	)
	return g.encode()
}

func TestHostCallGetsTheRequestAndGivesTheReply(t *testing.T) {
	m := mustModule(t, echo(1), Limits{Name: "echo"})
	var kept []byte
	out, err := m.Call(t.Context(), 1, []byte("question"), func(_ context.Context, op uint32, in []byte) ([]byte, error) {
		kept = in
		if op != 7 || string(in) != "question" {
			t.Errorf("op %d, %q", op, in)
		}
		return []byte("answer"), nil
	})
	if err != nil || string(out) != "answer" {
		t.Fatalf("%q, %v", out, err)
	}
	if _, err := m.Call(t.Context(), 0, bytes.Repeat([]byte("x"), 1000), nil); err != nil {
		t.Fatal(err)
	}
	m.Unload()
	if string(kept) != "question" {
		t.Errorf("the request became %q after the call", kept)
	}
}

func TestHostErrorReachesTheGuestWithoutItsCause(t *testing.T) {
	m := mustModule(t, echo(1), Limits{Name: "echo"})
	secret := errors.New("dial postgres://user:password@db")
	tests := []struct {
		err  error
		kind core.Kind
		msg  string
	}{
		{core.InvalidField("x", "subject", "Too long."), core.KindInvalid, "Too long."},
		{&core.Error{Op: "x", Kind: core.KindNotFound, Msg: "Not there.", Err: secret}, core.KindNotFound, "Not there."},
		{&core.Error{Op: "x", Kind: core.KindForbidden, Msg: "Not yours.", Err: secret}, core.KindForbidden, "Not yours."},
		{secret, core.KindUnavailable, "The plugin echo could not do this."},
		{&core.Error{Op: "x", Kind: core.KindInternal, Msg: "Oh.", Err: secret}, core.KindUnavailable, "The plugin echo could not do this."},
	}
	for _, tt := range tests {
		_, err := m.Call(t.Context(), 1, nil, func(context.Context, uint32, []byte) ([]byte, error) { return nil, tt.err })
		var e *core.Error
		if !errors.As(err, &e) || e.Kind != tt.kind || e.Msg != tt.msg {
			t.Errorf("%v became %#v", tt.err, e)
		}
		if strings.Contains(err.Error(), "password") {
			t.Errorf("the guest learned %v", err)
		}
	}
	_, err := m.Call(t.Context(), 1, nil, nil)
	if !core.IsKind(err, core.KindUnavailable) {
		t.Errorf("without a host: %v", err)
	}
}

func TestGuestThatAsksForJSONGetsJSON(t *testing.T) {
	m := mustModule(t, echo(1), Limits{Name: "flat"})
	out, err := m.Ask(t.Context(), 9, &abi.GetRequest{ID: 5}, nil, nil)
	if err != nil || len(out) == 0 || out[0] != abi.ContentFlat {
		t.Errorf("flat: %q, %v", out, err)
	}
	m = mustModule(t, echo(1|abi.WantsJSON), Limits{Name: "json"})
	var back abi.GetRequest
	out, err = m.Ask(t.Context(), 9, &abi.GetRequest{ID: 5}, &back, nil)
	if err != nil || string(out) != `{"id":5}` || back.ID != 5 {
		t.Errorf("JSON: %q, %v", out, err)
	}
	out, err = m.Call(t.Context(), 1, nil, func(ctx context.Context, _ uint32, _ []byte) ([]byte, error) {
		return Encode(ctx, &abi.MayReply{Allowed: true})
	})
	if err != nil || string(out) != `{"allowed":true,"scope":""}` {
		t.Errorf("JSON reply: %q, %v", out, err)
	}
	_, err = m.Call(t.Context(), 1, nil, func(context.Context, uint32, []byte) ([]byte, error) {
		return nil, core.InvalidField("x", "subject", "Too long.")
	})
	var e *core.Error
	if !errors.As(err, &e) || e.Kind != core.KindInvalid || e.Fields["subject"] != "Too long." {
		t.Errorf("JSON fault: %#v", e)
	}
}

func TestReentryGetsAFreshInstance(t *testing.T) {
	e := mustEngine(t, Config{Processors: 1})
	var a, b *Module
	for _, m := range []**Module{&a, &b} {
		var err error
		if *m, err = e.Compile(t.Context(), echo(1), Limits{Name: "echo", Concurrency: 1}); err != nil {
			t.Fatal(err)
		}
	}
	// a → host → b → host → a → host → b: with one permit and one processor each.
	chain := []*Module{b, a, b}
	var host HostFunc
	depths := 0
	host = func(ctx context.Context, _ uint32, in []byte) ([]byte, error) {
		depths = Depth(ctx)
		if depths > len(chain) {
			return []byte("bottom"), nil
		}
		return chain[depths-1].Call(ctx, 1, in, host)
	}
	out, err := a.Call(t.Context(), 1, []byte("x"), host)
	if err != nil || string(out) != "bottom" || depths != MaxDepth {
		t.Fatalf("%q, %v at depth %d", out, err, depths)
	}
	// One deeper is refused, and the refusal travels up.
	chain = append(chain, a)
	_, err = a.Call(t.Context(), 1, []byte("x"), host)
	if !core.IsKind(err, core.KindUnavailable) || a.Usage().Errors[ReasonDepth] != 1 {
		t.Errorf("%v, %v", err, a.Usage().Errors)
	}
}

func TestHostContextEndsWithTheCall(t *testing.T) {
	m := mustModule(t, echo(1), Limits{Name: "echo", Timeout: time.Minute})
	type key struct{}
	ctx := context.WithValue(t.Context(), key{}, "value")
	var kept context.Context
	_, err := m.Call(ctx, 1, nil, func(ctx context.Context, _ uint32, _ []byte) ([]byte, error) {
		kept = ctx
		if d, ok := ctx.Deadline(); !ok || time.Until(d) > time.Minute || ctx.Err() != nil || ctx.Value(key{}) != "value" {
			t.Errorf("deadline %v, error %v, value %v", d, ctx.Err(), ctx.Value(key{}))
		}
		return nil, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	select {
	case <-kept.Done():
	default:
		t.Error("the context of a call that is over is not done")
	}
	if kept.Err() == nil {
		t.Error("and has no error")
	}
}

func TestDeadlineInAHostCallStopsTheGuest(t *testing.T) {
	m := mustModule(t, echo(1), Limits{Name: "echo", Timeout: 50 * time.Millisecond})
	_, err := m.Call(t.Context(), 1, nil, func(ctx context.Context, _ uint32, _ []byte) ([]byte, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	})
	if f := Why(err); f == nil || f.Reason != ReasonTimeout {
		t.Errorf("%v, want timeout", err)
	}
}

func TestBusyModuleLetsCallsWaitAndThenFail(t *testing.T) {
	m := mustModule(t, echo(1), Limits{Name: "echo", Concurrency: 2})
	release := make(chan struct{})
	var inside atomic.Int32
	host := func(context.Context, uint32, []byte) ([]byte, error) {
		inside.Add(1)
		<-release
		return nil, nil
	}
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			if _, err := m.Call(t.Context(), 1, nil, host); err != nil {
				t.Error(err)
			}
		})
	}
	for inside.Load() < 2 {
		time.Sleep(time.Millisecond)
	}
	err := m.Do(t.Context(), &Call{Op: 0, Timeout: 20 * time.Millisecond})
	if f := Why(err); f == nil || f.Reason != ReasonBusy || f.Broken() {
		t.Errorf("%v, want busy", err)
	}
	waiting := make(chan error)
	go func() { waiting <- m.Do(t.Context(), &Call{Op: 0}) }()
	close(release)
	if err := <-waiting; err != nil {
		t.Errorf("a call that could wait: %v", err)
	}
	wg.Wait()
	if u := m.Usage(); u.Busy != 0 || u.Instances > 2 {
		t.Errorf("usage %+v", u)
	}
}

func TestManyCallersShareTheProcessors(t *testing.T) {
	e := mustEngine(t, Config{Processors: 1})
	spin, err := e.Compile(t.Context(), echo(1), Limits{Name: "spin", Timeout: 400 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	quick, err := e.Compile(t.Context(), echo(1), Limits{Name: "quick"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := quick.Call(t.Context(), 0, nil, nil); err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	go func() { _, err := spin.Call(t.Context(), 2, nil, nil); done <- err }()
	for spin.Usage().Busy == 0 {
		time.Sleep(time.Millisecond)
	}
	// One processor, and it spins: the others still get their turn.
	n := 0
	for {
		select {
		case err := <-done:
			if f := Why(err); f == nil || f.Reason != ReasonTimeout {
				t.Errorf("the spinning guest: %v", err)
			}
			if n < 10 {
				t.Errorf("%d quick calls beside a spinning guest", n)
			}
			return
		default:
		}
		if err := quick.Do(t.Context(), &Call{}); err != nil {
			t.Fatal(err)
		}
		n++
	}
}

// counted finds the code and counts how often it is opened and unpacked.
func counted(opened, unpacked *int, wasm []byte) Open {
	return func(context.Context) (func() ([]byte, error), error) {
		*opened++
		return func() ([]byte, error) { *unpacked++; return wasm, nil }, nil
	}
}

func opening(wasm []byte) Open { return counted(new(int), new(int), wasm) }

// TestKnownCodeIsNotUnpacked: code with a key is opened at each load, and unpacked
// once; the same bytes under another key are other code.
func TestKnownCodeIsNotUnpacked(t *testing.T) {
	dir := t.TempDir()
	opened, unpacked := 0, 0
	for i, tt := range []struct {
		key            string
		opened, unpack int
	}{{"a", 1, 1}, {"a", 2, 1}, {"b", 3, 2}, {"", 4, 3}, {"", 5, 4}} {
		m := mustEngine(t, Config{CacheDir: dir}).Lazy(counted(&opened, &unpacked, echo(1)), Limits{Name: "echo", Key: tt.key})
		if out, err := m.Call(t.Context(), 0, []byte("x"), nil); err != nil || string(out) != "x" {
			t.Fatal(string(out), err)
		}
		if opened != tt.opened || unpacked != tt.unpack {
			t.Errorf("load %d: opened %d times, unpacked %d", i, opened, unpacked)
		}
	}
	refuses := func(context.Context) (func() ([]byte, error), error) {
		return nil, core.Errorf("test", core.KindUnavailable, "It was changed.")
	}
	m := mustEngine(t, Config{CacheDir: dir}).Lazy(refuses, Limits{Name: "echo", Key: "a"})
	if err := m.Do(t.Context(), &Call{}); !core.IsKind(err, core.KindUnavailable) {
		t.Errorf("known code that is refused now: %v", err)
	}
}

func TestIdleModuleIsLetGoAndComesBack(t *testing.T) {
	e := mustEngine(t, Config{IdleAfter: 20 * time.Millisecond})
	opened, unpacked := 0, 0
	m := e.Lazy(counted(&opened, &unpacked, echo(1)), Limits{Name: "lazy"})
	if u := m.Usage(); opened != 0 || u.Loads != 0 {
		t.Fatalf("read before the first call: %+v", u)
	}
	for round := int64(1); round <= 2; round++ {
		if out, err := m.Call(t.Context(), 0, []byte("x"), nil); err != nil || string(out) != "x" {
			t.Fatal(string(out), err)
		}
		if u := m.Usage(); u.Loads != round || u.Instances != 1 || u.Memory == 0 {
			t.Errorf("round %d: %+v", round, u)
		}
		for range 200 {
			if m.Usage().Instances == 0 {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		if u := m.Usage(); u.Instances != 0 || u.Memory != 0 {
			t.Fatalf("still there after idling: %+v", u)
		}
	}
}

func TestLazyModuleRefusesAtItsFirstCall(t *testing.T) {
	m := mustEngine(t, Config{}).Lazy(opening([]byte("nonsense")), Limits{Name: "bad"})
	if err := m.Do(t.Context(), &Call{}); !core.IsKind(err, core.KindInvalid) {
		t.Errorf("%v, want invalid", err)
	}
	if u := m.Usage(); u.Busy != 0 {
		t.Errorf("usage %+v", u)
	}
}

func TestClosedModuleRefusesAndDrains(t *testing.T) {
	m := mustModule(t, echo(1), Limits{Name: "echo"})
	inside, release := make(chan struct{}), make(chan struct{})
	done := make(chan error)
	go func() {
		_, err := m.Call(t.Context(), 1, nil, func(context.Context, uint32, []byte) ([]byte, error) {
			close(inside)
			<-release
			return nil, nil
		})
		done <- err
	}()
	<-inside
	m.Close()
	if err := m.Do(t.Context(), &Call{}); !core.IsKind(err, core.KindUnavailable) {
		t.Errorf("a call after Close: %v", err)
	}
	close(release)
	if err := <-done; err != nil {
		t.Errorf("the call under way: %v", err)
	}
	if u := m.Usage(); u.Instances != 0 || u.Busy != 0 {
		t.Errorf("usage %+v", u)
	}
	m.Close()
}

func TestCacheFolderIsPrivateAndADamagedFileIsMadeAgain(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cache")
	e := mustEngine(t, Config{CacheDir: dir})
	if st, err := os.Stat(dir); err != nil || st.Mode().Perm() != 0o700 {
		t.Errorf("mode %v, %v", st.Mode(), err)
	}
	m := e.Lazy(opening(echo(1)), Limits{Name: "echo"})
	call := func() {
		t.Helper()
		if out, err := m.Call(t.Context(), 0, []byte("x"), nil); err != nil || string(out) != "x" {
			t.Fatal(string(out), err)
		}
	}
	call()
	files, _ := filepath.Glob(filepath.Join(dir, meteredDir, "*"))
	if len(files) != 1 || !strings.HasSuffix(files[0], ".wasm") {
		t.Fatalf("files %v", files)
	}
	for _, damage := range []string{"", "short", string(make([]byte, 500))} {
		if err := os.WriteFile(files[0], []byte(damage), 0o600); err != nil {
			t.Fatal(err)
		}
		m.Unload()
		call()
	}
}

func TestModulesWithOtherBoundsDoNotShareTheirRewriting(t *testing.T) {
	e := mustEngine(t, Config{CacheDir: t.TempDir()})
	a := e.path([]byte("x"), &Limits{Memory: 1 << 20, Table: 10})
	b := e.path([]byte("x"), &Limits{Memory: 2 << 20, Table: 10})
	c := e.path([]byte("x"), &Limits{Memory: 1 << 20, Table: 11})
	if a == b || a == c || b == c {
		t.Error(a, b, c)
	}
}

func TestSlotsServeInOrderAndLoseNothing(t *testing.T) {
	s := newSlots(2)
	var held, most atomic.Int32
	var wg sync.WaitGroup
	for i := range 50 {
		wg.Go(func() {
			for range 200 {
				deadline := time.Duration(0)
				if i%5 == 0 {
					deadline = sinceStart() + 100*time.Microsecond
				}
				if _, ok := s.acquire(t.Context(), deadline, 0); !ok {
					continue
				}
				n := held.Add(1)
				for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
				}
				held.Add(-1)
				s.release()
			}
		})
	}
	wg.Wait()
	if most.Load() > 2 {
		t.Errorf("%d held two slots", most.Load())
	}
	if s.free.Load() != 2 || s.waiting.Load() != 0 || len(s.queue) != 0 {
		t.Errorf("afterwards: %d free, %d waiting, %d queued", s.free.Load(), s.waiting.Load(), len(s.queue))
	}
}
