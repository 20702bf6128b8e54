package manifest_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/rbac"
)

const minimal = `{"id": "probe", "name": "Probe", "version": "1.0.0", "publisher": "Tests", "license": "MIT",
  "description": "A plugin for tests.", "abi": 1, "pegboard": ">=0.1"}`

func mustCallLogs(t testing.TB) []byte {
	t.Helper()
	b, err := os.ReadFile("../../../plugins/calllogs/plugin.json")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// with merges one more member into the minimal manifest.
func with(member string) string { return strings.TrimSuffix(minimal, "}") + ", " + member + "}" }

func TestParseRefuses(t *testing.T) {
	feature := func(members string) string {
		return with(`"features": [{"id": "probe", "title": "Probe", "for": "employee", ` + members + `}]`)
	}
	surface := func(s string) string { return with(`"surfaces": [` + s + `]`) }
	collection := func(s string) string {
		return with(`"capabilities": [{"name": "records", "reason": "Keeps what it is for."}],
			"features": [{"id": "probe", "title": "Probe", "keys": [{"key": "probe.view", "title": "View"}]}],
			"collections": [{"name": "items", "title": "Items", "keys": {"read": "probe.view", "create": "probe.view", "update": "probe.view", "delete": "probe.view"}, ` + s + `}]`)
	}
	for _, tc := range []struct{ name, doc, says string }{
		{"cut off", minimal[:60], "ends too early"},
		{"not an object", `[]`, "cannot be"},
		{"a second document", minimal + "{}", "behind the last brace"},
		{"unknown member", with(`"colour": "red"`), `no setting called "colour"`},
		{"a name twice, in another case", with(`"ID": "other"`), `"ID" is given twice`},
		{"wrong ABI", strings.Replace(minimal, `"abi": 1`, `"abi": 2`, 1), "plugin ABI 2; this Pegboard speaks ABI 1"},
		{"newer host", strings.Replace(minimal, `>=0.1`, `>=7.0`, 1), "needs Pegboard >=7.0; this one is 0.1.0"},
		{"bad id", strings.Replace(minimal, `"id": "probe"`, `"id": "Probe One"`, 1), "the id"},
		{"id of the core", strings.Replace(minimal, `"id": "probe"`, `"id": "tickets"`, 1), "belongs to Pegboard"},
		{"double underscore", strings.Replace(minimal, `"id": "probe"`, `"id": "a__b"`, 1), "the id"},
		{"no name", strings.Replace(minimal, `"name": "Probe"`, `"name": " "`, 1), "no name"},
		{"bad version", strings.Replace(minimal, `"1.0.0"`, `"one"`, 1), "must look like 1.2.3"},
		{"key of another owner", feature(`"keys": [{"key": "tickets.view", "title": "View"}]`), `"tickets.view" is not this plugin's to register`},
		{"key of a longer name", feature(`"keys": [{"key": "probes.view", "title": "View"}]`), "not this plugin's to register"},
		{"extension under another name", feature(`"keys": [], "extends": [{"feature": "tickets", "key": {"key": "tickets.evil", "title": "X"}, "levels": ["full"]}]`), "not this plugin's to register"},
		{"feature of another owner", with(`"features": [{"id": "tickets", "title": "T", "keys": []}]`), "must be called"},
		{"a resource by hand", feature(`"keys": [], "resource": {"name": "tickets", "view": "probe.view"}`), "cannot name a resource"},
		{"unknown level", feature(`"keys": [], "levels": {"most": []}`), "unknown level"},
		{"unknown role type", feature(`"keys": [], "defaults": {"both": "full"}`), "neither"},
		{"a role type that there is not", feature(`"keys": [], "defaults": {"manager": "full"}`), "unknown audience"},
		{"unknown capability", with(`"capabilities": [{"name": "root", "reason": "Because we can."}]`), `capability "root"`},
		{"capability without a reason", with(`"capabilities": [{"name": "kv", "reason": ""}]`), "why it asks"},
		{"unknown hook", with(`"hooks": [{"on": "ticket.will_explode"}]`), "none that this Pegboard asks"},
		{"watcher that fails closed", with(`"hooks": [{"on": "ticket.created", "fail": "closed"}]`), "only watches"},
		{"surface at an unknown place", surface(`{"ext": "console.roof", "id": "a", "title": "A", "perm": "tickets.view", "ui": "1"}`), "does not know"},
		{"surface without a key", surface(`{"ext": "console.page", "id": "a", "title": "A", "ui": "1"}`), "must name the permission key"},
		{"surface behind a key nobody registers", surface(`{"ext": "console.page", "id": "a", "title": "A", "perm": "probe.nope", "ui": "1"}`), "does not register"},
		{"surface of a newer vocabulary", surface(`{"ext": "console.page", "id": "a", "title": "A", "perm": "tickets.view", "ui": "2.0"}`), "block vocabulary"},
		{"route without a key", with(`"routes": [{"method": "GET", "path": "/x"}]`), "must name the permission key"},
		{"route that climbs", with(`"routes": [{"method": "GET", "path": "/../x", "public": true}]`), "must look like"},
		{"collection without the capability", with(`"collections": [{"name": "items", "title": "Items", "keys": {"read": "probe.v", "create": "probe.v", "update": "probe.v", "delete": "probe.v"}, "fields": [{"name": "a", "type": "int", "title": "A"}]}]`), "does not register"},
		{"field of no type", collection(`"fields": [{"name": "a", "type": "blob", "title": "A"}]`), "none of string"},
		{"field of the host", collection(`"fields": [{"name": "version", "type": "int", "title": "A"}]`), "taken by the host"},
		{"field that quotes", collection(`"fields": [{"name": "a\" --", "type": "int", "title": "A"}]`), "field name"},
		{"default that does not fit", collection(`"fields": [{"name": "a", "type": "int", "title": "A", "default": "many"}]`), "default"},
		{"owner of the wrong type", collection(`"owner": "a", "fields": [{"name": "a", "type": "int", "title": "A"}]`), "must have the type ref:user"},
		{"a setting twice", with(`"capabilities": [{"name": "settings", "reason": "Lets the owner choose."}], "settings": [{"name": "a", "type": "int", "title": "A"}, {"name": "a", "type": "int", "title": "A"}]`), "declared twice"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m, err := manifest.Parse([]byte(tc.doc), "0.1.0")
			if err == nil {
				t.Fatalf("accepted: %+v", m)
			}
			var ce *core.Error
			if !core.IsKind(err, core.KindInvalid) {
				t.Fatalf("kind %v: %v", core.KindOf(err), err)
			}
			if ce = err.(*core.Error); !strings.Contains(ce.Msg, tc.says) {
				t.Fatalf("it says %q, not %q", ce.Msg, tc.says)
			}
			if !strings.HasSuffix(ce.Msg, ".") || strings.Contains(ce.Msg, "\n") {
				t.Fatalf("not one sentence: %q", ce.Msg)
			}
		})
	}
}

// TestCallLogsKeys holds the bundled plugin to the catalogue of the access model.
func TestCallLogsKeys(t *testing.T) {
	m, err := manifest.Parse(mustCallLogs(t), "0.1.0")
	if err != nil {
		t.Fatal(err)
	}
	reg, err := rbac.Core().With(m.RBAC()...)
	if err != nil {
		t.Fatal(err)
	}
	has := func(feature string, l rbac.Level) map[rbac.Key]bool {
		out := map[rbac.Key]bool{}
		for _, k := range reg.LevelKeys(feature, l) {
			if k.Owner() == "calllogs" {
				out[k] = true
			}
		}
		return out
	}
	for _, tc := range []struct {
		feature string
		level   rbac.Level
		want    string
	}{
		{"calllogs", rbac.Full, "view create delete transfer edit attach relate add_ticket assistance event search"},
		{"calllogs", rbac.Modify, "view create edit attach relate add_ticket assistance search"},
		{"calllogs", rbac.Read, "view assistance search"},
		{"calllogs", rbac.None, ""},
		{"tickets", rbac.Full, "add_to_ticket"},
		{"tickets", rbac.Modify, "add_to_ticket"},
		{"tickets", rbac.Read, ""},
		{"people", rbac.Full, "add_to_person add_to_organization"},
		{"people", rbac.Modify, "add_to_person add_to_organization"},
		{"people", rbac.Read, "add_to_person"},
	} {
		got := has(tc.feature, tc.level)
		for _, name := range strings.Fields(tc.want) {
			k := rbac.Key("calllogs." + name)
			if !got[k] {
				t.Errorf("%s at %s lacks %s", tc.feature, tc.level, k)
			}
			delete(got, k)
		}
		if len(got) > 0 {
			t.Errorf("%s at %s holds too much: %v", tc.feature, tc.level, got)
		}
	}
	if res, ok := reg.Resource("calllogs.calls"); !ok || res.View != "calllogs.view" {
		t.Errorf("the collection is not a resource of the registry: %+v", res)
	}
	if d := m.Features[0].Defaults; len(d) != 1 || d[rbac.Employee] != rbac.Modify {
		t.Errorf("defaults: %v", d)
	}
}

func TestVersions(t *testing.T) {
	for _, tc := range []struct {
		have, want string
		ok         bool
	}{
		{"0.1.0", ">=0.1", true}, {"0.1.0-rc1", ">=0.1", true}, {"0.1.9", ">=0.2", false}, {"1.10.0", ">=1.9", true},
		{"dev", ">=9", true}, {"1.0.0", "1.0", false}, {"", ">=0.1", false},
	} {
		if got := manifest.Satisfies(tc.have, tc.want); got != tc.ok {
			t.Errorf("Satisfies(%q, %q) = %v", tc.have, tc.want, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(minimal))
	f.Add(mustCallLogs(f))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := manifest.Parse(b, "0.1.0")
		if err != nil {
			if !core.IsKind(err, core.KindInvalid) {
				t.Fatalf("%v", err)
			}
			return
		}
		// What was accepted says the same when written out and read again.
		again, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := manifest.Parse(again, "0.1.0"); err != nil {
			t.Fatalf("written out it is refused: %v\n%s", err, again)
		}
		for _, k := range m.Keys() {
			if k.Owner() != string(m.ID) {
				t.Fatalf("registers %s", k)
			}
		}
	})
}
