package metrics_test

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/metrics"
)

func read(t *testing.T, s *metrics.Set) string {
	t.Helper()
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	if w.Code != 200 {
		t.Fatalf("status %d: %s", w.Code, w.Body)
	}
	return w.Body.String()
}

func TestWhatIsCounted(t *testing.T) {
	s := metrics.New("1.2.3")
	s.Request("list-tickets", "GET", 200, 3*time.Millisecond)
	s.Request("list-tickets", "GET", 200, 30*time.Millisecond)
	s.Request("", "GET", 404, time.Millisecond)
	s.Request("", "BREW", 405, time.Millisecond)
	s.Windows(func() int { return 3 })
	s.Plugins(func() map[core.PluginID]metrics.Plugin {
		return map[core.PluginID]metrics.Plugin{"parcels": {
			Used: core.PluginUsage{Calls: 9, Errors: 2, Busy: 1500 * time.Millisecond, HostCalls: 4}, Memory: 4096,
			Measures: []core.PluginMeasure{{Name: "tracked", Counter: true, Value: 7}, {Name: "waiting", Value: -1}},
		}}
	})
	text := read(t, s)
	for _, want := range []string{
		`pegboard_http_request_seconds_count{method="GET",operation="list-tickets",status="200"} 2`,
		`pegboard_http_request_seconds_bucket{method="GET",operation="list-tickets",status="200",le="0.005"} 1`,
		`pegboard_http_request_seconds_count{method="GET",operation="other",status="404"} 1`,
		`pegboard_http_request_seconds_count{method="other",operation="other",status="405"} 1`,
		`pegboard_build_info{version="1.2.3"} 1`, "pegboard_windows 3", "go_goroutines",
		`pegboard_plugin_calls_total{plugin="parcels"} 9`, `pegboard_plugin_failures_total{plugin="parcels"} 2`,
		`pegboard_plugin_busy_seconds_total{plugin="parcels"} 1.5`, `pegboard_plugin_memory_bytes{plugin="parcels"} 4096`,
		`pegboard_plugin_counter_total{name="tracked",plugin="parcels"} 7`, `pegboard_plugin_gauge{name="waiting",plugin="parcels"} -1`,
	} {
		if !strings.Contains(text, want+"\n") && !strings.Contains(text, want+" ") {
			t.Errorf("there is no %s", want)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
}
