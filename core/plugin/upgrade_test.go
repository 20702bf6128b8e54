package plugin_test

import (
	"bytes"
	"context"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin"
)

// versioned is the probe in another version.
func versioned(t testing.TB, version string, edits ...func(m map[string]any)) []byte {
	t.Helper()
	return edited(t, probe(t), func(m map[string]any) {
		m["version"] = version
		for _, edit := range edits {
			edit(m)
		}
	})
}

// ranked gives the probe's notes a field more, and it a collection more.
func ranked(m map[string]any) {
	notes := m["collections"].([]any)[0].(map[string]any)
	notes["fields"] = append(notes["fields"].([]any), map[string]any{"name": "rank", "type": "int", "title": "Rank", "required": true, "default": 3})
	m["collections"] = append(m["collections"].([]any), map[string]any{
		"name": "marks", "title": "Marks", "keys": notes["keys"], "fields": []any{map[string]any{"name": "word", "type": "string", "title": "Word"}},
	})
}

// curious lets the probe send requests.
func curious(m map[string]any) {
	m["capabilities"] = append(m["capabilities"].([]any), map[string]any{"name": "http", "reason": "Tests ask others."})
	m["http"] = []any{map[string]any{"host": "api.example.com"}}
}

func reachesOut(p core.PluginPower) bool { return p.Kind == core.PowerHost || p.Name == "http" }

// nosy gives it a say where it had none, and an address for everybody.
func nosy(m map[string]any) {
	m["hooks"] = append(m["hooks"].([]any), map[string]any{"on": "ticket.will_merge"})
	m["routes"] = append(m["routes"].([]any), map[string]any{"method": "GET", "path": "/nosy", "public": true})
}

// asks sets what the probe does in a phase of its life.
func (w *world) asks(phase, what string) {
	w.Helper()
	err := w.db.InTx(context.Background(), func(ctx context.Context) error {
		return w.db.Plugins().SetKV(ctx, "probe", phase, []byte(what), w.clock.Now(), time.Time{})
	})
	if err != nil {
		w.Fatal(err)
	}
}

// upgrade uploads a package with consent to what it asks for.
func (w *world) upgrade(body []byte) error {
	w.Helper()
	seen, err := w.m.Preview(context.Background(), w.as("olga"), body, plugin.How{})
	if err != nil {
		return err
	}
	_, err = w.m.Install(context.Background(), w.as("olga"), body, plugin.How{Consent: seen.Hash})
	return err
}

// notes are the texts of the probe's records, in order.
func (w *world) notes(query url.Values) []string {
	w.Helper()
	if query == nil {
		query = url.Values{}
	}
	query.Set("sort", "id")
	page, err := w.m.ListRecords(context.Background(), w.as("olga"), "probe", "notes", query)
	if err != nil {
		w.Fatal(err)
	}
	var out []string
	for _, item := range page.Items {
		_, text, _ := strings.Cut(string(item), `"text":"`)
		text, _, _ = strings.Cut(text, `"`)
		out = append(out, text)
	}
	return out
}

func (w *world) note(text string) {
	w.Helper()
	if _, err := w.m.CreateRecord(context.Background(), w.as("ana"), "probe", "notes", []byte(`{"text": "`+text+`"}`)); err != nil {
		w.Fatal(err)
	}
}

// TestUpgradeOrNothing: whatever goes wrong with an upgrade, the version before
// goes on as if nothing had been.
func TestUpgradeOrNothing(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		w.install(probe(w))
		w.note("old")
		mute := versioned(w, "1.1.0", ranked)
		crash := bytes.Clone(mute)
		w.asks("upgrade", "refuse")
		_, err := w.m.Install(ctx, w.as("olga"), crash, plugin.How{})
		w.fails("a version that refuses its data", err, core.KindUnavailable)
		_, err = w.m.Install(ctx, w.as("olga"), versioned(w, "1.1.0", ranked, curious), plugin.How{})
		w.fails("one that asks for more", err, core.KindConflict)
		if err == nil || !strings.Contains(err.Error(), "http, requests to api.example.com") {
			w.Errorf("it does not say for what: %v", err)
		}
		_, err = w.m.Install(ctx, w.as("olga"), versioned(w, "1.1.0", ranked, nosy), plugin.How{})
		w.fails("one that wants a say and opens an address", err, core.KindConflict)
		if err == nil || !strings.Contains(err.Error(), "a say in ticket.will_merge, the address GET /nosy for everybody") {
			w.Errorf("it does not say for what: %v", err)
		}
		_, err = w.m.Install(ctx, w.as("olga"), versioned(w, "1.1.0", func(m map[string]any) { m["requires"] = map[string]any{"calllogs": ">=9.0"} }), plugin.How{})
		w.fails("one that requires what is not there", err, core.KindConflict)
		_, err = w.m.Install(ctx, w.as("olga"), versioned(w, "1.0.0", ranked), plugin.How{})
		w.fails("another package of the same version", err, core.KindConflict)

		if in := w.info("probe"); in.Version != "1.0.0" || in.State != "enabled" || in.Previous != "" || in.Error != "" {
			w.Errorf("afterwards: %+v", in)
		}
		if got := w.notes(nil); !slices.Equal(got, []string{"old"}) {
			w.Errorf("the records are %q", got)
		}
		_, err = w.m.ListRecords(ctx, w.as("olga"), "probe", "notes", url.Values{"rank": {"3"}})
		w.fails("a field of the version that failed", err, core.KindInvalid)
		if n := w.count("SELECT COUNT(*) FROM plugin_collections WHERE plugin = 'probe'"); n != 1 {
			w.Errorf("%d collections", n)
		}
		if n := w.count("SELECT COUNT(*) FROM audit_log WHERE action = 'plugin.upgraded'"); n != 0 {
			w.Errorf("%d audit entries", n)
		}
	})
}

func TestUpgradeAndRollback(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		other := w.manager(fstest.MapFS{})
		w.install(probe(w))
		w.note("first")
		w.asks("upgrade", "note")
		next := versioned(w, "1.1.0", ranked, curious)
		seen, err := w.m.Preview(ctx, w.as("olga"), next, plugin.How{})
		if err != nil || !seen.Consent || !seen.Enabled || seen.Installed != "1.0.0" || seen.Refused != "" ||
			!slices.Equal(seen.Diff.Added.Capabilities, []string{"http"}) || !slices.Equal(seen.Diff.Added.Hosts, []string{"api.example.com"}) {
			w.Fatalf("the preview: %+v %v", seen, err)
		}
		if err := w.upgrade(next); err != nil {
			w.Fatal(err)
		}
		if got := w.notes(url.Values{"rank": {"3"}}); !slices.Equal(got, []string{"first", "from 1.0.0"}) {
			w.Errorf("its own code was told: %q", got)
		}
		if err := other.Sync(ctx); err != nil {
			w.Fatal(err)
		}
		if _, err := other.Collection("probe", "marks"); err != nil {
			w.Errorf("another node: %v", err)
		}
		if _, err := w.m.CreateRecord(ctx, w.as("ana"), "probe", "notes", []byte(`{"text": "ranked", "rank": 9}`)); err != nil {
			w.Fatal(err)
		}

		// Back: the rows are there, what the newer version knew is out of sight.
		w.fails("an agent rolls back", w.m.Rollback(ctx, w.as("ana"), "probe"), core.KindForbidden)
		if err := w.m.Rollback(ctx, w.as("olga"), "probe"); err != nil {
			w.Fatal(err)
		}
		if in := w.info("probe"); in.Version != "1.0.0" || in.State != "enabled" || in.Previous != "" || slices.ContainsFunc(in.Powers, reachesOut) {
			w.Errorf("gone back: %+v", in)
		}
		w.note("meanwhile")
		if got := w.notes(nil); !slices.Equal(got, []string{"first", "from 1.0.0", "ranked", "meanwhile"}) {
			w.Errorf("the records are %q", got)
		}
		_, err = w.m.ListRecords(ctx, w.as("olga"), "probe", "notes", url.Values{"rank": {"9"}})
		w.fails("a field of the newer version", err, core.KindInvalid)
		w.fails("back once more", w.m.Rollback(ctx, w.as("olga"), "probe"), core.KindConflict)
		if err := other.Sync(ctx); err != nil {
			w.Fatal(err)
		}
		_, err = other.Collection("probe", "marks")
		w.fails("the other node after going back", err, core.KindNotFound)

		// Forth again, with what was in the columns; its wider asking needs a new yes.
		_, err = w.m.Install(ctx, w.as("olga"), next, plugin.How{})
		w.fails("what was consented to before going back", err, core.KindConflict)
		if err := w.upgrade(next); err != nil {
			w.Fatal(err)
		}
		if got := w.notes(url.Values{"rank": {"9"}}); !slices.Equal(got, []string{"ranked"}) {
			w.Errorf("what was in the column: %q", got)
		}
		list, err := w.m.Consents(ctx, w.as("olga"), "probe")
		if err != nil || len(list) != 4 {
			w.Fatalf("consents: %+v %v", list, err)
		}
		for i, want := range []struct {
			act           core.PluginAct
			version, from string
			added, gone   int
		}{
			{core.ActUpgraded, "1.1.0", "1.0.0", 1, 0}, {core.ActRolledBack, "1.0.0", "1.1.0", 0, 1},
			{core.ActUpgraded, "1.1.0", "1.0.0", 1, 0}, {core.ActEnabled, "1.0.0", "", 3, 0},
		} {
			c := list[i]
			if c.Act != want.act || c.Version != want.version || c.From != want.from || len(c.Diff.Added.Capabilities) != want.added ||
				len(c.Diff.Removed.Hosts) != want.gone || c.ByName != "olga" || c.By != w.ids["olga"] || c.At.IsZero() {
				w.Errorf("consent %d: %+v", i, c)
			}
		}
		_, err = w.m.Consents(ctx, w.as("ana"), "probe")
		w.fails("an agent reads consents", err, core.KindForbidden)
	})
}

// TestReload: an author at work brings the same version again and again.
func TestReload(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		w.install(probe(w))
		if err := w.upgrade(versioned(w, "1.1.0")); err != nil {
			w.Fatal(err)
		}
		again := versioned(w, "1.1.0", ranked)
		if seen, err := w.m.Preview(ctx, w.as("olga"), again, plugin.How{}); err != nil || seen.Refused == "" {
			w.Errorf("without being asked to: %+v %v", seen, err)
		}
		if _, err := w.m.Install(ctx, w.as("olga"), again, plugin.How{Reload: true}); err != nil {
			w.Fatal(err)
		}
		if in := w.info("probe"); in.Version != "1.1.0" || in.Previous != "1.0.0" {
			w.Errorf("reloaded: %+v", in)
		}
		if list, err := w.m.Consents(ctx, w.as("olga"), "probe"); err != nil || len(list) != 2 {
			w.Errorf("a reload that asks for nothing new is no consent: %d %v", len(list), err)
		}
		_, err := w.m.Install(ctx, w.as("olga"), versioned(w, "0.9.0"), plugin.How{Reload: true})
		w.fails("an older one", err, core.KindConflict)
		_, err = w.m.Install(ctx, w.as("olga"), versioned(w, "1.1.0", curious), plugin.How{Reload: true})
		w.fails("one that asks for more", err, core.KindConflict)
	})
}

// TestDataOfAnotherVersion: what was upgraded while it was off hears of it when it
// is switched on, and a refusal leaves it off with its data as it was.
func TestDataOfAnotherVersion(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		w.install(probe(w))
		w.note("old")
		if err := w.m.Disable(ctx, w.as("olga"), "probe"); err != nil {
			w.Fatal(err)
		}
		if err := w.upgrade(versioned(w, "1.1.0", ranked)); err != nil {
			w.Fatal(err)
		}
		w.asks("upgrade", "refuse")
		w.fails("a version that refuses its data", w.m.Enable(ctx, w.as("olga"), "probe"), core.KindUnavailable)
		w.asks("upgrade", "note")
		w.asks("enable", "refuse")
		w.fails("one that will not be enabled", w.m.Enable(ctx, w.as("olga"), "probe"), core.KindUnavailable)
		if in := w.info("probe"); in.State != "disabled" || in.Version != "1.1.0" || in.Previous != "1.0.0" {
			w.Errorf("refused: %+v", in)
		}
		w.asks("enable", "note")
		w.enable("probe")
		if got := w.notes(url.Values{"rank": {"3"}}); !slices.Equal(got, []string{"old", "from 1.0.0", "enabled"}) {
			w.Errorf("the records are %q", got)
		}
	})
}

// TestBundledAsksForMore: a newer Pegboard's plugin that wants more is off until
// somebody agrees; one that does not, goes on.
func TestBundledAsksForMore(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		carrying := func(body []byte) {
			w.m = w.manager(fstest.MapFS{"probe.peg": {Data: body}})
			w.people = w.newest
		}
		carrying(probe(w))
		w.enable("probe")
		w.note("old")
		w.asks("upgrade", "note")
		carrying(versioned(w, "1.1.0", ranked))
		if in := w.info("probe"); in.State != "enabled" || in.Version != "1.1.0" {
			w.Errorf("one that asks for nothing new: %+v", in)
		}
		if got := w.notes(nil); !slices.Equal(got, []string{"old", "from 1.0.0"}) {
			w.Errorf("the records are %q", got)
		}
		carrying(versioned(w, "1.2.0", ranked, curious))
		in := w.info("probe")
		if in.State != "waiting" || !slices.Equal(in.Asks.Capabilities, []string{"http"}) || !in.Abilities["enable"] || !strings.Contains(in.Error, "asks for more") {
			w.Errorf("one that asks for more: %+v", in)
		}
		if n := w.m.Notice(w.as("olga")); len(n.Waiting) != 1 || n.Waiting[0].Name != "Probe" || len(n.Stopped) != 0 || n.SafeMode {
			w.Errorf("the notice: %+v", n)
		}
		if w.m.Notice(w.as("ana")) != nil {
			w.Error("an agent gets the notice")
		}
		_, err := w.m.Collection("probe", "notes")
		w.fails("while it waits", err, core.KindNotFound)
		if e, err := w.m.Effect(ctx, w.as("olga"), "probe"); err != nil || !e.Enable || e.Refused != "" {
			w.Errorf("what consenting would do: %+v %v", e, err)
		}
		w.enable("probe")
		if in := w.info("probe"); in.State != "enabled" || in.Version != "1.2.0" || in.Error != "" {
			w.Errorf("consented: %+v", in)
		}
	})
}
