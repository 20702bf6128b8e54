package httpapi

import (
	"encoding/json"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/words"
)

// auditIn is a writer in a language, for a helpdesk with Ana, a team and two roles.
func auditIn(t *testing.T, language string) *auditWriter {
	t.Helper()
	titles := &titles{words: words.For(language), plugins: map[core.PluginID]Catalogue{}, find: func(core.PluginID) Catalogue {
		return func(key, english string) string { return map[string]string{"setting.hours": "Opening hours"}[key] }
	}}
	return &auditWriter{
		titles: titles,
		policy: &rbac.Policy{Roles: []rbac.Role{{Slug: "light-agent", Name: "Light agent"}, {Slug: "agent", Name: "Night shift"}}},
		names:  map[auditName]string{{"person", "3"}: "Ana Costa", {"team", "2"}: "Billing", {"key", "tickets.delete"}: "Delete tickets", {"feature", "tickets"}: "Tickets"},
	}
}

// told is a line's changes, one a line: "Where: before -> after".
func told(w *auditWriter, action, kind, before, after string) string {
	var out []string
	or := func(s *string) string {
		if s == nil {
			return "nothing"
		}
		return *s
	}
	for _, c := range w.changes(&people.AuditEntry{Action: action, TargetType: kind, TargetID: "1", Before: json.RawMessage(before), After: json.RawMessage(after)}) {
		out = append(out, c.Where+": "+or(c.Before)+" -> "+or(c.After))
	}
	return strings.Join(out, "\n")
}

func TestAuditChangesAreSaidToPeople(t *testing.T) {
	for _, tt := range []struct{ name, language, action, before, after, want string }{
		{"only what differs, names first, numbers by name", "en", "person.updated",
			`{"name":"Bo","teams":[2],"roles":["agent"],"disabled":false}`, `{"name":"Bo B","teams":[2,9],"roles":["agent","light-agent","gone"],"disabled":true}`,
			"Name: Bo -> Bo B\nKept from signing in: No -> Yes\nRoles: Night shift -> Night shift, Light agent, gone\nTeams: Billing -> Billing, #9"},
		{"a role in German, its owner's names as they are", "de", "role.updated",
			`{"slug":"x","name":"X","type":"employee","features":{"tickets":{"level":"full","minus":["tickets.delete"]}}}`,
			`{"slug":"x","name":"X","type":"employee","features":{"tickets":{"level":"read","keys":{"tickets.delete":"team"}}},"manages":["agent","light-agent"]}`,
			"Funktionen · Tickets · Einzelne Berechtigungen · Delete tickets: nothing -> Team\nFunktionen · Tickets · Stufe: Voll -> Lesen\n" +
				"Funktionen · Tickets · Ausgelassen: Delete tickets -> nothing\nVerwaltet Personen mit: nothing -> Night shift, Mitleser"},
		{"Go's names, nobody and never say nothing", "en", "team.created", "",
			`{"ID":4,"Name":"Tech","Department":0,"Members":0,"Version":1,"CreatedBy":3,"ExpiresAt":"0001-01-01T00:00:00Z"}`,
			"Name: nothing -> Tech\nCreated by: nothing -> Ana Costa"},
		{"a plugin's settings by their titles", "en", "plugin.settings_changed", `{"hours":"9-17"}`, `{"hours":"8-17"}`, "Opening hours: 9-17 -> 8-17"},
		{"a plugin's version, what it asks for", "en", "plugin.upgraded", `{"version":"1.0.0","state":"enabled"}`,
			`{"version":"1.1.0","state":"enabled","diff":{"added":{"keys":["tickets.delete"]}}}`,
			"Asks for · New · Single permissions: nothing -> Delete tickets\nVersion: 1.0.0 -> 1.1.0"},
		{"an unknown field by its name, things in a list by their number", "en", "x", `{"odd_one":[{"level":"read"}]}`, `{"odd_one":[{"level":"full"}]}`,
			"odd one · 1 · Level: Read -> Full"},
		{"a person is one, a role is for many", "de", "x", `{"kind":"user","type":"user"}`, ``, "Art: Kunde -> nothing\nFür: Kunden -> nothing"},
		{"no JSON", "en", "x", `{`, ``, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			kind := "person"
			if strings.HasPrefix(tt.action, "plugin.") {
				kind = "plugin"
			}
			if got := told(auditIn(t, tt.language), tt.action, kind, tt.before, tt.after); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestAuditTarget(t *testing.T) {
	german := auditIn(t, "de")
	for _, tt := range []struct{ name, kind, id, before, after, want string }{
		{"as the line has it", "team", "2", `{"Name":"Old"}`, "", "Old"},
		{"as it is called today", "person", "3", "", "", "Ana Costa"},
		{"its number", "person", "8", "", "", "#8"},
		{"a role of ours", "role", "light-agent", `{"name":"Light agent"}`, "", "Mitleser"},
		{"a part of the settings, whatever name is in it", "settings", "company", "", `{"name":"Acme"}`, "Unternehmen"},
		{"an address", "invitation", "1", "", `{"Email":"jo@a.example","Name":""}`, "jo@a.example"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := people.AuditEntry{TargetType: tt.kind, TargetID: tt.id, Before: json.RawMessage(tt.before), After: json.RawMessage(tt.after)}
			if got := german.target(&e); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestAuditWordsAreTranslated(t *testing.T) {
	german := words.For("de")
	for name, f := range auditFields {
		if !german.Has(f.title) && f.title != "" {
			t.Errorf("%s: no German for %q", name, f.title)
		}
	}
	for kind, list := range auditWords {
		for _, word := range list {
			if !german.Has(word) {
				t.Errorf("%s: no German for %q", kind, word)
			}
		}
	}
}

func TestNamesOfRolesFollowTheReader(t *testing.T) {
	german := &titles{words: words.For("de")}
	for _, tt := range []struct{ slug, name, want string }{
		{"light-agent", "Light agent", "Mitleser"},
		{"light-agent", "Customer", "Customer"}, // renamed by its owner
		{"mine", "Customer", "Customer"},        // made by the owner
		{"customer", "Customer", "Kunde"},
	} {
		if got := german.role(tt.slug, tt.name); got != tt.want {
			t.Errorf("%s %q is shown as %q, want %q", tt.slug, tt.name, got, tt.want)
		}
	}
	n := &names{titles: german, policy: &rbac.Policy{Roles: []rbac.Role{{Slug: "customer", Name: "Customer"}}}}
	found := []string{"kunde", "Customer", "König"}
	n.ownRoles(found)
	if want := "customer Customer König"; strings.Join(found, " ") != want {
		t.Errorf("a file's roles are read as %q, want %q", found, want)
	}
}
