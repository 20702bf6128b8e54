package plugin_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"testing/fstest"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/peg"
)

// restart puts the world behind another node, which has just started.
func (w *world) restart() {
	w.Helper()
	w.m = w.manager(fstest.MapFS{})
}

// puts runs a write of the store.
func (w *world) puts(write func(ctx context.Context) error) {
	w.Helper()
	if err := w.db.InTx(context.Background(), write); err != nil {
		w.Fatal(err)
	}
}

// TestChangedPackageIsNoticed: a start reads manifests only, and whoever changes what
// the database keeps of a package, or beside it, is found out before anything runs.
func TestChangedPackageIsNoticed(t *testing.T) {
	onBoth(t, func(w *world) {
		w.install(probe(w))
		w.note("kept")
		good, other := probe(w), versioned(w, "1.0.0", curious)
		raw, err := peg.ManifestOf(good)
		if err != nil {
			w.Fatal(err)
		}
		hash := w.hashOf("probe")
		for name, change := range map[string]struct{ manifest, body []byte }{
			"another package":                {raw, other},
			"no package at all":              {raw, []byte("gone")},
			"a manifest that is not its own": {bytes.Replace(raw, []byte(`"reason": "`), []byte(`"reason": "No harm. `), 1), good},
			"both":                           {manifestOf(w, other), other},
		} {
			w.puts(func(ctx context.Context) error {
				return w.db.Plugins().PutPackage(ctx, "probe", hash, change.manifest, change.body)
			})
			w.restart()
			if in := w.info("probe"); in.State != "enabled" || in.Error != "" {
				w.Fatalf("%s, after the start: %+v", name, in)
			}
			if got := w.notes(nil); len(got) != 1 {
				w.Errorf("%s: its records are %q", name, got)
			}
			for range 3 {
				_, err := w.do(w.as("ana"), "")
				w.fails(name, err, core.KindUnavailable)
				if err == nil || !strings.Contains(err.Error(), "not the one that was installed") {
					w.Errorf("%s: it does not say what is wrong: %v", name, err)
				}
			}
			w.m.Settle()
			if in := w.info("probe"); in.State != "stopped" || !strings.Contains(in.Error, "not the one that was installed") {
				w.Errorf("%s, after three attempts: %+v", name, in)
			}
			w.fails(name+", enabled again", w.m.Enable(context.Background(), w.as("olga"), "probe"), core.KindUnavailable)

			w.puts(func(ctx context.Context) error { return w.db.Plugins().PutPackage(ctx, "probe", hash, raw, good) })
			if err := w.m.Enable(context.Background(), w.as("olga"), "probe"); err != nil {
				w.Fatalf("%s, put right: %v", name, err)
			}
		}
	})
}

// TestManifestsOfOldPackagesAreLearnt: a plugin that was uploaded when manifests were
// not kept beside packages starts as ever, and its package is read but once.
func TestManifestsOfOldPackagesAreLearnt(t *testing.T) {
	onBoth(t, func(w *world) {
		w.install(probe(w))
		good, other, hash := probe(w), versioned(w, "1.0.0", curious), w.hashOf("probe")
		for name, sql := range map[string]string{
			"none":                    "DELETE FROM plugin_manifests",
			"that of another package": "UPDATE plugin_manifests SET hash = 'older', body = '{}'",
		} {
			if _, err := w.db.SQL().Exec(sql); err != nil {
				w.Fatal(err)
			}
			w.restart()
			if in := w.info("probe"); in.State != "enabled" || in.Version != "1.0.0" {
				w.Errorf("%s: %+v", name, in)
			}
			kept, err := w.db.Plugins().Manifest(context.Background(), "probe", hash)
			if err != nil || !bytes.Equal(kept, manifestOf(w, good)) {
				w.Errorf("%s: kept is %.40q, %v", name, kept, err)
			}
			w.restart()
			if _, err := w.do(w.as("ana"), ""); err != nil {
				w.Errorf("%s: %v", name, err)
			}
		}
		w.puts(func(ctx context.Context) error {
			return w.db.Plugins().PutPackage(ctx, "probe", hash, nil, other)
		})
		if _, err := w.db.SQL().Exec("DELETE FROM plugin_manifests"); err != nil {
			w.Fatal(err)
		}
		w.restart()
		if in := w.info("probe"); in.State != "failed" || !strings.Contains(in.Error, "not the one that was installed") {
			w.Errorf("one that was changed before: %+v", in)
		}
	})
}

func manifestOf(t testing.TB, body []byte) []byte {
	t.Helper()
	raw, err := peg.ManifestOf(body)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// hashOf is the hash of a plugin's package as the database has it.
func (w *world) hashOf(id core.PluginID) string {
	w.Helper()
	rows, err := w.db.Plugins().Installations(context.Background())
	if err != nil {
		w.Fatal(err)
	}
	for _, row := range rows {
		if row.ID == id {
			return row.Hash
		}
	}
	w.Fatal("it is not installed")
	return ""
}
