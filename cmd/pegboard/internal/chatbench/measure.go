package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// figures are what was measured.
type figures struct {
	there, back []time.Duration
	failed      int
	first       error
	took        time.Duration
}

// round numbers exchanges over all measurements, so that no line is said twice.
var round atomic.Int64

// measure lets every chat go on for a while. The agent's window hears a line before
// the request that said it is answered, or after: both are the line's way.
func measure(ctx context.Context, talks []*talk, l Load) (*figures, error) {
	out, begin := &figures{}, time.Now()
	end := begin.Add(l.For)
	var mu sync.Mutex
	var all sync.WaitGroup
	for i, t := range talks {
		all.Go(func() {
			// Spread over the pause, as people are.
			time.Sleep(l.Every * time.Duration(i) / time.Duration(len(talks)))
			for time.Now().Before(end) {
				next := time.Now().Add(l.Every)
				there, back, err := t.exchange(ctx, int(round.Add(1)))
				mu.Lock()
				if err == nil {
					out.there, out.back = append(out.there, there), append(out.back, back)
				} else if out.failed++; out.first == nil {
					out.first = err
				}
				mu.Unlock()
				time.Sleep(time.Until(next))
			}
		})
	}
	all.Wait()
	out.took = time.Since(begin)
	if len(out.there) == 0 {
		return nil, fmt.Errorf("no exchange succeeded: %w", out.first)
	}
	return out, nil
}

func percentile(list []time.Duration, p float64) time.Duration {
	slices.Sort(list)
	return list[min(int(float64(len(list))*p), len(list)-1)]
}

// print writes a row for each leg as BENCHMARKS.md has them.
func (f *figures) print(w io.Writer, l Load) {
	where := "1 node, SQLite"
	if l.Nodes > 1 {
		where = fmt.Sprintf("%d nodes, PostgreSQL", l.Nodes)
	}
	load := "unknown"
	if b, err := os.ReadFile("/proc/loadavg"); err == nil {
		load, _, _ = strings.Cut(string(b), " ")
	}
	fmt.Fprintf(w, "%s; %d chats, %d agents, %.0f lines a second; %d CPUs, load %s; %d exchanges, %d failed\n\n", where, l.Chats, l.Agents,
		float64(2*len(f.there))/f.took.Seconds(), runtime.NumCPU(), load, len(f.there), f.failed)
	fmt.Fprintln(w, "| way | p50 | p95 | p99 | max |\n|---|--:|--:|--:|--:|")
	for _, leg := range []struct {
		name string
		of   []time.Duration
	}{{"widget to agent", f.there}, {"widget to agent and back", f.back}} {
		fmt.Fprintf(w, "| %s | %s | %s | %s | %s |\n", leg.name, ms(percentile(leg.of, 0.5)), ms(percentile(leg.of, 0.95)), ms(percentile(leg.of, 0.99)), ms(percentile(leg.of, 1)))
	}
	if f.first != nil {
		fmt.Fprintln(w, "\nThe first failure:", f.first)
	}
}

func ms(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000) }
