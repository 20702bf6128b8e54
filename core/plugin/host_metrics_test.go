package plugin_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core"
)

// TestMetrics: a plugin counts for whoever runs the helpdesk, and the host measures
// what it uses.
func TestMetrics(t *testing.T) {
	onBoth(t, func(w *world) {
		w.install(courier(w))
		w.must("ana", "count sent 2")
		w.must("ana", "count sent 3")
		w.must("ana", "gauge waiting 7")
		w.must("ana", "gauge waiting -4")
		want := []core.PluginMeasure{{Name: "sent", Counter: true, Value: 5}, {Name: "waiting", Value: -4}}
		r := w.m.Readings()["courier"]
		if !slices.Equal(r.Measures, want) || r.Used.Calls < 4 || r.Used.HostCalls < 4 || r.Memory == 0 {
			t.Errorf("readings: %+v", r)
		}
		if in := w.info("courier"); !slices.Equal(in.Measures, want) {
			t.Errorf("the owner sees %+v", in.Measures)
		}
		if err := w.m.SaveUsage(context.Background()); err != nil {
			t.Fatal(err)
		}
		if again := w.m.Readings()["courier"]; again.Used.Calls < r.Used.Calls {
			t.Errorf("storing the usage took from the sums: %d, then %d", r.Used.Calls, again.Used.Calls)
		}
		for _, do := range []string{"count Sent 1", "count sent -1", "gauge sent 1", "count waiting 1", "count " + strings.Repeat("a", 41) + " 1"} {
			_, err := w.says("ana", do)
			w.fails(do, err, core.KindInvalid)
		}
		for n := range 48 {
			w.must("ana", fmt.Sprintf("count n%d 1", n))
		}
		_, err := w.says("ana", "count one_more 1")
		w.fails("the 51st", err, core.KindRateLimited)
		w.must("ana", "count sent 1")
	})
}

func TestPlainText(t *testing.T) {
	onBoth(t, func(w *world) {
		w.install(courier(w))
		for src, want := range map[string]string{
			"Call **before** [noon](https://example.com).": "Call before noon.",
			"<script>alert(1)</script>":                    "",
			"***":                                          "",
		} {
			if got := w.must("ana", "plain "+src); !strings.Contains(got, want) || strings.ContainsAny(got, "*<>") {
				t.Errorf("%q in plain words is %q", src, got)
			}
		}
	})
}
