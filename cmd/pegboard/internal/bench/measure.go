package bench

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Sample is what one case took with a number of clients.
type Sample struct {
	Case       string  `json:"case"`
	Layer      string  `json:"layer"` // "pegboard", or "sql" for the bare statements
	Clients    int     `json:"clients"`
	Calls      int     `json:"calls"`
	P50        float64 `json:"p50_ms"`
	P95        float64 `json:"p95_ms"`
	P99        float64 `json:"p99_ms"`
	Throughput float64 `json:"calls_per_second"`
}

// call is one measured call; i counts the calls of all clients.
type call func(ctx context.Context, i int) error

// slot is how long a case runs with a number of clients, in turns with its
// counterpart, so that a machine whose speed drifts hurts both alike.
const (
	slot  = 400 * time.Millisecond
	turns = 3
)

// run measures f with some clients for slot, or until calls are used up, and
// adds the durations to into.
func run(ctx context.Context, clients, calls int, used *atomic.Int64, f call, into *[]time.Duration) (time.Duration, error) {
	var (
		wg    sync.WaitGroup
		mu    sync.Mutex
		first error
	)
	begin := time.Now()
	end := begin.Add(slot)
	for range clients {
		wg.Go(func() {
			var took []time.Duration
			for time.Now().Before(end) && ctx.Err() == nil {
				i := int(used.Add(1)) - 1
				if calls > 0 && i >= calls {
					break
				}
				t := time.Now()
				if err := f(ctx, i); err != nil {
					mu.Lock()
					if first == nil {
						first = err
					}
					mu.Unlock()
					break
				}
				took = append(took, time.Since(t))
			}
			mu.Lock()
			*into = append(*into, took...)
			mu.Unlock()
		})
	}
	wg.Wait()
	return time.Since(begin), first
}

// summarize sorts took.
func summarize(name, layer string, clients int, took []time.Duration, wall time.Duration) Sample {
	slices.Sort(took)
	at := func(p float64) float64 {
		if len(took) == 0 {
			return 0
		}
		return float64(took[min(len(took)-1, int(p*float64(len(took))))].Nanoseconds()) / 1e6
	}
	return Sample{
		Case: name, Layer: layer, Clients: clients, Calls: len(took),
		P50: at(0.50), P95: at(0.95), P99: at(0.99), Throughput: float64(len(took)) / wall.Seconds(),
	}
}

// side is one of the two ways in which a case is measured.
type side struct {
	layer string
	call  call
	// calls bounds how often it can be called; zero is no bound.
	calls int
}

// compare measures the sides of a case in turns.
func compare(ctx context.Context, name string, clients int, sides []side) ([]Sample, error) {
	took := make([][]time.Duration, len(sides))
	wall := make([]time.Duration, len(sides))
	used := make([]atomic.Int64, len(sides))
	for turn := range turns {
		for i, s := range sides {
			bound := s.calls
			if bound > 0 {
				bound = s.calls * (turn + 1) / turns
			}
			w, err := run(ctx, clients, bound, &used[i], s.call, &took[i])
			if err != nil {
				return nil, err
			}
			if bound > 0 {
				used[i].Store(min(used[i].Load(), int64(bound)))
			}
			wall[i] += w
		}
	}
	var out []Sample
	for i, s := range sides {
		out = append(out, summarize(name, s.layer, clients, took[i], wall[i]))
	}
	return out, nil
}
