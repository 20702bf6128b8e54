package manifest_test

import (
	"encoding/json"
	"errors"
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

// refusal is a document that the reader refuses, and what it says. One that is
// readerOnly looks right to whoever knows neither the host nor the rest of it.
type refusal struct {
	name, doc, says string
	readerOnly      bool
}

func refusals() []refusal {
	feature := func(members string) string {
		return with(`"features": [{"id": "probe", "title": "Probe", "for": "employee", ` + members + `}]`)
	}
	surface := func(s string) string { return with(`"surfaces": [` + s + `]`) }
	collection := func(s string) string {
		return with(`"capabilities": [{"name": "records", "reason": "Keeps what it is for."}],
			"features": [{"id": "probe", "title": "Probe", "keys": [{"key": "probe.view", "title": "View"}]}],
			"collections": [{"name": "items", "title": "Items", "keys": {"read": "probe.view", "create": "probe.view", "update": "probe.view", "delete": "probe.view"}, ` + s + `}]`)
	}
	realtime := func(s string) string {
		return with(`"capabilities": [{"name": "realtime", "reason": "Tells what happens."}], "channels": [` + s + `]`)
	}
	uses := func(s string) string {
		return with(`"capabilities": [{"name": "services", "reason": "Calls other plugins."}], "uses": [` + s + `]`)
	}
	list := []refusal{
		{"cut off", minimal[:60], "ends too early", false},
		{"not an object", `[]`, "cannot be", false},
		{"a second document", minimal + "{}", "behind the last brace", false},
		{"unknown member", with(`"colour": "red"`), `no member called "colour"`, false},
		{"a name twice, in another case", with(`"ID": "other"`), `"ID" is given twice`, false},
		{"wrong ABI", strings.Replace(minimal, `"abi": 1`, `"abi": 2`, 1), "plugin ABI 2; this Pegboard speaks ABI 1", false},
		{"newer host", strings.Replace(minimal, `>=0.1`, `>=7.0`, 1), "needs Pegboard >=7.0; this one is 0.1.0", true},
		{"bad id", strings.Replace(minimal, `"id": "probe"`, `"id": "Probe One"`, 1), "the id", false},
		{"id of the core", strings.Replace(minimal, `"id": "probe"`, `"id": "tickets"`, 1), "belongs to Pegboard", false},
		{"double underscore", strings.Replace(minimal, `"id": "probe"`, `"id": "a__b"`, 1), "the id", false},
		{"no name", strings.Replace(minimal, `"name": "Probe"`, `"name": " "`, 1), "no name", false},
		{"bad version", strings.Replace(minimal, `"1.0.0"`, `"one"`, 1), "must look like 1.2.3", false},
		{"key of another owner", feature(`"keys": [{"key": "tickets.view", "title": "View"}]`), `"tickets.view" is not this plugin's to register`, true},
		{"key of a longer name", feature(`"keys": [{"key": "probes.view", "title": "View"}]`), "not this plugin's to register", true},
		{"extension under another name", feature(`"keys": [], "extends": [{"feature": "tickets", "key": {"key": "tickets.evil", "title": "X"}, "levels": ["full"]}]`), "not this plugin's to register", true},
		{"feature of another owner", with(`"features": [{"id": "tickets", "title": "T", "keys": []}]`), "must be called", true},
		{"a resource by hand", feature(`"keys": [], "resource": {"name": "tickets", "view": "probe.view"}`), "cannot name a resource", false},
		{"unknown level", feature(`"keys": [], "levels": {"most": []}`), "unknown level", false},
		{"unknown role type", feature(`"keys": [], "defaults": {"both": "full"}`), "neither", false},
		{"a role type that there is not", feature(`"keys": [], "defaults": {"manager": "full"}`), "unknown audience", false},
		{"unknown capability", with(`"capabilities": [{"name": "root", "reason": "Because we can."}]`), `capability "root"`, false},
		{"capability without a reason", with(`"capabilities": [{"name": "kv", "reason": ""}]`), "why it asks", false},
		{"unknown hook", with(`"hooks": [{"on": "ticket.will_explode"}]`), "none that this Pegboard asks", false},
		{"watcher that fails closed", with(`"hooks": [{"on": "ticket.created", "fail": "closed"}]`), "only watches", false},
		{"surface at an unknown place", surface(`{"ext": "console.roof", "id": "a", "title": "A", "perm": "tickets.view", "ui": "1"}`), "does not know", false},
		{"surface without a key", surface(`{"ext": "console.page", "id": "a", "title": "A", "ui": "1"}`), "must name the permission key", false},
		{"surface behind a key nobody registers", surface(`{"ext": "console.page", "id": "a", "title": "A", "perm": "probe.nope", "ui": "1"}`), "does not register", true},
		{"surface of a newer vocabulary", surface(`{"ext": "console.page", "id": "a", "title": "A", "perm": "tickets.view", "ui": "2.0"}`), "block vocabulary", false},
		{"a panel that is unlisted", surface(`{"ext": "ticket.sidebar", "id": "a", "title": "A", "perm": "tickets.view", "unlisted": true, "ui": "1"}`), "only a page can be", true},
		{"route without a key", with(`"routes": [{"method": "GET", "path": "/x"}]`), "must name the permission key", false},
		{"route that climbs", with(`"routes": [{"method": "GET", "path": "/../x", "public": true}]`), "must look like", false},
		{"collection without the capability", with(`"collections": [{"name": "items", "title": "Items", "keys": {"read": "probe.v", "create": "probe.v", "update": "probe.v", "delete": "probe.v"}, "fields": [{"name": "a", "type": "int", "title": "A"}]}]`), "does not register", false},
		{"field of no type", collection(`"fields": [{"name": "a", "type": "blob", "title": "A"}]`), "none of string", false},
		{"field of the host", collection(`"fields": [{"name": "version", "type": "int", "title": "A"}]`), "taken by the host", false},
		{"field that quotes", collection(`"fields": [{"name": "a\" --", "type": "int", "title": "A"}]`), "field name", false},
		{"default that does not fit", collection(`"fields": [{"name": "a", "type": "int", "title": "A", "default": "many"}]`), "default", true},
		{"owner of the wrong type", collection(`"owner": "a", "fields": [{"name": "a", "type": "int", "title": "A"}]`), "must have the type ref:user", true},
		{"a person's hook without the capability", with(`"hooks": [{"on": "person.will_create"}]`), `capability "people.read"`, true},
		{"a person's event that is nobody's business", with(`"capabilities": [{"name": "people.read", "reason": "Looks at people."}], "hooks": [{"on": "person.reset_requested"}]`), "none that a plugin may watch", true},
		{"letters without the capability", with(`"hooks": [{"on": "mail.will_send"}]`), `capabilities "mail"`, true},
		{"channels without the capability", with(`"channels": [{"name": "a", "perm": "tickets.view"}]`), `capability "realtime"`, false},
		{"a channel without a key", realtime(`{"name": "a"}`), "permission key that a listener needs", false},
		{"a channel behind a key nobody registers", realtime(`{"name": "a", "perm": "probe.nope"}`), "does not register", true},
		{"a channel with a colon", realtime(`{"name": "a:b", "perm": "tickets.view"}`), "the channel name", false},
		{"a channel twice", realtime(`{"name": "a", "perm": "tickets.view"}, {"name": "a", "perm": "tickets.view"}`), "declared twice", true},
		{"a channel about no collection", realtime(`{"name": "a", "perm": "tickets.view", "collection": "items"}`), `"items", which is not declared`, true},
		{"a use without the capability", with(`"uses": [{"plugin": "other", "service": "x", "optional": true}]`), `capability "services"`, false},
		{"the capability without a use", with(`"capabilities": [{"name": "services", "reason": "Calls other plugins."}]`), `names none under "uses"`, true},
		{"a use that is neither required nor optional", uses(`{"plugin": "other", "service": "x"}`), `under "requires"`, true},
		{"a use of its own service", uses(`{"plugin": "probe", "service": "x", "optional": true}`), "must look like", true},
		{"a use twice", uses(`{"plugin": "other", "service": "x", "optional": true}, {"plugin": "other", "service": "x", "optional": true}`), "twice", true},
		{"a service twice", with(`"provides": [{"name": "a", "title": "A"}, {"name": "a", "title": "A"}]`), "declared twice", true},
		{"a service without a title", with(`"provides": [{"name": "a"}]`), "must have a title", false},
		{"a service behind a key nobody registers", with(`"provides": [{"name": "a", "title": "A", "perm": "probe.nope"}]`), "does not register", true},
		{"records kept for no time", collection(`"retention": {"days": 0}, "fields": [{"name": "a", "type": "int", "title": "A"}]`), "1 to 3650 days", false},
		{"records kept by a number", collection(`"retention": {"days": 9, "by": "a"}, "fields": [{"name": "a", "type": "int", "title": "A"}]`), "none of its times", true},
		{"a setting twice", with(`"capabilities": [{"name": "settings", "reason": "Lets the owner choose."}], "settings": [{"name": "a", "type": "int", "title": "A"}, {"name": "a", "type": "int", "title": "A"}]`), "declared twice", true},
		{"a member in another case", strings.Replace(minimal, `"abi"`, `"Abi"`, 1), "names are lower-case", false},
		{"null", with(`"hooks": null`), "null", false},
		{"null in a list", with(`"hooks": [null]`), "null", false},
		{"schedule without the capability", with(`"schedules": [{"name": "a", "spec": "@daily"}]`), "must ask for the capability", false},
		{"schedule at no time", with(`"capabilities": [{"name": "schedule", "reason": "Works at night."}], "schedules": [{"name": "a", "spec": "often"}]`), "cron line", true},
		{"hosts without the capability", with(`"http": [{"host": "api.example.com"}]`), "or neither", false},
		{"a host that is an address of a page", with(`"capabilities": [{"name": "http", "reason": "Asks a carrier."}], "http": [{"host": "https://api.example.com/"}]`), "must look like", false},
		{"a secret with a default", with(`"capabilities": [{"name": "settings", "reason": "Lets the owner choose."}], "settings": [{"name": "a", "type": "string", "title": "A", "secret": true, "default": "x"}]`), "without options and default", false},
		{"a setting that refers", with(`"capabilities": [{"name": "settings", "reason": "Lets the owner choose."}], "settings": [{"name": "a", "type": "ref:user", "title": "A"}]`), "cannot refer", false},
		{"options of a number", collection(`"fields": [{"name": "a", "type": "int", "title": "A", "options": [{"value": "1", "title": "One"}]}]`), "only a string may have", false},
		{"little memory", with(`"limits": {"memory_mib": 8}`), "16 to 128", false},
		{"priority out of range", with(`"hooks": [{"on": "ticket.created", "priority": 1001}]`), "1 to 1000", false},
		{"a hook that fails sideways", with(`"hooks": [{"on": "ticket.will_create", "fail": "sideways"}]`), "must fail", false},
		{"a page over http", strings.Replace(minimal, `"license"`, `"homepage": "http://a.example", "license"`, 1), "https://", false},
		{"needs of another plugin by name only", with(`"requires": {"calllogs": ""}`), "must look like", false},
	}
	return list
}

func TestParseRefuses(t *testing.T) {
	for _, tc := range refusals() {
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
	for _, tc := range refusals() {
		f.Add([]byte(tc.doc))
	}
	valid := mustSchema(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := manifest.Parse(b, "0.1.0")
		if err != nil {
			if !core.IsKind(err, core.KindInvalid) {
				t.Fatalf("%v", err)
			}
			return
		}
		if err := valid(b); err != nil {
			t.Fatalf("the schema refuses what the reader accepts: %v", err)
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
			if k.Owner() != string(m.ID) && !strings.HasPrefix(string(k), "reports.view."+string(m.ID)+".") {
				t.Fatalf("registers %s", k)
			}
		}
	})
}

// TestParseSaysWhatWasMeant: a word that is mistyped is answered with the nearest, and
// with its line.
func TestParseSaysWhatWasMeant(t *testing.T) {
	for _, tc := range []struct{ from, to, want string }{
		{`"version"`, `"verion"`, `there is no member called "verion"; did you mean "version"?`},
		{`"version"`, `"wholly-other"`, `there is no member called "wholly-other".`},
		{`"abi": 1`, `"abi": 1, "hooks": [{"on": "ticket.will_creat"}]`, `did you mean "ticket.will_create"?`},
		{`"abi": 1`, `"abi": 1, "capabilities": [{"name": "recrds", "reason": "Keeps what it is for."}]`, `did you mean "records"?`},
		{`"abi": 1`, `"abi": 1,` + "\n" + `"icon" "x"`, "plugin.json: line "},
	} {
		doc := strings.Replace(minimal, tc.from, tc.to, 1)
		var said *core.Error
		if _, err := manifest.Parse([]byte(doc), "0.1.0"); !errors.As(err, &said) || !strings.Contains(said.Msg, tc.want) {
			t.Errorf("%s: %v", tc.to, err)
		}
	}
	// A word of any length costs nothing to compare.
	long := `{"` + strings.Repeat("a", 60_000) + `": 1}`
	if _, err := manifest.Parse([]byte(long), "0.1.0"); err == nil {
		t.Error("an endless member is taken")
	}
}
