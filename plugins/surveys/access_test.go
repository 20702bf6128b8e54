package main

import (
	"strings"
	"testing"
	"time"

	"pegboard.dev/pegboard/sdk/plugintest"
)

func contains(s string, parts ...string) bool {
	for _, p := range parts {
		if !strings.Contains(s, p) {
			return false
		}
	}
	return true
}

// rated has a ticket of a team closed and rated.
func rated(t *testing.T, h *plugintest.Helpdesk, team, who string, stars int, scale string) int64 {
	t.Helper()
	h.Letters()
	ticket := h.Ticket("Help "+team, team)
	closed(h, ticket, who)
	h.Nobody().Page("answer", "t", link(t, h.Letters())).Submit("answers", "answer", map[string]any{"q1": stars, "q2": "Words of " + team, "q3": scale})
	return ticket
}

// agents gives the role of agents some of the plugin's keys.
func agents(h *plugintest.Helpdesk, scope string, names ...string) {
	set := map[string]string{}
	for _, n := range names {
		set["surveys."+n] = scope
	}
	h.As("olga").Must("PATCH", "/roles/agent", map[string]any{"features": map[string]any{"surveys": map[string]any{"level": "custom", "keys": set}}})
}

func TestWhoSeesWhat(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		start(h, nil)
		billing, tech := rated(t, h, "billing", "ana", 5, "10"), rated(t, h, "tech", "ben", 2, "3")
		ana, mona, olga := h.As("ana"), h.As("mona"), h.As("olga")
		panel := func(p *plugintest.Person, ticket int64) (*plugintest.View, *plugintest.Reply) {
			return p.Open("ticket", plugintest.Place{Ticket: ticket})
		}
		// Agents of the standard preset have the level Modify, which is seeing surveys.
		if _, refused := panel(ana, billing); refused == nil || refused.Status != 403 {
			t.Errorf("without surveys.summary: %v", refused)
		}
		if _, refused := ana.Open("results", plugintest.Place{}); refused == nil || refused.Status != 403 {
			t.Errorf("the figures without surveys.summary: %v", refused)
		}
		ana.Route("GET", "/ratings", nil).Is(403)
		keys := func(scope string, names ...string) { agents(h, scope, names...) }
		keys("own", "summary")
		if view, refused := panel(ana, billing); refused != nil || !view.Contains("5 of 5 stars") || view.Contains("Words of") {
			t.Errorf("the summary: %v", refused)
		}
		ana.Route("GET", "/answers", nil).Is(403)
		if _, refused := panel(ana, tech); refused == nil || refused.Status != 404 {
			t.Errorf("another team's ticket: %v", refused)
		}
		keys("own", "summary", "details")
		if view, refused := panel(ana, billing); refused != nil || !view.Contains("Words of billing") {
			t.Errorf("the details: %v", refused)
		}
		count := func(p *plugintest.Person, path string) int {
			list, _ := p.Route("GET", path, nil).Is(200).Get("items").([]any)
			return len(list)
		}
		for _, c := range []struct {
			who              *plugintest.Person
			ratings, answers int
		}{{ana, 1, 3}, {mona, 1, 3}, {olga, 2, 6}} {
			if r, a := count(c.who, "/ratings"), count(c.who, "/answers"); r != c.ratings || a != c.answers {
				t.Errorf("%s sees %d ratings and %d answers", c.who, r, a)
			}
		}
		keys("own", "details") // inert without the summary
		if _, refused := panel(ana, billing); refused == nil || refused.Status != 403 {
			t.Errorf("details alone: %v", refused)
		}
		// Nobody forges an answer, not even the owner.
		for _, c := range []struct {
			method, path string
			body         map[string]any
		}{
			{"POST", "/ratings", map[string]any{"survey": 1, "stars": 5}}, {"POST", "/surveys", map[string]any{"name": "x"}},
			{"POST", "/answers", map[string]any{"rating": 1, "question": "q1", "label": "x", "kind": "text"}},
			{"PATCH", "/ratings/1", map[string]any{"version": 1, "stars": 3}}, {"DELETE", "/ratings/1", nil}, {"DELETE", "/answers/1", nil},
		} {
			olga.Route(c.method, c.path, c.body).Is(403)
		}
		// Setting surveys up takes settings.rules.
		for _, p := range []*plugintest.Person{ana, mona} {
			if _, refused := p.Open("edit", plugintest.Place{}); refused == nil || refused.Status != 403 {
				t.Errorf("%s sets surveys up: %v", p, refused)
			}
		}
	})
}

// TestFigures compares the page with what the answers add up to by hand.
func TestFigures(t *testing.T) {
	h := plugintest.New(t, plugintest.Native())
	start(h, nil)
	for _, r := range []struct {
		team, who string
		stars     int
		scale     string
	}{{"billing", "ana", 5, "10"}, {"billing", "ana", 4, "9"}, {"billing", "ana", 1, "0"}, {"tech", "ben", 3, "7"}} {
		rated(t, h, r.team, r.who, r.stars, r.scale)
		h.Pass(time.Minute)
	}
	var figures struct {
		Blocks []struct {
			Blocks []struct {
				Label string
				Value struct{ V float64 }
			}
		}
	}
	read := func(p *plugintest.Person) map[string]float64 {
		p.Page("results").Into(&figures)
		out := map[string]float64{}
		for _, b := range figures.Blocks {
			for _, s := range b.Blocks {
				if s.Label != "" {
					out[s.Label] = s.Value.V
				}
			}
		}
		return out
	}
	for who, want := range map[string]map[string]float64{
		"olga": {"Answers": 4, "Average": 3.25, "CSAT": 0.5, "NPS": 25},
		"mona": {"Answers": 3, "Average": 3.33, "CSAT": 0.67, "NPS": 33},
	} {
		got := read(h.As(who))
		for name, v := range want {
			if got[name] != v {
				t.Errorf("%s: %s is %v, not %v", who, name, got[name], v)
			}
		}
	}
}
