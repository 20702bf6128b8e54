package main

import (
	"maps"
	"strings"
	"testing"

	"pegboard.dev/pegboard/sdk/plugintest"
)

// written is what the form of a reply sends, with some of it changed.
func written(change map[string]any) map[string]any {
	values := map[string]any{"title": "Returns", "text": "Send it back.", "shortcut": "", "kind": "both", "language": "", "shared": "everyone", "team": "", "draft": false}
	maps.Copy(values, change)
	return values
}

func add(p *plugintest.Person, change map[string]any) {
	p.Page("page", "reply", "new").Submit("reply", "save", written(change)).Has("Saved.")
}

// sees lists which of the replies somebody's page has, by title.
func sees(p *plugintest.Person, params ...string) string {
	view := p.Page("page", params...)
	var out []string
	for _, title := range []string{"For all", "For billing", "For tech", "For ana"} {
		if view.Contains(title) {
			out = append(out, strings.TrimPrefix(title, "For "))
		}
	}
	return strings.Join(out, " ")
}

func TestSharing(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		olga, ana, ben := h.As("olga"), h.As("ana"), h.As("ben")
		ana.Page("page").Has("No canned replies yet")
		add(olga, map[string]any{"title": "For all"})
		add(olga, map[string]any{"title": "For tech", "shared": "team", "team": itoa(h.ID("tech"))})
		add(ana, map[string]any{"title": "For billing", "shared": "team", "team": itoa(h.ID("billing"))})
		add(ana, map[string]any{"title": "For ana", "shared": "me", "text": "Mine, alone."})
		for _, tc := range []struct {
			who    *plugintest.Person
			params []string
			want   string
		}{
			{ana, nil, "all billing ana"}, {ben, nil, "all tech"}, {h.As("mona"), nil, "all billing"},
			// Who made it sees it; no right shows what somebody keeps to themselves.
			{olga, nil, "all tech"},
			{ana, []string{"replies.f.shared", "me"}, "ana"}, {ana, []string{"replies.f.shared", "team"}, "billing"},
			{ana, []string{"replies.q", "alone"}, "ana"}, {ben, []string{"replies.q", "alone"}, ""},
		} {
			if got := sees(tc.who, tc.params...); got != tc.want {
				t.Errorf("%s with %v sees %q, not %q", tc.who, tc.params, got, tc.want)
			}
		}
		// By no number, and not by the collection's own address.
		for _, p := range []*plugintest.Person{olga, ben} {
			if _, refused := p.Open("page", plugintest.Place{Params: map[string]string{"reply": "4"}}); refused == nil || refused.Status != 404 {
				t.Errorf("%s opens somebody's own reply: %v", p, refused)
			}
			p.Route("GET", "/replies/4", nil).Is(404)
			p.Route("PATCH", "/replies/4", map[string]any{"version": 1, "everyone": true}).Is(404)
			p.Route("DELETE", "/replies/4", nil).Is(404)
		}
		ben.Route("GET", "/replies/3", nil).Is(404)
		ana.Route("GET", "/replies/4", nil).Is(200)
	})
}

func TestWriting(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		ana, ben := h.As("ana"), h.As("ben")
		form := ana.Page("page", "reply", "new")
		form.Has("{{requester.first_name}}")
		for field, wrong := range map[string]map[string]any{
			"title": {"title": "  "}, "text": {"text": "Hello {{customer}}"}, "shortcut": {"shortcut": "two words"},
			"team": {"shared": "team"}, "kind": {"kind": "letter"},
		} {
			if errs := form.Submit("reply", "save", written(wrong)).Errors(); errs[field] == "" {
				t.Errorf("a wrong %s: %v", field, errs)
			}
		}
		add(ana, map[string]any{"title": "For all", "shortcut": "/Returns", "language": "en", "text": "Hello {{requester.first_name|there}}, I am {{agent.name}}."})
		ana.Page("page").Has("/returns", "English", "Published")
		page := ben.Page("page", "reply", "1")
		page.Has("Hello Maya, I am ")
		if errs := page.Submit("reply", "save", written(map[string]any{"shared": "me"})).Errors(); errs["shared"] == "" {
			t.Error("somebody else's reply can be taken away from everybody")
		}
		page.Submit("reply", "save", written(map[string]any{"title": "Changed by ben", "draft": true})).Has("Saved.")
		if _, refused := page.Try("save", "reply", written(nil)); refused == nil || refused.Status != 409 {
			t.Errorf("saving what was changed meanwhile: %v", refused)
		}
		ana.In("de").Page("page").Has("Changed by ben", "Entwurf", "Textbausteine")
		ana.Page("page", "reply", "new", "from", "1").Has("Changed by ben")
		h.As("olga").Page("page", "reply", "1").Press("delete").Has("Deleted.")
		ana.Page("page").Lacks("Changed by ben")
	})
}

// TestLevels: what each level of the row Canned replies lets an agent do.
func TestLevels(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		ana, ticket := h.As("ana"), h.Ticket("Where is it?", "billing")
		add(h.As("olga"), map[string]any{"title": "For all"})
		for _, tc := range []struct {
			level                        string
			page, insert, write, deletes bool
		}{
			{"full", true, true, true, true}, {"modify", true, true, true, false}, {"read", true, true, false, false}, {"none", false, false, false, false},
		} {
			h.Level("agent", "canned", tc.level, "")
			view, refused := ana.Open("page", plugintest.Place{Params: map[string]string{"reply": "1"}})
			if (refused == nil) != tc.page {
				t.Errorf("%s opens the page: %v", tc.level, refused)
			}
			if tc.page && (view.Offers("save") != tc.write || view.Offers("delete") != tc.deletes) {
				t.Errorf("%s: the page offers to save %v, to delete %v", tc.level, view.Offers("save"), view.Offers("delete"))
			}
			if places := strings.Join(ana.Places(ticket), " "); strings.Contains(places, "insert") != tc.insert {
				t.Errorf("%s: beside a ticket there is %q", tc.level, places)
			}
			_, refused = ana.Open("page", plugintest.Place{Params: map[string]string{"reply": "new"}})
			if (refused == nil) != tc.write {
				t.Errorf("%s opens the form for a new one: %v", tc.level, refused)
			}
			status := map[bool]int{true: 201, false: 403}[tc.write]
			ana.Route("POST", "/replies", map[string]any{"title": "By hand", "text": "Hello."}).Is(status)
		}
		ana.Route("GET", "/replies", nil).Is(403)
		h.As("carl").Route("GET", "/replies", nil).Is(403)
	})
}
