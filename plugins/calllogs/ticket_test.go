package main

import (
	"testing"

	"pegboard.dev/pegboard/sdk/plugintest"
)

// tickets counts the tickets that the owner sees.
func tickets(h *plugintest.Helpdesk) int {
	list, _ := h.As("olga").Must("GET", "/tickets?view=all", nil).Get("items").([]any)
	return len(list)
}

func TestAddTicket(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		ana := h.As("ana")
		h.Ticket("Seen", "billing") // by it ana knows carl
		ana.Route("POST", "/calls", map[string]any{"number": "555", "notes": "Wants a refund.", "person": h.ID("carl")}).Is(201)
		page := ana.Page("page")
		done := page.Press("add_ticket", "calls", "1")
		id := ana.Route("GET", "/calls/1", nil).Int("ticket")
		if to := done.Goes(); to != "/app/tickets/"+itoa(id) {
			t.Errorf("it leads to %q", to)
		}
		ticket := ana.Must("GET", "/tickets/"+itoa(id), nil)
		if ticket.Text("subject") != "Incoming call 555" || ticket.Text("channel") != "calllogs" || ticket.Int("requester", "id") != h.ID("carl") ||
			ticket.Int("team", "id") != h.ID("billing") || ticket.Text("messages", 0, "body_text") != "Wants a refund." {
			t.Errorf("the ticket is %s", ticket.Body)
		}
		before := tickets(h)
		page.Press("add_ticket", "calls", "1").Has("already")
		if n := tickets(h); n != before {
			t.Errorf("pressed twice, there are %d tickets more", n-before)
		}
	})
}

func TestAddTicketNeedsBothRights(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		ana, olga := h.As("ana"), h.As("olga")
		before := tickets(h)
		refused := func(what, row string) {
			t.Helper()
			if _, r := ana.Page("page").Try("add_ticket", "", nil, "calls", row); r == nil || r.Status != 403 {
				t.Errorf("%s: %v", what, r)
			}
		}
		// One who may not create tickets cannot by this way either.
		h.Level("agent", "tickets", "read", "")
		ana.Route("POST", "/calls", map[string]any{"number": "666"}).Is(201)
		refused("without tickets.create", "1")
		// Nor one who has the key, but not on this call.
		h.Level("agent", "tickets", "full", "")
		olga.Must("PATCH", "/roles/agent", map[string]any{"features": map[string]any{"calllogs": map[string]any{
			"level": "modify", "scope": "team", "keys": map[string]string{"calllogs.add_ticket": "own"},
		}}})
		olga.Route("POST", "/calls", map[string]any{"number": "777", "team": h.ID("billing")}).Is(201)
		refused("a call that is not one's own", "2")
		if n := tickets(h); n != before {
			t.Errorf("%d tickets too many", n-before)
		}
	})
}

// TestCallsFollowAMerge: they move along, whoever merged and whoever logged them.
func TestCallsFollowAMerge(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		ana, olga := h.As("ana"), h.As("olga")
		from, into := h.Ticket("Twice", "billing"), h.Ticket("Once", "billing")
		for range 3 {
			ana.Route("POST", "/calls", map[string]any{"ticket": from}).Is(201)
		}
		version := olga.Must("GET", "/tickets/"+itoa(from), nil).Int("version")
		olga.Must("POST", "/tickets/"+itoa(from)+"/merge", map[string]any{"into": into, "version": version})
		list, _ := olga.Route("GET", "/calls?ticket="+itoa(into), nil).Get("items").([]any)
		if len(list) != 3 {
			t.Errorf("%d calls followed", len(list))
		}
		stored(t, olga, "/calls/1", map[string]any{"ticket": into, "owner": ana.ID()})
	})
}
