package plugin_test

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"

	"pegboard.dev/pegboard/core"
)

// TestRowFlood: a guest that stores without end is told so, in a kind of its own and a
// sentence that says what to do, and keeps what it may; the owner sees it coming.
func TestRowFlood(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		w.install(probe(w))
		other := w.manager(fstest.MapFS{})
		olga, ana := w.as("olga"), w.as("ana")
		w.fails("an agent sets it", w.m.SetQuota(ctx, ana, "probe", core.PluginQuota{Rows: 200}), core.KindForbidden)
		w.fails("of a plugin that is not here", w.m.SetQuota(ctx, olga, "nothing", core.PluginQuota{Rows: 200}), core.KindNotFound)
		w.fails("less than the least", w.m.SetQuota(ctx, olga, "probe", core.PluginQuota{Rows: 1}), core.KindInvalid)
		if err := other.SetQuota(ctx, olga, "probe", core.PluginQuota{Rows: 100}); err != nil {
			w.Fatal(err)
		}
		said := ""
		for range 12 {
			got, err := w.do(ana, "flood")
			if err != nil {
				w.Fatal(err)
			}
			if strings.Contains(got, ": ") && strings.Contains(got, "rows") {
				said = got
				break
			}
		}
		if !strings.Contains(said, "true: ") || !strings.Contains(said, "as many rows as it may, 100. Delete what is old") {
			w.Errorf("the guest is told %q", said)
		}
		if n := w.count("SELECT COUNT(*) FROM x_probe_notes"); n != 100 {
			w.Errorf("it keeps %d rows", n)
		}
		in := w.info("probe")
		if in.Storage.Rows != 100 || in.Storage.Quota().Rows != 100 || in.State != "enabled" || in.Error != "" {
			w.Errorf("its page says %+v", in)
		}
		_, err := w.m.CreateRecord(ctx, ana, "probe", "notes", []byte(`{"text": "by hand"}`))
		w.fails("somebody adds one in the console", err, core.KindRateLimited)
		if err := w.m.SaveUsage(ctx); err != nil {
			w.Fatal(err)
		}
		if n := w.m.Notice(olga); len(n.Full) != 1 || n.Full[0].ID != "probe" {
			w.Errorf("the notice: %+v", n)
		}
		if err := w.m.SetQuota(ctx, olga, "probe", core.PluginQuota{}); err != nil {
			w.Fatal(err)
		}
		if _, err := w.m.CreateRecord(ctx, ana, "probe", "notes", []byte(`{"text": "by hand"}`)); err != nil {
			w.Errorf("with the usual again: %v", err)
		}
		if n := w.m.Notice(olga); len(n.Full) != 0 {
			w.Errorf("the notice, with the usual again: %+v", n)
		}
		if n := w.count("SELECT COUNT(*) FROM audit_log WHERE action = 'plugin.quota_set'"); n != 2 {
			w.Errorf("%d audit entries", n)
		}
	})
}
