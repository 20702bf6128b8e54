package main

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"pegboard.dev/pegboard/sdk/plugintest"
)

// world makes tickets of two teams that were answered, solved and opened again.
func world(h *plugintest.Helpdesk) {
	olga := h.As("olga")
	for i := range 6 {
		team, agent := "billing", "ana"
		if i%3 == 2 {
			team, agent = "tech", "ben"
		}
		id := h.Ticket("Ticket "+strconv.Itoa(i), team)
		h.As(agent).Reply(id, "Let me see.").Is(201)
		if i%2 == 0 {
			olga.Update(id, map[string]any{"status": "solved"}).Is(200)
		}
		if i == 4 {
			olga.Update(id, map[string]any{"status": "open"}).Is(200)
		}
	}
}

// links are the figures of a page with the address of the tickets behind each.
func links(t *testing.T, v *plugintest.View) map[string]int {
	t.Helper()
	var doc any
	v.Into(&doc)
	out := map[string]int{}
	var walk func(x any)
	walk = func(x any) {
		switch x := x.(type) {
		case map[string]any:
			href, _ := x["href"].(string)
			text, _ := x["text"].(string)
			if n, err := strconv.Atoi(text); err == nil && strings.HasPrefix(href, "/app/inbox?") {
				out[strings.TrimPrefix(href, "/app/inbox?")] = n
			}
			for _, y := range x {
				walk(y)
			}
		case []any:
			for _, y := range x {
				walk(y)
			}
		}
	}
	walk(doc)
	return out
}

// Every figure that leads to tickets is the number of tickets that the API lists
// there for the same reader.
func TestEveryFigureIsWhatTheAPICounts(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		world(h)
		h.Level("agent", "reports", "full", "")
		h.Add("rita", "agent", "tech")
		checked := 0
		for _, name := range []string{"olga", "mona", "ana", "rita"} {
			who := h.As(name)
			for i := range ready {
				r := &ready[i]
				for q, n := range links(t, who.Page("page", "report", r.id)) {
					v, err := url.ParseQuery(q)
					if err != nil {
						t.Fatal(err)
					}
					v.Set("limit", "200")
					var list struct{ Items []struct{ ID int64 } }
					who.Must("GET", "/tickets?"+v.Encode(), nil).Into(&list)
					checked++
					if len(list.Items) != n && r.sources[0].of != "replied" && r.sources[0].of != "worked" {
						t.Errorf("%s, %s: %d, but the list has %d: %s", name, r.id, n, len(list.Items), q)
					}
				}
			}
		}
		if checked < 50 {
			t.Errorf("only %d figures lead to tickets", checked)
		}
	})
}

func TestWhoMayOpenWhat(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		world(h)
		if _, refused := h.As("carl").Open("page", plugintest.Place{}); refused == nil || refused.Status != 403 {
			t.Errorf("a customer: %v", refused)
		}
		h.As("ana").Page("page").Has("No reports for you") // Modify holds no report
		h.As("olga").Must("PATCH", "/roles/agent", map[string]any{"features": map[string]any{"reports": map[string]any{
			"keys": map[string]any{"reports.view": "team", "reports.view.reports.volume": "team"},
		}}})
		ana := h.As("ana")
		ana.Page("page").Has("Tickets by day")
		ana.Page("page").Lacks("Agent activity")
		if _, refused := ana.Open("page", plugintest.Place{Params: map[string]string{"report": "agents"}}); refused == nil || refused.Status != 403 {
			t.Errorf("a report without its key: %v", refused)
		}
		if page := ana.Page("page", "report", "volume"); page.Offers("email") {
			t.Error("sending needs a key of its own")
		}
		ana.Route("GET", "/csv/volume.csv", nil).Is(403)
		h.As("olga").Route("GET", "/csv/volume_team.csv", nil).Is(200)
	})
}
