package plugin_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/rbac"
)

// keep puts an entry into the probe's store.
func (w *world) keep(key string, value []byte) {
	w.Helper()
	ctx := context.Background()
	if err := w.db.InTx(ctx, func(ctx context.Context) error {
		return w.db.Plugins().SetKV(ctx, "probe", key, value, w.clock.Now(), time.Time{})
	}); err != nil {
		w.Fatal(err)
	}
}

// exported is the data of the probe as a person takes it out: the files by name.
func (w *world) exported(who string) (map[string]string, error) {
	w.Helper()
	e, err := w.m.OpenExport(context.Background(), w.as(who), "probe")
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := e.Write(context.Background(), &out); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		return nil, err
	}
	files := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		b, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		files[f.Name] = string(b)
	}
	return files, nil
}

// TestUninstallWithReceipt: what is kept is there again, what is exported is whole,
// what is purged is gone, and the receipt and the audit log say all of it.
func TestUninstallWithReceipt(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		w.install(probe(w))
		w.note("one")
		if err := w.upgrade(versioned(w, "1.1.0", ranked)); err != nil {
			w.Fatal(err)
		}
		if _, err := w.m.CreateRecord(ctx, w.as("ana"), "probe", "notes", []byte(`{"text": "two", "rank": 8}`)); err != nil {
			w.Fatal(err)
		}
		w.asks("uninstall", "note")
		w.keep("empty", nil)
		w.keep("\x01mine", []byte("the host's"))
		w.keep("raw", []byte{0xff})
		letter := &core.Mailing{Plugin: "probe", Name: "news", Owner: w.as("olga").User, Title: "News", Payload: []byte("{}"),
			Rhythm: core.Rhythm{Every: "day", Zone: "UTC"}, Next: w.clock.Now()}
		if err := w.db.InTx(ctx, func(ctx context.Context) error { return w.db.Plugins().PutMailing(ctx, letter) }); err != nil {
			w.Fatal(err)
		}
		if err := w.db.InTx(ctx, func(ctx context.Context) error {
			return w.db.Plugins().CreateVisitor(ctx, &core.Visitor{ID: "v1", Plugin: "probe", CreatedAt: w.clock.Now(), SeenAt: w.clock.Now(), ExpiresAt: w.clock.Now()}, "hash")
		}); err != nil {
			w.Fatal(err)
		}
		w.setRole("agent", "tickets", rbac.Setting{Level: rbac.Full, Minus: []rbac.Key{"probe.edit"}})

		got, err := w.m.Uninstall(ctx, w.as("olga"), "probe", plugin.Keep)
		if err != nil || got.Name != "Probe" || got.Version != "1.1.0" || got.By != "olga" || got.Data != "keep" || got.Farewell != "" ||
			got.Removed.Packages != 2 || len(got.Removed.Collections) != 0 || got.Kept.Packages != 0 || got.Kept.Entries != 4 || got.Kept.Visitors != 1 || got.Kept.Mailings != 1 || got.Kept.Consents != 2 {
			w.Fatalf("keep: %+v %v", got, err)
		}
		if c := got.Kept.Collections; len(c) != 2 || c[1] != (core.CollectionSize{Name: "notes", Records: 3}) {
			w.Errorf("its farewell is among what is kept: %+v", c)
		}
		w.fails("back to what was removed", w.m.Rollback(ctx, w.as("olga"), "probe"), core.KindNotFound)
		_, err = w.m.Uninstall(ctx, w.as("olga"), "probe", plugin.Keep)
		w.fails("once more", err, core.KindNotFound)

		// An older version comes back, exports what it does not know as well, and goes.
		w.install(probe(w))
		_, err = w.m.Uninstall(ctx, w.as("olga"), "probe", plugin.Exported)
		w.fails("before it is off", err, core.KindConflict)
		if err := w.m.Disable(ctx, w.as("olga"), "probe"); err != nil {
			w.Fatal(err)
		}
		_, err = w.m.Uninstall(ctx, w.as("olga"), "probe", plugin.Exported)
		w.fails("before it is exported", err, core.KindConflict)
		_, err = w.exported("ana")
		w.fails("an agent exports", err, core.KindForbidden)
		w.setRole("manager", "settings", rbac.Setting{Level: rbac.Custom, Keys: map[rbac.Key]rbac.Scope{"settings.plugins": rbac.All}})
		_, err = w.exported("mona")
		w.fails("somebody who does not see every team's", err, core.KindForbidden)
		files, err := w.exported("olga")
		if err != nil {
			w.Fatal(err)
		}
		if notes := files["collections/notes.json"]; !strings.Contains(notes, `"text":"one"`) || !strings.Contains(notes, `"rank":8`) || strings.Count(notes, `"id":`) != 3 {
			w.Errorf("the notes: %s", notes)
		}
		if marks := files["collections/marks.json"]; marks != "[]\n" {
			w.Errorf("the marks: %q", marks)
		}
		if kv := files["store.json"]; kv != `[
{"key":"empty","text":""},
{"key":"raw","base64":"/w=="},
{"key":"uninstall","text":"note"}
]
` {
			w.Errorf("the entries: %s", kv)
		}
		if n := w.count("SELECT COUNT(*) FROM audit_log WHERE action = 'plugin.exported'"); n != 1 {
			w.Errorf("%d audit entries of exports", n)
		}
		w.enable("probe")
		if err := w.m.Disable(ctx, w.as("olga"), "probe"); err != nil {
			w.Fatal(err)
		}
		_, err = w.m.Uninstall(ctx, w.as("olga"), "probe", plugin.Exported)
		w.fails("exported before it was on again", err, core.KindConflict)
		if _, err := w.exported("olga"); err != nil {
			w.Fatal(err)
		}
		w.asks("uninstall", "refuse")
		got, err = w.m.Uninstall(ctx, w.as("olga"), "probe", plugin.Exported)
		if err != nil || got.Data != "export" || got.Farewell == "" || len(got.Removed.Roles) == 0 || got.Removed.Consents != 4 || len(got.Kept.Collections) != 0 {
			w.Fatalf("export: %+v %v", got, err)
		}
		for _, table := range []string{"plugins", "plugin_collections", "plugin_kv", "plugin_grants", "plugin_packages", "plugin_previous", "plugin_consents", "plugin_failures", "plugin_usage", "plugin_visitors"} {
			column := "plugin"
			if table == "plugins" {
				column = "id"
			}
			if n := w.count("SELECT COUNT(*) FROM " + table + " WHERE " + column + " = 'probe'"); n != 0 {
				w.Errorf("%d rows are left in %s", n, table)
			}
		}
		if err := w.m.SaveUsage(ctx); err != nil {
			w.Fatal(err)
		}
		if n := w.count("SELECT COUNT(*) FROM plugin_usage WHERE plugin = 'probe'"); n != 0 {
			w.Error("its usage comes back")
		}
		var after string
		var kept core.PluginReceipt
		if err := w.db.SQL().QueryRow("SELECT after FROM audit_log WHERE action = 'plugin.uninstalled' ORDER BY id DESC LIMIT 1").Scan(&after); err != nil ||
			json.Unmarshal([]byte(after), &kept) != nil || !reflect.DeepEqual(&kept, got) {
			w.Errorf("the audit log keeps %s, %v; the receipt is %+v", after, err, got)
		}
	})
}

// TestSafeMode: no plugin's code runs, and what is at fault can be put right.
func TestSafeMode(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		w.install(probe(w))
		if err := w.upgrade(versioned(w, "1.1.0", ranked)); err != nil {
			w.Fatal(err)
		}
		w.safe = true
		w.m = w.manager(nil)
		w.people = w.newest
		if in := w.info("probe"); in.State != "held" || in.Error != "" || in.Abilities["enable"] {
			w.Errorf("in safe mode: %+v", in)
		}
		if n := w.m.Notice(w.as("olga")); !n.SafeMode {
			w.Errorf("the notice: %+v", n)
		}
		_, err := w.do(w.as("olga"), "")
		w.fails("its page", err, core.KindNotFound)
		w.fails("an upgrade, which would run it", w.upgrade(versioned(w, "1.2.0")), core.KindConflict)
		if err := w.m.Rollback(ctx, w.as("olga"), "probe"); err != nil {
			w.Errorf("going back: %v", err)
		}
		if err := w.m.Disable(ctx, w.as("olga"), "probe"); err != nil {
			w.Error(err)
		}
		w.fails("enabling", w.m.Enable(ctx, w.as("olga"), "probe"), core.KindConflict)
		if err := w.upgrade(versioned(w, "1.2.0")); err != nil {
			w.Errorf("an upgrade of what is off: %v", err)
		}
		if _, err := w.m.Uninstall(ctx, w.as("olga"), "probe", plugin.Purge); err != nil {
			w.Error(err)
		}
	})
}
