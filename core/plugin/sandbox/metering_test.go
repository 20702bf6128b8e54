package sandbox

import (
	"slices"
	"testing"
	"time"

	"pegboard.dev/pegboard/sdk/abi"
)

// BenchmarkMetering runs the same hook metered and as it is, by turns, and reports
// what metering adds to the median.
func BenchmarkMetering(b *testing.B) {
	e := mustEngine(b, Config{})
	var took [2][]time.Duration
	var hooks [2]*Hook
	var modules [2]*Module
	for i, bare := range []bool{false, true} {
		m, err := e.Compile(b.Context(), mustGuest(b, "guest"), Limits{Name: "guest", bare: bare})
		if err != nil {
			b.Fatal(err)
		}
		modules[i], hooks[i] = m, &Hook{Request: abi.HookRequest{Name: "ticket.will_create", Ticket: sampleTicket()}}
	}
	once := func(i, calls int) {
		for range calls {
			begin := time.Now()
			if err := hooks[i].Do(b.Context(), modules[i], nil); err != nil {
				b.Fatal(err)
			}
			took[i] = append(took[i], time.Since(begin))
		}
	}
	for b.Loop() {
		for i := range took {
			once(i, 200)
		}
	}
	median := func(d []time.Duration) float64 {
		slices.Sort(d)
		return float64(d[len(d)/2])
	}
	metered, bare := median(took[0]), median(took[1])
	b.ReportMetric(metered, "metered-ns")
	b.ReportMetric(bare, "bare-ns")
	b.ReportMetric(100*(metered/bare-1), "%")
}
