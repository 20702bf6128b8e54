package main

import (
	"strconv"
	"strings"
	"testing"

	"pegboard.dev/pegboard/sdk/plugintest"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func TestPage(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		ana, ben, olga := h.As("ana"), h.As("ben"), h.As("olga")
		for _, call := range []struct {
			by     *plugintest.Person
			fields map[string]any
		}{
			{ana, map[string]any{"number": "111", "direction": "in", "outcome": "answered", "notes": "alpha"}},
			{ana, map[string]any{"number": "222", "direction": "out", "outcome": "busy", "notes": "beta"}},
			{ben, map[string]any{"number": "333", "direction": "out", "outcome": "answered", "notes": "gamma"}},
		} {
			call.by.Route("POST", "/calls", call.fields).Is(201)
		}
		shown := func(p *plugintest.Person, params ...string) string {
			view := p.Page("page", params...)
			var out []string
			for _, n := range []string{"111", "222", "333"} {
				if view.Contains(n) {
					out = append(out, n)
				}
			}
			return strings.Join(out, " ")
		}
		for _, tc := range []struct {
			who    *plugintest.Person
			params []string
			want   string
		}{
			{ana, nil, "111 222"}, {ben, nil, "333"}, {olga, nil, "111 222 333"},
			{ana, []string{"calls.f.direction", "out"}, "222"}, {olga, []string{"calls.f.outcome", "answered"}, "111 333"},
			{olga, []string{"calls.f.mine", "true"}, ""}, {ana, []string{"calls.q", "alp"}, "111"}, {ana, []string{"calls.q", "gamma"}, ""},
			{ana, []string{"calls.sort", `number" --`}, "111 222"},
		} {
			if got := shown(tc.who, tc.params...); got != tc.want {
				t.Errorf("%s with %v sees %q, not %q", tc.who, tc.params, got, tc.want)
			}
		}
		page := ana.Page("page")
		if page.Offers("delete") {
			t.Error("an agent without the key is offered to delete")
		}
		if _, refused := page.Try("edit", "", nil, "calls", "3"); refused == nil || refused.Status != 404 {
			t.Errorf("a row of another team: %v", refused)
		}
		olga.Page("page").Press("delete", "calls", "2")
		if got := shown(ana); got != "111" {
			t.Errorf("after the deletion: %q", got)
		}
	})
}
