//go:build unix

package sandbox

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// processorTime is what this process has had of all processors.
func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		t.Fatal(err)
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// TestGuestsTogetherHoldNoMoreProcessorsThanGiven: whatever many guests of several
// plugins do at once, the process gets no more processor time than their share.
func TestGuestsTogetherHoldNoMoreProcessorsThanGiven(t *testing.T) {
	if runtime.NumCPU() < 2 {
		t.Skip("SKIPPED: with one processor there is nothing to see")
	}
	if e := mustEngine(t, Config{}); idleProcessors(e) != max(1, runtime.GOMAXPROCS(0)-1) {
		t.Errorf("%d processors by default", idleProcessors(e))
	}
	e := mustEngine(t, Config{Processors: 1})
	const span = 400 * time.Millisecond
	var modules []*Module
	for range 3 {
		m, err := e.Compile(t.Context(), rogue(), Limits{Name: "rogue", Timeout: span, Concurrency: 4})
		if err != nil {
			t.Fatal(err)
		}
		if err := m.Do(t.Context(), &Call{Op: 23}); err != nil {
			t.Fatal(err)
		}
		modules = append(modules, m)
	}
	runtime.GC()
	used, begin := processorTime(t), time.Now()
	var wg sync.WaitGroup
	for _, m := range modules {
		for _, op := range []uint32{10, 12, 13, 17} { // a loop, filling memory, growing it, logging
			wg.Go(func() { _, _ = m.Call(t.Context(), op, nil, nil) })
		}
	}
	wg.Wait()
	used, took := processorTime(t)-used, time.Since(begin)
	if share := float64(used) / float64(took); share > 1.4 {
		t.Errorf("twelve guests had %.2f processors; they were given one", share)
	}
}

// idleProcessors is how many processors an idle engine has to give.
func idleProcessors(e *Engine) int { return int(e.slots.free.Load()) }

// TestMisbehavingGuestsHarmOthersNoMoreThanNativeSpinners: the same requests are
// answered beside two misbehaving guests and beside as many goroutines that spin, by
// turns in one run. Their 99th percentile beside guests is no worse.
func TestMisbehavingGuestsHarmOthersNoMoreThanNativeSpinners(t *testing.T) {
	if testing.Short() {
		t.Skip("left out with -short: it takes some seconds")
	}
	e := mustEngine(t, Config{})
	m, err := e.Compile(t.Context(), rogue(), Limits{Name: "rogue", Timeout: 300 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(make([]string, 200))
	}))
	defer server.Close()
	beside := func(spin func(n int, over *atomic.Bool)) []time.Duration {
		var over atomic.Bool
		var wg sync.WaitGroup
		for n := range 2 {
			wg.Go(func() { spin(n, &over) })
		}
		var took []time.Duration
		for end := time.Now().Add(300 * time.Millisecond); time.Now().Before(end); {
			begin := time.Now()
			resp, err := server.Client().Get(server.URL)
			if err != nil {
				t.Error(err)
				break
			}
			_ = resp.Body.Close()
			took = append(took, time.Since(begin))
		}
		over.Store(true)
		wg.Wait()
		return took
	}
	var guests, natives []time.Duration
	for range 6 {
		guests = append(guests, beside(func(n int, over *atomic.Bool) {
			for !over.Load() {
				_, _ = m.Call(t.Context(), []uint32{10, 12}[n], nil, nil) // a loop; filling memory
			}
		})...)
		natives = append(natives, beside(func(_ int, over *atomic.Bool) {
			for !over.Load() {
			}
		})...)
	}
	slices.Sort(guests)
	slices.Sort(natives)
	p99 := func(d []time.Duration) time.Duration { return d[len(d)*99/100] }
	t.Logf("p99 beside guests %v (of %d), beside native goroutines %v (of %d)", p99(guests), len(guests), p99(natives), len(natives))
	if p99(guests) > p99(natives)*5/4+time.Millisecond {
		t.Errorf("p99 beside two misbehaving guests is %v, beside two native goroutines %v", p99(guests), p99(natives))
	}
}
