package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/jobs"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/storetest"
)

// publish commits events of the given tickets, one transaction each.
func publish(t *testing.T, db *store.DB, tickets ...core.TicketID) {
	t.Helper()
	for i, ticket := range tickets {
		err := db.InTx(t.Context(), func(ctx context.Context) error {
			return db.Append(ctx, core.Event{Type: "test.happened", Ticket: ticket, Payload: fmt.Appendf(nil, `{"n":%d}`, i)})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// recorder is a watcher that notes what it gets.
type recorder struct {
	mu   sync.Mutex
	got  []core.TicketID
	fail func(core.Event) error
}

func (r *recorder) watcher(name string) jobs.Watcher {
	return jobs.Watcher{
		Name:  name,
		Wants: func(eventType string) bool { return eventType == "test.happened" },
		Handle: func(_ context.Context, e core.Event) error {
			r.mu.Lock()
			defer r.mu.Unlock()
			if r.fail != nil {
				if err := r.fail(e); err != nil {
					return err
				}
			}
			r.got = append(r.got, e.Ticket)
			return nil
		},
	}
}

func (r *recorder) seen() []core.TicketID {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.got)
}

func worker(db *store.DB, cfg jobs.Config, watchers ...jobs.Watcher) *jobs.Worker {
	cfg.Watchers = func() []jobs.Watcher { return watchers }
	if cfg.Backoff == nil {
		cfg.Backoff = func(int) time.Duration { return 0 }
	}
	return jobs.New(db.Jobs(), cfg)
}

// drain runs rounds until there is nothing left to do.
func drain(t *testing.T, w *jobs.Worker) {
	t.Helper()
	for range 200 {
		busy, err := w.Round(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if !busy {
			return
		}
	}
	t.Fatal("the queue never ran empty")
}

func TestDelivery(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		t.Run("each watcher gets each event once, in order per ticket", func(t *testing.T) {
			var a, b recorder
			w := worker(db, jobs.Config{}, a.watcher("a"), b.watcher("b"))
			publish(t, db, 7, 8, 7, 7, 0)
			drain(t, w)
			for name, r := range map[string]*recorder{"a": &a, "b": &b} {
				got := r.seen()
				slices.Sort(got)
				if !slices.Equal(got, []core.TicketID{0, 7, 7, 7, 8}) {
					t.Errorf("%s got %v", name, got)
				}
			}
		})
		t.Run("what fails comes back, and holds up its own ticket only", func(t *testing.T) {
			failures := 2
			r := &recorder{fail: func(e core.Event) error {
				if e.Ticket == 1 && failures > 0 {
					failures--
					return errors.New("not yet")
				}
				return nil
			}}
			w := worker(db, jobs.Config{}, r.watcher("c"))
			publish(t, db, 1, 1, 2)
			drain(t, w)
			if got := r.seen(); !slices.Equal(got, []core.TicketID{2, 1, 1}) {
				t.Errorf("got %v", got)
			}
		})
		t.Run("what keeps failing is discarded, the next goes on, and it can be replayed", func(t *testing.T) {
			broken, first := true, core.EventID(0)
			r := &recorder{fail: func(e core.Event) error {
				if first == 0 {
					first = e.ID
				}
				if broken && e.ID == first {
					return errors.New("broken")
				}
				return nil
			}}
			w := worker(db, jobs.Config{MaxAttempts: 3}, r.watcher("d"))
			publish(t, db, 5, 5)
			drain(t, w)
			if got := r.seen(); !slices.Equal(got, []core.TicketID{5}) {
				t.Fatalf("got %v", got)
			}
			dead, err := db.Jobs().Discarded(t.Context(), 0, 10)
			if err != nil || len(dead) != 1 || dead[0].Attempt != 3 || dead[0].LastError != "broken" || dead[0].Watcher != "d" {
				t.Fatalf("discarded: %+v, %v", dead, err)
			}
			broken = false
			if err := db.Jobs().Replay(t.Context(), dead[0].ID); err != nil {
				t.Fatal(err)
			}
			drain(t, w)
			if got := r.seen(); len(got) != 2 {
				t.Fatalf("after the replay: %v", got)
			}
			if err := db.Jobs().Replay(t.Context(), dead[0].ID); !core.IsKind(err, core.KindNotFound) {
				t.Fatalf("replayed twice: %v", err)
			}
		})
	})
}

func TestLease(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		ctx, q := t.Context(), db.Jobs()
		publish(t, db, 1, 1, 2)
		if n, err := q.Fanout(ctx, 10, func(string) []string { return []string{"w"} }); n != 3 || err != nil {
			t.Fatalf("fanned out %d, %v", n, err)
		}
		first, err := q.Lease(ctx, "n1", 10, time.Hour)
		if err != nil || len(first) != 2 {
			t.Fatalf("first lease: %+v, %v", first, err)
		}
		t.Run("nobody else gets what is leased, or what comes after it", func(t *testing.T) {
			if other, err := q.Lease(ctx, "n2", 10, time.Minute); err != nil || len(other) != 0 {
				t.Fatalf("%+v, %v", other, err)
			}
		})
		t.Run("a node that dies loses its lease, and what it says later does not count", func(t *testing.T) {
			// The lease runs out: an hour passes.
			if _, err := db.SQL().ExecContext(ctx, "UPDATE deliveries SET scheduled_at = 0 WHERE attempted_by = 'n1'"); err != nil {
				t.Fatal(err)
			}
			second, err := q.Lease(ctx, "n2", 10, time.Minute)
			if err != nil || len(second) != 2 || second[0].Attempt != 2 {
				t.Fatalf("%+v, %v", second, err)
			}
			if err := q.Complete(ctx, first...); err != nil {
				t.Fatal(err)
			}
			if err := q.Complete(ctx, second...); err != nil {
				t.Fatal(err)
			}
			third, err := q.Lease(ctx, "n2", 10, time.Minute)
			if err != nil || len(third) != 1 || third[0].Event.Ticket != 1 {
				t.Fatalf("%+v, %v", third, err)
			}
		})
	})
}

func TestManyNodesDeliverEachEventOnce(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		var r recorder
		tickets := make([]core.TicketID, 60)
		for i := range tickets {
			tickets[i] = core.TicketID(i % 7)
		}
		publish(t, db, tickets...)
		var wg sync.WaitGroup
		for range 4 {
			w := worker(db, jobs.Config{Parallel: 2}, r.watcher("w"))
			wg.Go(func() {
				for range 100 {
					if len(r.seen()) == len(tickets) {
						return
					}
					if _, err := w.Round(t.Context()); err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
		wg.Wait()
		if got := r.seen(); len(got) != len(tickets) {
			t.Fatalf("delivered %d of %d", len(got), len(tickets))
		}
	})
}

func TestScheduleRunIsClaimedOnce(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		due := time.Date(2026, 1, 2, 3, 4, 0, 0, time.UTC)
		for i, want := range []struct {
			at    time.Time
			taken bool
		}{{due, true}, {due, false}, {due.Add(-time.Minute), false}, {due.Add(time.Minute), true}} {
			got, err := db.Jobs().ClaimRun(t.Context(), "x", want.at)
			if err != nil || got != want.taken {
				t.Errorf("claim %d: %v, %v; want %v", i, got, err, want.taken)
			}
		}
	})
}

func TestPruneKeepsWhatSomebodyWaitsFor(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		ctx, q := t.Context(), db.Jobs()
		publish(t, db, 1, 2, 3)
		calls := 0
		if _, err := q.Fanout(ctx, 2, func(string) []string {
			if calls++; calls == 1 {
				return []string{"w"}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		n, err := q.PruneOutbox(ctx, time.Now().Add(time.Hour), 10)
		if err != nil || n != 1 {
			t.Fatalf("pruned %d, %v: want the one that is fanned out and delivered", n, err)
		}
	})
}

func TestCommitWithEventsWakes(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		woken := 0
		db.OnEvents(func() { woken++ })
		publish(t, db, 1)
		_ = db.InTx(t.Context(), func(ctx context.Context) error {
			_ = db.Append(ctx, core.Event{Type: "test.happened"})
			return errors.New("rolled back")
		})
		if woken != 1 {
			t.Fatalf("woken %d times", woken)
		}
	})
}
