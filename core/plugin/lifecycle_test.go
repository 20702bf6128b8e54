package plugin_test

import (
	"bytes"
	"context"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/plugin/peg"
	"pegboard.dev/pegboard/core/rbac"
)

func TestLifeOfABundledPlugin(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		ticket := w.ticket("Refund", "billing")
		gone := func(when string) {
			w.Helper()
			if w.as("olga").Holds("calllogs.view") || w.as("ana").Holds("calllogs.add_to_ticket") {
				w.Errorf("%s, somebody holds its keys", when)
			}
			if got := w.m.Places(w.as("olga"), "console.page"); len(got) != 0 {
				w.Errorf("%s, it has the pages %v", when, got)
			}
			_, err := w.m.Render(ctx, w.as("olga"), "calllogs", "page", plugin.RenderInput{})
			w.fails(when+", its page", err, core.KindNotFound)
			_, err = w.m.Render(ctx, w.as("ana"), "calllogs", "calls", plugin.RenderInput{At: plugin.At{Ticket: ticket.ID}})
			w.fails(when+", its panel", err, core.KindNotFound)
			_, err = w.m.ListRecords(ctx, w.as("olga"), "calllogs", "calls", nil)
			w.fails(when+", its records", err, core.KindNotFound)
			_, err = w.m.Route(ctx, w.as("olga"), "calllogs", plugin.RouteInput{Method: "GET", Path: "/any"})
			w.fails(when+", its routes", err, core.KindNotFound)
		}
		here := func(when string) {
			w.Helper()
			ana := w.as("ana")
			if ana.Scope("calllogs.view") != rbac.Team || ana.Scope("calllogs.edit") != rbac.Team || ana.Holds("calllogs.delete") {
				w.Errorf("%s, ana's keys: %v", when, ana.Powers.Keys())
			}
			if ana.Scope("calllogs.add_to_ticket") != rbac.Team {
				w.Errorf("%s, tickets at full do not give add_to_ticket", when)
			}
			if w.as("carl").Holds("calllogs.view") {
				w.Errorf("%s, a customer holds its keys", when)
			}
			if got := w.m.Places(ana, "console.page"); len(got) != 1 || got[0].Surface != "page" || got[0].Icon != "phone" {
				w.Errorf("%s, its pages: %v", when, got)
			}
			if _, err := w.m.Render(ctx, ana, "calllogs", "page", plugin.RenderInput{}); err != nil {
				w.Errorf("%s, its page: %v", when, err)
			}
		}
		gone("before it was enabled")
		if in := w.info("calllogs"); in.State != "available" || !in.Abilities["enable"] || in.Abilities["disable"] || in.Abilities["uninstall"] {
			w.Errorf("listed as %+v", in)
		}
		w.fails("an agent enables", w.m.Enable(ctx, w.as("ana"), "calllogs"), core.KindForbidden)
		w.fails("an agent lists", func() error { _, err := w.m.List(ctx, w.as("ana")); return err }(), core.KindForbidden)
		w.fails("enable what is not there", w.m.Enable(ctx, w.as("olga"), "nothing"), core.KindNotFound)

		// A role that already speaks of it keeps what it says; light agents say nothing.
		w.setRole("manager", "calllogs", rbac.Setting{Level: rbac.Read})
		epoch := w.count("SELECT epoch FROM access_epoch")
		w.enable("calllogs")
		here("once enabled")
		if w.count("SELECT epoch FROM access_epoch") <= epoch {
			w.Error("the access epoch did not move")
		}
		if n := w.count("SELECT COUNT(*) FROM audit_log WHERE action = 'plugin.enabled' AND target_id = 'calllogs'"); n != 1 {
			w.Errorf("%d audit entries", n)
		}
		if n := w.count("SELECT COUNT(*) FROM outbox WHERE type = 'plugin.enabled'"); n != 1 {
			w.Errorf("%d events", n)
		}
		if n := w.count("SELECT COUNT(*) FROM plugin_grants WHERE plugin = 'calllogs'"); n != 8 {
			w.Errorf("%d grants", n)
		}
		if mona := w.as("mona"); !mona.Holds("calllogs.view") || mona.Holds("calllogs.create") {
			w.Errorf("the manager's own setting was overwritten: %v", mona.Powers.Keys())
		}
		w.enable("calllogs") // again changes nothing
		if n := w.count("SELECT COUNT(*) FROM audit_log WHERE action = 'plugin.enabled'"); n != 1 {
			w.Errorf("enabling twice left %d audit entries", n)
		}

		// What a role says is kept while the plugin is off.
		w.setRole("agent", "calllogs", rbac.Setting{Level: rbac.Read, Scope: rbac.Own})
		if err := w.m.Disable(ctx, w.as("olga"), "calllogs"); err != nil {
			w.Fatal(err)
		}
		gone("disabled")
		if in := w.info("calllogs"); in.State != "disabled" {
			w.Errorf("listed as %q", in.State)
		}
		w.enable("calllogs")
		if ana := w.as("ana"); ana.Scope("calllogs.view") != rbac.Own || ana.Holds("calllogs.create") {
			w.Errorf("the role's setting was lost: %v", ana.Powers.Keys())
		}
		w.fails("an agent disables", w.m.Disable(ctx, w.as("ana"), "calllogs"), core.KindForbidden)
	})
}

// setRole changes what a role says about a feature, past the role editor.
func (w *world) setRole(slug, feature string, s rbac.Setting) {
	w.Helper()
	ctx := context.Background()
	roles := w.db.People().Roles
	list, err := roles.Roles(ctx)
	if err != nil {
		w.Fatal(err)
	}
	err = w.db.InTx(ctx, func(ctx context.Context) error {
		if _, err := w.db.Access().Bump(ctx); err != nil {
			return err
		}
		for i := range list {
			if list[i].Slug == slug {
				if list[i].Features == nil {
					list[i].Features = map[string]rbac.Setting{}
				}
				list[i].Features[feature] = s
				return roles.PutRole(ctx, &people.StoredRole{Role: list[i].Role, Origin: list[i].Origin})
			}
		}
		return core.Errorf("test", core.KindNotFound, "no role %s", slug)
	})
	if err != nil {
		w.Fatal(err)
	}
}

func TestUninstall(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		w.enable("calllogs")
		if _, err := w.m.CreateRecord(ctx, w.as("ana"), "calllogs", "calls", []byte(`{"number": "1"}`)); err != nil {
			w.Fatal(err)
		}
		w.setRole("agent", "tickets", rbac.Setting{Level: rbac.Full, Plus: []rbac.Key{"calllogs.add_to_ticket"}})
		receipt, err := w.m.Uninstall(ctx, w.as("olga"), "calllogs", plugin.Keep)
		if err != nil || receipt.Data != "keep" || len(receipt.Removed.Collections) != 0 || !slices.Contains(receipt.Kept.Collections, core.CollectionSize{Name: "calls", Records: 1}) {
			w.Fatalf("keep: %+v %v", receipt, err)
		}
		if in := w.info("calllogs"); in.State != "available" {
			w.Errorf("listed as %q", in.State)
		}
		w.enable("calllogs")
		page, err := w.m.ListRecords(ctx, w.as("ana"), "calllogs", "calls", nil)
		if err != nil || len(page.Items) != 1 {
			w.Fatalf("what was kept: %v %v", page, err)
		}
		w.setRole("manager", "calllogs", rbac.Setting{Level: rbac.None})
		receipt, err = w.m.Uninstall(ctx, w.as("olga"), "calllogs", plugin.Purge)
		if err != nil || receipt.Data != "purge" || !slices.Contains(receipt.Removed.Collections, core.CollectionSize{Name: "calls", Records: 1}) || len(receipt.Kept.Collections) != 0 {
			w.Fatalf("purge: %+v %v", receipt, err)
		}
		roles, err := w.db.People().Roles.Roles(ctx)
		if err != nil {
			w.Fatal(err)
		}
		for _, r := range roles {
			said, ok := r.Features["calllogs"]
			was, shipped := r.Origin.Features["calllogs"]
			if ok != shipped || said.Level != was.Level || len(r.Features["tickets"].Plus) > 0 {
				w.Errorf("the role %s still says %+v, its preset %+v", r.Slug, said, was)
			}
		}
		_, err = w.m.Uninstall(ctx, w.as("olga"), "calllogs", plugin.Purge)
		w.fails("once more", err, core.KindNotFound)
		w.enable("calllogs")
		if page, err := w.m.ListRecords(ctx, w.as("ana"), "calllogs", "calls", nil); err != nil || len(page.Items) != 0 {
			w.Errorf("after the purge: %v %v", page, err)
		}
	})
}

// TestTwoNodes: what one node changes, the other follows at its next Sync.
func TestTwoNodes(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		other := w.manager(fstest.MapFS{"calllogs.peg": {Data: callLogs(w)}})
		w.enable("calllogs")
		if _, err := other.Collection("calllogs", "calls"); !core.IsKind(err, core.KindNotFound) {
			w.Fatalf("before Sync: %v", err)
		}
		if err := other.Sync(ctx); err != nil {
			w.Fatal(err)
		}
		if _, err := other.Collection("calllogs", "calls"); err != nil {
			w.Errorf("after Sync: %v", err)
		}
		reg := other.Registry()
		if err := other.Sync(ctx); err != nil {
			w.Fatal(err)
		}
		w.setRole("agent", "calllogs", rbac.Setting{Level: rbac.Full})
		if err := other.Sync(ctx); err != nil {
			w.Fatal(err)
		}
		if other.Registry() != reg {
			w.Error("the registry was replaced though no plugin changed")
		}
		if err := w.m.Disable(ctx, w.as("olga"), "calllogs"); err != nil {
			w.Fatal(err)
		}
		if err := other.Sync(ctx); err != nil {
			w.Fatal(err)
		}
		_, err := other.Collection("calllogs", "calls")
		w.fails("disabled elsewhere", err, core.KindNotFound)
	})
}

// TestInstallRefuses: a broken package is refused with one sentence and changes nothing.
func TestInstallRefuses(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		good := probe(w)
		p, err := peg.Read(good, "0.1.0")
		if err != nil {
			w.Fatal(err)
		}
		raw, err := peg.ReadManifest(good, "0.1.0")
		if err != nil || raw.ID != "probe" {
			w.Fatal(err)
		}
		repack := func(change func(files map[string][]byte)) []byte {
			files := map[string][]byte{"plugin.wasm": p.Wasm, "plugin.json": mustFile(w, "testdata/probe/plugin.json")}
			change(files)
			b, err := peg.Pack(files)
			if err != nil {
				w.Fatal(err)
			}
			return b
		}
		edit := func(old, new string) func(map[string][]byte) {
			return func(files map[string][]byte) {
				out := bytes.ReplaceAll(files["plugin.json"], []byte(old), []byte(new))
				if bytes.Equal(out, files["plugin.json"]) {
					w.Fatalf("the manifest has no %s", old)
				}
				files["plugin.json"] = out
			}
		}
		before := w.count("SELECT epoch FROM access_epoch")
		for _, tc := range []struct {
			name string
			file []byte
			kind core.Kind
			says string
		}{
			{"cut off", good[:len(good)-200], core.KindInvalid, "cut off"},
			{"wrong ABI", repack(edit(`"abi": 1`, `"abi": 3`)), core.KindInvalid, "ABI 3"},
			{"key of another owner", repack(edit(`"key": "probe.edit"`, `"key": "tickets.edit"`)), core.KindInvalid, "not this plugin's"},
			{"a module that is none", repack(func(f map[string][]byte) { f["plugin.wasm"] = []byte("\x00asm\x01\x00\x00\x00\x63") }), core.KindInvalid, "."},
			{"an unknown import", repack(func(f map[string][]byte) {
				f["plugin.wasm"] = bytes.ReplaceAll(f["plugin.wasm"], []byte("pegboard\x04call"), []byte("pegboard\x04fall"))
			}), core.KindInvalid, "fall"},
			{"requires itself in a circle", repack(edit(`"key": "probe.create", "title": "Create"`, `"key": "probe.create", "title": "Create", "requires": ["probe.create"]`)), core.KindInvalid, "requires itself"},
			{"a plugin of ours", callLogs(w), core.KindConflict, "part of Pegboard"},
		} {
			_, err := w.m.Install(ctx, w.as("olga"), tc.file, plugin.How{})
			ce, _ := err.(*core.Error)
			if ce == nil || ce.Kind != tc.kind || !strings.Contains(ce.Msg, tc.says) || !strings.HasSuffix(ce.Msg, ".") {
				w.Errorf("%s: %v", tc.name, err)
			}
		}
		_, err = w.m.Install(ctx, w.as("ana"), good, plugin.How{})
		w.fails("an agent installs", err, core.KindForbidden)
		if w.count("SELECT COUNT(*) FROM plugins") != 0 || w.count("SELECT epoch FROM access_epoch") != before {
			w.Error("a refusal changed something")
		}
	})
}

func TestUploadedPlugin(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		v1 := probe(w)
		p, err := peg.Read(v1, "0.1.0")
		if err != nil {
			w.Fatal(err)
		}
		version := func(n, more string) []byte {
			m := bytes.Replace(mustFile(w, "testdata/probe/plugin.json"), []byte(`"version": "1.0.0"`), []byte(`"version": "`+n+`"`), 1)
			m = bytes.Replace(m, []byte(`"max": 20},`), []byte(`"max": 20},`+more), 1)
			b, err := peg.Pack(map[string][]byte{"plugin.wasm": p.Wasm, "plugin.json": m})
			if err != nil {
				w.Fatal(err)
			}
			return b
		}
		id, err := w.m.Install(ctx, w.as("olga"), v1, plugin.How{})
		if err != nil || id != "probe" {
			w.Fatal(id, err)
		}
		if in := w.info("probe"); in.State != "available" || in.Tier != core.TierLocal {
			w.Errorf("uploaded: %+v", in)
		}
		_, err = w.m.Collection("probe", "notes")
		w.fails("before it is enabled", err, core.KindNotFound)
		w.enable("probe")
		if _, err := w.m.CreateRecord(ctx, w.as("ana"), "probe", "notes", []byte(`{"text": "old"}`)); err != nil {
			w.Fatal(err)
		}
		_, err = w.m.Install(ctx, w.as("olga"), v1, plugin.How{})
		w.fails("the same again", err, core.KindConflict)
		_, err = w.m.Install(ctx, w.as("olga"), version("0.9.0", ""), plugin.How{})
		w.fails("an older one", err, core.KindConflict)

		// A new version of an enabled plugin acts at once and keeps the data.
		if _, err := w.m.Install(ctx, w.as("olga"), version("1.1.0", `{"name": "rank", "type": "int", "title": "Rank", "default": 3},`), plugin.How{}); err != nil {
			w.Fatal(err)
		}
		page, err := w.m.ListRecords(ctx, w.as("ana"), "probe", "notes", url.Values{"rank": {"3"}})
		if err != nil || len(page.Items) != 1 || !strings.Contains(string(page.Items[0]), `"rank":3`) {
			w.Errorf("after the upgrade: %v %v", page, err)
		}
		_, err = w.m.Install(ctx, w.as("olga"), version("1.2.0", `{"name": "must", "type": "int", "title": "Must", "required": true},`), plugin.How{})
		w.fails("one that would damage the data", err, core.KindInvalid)
		if in := w.info("probe"); in.Version != "1.1.0" || in.State != "enabled" {
			w.Errorf("after the refusal: %+v", in)
		}
		// A second node finds the package in the database.
		other := w.manager(fstest.MapFS{})
		if _, err := other.Render(ctx, w.as("ana"), "probe", "page", plugin.RenderInput{}); err != nil {
			w.Errorf("another node: %v", err)
		}
		if _, err := w.m.Uninstall(ctx, w.as("olga"), "probe", plugin.Keep); err != nil {
			w.Fatal(err)
		}
		if _, err := w.m.Get(ctx, w.as("olga"), "probe"); !core.IsKind(err, core.KindNotFound) {
			w.Errorf("uninstalled, it is still listed: %v", err)
		}
		w.fails("enable what was uninstalled", w.m.Enable(ctx, w.as("olga"), "probe"), core.KindNotFound)
	})
}

// TestIntroduce: who says nothing gets what the manifest proposes, but nobody
// hands out by that what they will not hold themselves.
func TestIntroduce(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		roles := []rbac.Role{
			{Slug: "desk", Name: "Desk", Type: rbac.Employee, Scope: rbac.Team, Features: map[string]rbac.Setting{"tickets": {Level: rbac.Read}}},
			{Slug: "mute", Name: "Mute", Type: rbac.Employee, Features: map[string]rbac.Setting{"calllogs": {Level: rbac.None}}},
			{Slug: "installer", Name: "Installer", Type: rbac.Employee, Features: map[string]rbac.Setting{
				"settings": {Level: rbac.Custom, Keys: map[rbac.Key]rbac.Scope{"settings.plugins": rbac.All}}, "calllogs": {Level: rbac.None}}},
		}
		err := w.db.InTx(ctx, func(ctx context.Context) error {
			for i := range roles {
				if err := w.db.People().Roles.PutRole(ctx, &people.StoredRole{Role: roles[i]}); err != nil {
					return err
				}
			}
			_, err := w.db.Access().Bump(ctx)
			return err
		})
		if err != nil {
			w.Fatal(err)
		}
		w.add("dora", "billing", "desk")
		w.add("max", "billing", "mute")
		w.add("ivan", "", "installer")
		if err := w.m.Enable(ctx, w.as("ivan"), "calllogs"); err != nil {
			w.Fatal(err)
		}
		if w.as("dora").Holds("calllogs.view") {
			w.Error("somebody without the key handed it out")
		}
		if w.as("max").Holds("calllogs.create") {
			w.Error("a role that said none got more")
		}
		if _, err := w.m.Uninstall(ctx, w.as("olga"), "calllogs", plugin.Purge); err != nil {
			w.Fatal(err)
		}
		w.enable("calllogs")
		if dora := w.as("dora"); dora.Scope("calllogs.create") != rbac.All || dora.Scope("calllogs.edit") != rbac.Team || dora.Holds("calllogs.delete") {
			w.Errorf("a role that said nothing: %v", dora.Powers.Keys())
		}
	})
}
