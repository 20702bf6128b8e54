package main

import (
	"slices"
	"testing"

	"pegboard.dev/pegboard/sdk/plugintest"
	"pegboard.dev/pegboard/sdk/ui"
)

// log logs a call beside a ticket, by the panel's form.
func log(p *plugintest.Person, ticket int64, values map[string]any) *plugintest.View {
	return p.Panel("calls", ticket).Submit("panel", "log", values)
}

// stored checks fields of a call as the collection's own API shows it.
func stored(t *testing.T, p *plugintest.Person, path string, want map[string]any) {
	t.Helper()
	got := p.Route("GET", path, nil).Is(200)
	for name, v := range want {
		if id, ok := v.(int64); ok {
			v = float64(id)
		}
		if got.Get(name) != v {
			t.Errorf("%s is %v, not %v", name, got.Get(name), v)
		}
	}
}

func TestPanel(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		ticket, ana := h.Ticket("Refund", "billing"), h.As("ana")
		ana.Panel("calls", ticket).Has("No calls yet.", "Log a call")

		done := log(ana, ticket, map[string]any{
			"direction": "in", "outcome": "callback", "number": "+49 30 123", "minutes": 7, "notes": "He <b>will</b> call again.",
		})
		done.Has("Call logged.")
		if got := done.Effects(); !slices.Contains(got, "refresh") || !slices.Contains(got, "reset") {
			t.Errorf("the answer does %v", got)
		}
		stored(t, ana, "/calls/1", map[string]any{
			"ticket": ticket, "person": h.ID("carl"), "owner": ana.ID(), "team": h.ID("billing"), "direction": "in", "outcome": "callback",
			"number": "+49 30 123", "duration": 420.0, "notes": "He <b>will</b> call again.",
		})
		ana.Panel("calls", ticket).Has("Incoming call", "Call back", "+49 30 123", "ana")
		ana.In("de-AT").Panel("calls", ticket).Has("Eingehender Anruf", "Zurückrufen")
	})
}

func TestOrganizationPanel(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		olga := h.As("olga")
		acme := olga.Must("POST", "/organizations", map[string]any{"name": "Acme", "domain": "", "share": "none"}).Get("id").(float64)
		beside := func(p *plugintest.Person) *plugintest.View {
			v, refused := p.Open("organization", plugintest.Place{Organization: int64(acme)})
			if refused != nil {
				t.Fatalf("%d %s", refused.Status, refused.Body)
			}
			return v
		}
		beside(olga).Has("No calls yet.")
		beside(olga).Submit("panel", "log", map[string]any{"direction": "in", "outcome": "answered", "notes": "About the contract."}).Has("Call logged.")
		log(olga, h.Ticket("Refund", "billing"), map[string]any{"direction": "in", "outcome": "answered", "notes": "About a refund."})
		stored(t, olga, "/calls/1", map[string]any{"organization": acme, "person": nil, "owner": olga.ID()})
		for _, v := range []*plugintest.View{beside(olga), olga.Page("page", "calls.f.organization", ui.ID(int64(acme)))} {
			v.Has("About the contract.")
			v.Lacks("About a refund.")
		}
		if _, refused := h.As("carl").Open("organization", plugintest.Place{Organization: int64(acme)}); refused == nil || refused.Status != 403 && refused.Status != 404 {
			t.Errorf("a customer: %v", refused)
		}
	})
}

func TestFormErrors(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		ticket, ana := h.Ticket("Refund", "billing"), h.As("ana")
		for field, values := range map[string]map[string]any{
			"minutes":   {"direction": "in", "outcome": "answered", "minutes": 5000},
			"direction": {"direction": "sideways", "outcome": "answered"},
			"number":    {"direction": "in", "outcome": "answered", "number": "0123456789 0123456789 0123456789 0123456789"},
		} {
			errs := log(ana, ticket, values).Errors()
			if errs[field] == "" || len(errs) > 2 {
				t.Errorf("a wrong %s is answered with %v", field, errs)
			}
		}
		ana.Panel("calls", ticket).Has("No calls yet.")
	})
}

func TestEditFromThePanel(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		ticket, ana := h.Ticket("Refund", "billing"), h.As("ana")
		log(ana, ticket, map[string]any{"direction": "in", "outcome": "callback", "number": "+49 30 123"})
		form := ana.Panel("calls", ticket).Press("edit")
		form.Has("modal", "+49 30 123")
		form.Submit("edit_form", "save", map[string]any{
			"direction": "out", "outcome": "answered", "number": "", "minutes": nil, "notes": "Done.", "started_at": "2026-11-24T08:00:00Z",
		}).Has("refresh")
		stored(t, ana, "/calls/1", map[string]any{
			"direction": "out", "number": nil, "notes": "Done.", "started_at": "2026-11-24T08:00:00Z", "version": 2.0,
		})
		_, refused := form.Try("save", "edit_form", map[string]any{"direction": "in", "outcome": "answered"})
		if refused == nil || refused.Status != 409 {
			t.Errorf("saving what was changed meanwhile: %v", refused)
		}
	})
}

func TestWhoSeesThePanel(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		ticket, ana, ben := h.Ticket("Refund", "billing"), h.As("ana"), h.As("ben")
		log(ana, ticket, map[string]any{"direction": "in", "outcome": "answered", "notes": "Between us."})
		if _, refused := ben.Open("calls", plugintest.Place{Ticket: ticket}); refused == nil || refused.Status != 404 {
			t.Errorf("another team's agent: %v", refused)
		}
		if _, refused := h.As("carl").Open("calls", plugintest.Place{Ticket: ticket}); refused == nil || refused.Status != 404 {
			t.Errorf("the customer: %v", refused)
		}
		// Asked in on the ticket, ben has the panel, but the call is not his to see.
		h.As("olga").Must("PUT", "/tickets/"+itoa(ticket)+"/contributors/"+itoa(ben.ID()), nil)
		ben.Panel("calls", ticket).Has("No calls yet.")
		ben.Panel("calls", ticket).Lacks("Between us.")
	})
}

func TestReadLevelSeesNoButtons(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		ticket, ana := h.Ticket("Refund", "billing"), h.As("ana")
		log(ana, ticket, map[string]any{"direction": "in", "outcome": "answered", "notes": "Readable."})
		stale := ana.Panel("calls", ticket)
		h.Level("agent", "calllogs", "read", "")
		h.Level("agent", "tickets", "read", "")
		panel, page := ana.Panel("calls", ticket), ana.Page("page")
		panel.Has("Readable.")
		page.Has("Incoming")
		for _, action := range []string{"log", "edit", "delete", "add_ticket"} {
			if panel.Offers(action) || page.Offers(action) {
				t.Errorf("%s is offered", action)
			}
		}
		// Nor does a button help that was drawn before.
		if _, refused := stale.Try("edit", "", nil); refused == nil || refused.Status != 403 {
			t.Errorf("an old button: %v", refused)
		}
		if places := ana.Places(ticket); !slices.Equal(places, []string{"calls"}) {
			t.Errorf("beside the ticket there is %v", places)
		}
	})
}

// TestLogOnATicketOnly: the key in the row of tickets logs a call without any
// level for call logs, and nothing else.
func TestLogOnATicketOnly(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		h.Level("agent", "calllogs", "none", "")
		ticket, ana := h.Ticket("Refund", "billing"), h.As("ana")
		at := plugintest.Place{Ticket: ticket}
		form, refused := ana.Open("log_call", at)
		if refused != nil {
			t.Fatalf("%d %s", refused.Status, refused.Body)
		}
		form.Submit("panel", "log", map[string]any{"direction": "in", "outcome": "answered"}).Has("Call logged.")
		stored(t, h.As("olga"), "/calls/1", map[string]any{"ticket": ticket})
		ana.Route("GET", "/calls", nil).Is(403)
		if _, refused := h.As("ben").Open("log_call", at); refused == nil || refused.Status != 404 {
			t.Errorf("beside a ticket out of sight: %v", refused)
		}
	})
}
