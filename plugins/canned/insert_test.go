package main

import (
	"slices"
	"strings"
	"testing"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/plugintest"
)

func TestInsert(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		ana, ben, ticket := h.As("ana"), h.As("ben"), h.Ticket("Where is it?", "billing")
		ana.Panel("insert", ticket).Has("No canned replies yet")
		add(ana, map[string]any{"title": "Zebra", "shortcut": "thanks", "text": "Hello {{requester.first_name}},\n\n**{{ticket.subject}}** ({{ticket.number}}) is done.\n\n{{agent.first_name}}"})
		add(ana, map[string]any{"title": "Apple", "text": "We give thanks to {{organization.name}}."})
		add(ana, map[string]any{"title": "For chats", "kind": "chat"})
		add(ana, map[string]any{"title": "Not ready", "draft": true})
		view := ana.Panel("insert", ticket)
		view.Has("Zebra", "Apple", "/thanks", "Where is it? ("+itoa(ticket)+") is done.")
		view.Lacks("For chats", "Not ready", "**")
		// The shortcut comes before whatever else has the word.
		search := func(q string) *plugintest.View {
			v, refused := ana.Open("insert", plugintest.Place{Ticket: ticket, Params: map[string]string{"q": q}})
			if refused != nil {
				t.Fatal(refused)
			}
			return v
		}
		found := search("/thanks")
		if z, a := at(found, "Zebra"), at(found, "Apple"); z < 0 || a < z {
			t.Errorf("the shortcut's reply stands at %d, the other at %d", z, a)
		}
		zebra := search("zebra")
		zebra.Press("insert").Has("Hello carl,\n\n**Where is it?** (" + itoa(ticket) + ") is done.\n\nana")
		apple := search("apple")
		apple.Press("insert").Has("We give thanks to .", "The customer's organization")
		search("nothing like it").Has("No reply matches")
		if _, refused := ben.Open("insert", plugintest.Place{Ticket: ticket}); refused == nil || refused.Status != 404 {
			t.Errorf("beside a ticket that one does not see: %v", refused)
		}
		// What was withdrawn meanwhile is not inserted any more.
		ana.Route("PATCH", "/replies/1", map[string]any{"version": 1, "draft": true}).Is(200)
		if _, refused := zebra.Try("insert", "", nil); refused == nil || refused.Status != 409 {
			t.Errorf("a draft: %v", refused)
		}
		h.As("olga").Route("DELETE", "/replies/2", nil).Is(204)
		if _, refused := apple.Try("insert", "", nil); refused == nil || refused.Status != 404 {
			t.Errorf("a reply that was deleted: %v", refused)
		}
	})
}

// at is where a text stands in the document, -1 where it does not.
func at(v *plugintest.View, text string) int { return strings.Index(string(v.Body), text) }

func TestCustomersLanguageFirst(t *testing.T) {
	rows := []sdk.Row[Reply]{
		{ID: 1, Value: Reply{Title: "A", Language: "fr"}}, {ID: 2, Value: Reply{Title: "B"}},
		{ID: 3, Value: Reply{Title: "C", Language: "de"}}, {ID: 4, Value: Reply{Title: "Hello", Shortcut: "hi", Language: "fr"}},
	}
	for _, tc := range []struct{ q, locale, want string }{
		{"", "de-AT", "2 3 1 4"}, {"", "", "2 1 3 4"}, {"hi", "de", "4 2 3 1"}, {"hel", "de", "4 2 3 1"},
	} {
		sorted := slices.Clone(rows)
		slices.SortStableFunc(sorted, func(a, b sdk.Row[Reply]) int {
			return rank(&a.Value, tc.q, tc.locale) - rank(&b.Value, tc.q, tc.locale)
		})
		var got []string
		for _, row := range sorted {
			got = append(got, itoa(row.ID))
		}
		if strings.Join(got, " ") != tc.want {
			t.Errorf("for %q of somebody in %q: %v, not %s", tc.q, tc.locale, got, tc.want)
		}
	}
}

func TestFill(t *testing.T) {
	f := facts{"ticket.number": "7"}
	f.person("requester", "Ortiz, Maya")
	f.person("agent", "ben@example.org")
	for text, want := range map[string]string{
		"Hello {{requester.first_name}}":            "Hello Maya",
		"Hello {{ requester.first_name | you }}":    "Hello Maya",
		"I am {{agent.first_name|an agent}}.":       "I am an agent.",
		"{{ticket.number}}{{ticket.number}}":        "77",
		"{{organization.name|}}!":                   "!",
		"{{organization.name}} {{ticket.subject}}.": " .",
		"{requester.name} {{}} {{Upper}}":           "{requester.name} {{}} {{Upper}}",
	} {
		if got, _ := f.fill(text, quoted); got != want {
			t.Errorf("%q becomes %q, not %q", text, got, want)
		}
	}
	if _, missing := f.fill("{{organization.name}} {{ticket.subject}} {{organization.name}} {{organization.name|none}}", quoted); !slices.Equal(missing, []string{"organization.name", "ticket.subject"}) {
		t.Errorf("missing: %v", missing)
	}
	f["requester.name"] = "[Win](https://evil.example) <b>*now*\n# {{agent.name}}"
	if got, _ := f.fill("Dear {{requester.name}},", quoted); got != `Dear \[Win\](https://evil.example) \<b\>\*now\* \# {{agent.name}},` {
		t.Errorf("a name that is Markdown: %s", got)
	}
}

// FuzzFill: whatever a reply and a name hold, filling ends, and a name is never
// taken for a placeholder.
func FuzzFill(f *testing.F) {
	f.Add("Hello {{requester.name|you}}", "{{agent.name}}")
	f.Add("{{{{requester.name}}}}", "}}{{ticket.number}}")
	f.Fuzz(func(t *testing.T, text, name string) {
		known := facts{"requester.name": name, "agent.name": "secret"}
		filled, missing := known.fill(text, asIs)
		if !strings.Contains(text, "agent.name") && !strings.Contains(text, "secret") && !strings.Contains(name, "secret") && strings.Contains(filled, "secret") {
			t.Errorf("%q with %q became %q", text, name, filled)
		}
		if unknown(text) == "" && len(missing) > len(names) {
			t.Errorf("%q: missing %v", text, missing)
		}
		if !strings.Contains(text, "{{") && filled != text {
			t.Errorf("%q has no placeholder and became %q", text, filled)
		}
	})
}
