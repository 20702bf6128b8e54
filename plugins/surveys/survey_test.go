package main

import (
	"strings"
	"testing"
	"time"

	"pegboard.dev/pegboard/sdk/plugintest"
)

// rules are what the form of a survey sends; a test changes what it is about.
func rules(change map[string]any) map[string]any {
	out := map[string]any{
		"name": "After a ticket", "occasion": "ticket", "teams": []string{}, "share": 100, "rest_days": 0, "delay_hours": 0, "open_days": 7,
		"subject": "", "intro": "", "thanks": "", "low": "2", "tell_people": []string{}, "tell_assignee": true, "follow_up": false,
	}
	for name, value := range change {
		out[name] = value
	}
	return out
}

// start makes a survey with stars, a scale, a choice and a text, and starts it.
func start(h *plugintest.Helpdesk, change map[string]any) {
	olga := h.As("olga")
	path := olga.Page("edit").Press("new").Goes()
	_, id, _ := strings.Cut(path, "survey=")
	edit := func() *plugintest.View { return olga.Page("edit", "survey", id) }
	edit().Submit("survey", "save", rules(change)).Has("Saved.")
	for _, q := range []map[string]any{
		{"kind": "scale", "label": "Would you recommend us?", "options": "", "required": false},
		{"kind": "choice", "label": "How did you reach us?", "options": "By mail\nBy phone\n\n", "required": false},
	} {
		add(edit()).Submit("question", "save_question", q).Has("Saved.")
	}
	edit().Press("state").Has("Saved.")
}

// add opens the form for a new question.
func add(page *plugintest.View) *plugintest.View { return page.Press("add_question") }

// closed gives a ticket to somebody, has them close it, and sends what is due.
func closed(h *plugintest.Helpdesk, ticket int64, who string) {
	h.As("olga").Must("PUT", "/tickets/"+itoa(ticket)+"/assignee", map[string]any{"user_id": h.ID(who)})
	h.As(who).Update(ticket, map[string]any{"status": "solved"}).Is(200)
	h.Pass(time.Minute)
	h.RunSchedule("send")
}

// link takes the token out of the one letter with an invitation.
func link(t *testing.T, letters []plugintest.Letter) string {
	t.Helper()
	token := ""
	for _, l := range letters {
		if _, after, ok := strings.Cut(l.Text, "/p/surveys/answer?t="); ok {
			if token != "" {
				t.Fatalf("two invitations: %v", letters)
			}
			token, _, _ = strings.Cut(after, "\n")
		}
	}
	return strings.TrimSpace(token)
}

func TestAnswerByLetter(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		start(h, map[string]any{"subject": "A minute, please"})
		ticket := h.Ticket("Refund", "billing")
		closed(h, ticket, "ana")
		letters := h.Letters()
		token := link(t, letters)
		if len(token) < 26 || letters[0].To != "carl@test.example" || letters[0].Subject != "A minute, please" || !strings.Contains(letters[0].Text, "Refund") {
			t.Fatalf("%q in %v", token, letters)
		}
		guest := h.Nobody()
		page := guest.Page("answer", "t", token)
		page.Has("How satisfied are you with the help you got?", "Would you recommend us?", "By phone", "Refund")
		if errs := page.Submit("answers", "answer", map[string]any{"q2": "Fine."}).Errors(); errs["q1"] == "" {
			t.Errorf("without stars: %v", errs)
		}
		for field, value := range map[string]any{"q1": 6, "q3": "11", "q4": "By pigeon"} {
			values := map[string]any{"q1": 5, "q3": "9", "q4": "By mail"}
			values[field] = value
			if errs := page.Submit("answers", "answer", values).Errors(); errs[field] == "" {
				t.Errorf("%s as %v: %v", field, value, errs)
			}
		}
		page.Submit("answers", "answer", map[string]any{"q1": 5, "q2": "Quick <b>and</b> kind.", "q3": "9", "q4": "By mail"}).Has("Thank you")
		agents(h, "own", "summary")
		ana := h.As("ana")
		ana.Panel("ticket", ticket).Has("5 of 5 stars", "9 of 10")
		ana.Panel("ticket", ticket).Lacks("Quick")
		h.As("mona").Panel("ticket", ticket).Has("5 of 5 stars", "Quick <b>and</b> kind.", "By mail")
		// The answers may be changed by the same link, and there is still one rating.
		again := guest.Page("answer", "t", token)
		again.Has("Change my answers", "Quick <b>and</b> kind.")
		again.Submit("answers", "answer", map[string]any{"q1": 3, "q2": "On second thoughts.", "q3": nil, "q4": nil})
		h.As("mona").Panel("ticket", ticket).Has("3 of 5 stars", "On second thoughts.")
		h.As("mona").Panel("ticket", ticket).Lacks("Quick", "9 of 10")
		if list, _ := h.As("olga").Route("GET", "/ratings", nil).Is(200).Get("items").([]any); len(list) != 1 {
			t.Errorf("there are %d ratings", len(list))
		}
	})
}

// TestOrganizationsStars: what an organization's people gave stands beside it, for who
// holds the summary.
func TestOrganizationsStars(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		olga := h.As("olga")
		acme := olga.Must("POST", "/organizations", map[string]any{"name": "Acme", "domain": "", "share": "none"}).Get("id").(float64)
		carl := "/users/" + itoa(h.ID("carl"))
		olga.Must("PATCH", carl, map[string]any{"organization_id": acme, "version": olga.Must("GET", carl, nil).Get("version")})
		start(h, nil)
		closed(h, h.Ticket("Refund", "billing"), "ana")
		beside := plugintest.Place{Organization: int64(acme)}
		seen := func(name string) *plugintest.View {
			v, refused := h.As(name).Open("organization", beside)
			if refused != nil {
				t.Fatalf("%s: %d %s", name, refused.Status, refused.Body)
			}
			return v
		}
		seen("olga").Has("No answers yet.")
		h.Nobody().Page("answer", "t", link(t, h.Letters())).Submit("answers", "answer", map[string]any{"q1": 4, "q2": "Good."}).Has("Thank you")
		seen("olga").Has("4 of 5 stars", "Average", "Good.")
		if _, refused := h.As("ana").Open("organization", beside); refused == nil || refused.Status != 403 {
			t.Errorf("an agent without the summary: %v", refused)
		}
	})
}

// TestTokens: a link opens its own invitation until its day, and nothing else does.
func TestTokens(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		start(h, nil)
		first, second := h.Ticket("First", "billing"), h.Ticket("Second", "billing")
		closed(h, first, "ana")
		a := link(t, h.Letters())
		closed(h, second, "ana")
		b := link(t, h.Letters())
		if a == b {
			t.Fatal("two invitations have one token")
		}
		guest := h.Nobody()
		for _, wrong := range []string{"", "x", a[:len(a)-1], strings.ToLower(a), a + "A", "%"} {
			guest.Page("answer", "t", wrong).Has("does not lead anywhere")
		}
		guest.Page("answer", "i", "1").Has("does not lead anywhere")
		h.As("dora").Page("answer", "i", "1").Has("does not lead anywhere")
		h.As("carl").Page("answer", "i", "1").Has("First")
		// A form that was drawn for one invitation is not taken for another.
		page := guest.Page("answer", "t", a)
		if _, refused := page.With("t", b).Try("answer", "answers", map[string]any{"q1": 1}); refused == nil || refused.Status != 404 {
			t.Errorf("another token: %v", refused)
		}
		page.Submit("answers", "answer", map[string]any{"q1": 4}).Has("Thank you")
		h.As("mona").Panel("ticket", second).Has("No answers yet.")
		// What is kept of a token does not open anything.
		for _, who := range []string{"olga", "ana", "carl"} {
			h.As(who).Route("GET", "/invitations", nil).Is(403)
		}
		h.Pass(8 * 24 * time.Hour)
		h.RunSchedule("send")
		guest.Page("answer", "t", a).Has("does not lead anywhere")
		if _, refused := page.Try("answer", "answers", map[string]any{"q1": 1}); refused == nil {
			t.Error("answers are taken after the last day")
		}
	})
}
