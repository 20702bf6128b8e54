package main

import (
	"testing"
	"time"

	"pegboard.dev/pegboard/sdk/plugintest"
)

// asked reports whether closing a ticket leads to an invitation.
func asked(t *testing.T, h *plugintest.Helpdesk, ticket int64, who string) bool {
	t.Helper()
	h.Letters()
	closed(h, ticket, who)
	return link(t, h.Letters()) != ""
}

func TestRules(t *testing.T) {
	for _, tc := range []struct {
		name   string
		change func(h *plugintest.Helpdesk) map[string]any
		want   []bool // first ticket in billing, one in tech, another in billing
	}{
		{"everybody", func(*plugintest.Helpdesk) map[string]any { return nil }, []bool{true, true, true}},
		{"one team", func(h *plugintest.Helpdesk) map[string]any {
			return map[string]any{"teams": []string{itoa(h.ID("tech"))}}
		}, []bool{false, true, false}},
		{"not again within a week", func(*plugintest.Helpdesk) map[string]any { return map[string]any{"rest_days": 7} }, []bool{true, false, false}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			h := plugintest.New(t, plugintest.Native())
			start(h, tc.change(h))
			got := []bool{
				asked(t, h, h.Ticket("A", "billing"), "ana"), asked(t, h, h.Ticket("B", "tech"), "ben"), asked(t, h, h.Ticket("C", "billing"), "ana"),
			}
			for i := range got {
				if got[i] != tc.want[i] {
					t.Errorf("asked: %v, not %v", got, tc.want)
					break
				}
			}
		})
	}
}

// TestShare: a share is about that share, and the lot is the same each time.
func TestShare(t *testing.T) {
	hit := 0
	for ticket := range int64(10_000) {
		if drawn(3, ticket, 30) {
			hit++
		}
		if drawn(3, ticket, 30) && !drawn(3, ticket, 31) || !drawn(3, ticket, 100) {
			t.Fatalf("ticket %d", ticket)
		}
	}
	if hit < 2800 || hit > 3200 {
		t.Errorf("%d of 10000 for 30 percent", hit)
	}
}

func TestDelayAndOnceOnly(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		start(h, map[string]any{"delay_hours": 2})
		ticket := h.Ticket("Refund", "billing")
		if asked(t, h, ticket, "ana") {
			t.Error("asked before the time")
		}
		h.Pass(3 * time.Hour)
		h.RunSchedule("send")
		if link(t, h.Letters()) == "" {
			t.Error("not asked when the time had come")
		}
		h.As("ana").Update(ticket, map[string]any{"status": "open"}).Is(200)
		if h.Pass(3 * time.Hour); asked(t, h, ticket, "ana") {
			t.Error("asked again about the same ticket")
		}
	})
}

func TestNobodyIsAskedAfterAPause(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		start(h, map[string]any{"delay_hours": 2})
		asked(t, h, h.Ticket("Refund", "billing"), "ana")
		h.As("olga").Page("edit", "survey", "1").Press("state")
		h.Pass(3 * time.Hour)
		h.RunSchedule("send")
		if l := h.Letters(); link(t, l) != "" {
			t.Errorf("%v", l)
		}
	})
}

// TestInThePortal: who is signed in is asked there as well.
func TestInThePortal(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		start(h, nil)
		closed(h, h.Ticket("Refund", "billing"), "ana")
		carl := h.As("carl")
		carl.Page("open").Has("Tell us how it went", "/p/surveys/answer?i=1")
		for _, who := range []*plugintest.Person{h.Nobody(), h.As("dora"), h.As("ana")} {
			who.Page("open").Lacks("Tell us how it went")
		}
		carl.Page("answer", "i", "1").Submit("answers", "answer", map[string]any{"q1": 4}).Has("Thank you")
		carl.Page("open").Lacks("Tell us how it went")
		carl.In("de").Page("answer", "i", "1").Has("Vielen Dank", "Antworten ändern")
	})
}

func TestLowRating(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		start(h, map[string]any{"follow_up": true, "tell_people": []string{itoa(h.ID("mona"))}})
		ticket := h.Ticket("Refund", "billing")
		closed(h, ticket, "ana")
		page := h.Nobody().Page("answer", "t", link(t, h.Letters()))
		page.Submit("answers", "answer", map[string]any{"q1": 1, "q2": "Nobody listened."})
		told := map[string]string{}
		for _, l := range h.Letters() {
			told[l.To] = l.Text
		}
		for _, who := range []string{"ana", "mona"} {
			if text := told[who+"@test.example"]; !contains(text, "Nobody listened.", "/app/tickets/"+itoa(ticket)) {
				t.Errorf("%s is told %q", who, text)
			}
		}
		olga := h.As("olga")
		made := olga.Must("GET", "/tickets/"+itoa(ticket+1), nil)
		if made.Text("channel") != "surveys" || made.Int("requester", "id") != h.ID("carl") || made.Int("team", "id") != h.ID("billing") || made.Text("priority") != "high" {
			t.Errorf("the ticket is %s", made.Body)
		}
		// Saying so again tells nobody again, and the follow-up is not asked about.
		page.Submit("answers", "answer", map[string]any{"q1": 2, "q2": "Still."})
		if l := h.Letters(); len(l) > 0 {
			t.Errorf("told again: %v", l)
		}
		if asked(t, h, ticket+1, "ana") {
			t.Error("asked about the follow-up")
		}
	})
}
