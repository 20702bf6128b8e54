package jobs

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
)

// The queue itself is tested with the database, in core/store.

func TestBackoffGrowsToHalfAnHour(t *testing.T) {
	last := time.Duration(0)
	for attempt := 1; attempt < 40; attempt++ {
		d := backoff(attempt)
		if attempt < 10 && d <= last {
			t.Errorf("attempt %d waits %v after %v", attempt, d, last)
		}
		if d < 2*time.Second || d > 33*time.Minute {
			t.Errorf("attempt %d waits %v", attempt, d)
		}
		last = d
	}
}

// claims hands every due time out once, as the database does.
type claims struct {
	mu    sync.Mutex
	taken map[string]time.Time
}

func (c *claims) ClaimRun(_ context.Context, name string, due time.Time) (bool, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.taken[name].Before(due) {
		return false, nil
	}
	c.taken[name] = due
	return true, nil
}

func TestSchedulesRunOnOneNode(t *testing.T) {
	shared := &claims{taken: map[string]time.Time{}}
	var runs atomic.Int32
	ctx, stop := context.WithCancel(t.Context())
	var nodes sync.WaitGroup
	for range 3 {
		s := NewScheduler(shared, core.SystemClock{}, slog.New(slog.DiscardHandler))
		err := s.Set([]Schedule{{Name: "tick", Spec: "@every 1s", Run: func(context.Context) error { runs.Add(1); return nil }}})
		if err != nil {
			t.Fatal(err)
		}
		nodes.Go(func() { _ = s.Run(ctx) })
	}
	time.Sleep(2500 * time.Millisecond)
	stop()
	nodes.Wait()
	// Three nodes, two or three seconds: one run for each of them.
	if n := runs.Load(); n < 1 || n > 3 {
		t.Errorf("ran %d times", n)
	}
}

func TestScheduleSet(t *testing.T) {
	var said bytes.Buffer
	s := NewScheduler(&claims{taken: map[string]time.Time{}}, core.SystemClock{}, slog.New(slog.NewTextHandler(&said, nil)))
	nothing := func(context.Context) error { return nil }
	t.Run("a line that cannot be read changes nothing", func(t *testing.T) {
		err := s.Set([]Schedule{{Name: "a", Spec: "@daily", Run: nothing}, {Name: "b", Spec: "every day", Run: nothing}})
		if !core.IsKind(err, core.KindInvalid) || len(s.entries) != 0 {
			t.Errorf("%v, %d entries", err, len(s.entries))
		}
	})
	t.Run("what is not listed any more is gone", func(t *testing.T) {
		for _, list := range [][]Schedule{
			{{Name: "a", Spec: "@daily", Run: nothing}, {Name: "b", Spec: "*/5 * * * *", Run: nothing}},
			{{Name: "b", Spec: "*/10 * * * *", Run: nothing}},
		} {
			if err := s.Set(list); err != nil {
				t.Fatal(err)
			}
		}
		if len(s.entries) != 1 || s.entries["b"].spec != "*/10 * * * *" || len(s.cron.Entries()) != 1 {
			t.Errorf("%v", s.entries)
		}
	})
	t.Run("a run that panics is logged and harms nobody", func(t *testing.T) {
		if err := s.Set([]Schedule{{Name: "bad", Spec: "@daily", Run: func(context.Context) error { panic("boom") }}}); err != nil {
			t.Fatal(err)
		}
		s.cron.Entries()[0].Job.Run()
		if !strings.Contains(said.String(), "boom") || !strings.Contains(said.String(), "schedule=bad") {
			t.Errorf("the log says %q", said.String())
		}
	})
}

// brokenQueue fails as a database does that is away, then has nothing to do.
type brokenQueue struct {
	Queue
	failures atomic.Int32
	rounds   atomic.Int32
}

func (q *brokenQueue) Fanout(context.Context, int, func(string) []string) (int, error) {
	q.rounds.Add(1)
	if q.failures.Add(-1) >= 0 {
		return 0, core.Errorf("test", core.KindUnavailable, "away")
	}
	return 0, nil
}

func (q *brokenQueue) Lease(context.Context, string, int, time.Duration) ([]core.Delivery, error) {
	return nil, nil
}

func TestWorkerOutlivesADatabaseThatIsAway(t *testing.T) {
	q := &brokenQueue{}
	q.failures.Store(2)
	w := New(q, Config{Poll: time.Millisecond})
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- w.Run(ctx) }()
	for q.rounds.Load() < 5 {
		time.Sleep(time.Millisecond)
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestWakeNeverBlocks(t *testing.T) {
	w := New(&brokenQueue{}, Config{})
	for range 1000 {
		w.Wake()
	}
}
