package store_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/storetest"
)

// heard collects what one bus hears.
type heard struct {
	mu    sync.Mutex
	notes []string
	woken atomic.Int64
}

func (h *heard) hear(note []byte) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.notes = append(h.notes, string(note))
}

func (h *heard) all() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]string{}, h.notes...)
}

func running(t *testing.T, db *store.DB) (*store.Bus, *heard) {
	t.Helper()
	b, h := db.Bus(), &heard{}
	ctx, stop := context.WithCancel(context.Background())
	var done sync.WaitGroup
	done.Go(func() { b.Run(ctx, h.hear, func() { h.woken.Add(1) }) })
	t.Cleanup(func() { stop(); done.Wait() })
	return b, h
}

func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatal("never happened: " + what)
}

func TestBus(t *testing.T) {
	if storetest.OpenSQLite(t).Bus() != nil {
		t.Error("an embedded database has a bus")
	}
	nodes := storetest.OpenNodes(t, 3)
	a, heardA := running(t, nodes[0])
	_, heardB := running(t, nodes[1])
	// Each note arrives once, in order, at the others and not at home, whatever its
	// size: a notification of PostgreSQL carries no more than 8,000 bytes.
	for n := range 1500 {
		a.Send(fmt.Appendf(nil, "%d", n))
	}
	big, err := json.Marshal(strings.Repeat("x", 20_000))
	if err != nil {
		t.Fatal(err)
	}
	a.Send(big)
	until(t, "all notes arrive", func() bool { return len(heardB.all()) >= 1501 })
	time.Sleep(3 * time.Second) // they settle meanwhile, and are not heard again
	got := heardB.all()
	if len(got) != 1501 || got[1500] != string(big) {
		t.Fatalf("%d notes", len(got))
	}
	for n := range 1500 {
		if got[n] != fmt.Sprint(n) {
			t.Fatalf("note %d is %s", n, got[n])
		}
	}
	if n := len(heardA.all()); n != 0 {
		t.Errorf("the node heard %d notes of its own", n)
	}
	// One that comes later is not told what is over.
	_, heardC := running(t, nodes[2])
	before := heardB.woken.Load()
	until(t, "the others are woken", func() bool { a.Wake(); return heardB.woken.Load() > before && heardC.woken.Load() > 0 })
	if n := len(heardC.all()); n != 0 {
		t.Errorf("a node that came later heard %d old notes", n)
	}
}

// TestBusComesBack: notes get through while the connection that listens is cut
// off, and wake-ups are back soon after.
func TestBusComesBack(t *testing.T) {
	nodes := storetest.OpenNodes(t, 2)
	a, _ := running(t, nodes[0])
	_, h := running(t, nodes[1])
	a.Wake()
	until(t, "it listens", func() bool { a.Wake(); return h.woken.Load() > 0 })
	cut := func() {
		if _, err := nodes[0].SQL().Exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN pegboard' AND datname = current_database()"); err != nil {
			t.Fatal(err)
		}
	}
	cut()
	a.Send([]byte(`"meanwhile"`))
	until(t, "a note gets through", func() bool { return strings.Join(h.all(), "") == `"meanwhile"` })
	before := h.woken.Load()
	until(t, "it listens again", func() bool { a.Wake(); return h.woken.Load() > before })
}

// TestWakeAfterCommit: what wakes the others happened.
func TestWakeAfterCommit(t *testing.T) {
	nodes := storetest.OpenNodes(t, 2)
	a, _ := running(t, nodes[0])
	nodes[0].OnEvents(a.Wake)
	woken := make(chan int64, 64)
	b := nodes[1].Bus()
	ctx, stop := context.WithCancel(context.Background())
	var done sync.WaitGroup
	done.Go(func() {
		b.Run(ctx, func([]byte) {}, func() {
			if last, err := nodes[1].Jobs().LastEvent(context.Background()); err == nil {
				woken <- int64(last)
			}
		})
	})
	defer func() { stop(); done.Wait() }()
	for n := int64(1); ; {
		if err := nodes[0].InTx(t.Context(), func(ctx context.Context) error { return nodes[0].Append(ctx, core.Event{Type: "x"}) }); err != nil {
			t.Fatal(err)
		}
		select {
		case last := <-woken:
			if last < n {
				t.Errorf("woken at event %d before it was there", n)
			}
			return
		case <-time.After(500 * time.Millisecond): // it does not listen yet
			n++
		}
	}
}
