package jobs

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"pegboard.dev/pegboard/core"
)

// Queue is the durable side of delivery; core/store implements it. Every
// method is its own transaction. Safe for concurrent use by many nodes.
type Queue interface {
	// Fanout takes up to n committed events that were not fanned out yet, oldest
	// first, and creates a delivery for each watcher that wants names. It returns
	// how many events it took.
	Fanout(ctx context.Context, n int, wants func(eventType string) []string) (int, error)
	// Lease hands out up to n due deliveries to node, each for d: after that
	// another may get it. Of one watcher's deliveries for one ticket only the
	// oldest is ever handed out.
	Lease(ctx context.Context, node string, n int, d time.Duration) ([]core.Delivery, error)
	// Complete removes deliveries that succeeded. One whose lease has gone to
	// somebody else is left alone.
	Complete(ctx context.Context, done ...core.Delivery) error
	// Retry puts a failed delivery back until at.
	Retry(ctx context.Context, d core.Delivery, at time.Time, cause string) error
	// Discard sets a delivery aside for a person to look at. Later ones of the
	// same ticket go on.
	Discard(ctx context.Context, d core.Delivery, cause string) error
}

// Watcher is told of committed events.
type Watcher struct {
	// Name is stable over restarts and unique, such as "plugin:calllogs".
	Name string
	// Wants reports whether events of this type concern the watcher.
	Wants func(eventType string) bool
	// Handle does the work within 30 s. Any error brings the event back later.
	Handle func(ctx context.Context, e core.Event) error
}

// Config shapes a Worker. Zero values take the defaults.
type Config struct {
	// Node names this process in leases. Default: a random name.
	Node string
	// Watchers returns who listens right now; it is asked before every round, so
	// that plugins may come and go. Must be cheap.
	Watchers func() []Watcher
	// Poll is how often the queue is looked at without a wake-up. Default 1 s.
	Poll time.Duration
	// Lease is how long a delivery stays with a node that says nothing; longer
	// than a handler may take. Default 1 min.
	Lease time.Duration
	// Parallel is how many deliveries are handled at once. Default 4.
	Parallel int
	// MaxAttempts is after how many failures a delivery is discarded. Default 12,
	// which takes about two hours.
	MaxAttempts int
	// Backoff is the pause after the n-th failure. Default: see backoff.
	Backoff func(attempt int) time.Duration
	Clock   core.Clock
	Log     *slog.Logger
}

// handleTimeout bounds one call of a watcher.
const handleTimeout = 30 * time.Second

// batch is how many events are fanned out, and deliveries leased, in one go.
const batch = 64

// Worker delivers events to watchers. One per process.
type Worker struct {
	queue Queue
	cfg   Config
	wake  chan struct{}
}

// New prepares a worker; Run makes it work.
func New(queue Queue, cfg Config) *Worker {
	cfg.setDefaults()
	return &Worker{queue: queue, cfg: cfg, wake: make(chan struct{}, 1)}
}

// Wake tells the worker that something was committed. Never blocks; many calls
// in a row cost one round.
func (w *Worker) Wake() {
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// Run works until ctx ends, then lets the deliveries in hand finish and
// returns nil. A database that is away is waited for.
func (w *Worker) Run(ctx context.Context) error {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-w.wake:
		case <-timer.C:
		}
		busy, err := w.Round(ctx)
		if err != nil && ctx.Err() == nil {
			w.cfg.Log.Error("jobs: round failed", "error", err)
		}
		pause := w.cfg.Poll
		if busy && err == nil {
			pause = 0
		}
		timer.Reset(pause)
	}
}

// Round does one turn: fan out, lease, handle. busy reports that there may be
// more to do at once. Tests call it to see deliveries happen in order.
func (w *Worker) Round(ctx context.Context) (busy bool, err error) {
	watchers := w.cfg.Watchers()
	fanned, err := w.queue.Fanout(ctx, batch, func(eventType string) []string {
		var names []string
		for _, watcher := range watchers {
			if watcher.Wants(eventType) {
				names = append(names, watcher.Name)
			}
		}
		return names
	})
	if err != nil {
		return false, err
	}
	leased, err := w.queue.Lease(ctx, w.cfg.Node, batch, w.cfg.Lease)
	if err != nil {
		return false, err
	}
	if len(leased) == 0 {
		return fanned == batch, nil
	}
	// What is in hand is finished even when the process is told to stop.
	return true, w.handleAll(context.WithoutCancel(ctx), byName(watchers), leased)
}

// handleAll handles leased deliveries in parallel and completes them together.
func (w *Worker) handleAll(ctx context.Context, watchers map[string]Watcher, leased []core.Delivery) error {
	var (
		wg   sync.WaitGroup
		mu   sync.Mutex
		done []core.Delivery
		errs error
	)
	slots := make(chan struct{}, w.cfg.Parallel)
	for _, d := range leased {
		slots <- struct{}{}
		wg.Add(1)
		go func() {
			defer func() { <-slots; wg.Done() }()
			err := w.handle(ctx, watchers, d)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				done = append(done, d)
			} else if err := w.failed(ctx, d, err); err != nil {
				errs = err
			}
		}()
	}
	wg.Wait()
	if len(done) > 0 {
		if err := w.queue.Complete(ctx, done...); err != nil {
			return err
		}
	}
	return errs
}

func byName(watchers []Watcher) map[string]Watcher {
	m := make(map[string]Watcher, len(watchers))
	for _, w := range watchers {
		m[w.Name] = w
	}
	return m
}
