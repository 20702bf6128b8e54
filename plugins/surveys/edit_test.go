package main

import (
	"testing"

	"pegboard.dev/pegboard/sdk/plugintest"
)

func TestSetUp(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		olga := h.As("olga")
		olga.Page("edit").Has("No surveys yet")
		if to := olga.Page("edit").Press("new").Goes(); to != "/app/x/surveys/edit?survey=1" {
			t.Fatalf("it leads to %q", to)
		}
		page := olga.Page("edit", "survey", "1")
		page.Has("How satisfied are you", "Draft", "What could we do better?")
		for field, value := range map[string]any{"name": "", "share": 0, "open_days": 0, "rest_days": 400, "low": "5"} {
			if errs := page.Submit("survey", "save", rules(map[string]any{field: value})).Errors(); errs[field] == "" {
				t.Errorf("%s as %v: %v", field, value, errs)
			}
		}
		page.Submit("survey", "save", rules(map[string]any{"name": "Billing's", "teams": []string{itoa(h.ID("billing"))}})).Has("Saved.")
		if _, refused := page.Try("save", "survey", rules(nil)); refused == nil || refused.Status != 409 {
			t.Errorf("saving what was changed meanwhile: %v", refused)
		}
		question := func(values map[string]any) *plugintest.View {
			return add(olga.Page("edit", "survey", "1")).Submit("question", "save_question", values)
		}
		for field, values := range map[string]map[string]any{
			"options": {"kind": "choice", "label": "Which?", "options": "Only this"},
			"label":   {"kind": "text", "label": ""},
			"kind":    {"kind": "drawing", "label": "Draw"},
		} {
			if errs := question(values).Errors(); errs[field] == "" {
				t.Errorf("a wrong %s: %v", field, errs)
			}
		}
		question(map[string]any{"kind": "choice", "label": "Which?", "options": "This\nThat"}).Has("Saved.")
		olga.Page("edit", "survey", "1").Has("Which?", "This", "As customers see it")
		for range 3 {
			olga.Page("edit", "survey", "1").Press("remove").Has("Saved.")
		}
		olga.Page("edit", "survey", "1").Has("No questions yet.")
		if _, refused := olga.Page("edit", "survey", "1").Try("state", "", nil); refused == nil || refused.Status != 422 {
			t.Errorf("starting an empty survey: %v", refused)
		}
		olga.Page("edit", "survey", "1").Press("delete").Has("Survey deleted.")
		if _, refused := olga.Open("edit", plugintest.Place{Params: map[string]string{"survey": "1"}}); refused == nil || refused.Status != 404 {
			t.Errorf("after that: %v", refused)
		}
	})
}
