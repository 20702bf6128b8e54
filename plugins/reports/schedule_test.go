package main

import (
	"strings"
	"testing"
	"time"

	"pegboard.dev/pegboard/sdk/plugintest"
)

// reader gives the role of agents one report within their teams, and what else is named.
func reader(h *plugintest.Helpdesk, keys ...string) {
	all := map[string]any{}
	for _, k := range append(keys, "reports.view") {
		if all[k] = "all"; strings.HasPrefix(k, "reports.view") {
			all[k] = "team"
		}
	}
	h.As("olga").Must("PATCH", "/roles/agent", map[string]any{"features": map[string]any{"reports": map[string]any{"keys": all}}})
}

// scheduled has olga send tickets by team, this week, to ana of billing, ben of tech
// and herself every day at seven.
func scheduled(t *testing.T, h *plugintest.Helpdesk) *plugintest.View {
	t.Helper()
	page := h.As("olga").Page("page", "schedule", "new", "report", "volume_team", "f.period", "last_30_days")
	return page.Submit("schedule", "save_schedule", map[string]any{
		"title": "How we do", "period": "last_30_days", "every": "day", "hour": "7", "zone": "UTC",
		"people": []any{h.ID("ana"), h.ID("ben"), h.ID("olga")}, "teams": []any{},
	})
}

// A report that is sent has for each reader what they may see, then and not when it
// was set up; who lost the key gets nothing, and its owner sees that.
func TestSentRegularly(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		world(h)
		reader(h, "reports.view.reports.volume_team")
		scheduled(t, h).Has("Saved.")
		h.Letters()
		h.Pass(24 * time.Hour)
		got := map[string]string{}
		for _, l := range h.Letters() {
			got[l.To] = l.Text
		}
		if len(got) != 3 {
			t.Fatalf("letters to %d people", len(got))
		}
		for to, text := range got {
			billing, tech := strings.Contains(text, "billing:"), strings.Contains(text, "tech:")
			if who, _, _ := strings.Cut(to, "@"); billing != (who != "ben") || tech != (who != "ana") {
				t.Errorf("to %s:\n%s", to, text)
			}
			if !strings.Contains(text, "/app/x/reports/page?report=volume_team&f.period=last_30_days") || !strings.Contains(text, "lga has this report sent to you") {
				t.Errorf("to %s:\n%s", to, text)
			}
		}
		h.Level("agent", "reports", "none", "")
		h.Pass(24 * time.Hour)
		if letters := h.Letters(); len(letters) != 1 || !strings.HasPrefix(letters[0].To, "olga@") {
			t.Errorf("after agents lost the key: %+v", letters)
		}
		olga := h.As("olga")
		olga.Page("page", "schedule", "all").Has("Not for everybody")
		one := olga.Page("page", "schedule", "1")
		one.Has("Not theirs to see")
		one.Press("pause_schedule").Has("Saved.")
		h.Pass(24 * time.Hour)
		if letters := h.Letters(); len(letters) != 0 {
			t.Errorf("while it rests: %+v", letters)
		}
		olga.Page("page", "schedule", "1").Press("pause_schedule")
		h.Pass(24 * time.Hour)
		if letters := h.Letters(); len(letters) != 1 {
			t.Errorf("it goes on: %+v", letters)
		}
		olga.Page("page", "schedule", "1").Press("delete_schedule").Has("not sent any more")
		olga.Page("page", "schedule", "all").Has("Nothing is sent regularly")
	})
}

// Somebody who gets a report sees what comes to them, not who else does, and leaves.
func TestLeaveWhatIsSent(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		world(h)
		reader(h, "reports.view.reports.volume_team")
		scheduled(t, h)
		ana := h.As("ana")
		ana.Page("page", "schedule", "all").Has("What comes to you")
		one := ana.Page("page", "schedule", "1")
		if one.Offers("save_schedule") || one.Offers("pause_schedule") {
			t.Error("it is not hers to change")
		}
		one.Press("delete_schedule")
		ana.Page("page", "schedule", "all").Has("Nothing is sent regularly")
		if _, refused := ana.Open("page", plugintest.Place{Params: map[string]string{"schedule": "1"}}); refused == nil || refused.Status != 404 {
			t.Errorf("after she left: %v", refused)
		}
		if page := ana.Page("page", "report", "volume_team"); page.Offers("schedule") {
			t.Error("having it sent takes a key of its own")
		}
		if _, refused := ana.Open("page", plugintest.Place{Params: map[string]string{"schedule": "new", "report": "volume_team"}}); refused == nil || refused.Status != 403 {
			t.Errorf("the form without the key: %v", refused)
		}
	})
}

// A letter carries the report as its reader may print it, at that moment; who may not
// print has the letter without.
func TestSentAsPDF(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		world(h)
		reader(h, "reports.view.reports.volume_team", "reports.print")
		olga := h.As("olga")
		one := func(pdf bool) map[string]any {
			return map[string]any{
				"title": "Zahlen für Montag", "period": "last_30_days", "every": "day", "hour": "7", "zone": "UTC", "pdf": pdf,
				"people": []any{h.ID("ana"), h.ID("olga")}, "teams": []any{},
			}
		}
		form := olga.Page("page", "schedule", "new", "report", "volume_team", "f.period", "last_30_days")
		form.Has("Attach as PDF")
		form.Submit("schedule", "save_schedule", one(true)).Has("Saved.")
		h.Letters()
		h.Pass(24 * time.Hour)
		letters := h.Letters()
		if len(letters) != 2 {
			t.Fatalf("%d letters", len(letters))
		}
		for _, l := range letters {
			if l.File == nil || l.File.Type != "application/pdf" || !strings.HasSuffix(l.File.Name, ".pdf") {
				t.Fatalf("to %s: %+v", l.To, l.File)
			}
			says, hers := onPaper(t, l.File.Body), strings.HasPrefix(l.To, "ana@")
			if !strings.Contains(says, "billing") || strings.Contains(says, "tech") == hers {
				t.Errorf("to %s:\n%s", l.To, says)
			}
		}
		reader(h, "reports.view.reports.volume_team")
		h.Pass(24 * time.Hour)
		for _, l := range h.Letters() {
			hers := strings.HasPrefix(l.To, "ana@")
			if (l.File == nil) != hers || strings.Contains(l.Text, "comes without its PDF") != hers || !strings.Contains(l.Text, "billing:") {
				t.Errorf("to %s, who may print: %t\n%s", l.To, !hers, l.Text)
			}
		}
		olga.Page("page", "schedule", "1").Submit("schedule", "save_schedule", one(false)).Has("Saved.")
		h.Pass(24 * time.Hour)
		for _, l := range h.Letters() {
			if l.File != nil || strings.Contains(l.Text, "PDF") {
				t.Errorf("without a PDF, to %s: %s", l.To, l.Text)
			}
		}
		olga.Page("page", "report", "volume_team").Press("email").Has("On its way")
		if now := h.Letters(); len(now) != 1 || now[0].File == nil || !strings.Contains(onPaper(t, now[0].File.Body), "billing") {
			t.Errorf("at once: %+v", now)
		}
	})
}

// A dashboard is sent as a report is: each reader has the pieces that they may open, in
// figures of their own, and nothing of a dashboard that is not shown to them.
func TestSendADashboard(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		world(h)
		reader(h, "reports.view.reports.volume_team", "reports.print")
		olga := h.As("olga")
		board := map[string]any{"name": "Monday round", "audience": forEveryone}
		olga.Page("page", "board", "new").Submit("board", "save_board", board).Has("Saved.")
		addTo(olga, "volume_team", "table").Has("Saved.")
		addTo(olga, "agents", "table").Has("Saved.")
		form := olga.Page("page", "schedule", "new", "board", "1")
		form.Has("Monday round", "Back to the dashboard")
		form.Submit("schedule", "save_schedule", map[string]any{
			"title": "Monday", "every": "day", "hour": "7", "zone": "UTC", "pdf": true, "people": []any{h.ID("ana"), h.ID("olga")}, "teams": []any{},
		}).Has("Saved.")
		h.Letters()
		h.Pass(24 * time.Hour)
		letters := h.Letters()
		if len(letters) != 2 {
			t.Fatalf("%d letters", len(letters))
		}
		for _, l := range letters {
			hers := strings.HasPrefix(l.To, "ana@")
			if l.File == nil || !strings.Contains(l.Text, "/app/x/reports/page?board=1") || !strings.Contains(l.Text, "Tickets by team") || strings.Contains(l.Text, "Agent activity") == hers {
				t.Fatalf("to %s: %s", l.To, l.Text)
			}
			if says := onPaper(t, l.File.Body); !strings.Contains(says, "billing") || strings.Contains(says, "tech") == hers || strings.Contains(says, "Agent activity") == hers {
				t.Errorf("to %s:\n%s", l.To, says)
			}
		}
		olga.Page("page", "board", "1").Press("email").Has("On its way")
		if now := h.Letters(); len(now) != 1 || now[0].Subject != "Monday round" || now[0].File == nil {
			t.Errorf("at once: %+v", now)
		}
		board["audience"] = forOwner
		olga.Page("page", "board", "1", "edit", "1").Submit("board", "save_board", board)
		h.Pass(24 * time.Hour)
		if letters := h.Letters(); len(letters) != 1 || !strings.HasPrefix(letters[0].To, "olga@") {
			t.Errorf("when it is the owner's only: %d letters", len(letters))
		}
		olga.Page("page", "board", "1", "edit", "1").Press("delete_board")
		h.Pass(24 * time.Hour)
		if letters := h.Letters(); len(letters) != 0 {
			t.Errorf("when it is gone: %+v", letters)
		}
		olga.Page("page", "schedule", "1").Has("What is sent here is gone")
	})
}
