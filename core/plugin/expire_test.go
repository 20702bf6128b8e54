package plugin_test

import (
	"context"
	"testing"
	"time"
)

func TestRetention(t *testing.T) {
	onBoth(t, func(w *world) {
		w.install(edited(t, courier(t), func(m map[string]any) {
			m["collections"].([]any)[0].(map[string]any)["retention"] = map[string]any{"days": 30}
		}))
		w.must("ana", "van OLD-1")
		w.clock.pass(20 * 24 * time.Hour)
		w.must("ana", "van NEW-1")
		left := func() int {
			if err := w.m.Expire(context.Background()); err != nil {
				t.Fatal(err)
			}
			return w.count("SELECT COUNT(*) FROM x_courier_vans")
		}
		if n := left(); n != 2 {
			t.Errorf("after 20 days %d of 2 are left", n)
		}
		w.clock.pass(11 * 24 * time.Hour)
		if n := left(); n != 1 || w.count("SELECT COUNT(*) FROM x_courier_vans WHERE plate = 'NEW-1'") != 1 {
			t.Errorf("after 31 days %d are left", n)
		}
	})
}
