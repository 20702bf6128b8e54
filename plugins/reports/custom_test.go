package main

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/plugintest"
)

// asks is what the builder's form sends; more overrides it.
func asks(name string, more map[string]any) map[string]any {
	out := map[string]any{"name": name, "of": "created", "by": "team", "measures": []string{"count"}, "chart": "hbar"}
	for k, v := range more {
		out[k] = v
	}
	return out
}

// A report of one's own counts only what its filters say, on the page, on paper and in
// a letter, and can be changed and renamed.
func TestEditAReport(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		world(h) // 6 tickets, 4 of billing; those at 0, 2 and 4 solved, and 4 open again
		olga := h.As("olga")
		open := map[string]any{"status": []string{"open", "pending", "on_hold"}}
		form := olga.Page("page", "report", "new")
		form.Has("Counts only")
		seen := form.Submit("custom", "preview", asks("Untried", open))
		seen.Has("Untried", "billing")
		olga.Page("page", "report", "all").Lacks("Untried")
		at := form.Submit("custom", "save", asks("Still open", open)).Goes()
		if !strings.HasSuffix(at, "report=c1") {
			t.Fatalf("it leads to %q", at)
		}
		if got := csvOf(olga, "c1"); got != "Team,Number\nbilling,3\ntech,1\n" {
			t.Errorf("open tickets:\n%s", got)
		}
		page := olga.Page("page", "report", "c1")
		page.Has("Counts only", "Open, Pending, On hold")
		if text := onPaper(t, olga.Must("GET", "/ui/reports/page/pdf?report=c1", nil).Body); !strings.Contains(text, "Open, Pending, On hold") {
			t.Errorf("the paper does not say what it counts:\n%s", text)
		}
		edit := olga.Page("page", "report", "c1", "edit", "1")
		edit.Has("Still open", "Edit the report")
		edit.Submit("custom", "save", asks("Open in tech", map[string]any{"team": strconv.FormatInt(h.ID("tech"), 10), "by": "status"})).Has("Saved.")
		if got := csvOf(olga, "c1"); got != "Status,Number\nOpen,1\nSolved,1\n" && got != "Status,Number\nSolved,1\nOpen,1\n" {
			t.Errorf("of tech:\n%s", got)
		}
		olga.Page("page", "report", "all").Has("Open in tech")
		olga.Page("page", "report", "all").Lacks("Still open")
		if _, refused := edit.Try("save", "custom", asks("Late", nil)); refused == nil || refused.Status != 409 {
			t.Errorf("over somebody's change meanwhile: %v", refused)
		}
	})
}

func csvOf(who *plugintest.Person, id string) string {
	return string(who.Route("GET", "/csv/"+id+".csv?f.period=last_30_days", nil).Body)
}

// Each filter reaches the host as a condition of its own, over what is chosen above.
func TestNarrow(t *testing.T) {
	n := narrow{Status: []string{"open"}, Priority: "high", Channel: "web", Tag: "red", Team: "3", Agent: 4, Organization: 5}
	r := (&spec{Of: "created", By: "time", Measures: []string{"count"}, Chart: "bar", narrow: n}).report("c1", "N")
	q := r.query(&r.sources[0], &choice{period: "today", team: "none", agent: 9}, "day")
	if q.Status[0] != "open" || q.Priority != "high" || q.Channel != "web" || q.Tag != "red" || q.TeamID != 3 || q.NoTeam || q.AssigneeID != 4 || q.OrganizationID != 5 {
		t.Errorf("%+v", q)
	}
	r.only = narrow{Team: "none"}
	if q := r.query(&r.sources[0], &choice{team: "7", agent: 9}, "day"); !q.NoTeam || q.TeamID != 0 || q.AssigneeID != 9 {
		t.Errorf("without a team: %+v", q)
	}
	for what, bad := range map[string]narrow{"status": {Status: []string{"lost"}}, "priority": {Priority: "mad"}, "team": {Team: "us"}, "tag": {Tag: strings.Repeat("x", 101)}} {
		if got := bad.wrong(); got != what {
			t.Errorf("%+v: %q is wrong, want %q", bad, got, what)
		}
	}
}

// Who may not change a report is not offered to, and cannot by its address.
func TestWhoEditsAReport(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		world(h)
		h.As("olga").Page("page", "report", "new").Submit("custom", "save", asks("The owner's", nil)).Has("Saved.")
		reader(h, "reports.create", "reports.edit", "reports.delete")
		ana := h.As("ana")
		ana.Page("page", "report", "new").Submit("custom", "save", asks("Hers", nil)).Has("Saved.")
		if page := ana.Page("page", "report", "c2"); !page.Offers("ask_delete") {
			t.Error("she cannot delete her own")
		}
		ana.Page("page", "report", "c2", "edit", "1").Has("Hers")
		if _, refused := ana.Open("page", plugintest.Place{Params: map[string]string{"report": "c1", "edit": "1"}}); refused == nil || refused.Status != 404 {
			t.Errorf("the owner's: %v", refused)
		}
		reader(h)
		if page := ana.Page("page", "report", "c2"); page.Offers("ask_delete") || page.Contains("edit=1") {
			t.Error("without the keys it is offered all the same")
		}
		if _, refused := ana.Open("page", plugintest.Place{Params: map[string]string{"report": "c2", "edit": "1"}}); refused == nil || refused.Status != 403 {
			t.Errorf("without the key: %v", refused)
		}
	})
}

// Before a report goes, it says where it is used; afterwards these places say that it
// is gone.
func TestDeleteAReportThatIsUsed(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		world(h)
		olga := h.As("olga")
		olga.Page("page", "report", "new").Submit("custom", "save", asks("Mine", nil)).Has("Saved.")
		olga.Page("page", "board", "new").Submit("board", "save_board", map[string]any{"name": "Morning round"})
		addTo(olga, "c1", "table").Has("Saved.")
		olga.Page("page", "schedule", "new", "report", "c1").Submit("schedule", "save_schedule", map[string]any{
			"title": "Mine on Mondays", "period": "last_week", "every": "day", "hour": "7", "zone": "UTC", "people": []any{h.ID("olga")}, "teams": []any{},
		}).Has("Saved.")
		ask := olga.Page("page", "report", "c1").Press("ask_delete")
		ask.Has("Morning round", "Mine on Mondays")
		ask.Press("delete").Has("The report is gone.")
		olga.Page("page", "board", "1").Has("This report was deleted")
		olga.Page("page", "schedule", "1").Has("What is sent here is gone")
		h.Letters()
		h.Pass(24 * time.Hour)
		if letters := h.Letters(); len(letters) != 0 {
			t.Errorf("it is sent all the same: %+v", letters)
		}
	})
}

// What is too much to count says what to narrow, beside the filters that narrow it.
func TestTooMuchSaysWhatToNarrow(t *testing.T) {
	late := &sdk.Error{Kind: sdk.KindInvalid, Message: "This takes too long.", Fields: sdk.Params{{Name: "period", Value: "x"}}}
	rows := &sdk.Error{Kind: sdk.KindInvalid, Fields: sdk.Params{{Name: "by", Value: "x"}}}
	backward := &choice{period: "2026-12-01..2026-11-01"}
	for _, c := range []struct {
		err  error
		c    *choice
		want string
	}{
		{late, nil, "refused.period"}, {late, &choice{period: "today"}, "refused.period"}, {late, backward, "refused.dates"}, {rows, nil, "refused.rows"},
		{sdk.Fail(sdk.KindQuota, "x"), nil, "refused.busy"}, {sdk.Fail(sdk.KindInvalid, "Otherwise."), nil, "Otherwise."},
		{sdk.Fail(sdk.KindDenied, "x"), nil, ""}, {nil, nil, ""},
	} {
		if key, message := why(c.err, c.c); key+message != c.want {
			t.Errorf("%v: %q %q, want %q", c.err, key, message, c.want)
		}
	}
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		world(h)
		olga := h.As("olga")
		olga.Page("page", "report", "volume_team", "f.from", "2026-12-01", "f.to", "2026-11-01").Has("This report was not computed", "ends before it begins", "Compare")
	})
}
