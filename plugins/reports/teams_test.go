package main

import (
	"testing"

	"pegboard.dev/pegboard/sdk/plugintest"
)

// "You might want an agent with an Admin role to be able to manage settings and view
// the Dashboard and Reports of only their teams": settings reach everything, figures
// and dashboards what is their team's.
func TestReportsOfOnlyTheirTeams(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		world(h)
		olga := h.As("olga")
		keys := map[string]any{"reports.view": "team", "reports.create": "all", "reports.edit": "all"}
		for i := range ready {
			keys[ready[i].key] = "team"
		}
		olga.Must("POST", "/roles", map[string]any{"name": "Team lead", "type": "employee", "features": map[string]any{
			"console": map[string]any{"keys": map[string]any{"console.agent": "all"}}, "tickets": map[string]any{"level": "full"},
			"settings": map[string]any{"keys": map[string]any{"settings.view": "all", "settings.edit": "all"}}, "reports": map[string]any{"keys": keys},
		}})
		h.Add("led", "team-lead", "billing")
		led := h.As("led")
		led.Must("GET", "/settings/company", nil)
		if n := len(facts(led)); n != 6 {
			t.Fatalf("led sees %d tickets, not those of everybody", n)
		}
		for _, name := range []string{"volume", "volume_team", "agents", "backlog_team", "first_response", "solved"} {
			led.Page("page", "report", name).Lacks("tech")
		}
		if n := totals(led.Page("page", "report", "volume"))["Tickets"]; n != 4 {
			t.Errorf("a report counts %d tickets, and billing has 4", n)
		}
		led.Page("page", "board", "new").Submit("board", "save_board", map[string]any{"name": "Ours"}).Has("Saved.")
		addTo(led, "volume_team", "table").Has("Saved.")
		board := led.Page("page", "board", "1")
		board.Has("billing")
		board.Lacks("tech")
		if _, refused := olga.Open("page", plugintest.Place{Params: map[string]string{"board": "1"}}); refused == nil || refused.Status != 404 {
			t.Errorf("a board that led keeps to themselves: %v", refused)
		}
		share(led, forEveryone).Has("Saved.")
		olga.Page("page", "board", "1").Has("tech")
	})
}

// A report that would ask for too much is refused, with what to narrow and the filters
// to do it with.
func TestTooMuchIsRefused(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		world(h)
		olga := h.As("olga")
		page := olga.Page("page", "report", "volume", "f.period", "1970-01-01..2026-11-30")
		page.Has("This report was not computed", "Choose a shorter period", "Period", "Assignee")
		page.Lacks("Figures")
		if r := olga.Route("GET", "/csv/volume.csv?f.period=1970-01-01..2026-11-30", nil); r.Status != 422 && r.Status != 400 {
			t.Errorf("the file: %d %s", r.Status, r.Body)
		}
	})
}
