package demo

import (
	"context"
	"encoding/json"
	"net/url"
	"strconv"
	"testing"
	"time"

	"pegboard.dev/pegboard/cmd/pegboard/internal/app"
	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/store/storetest"
)

// TestContributedReports: what surveys, chats and calls add to the reports counts,
// for everybody, the rows that the API lists for them, no further than the key of
// the report reaches.
func TestContributedReports(t *testing.T) {
	clock := &Clock{}
	a := seeded(t, storetest.OpenSQLite(t, storetest.WithClock(clock)), clock, t.TempDir())
	ctx := t.Context()
	if _, err := a.Plugins.Collection(reportsID, "custom"); core.IsKind(err, core.KindNotFound) {
		t.Skip("the plugins are not built")
	}
	as := func(email string) *rbac.Subject {
		t.Helper()
		in, err := a.People.Authenticate(ctx, email, Password, people.Meta{})
		if err != nil {
			t.Fatalf("%s cannot sign in: %v", email, err)
		}
		return in.Subject
	}
	owner := as("owner@demo.test")
	grant := func(email string, key rbac.Key, scope rbac.Scope) {
		t.Helper()
		if err := a.People.PutGrant(ctx, owner, as(email).User, rbac.Grant{Key: key, Scope: scope}); err != nil {
			t.Fatal(err)
		}
	}
	sources := []struct{ plugin, collection, at string }{
		{"surveys", "ratings", "answered_at"}, {"livechat", "chats", "ended_at"}, {"calllogs", "calls", "started_at"},
	}
	// Ana counts with her team; Ben sees his team, and his reports reach his own.
	for email, scope := range map[string]rbac.Scope{"ana@demo.test": rbac.Team, "ben@demo.test": rbac.Own} {
		grant(email, "surveys.summary", rbac.Team)
		grant(email, "reports.view", scope)
		for _, s := range sources {
			grant(email, rbac.Key("reports.view."+s.plugin+".by_agent"), scope)
		}
	}
	period := from(time.Now().UTC())
	for _, email := range []string{"owner@demo.test", "manager@demo.test", "ana@demo.test", "ben@demo.test"} {
		who := as(email)
		for _, s := range sources {
			want := counted(t, a, who, core.PluginID(s.plugin), s.collection, s.at, email == "ben@demo.test")
			if got := reported(t, a, who, s.plugin+".by_agent", period); got != want {
				t.Errorf("%s: the report on %s counts %d, the API lists %d", email, s.collection, got, want)
			}
			if email == "owner@demo.test" && want == 0 {
				t.Errorf("the demo has no %s", s.collection)
			}
		}
	}
	grant("ana@demo.test", "reports.view.surveys.by_team", rbac.Team)
	if n := reported(t, a, as("ana@demo.test"), "surveys.by_team", period); n == 0 {
		t.Error("a report by team counts nothing")
	}
	_, err := a.Plugins.Render(ctx, as("ana@demo.test"), reportsID, "page", plugin.RenderInput{Params: map[string]string{"report": "surveys.by_survey"}})
	if !core.IsKind(err, core.KindNotFound) {
		t.Errorf("a report without its key: %v", err)
	}
}

// from is the period that everything of the demo lies in, to today.
func from(now time.Time) string {
	return now.AddDate(0, 0, -100).Format(time.DateOnly) + ".." + now.AddDate(0, 0, 1).Format(time.DateOnly)
}

// counted is how many rows with a time the API lists; own alone where only those
// that somebody has or helped with shall count.
func counted(t *testing.T, a *app.App, who *rbac.Subject, id core.PluginID, collection, at string, own bool) int {
	t.Helper()
	n, cursor := 0, ""
	for {
		page, err := a.Plugins.ListRecords(context.Background(), who, id, collection, url.Values{"limit": {"100"}, "cursor": {cursor}})
		if err != nil {
			t.Fatal(err)
		}
		for _, raw := range page.Items {
			var row map[string]any
			if err := json.Unmarshal(raw, &row); err != nil {
				t.Fatal(err)
			}
			if row[at] != nil && (!own || holds(row["owner"], who.User) || holds(row["contributors"], who.User)) {
				n++
			}
		}
		if cursor = page.Next; cursor == "" {
			return n
		}
	}
}

// holds reports whether a reference, or a list of them, names somebody.
func holds(v any, id core.UserID) bool {
	switch v := v.(type) {
	case float64:
		return v == float64(id)
	case map[string]any:
		return holds(v["id"], id)
	case []any:
		for _, one := range v {
			if holds(one, id) {
				return true
			}
		}
	}
	return false
}

// reported sums the first figure of each line of a report.
func reported(t *testing.T, a *app.App, who *rbac.Subject, report, period string) int {
	t.Helper()
	drawn, err := a.Plugins.Render(context.Background(), who, reportsID, "page", plugin.RenderInput{
		Params: map[string]string{"report": report, "f.period": period, "f.compare": "false"},
	})
	if err != nil {
		t.Fatalf("%s: %v", report, err)
	}
	var doc any
	if err := json.Unmarshal(drawn.JSON, &doc); err != nil {
		t.Fatal(err)
	}
	sum := 0
	var walk func(x any)
	walk = func(x any) {
		switch x := x.(type) {
		case map[string]any:
			if cells, ok := x["cells"].(map[string]any); ok {
				first, _ := cells["c0"].(map[string]any)
				text, _ := first["text"].(string)
				n, err := strconv.Atoi(text)
				if err != nil {
					t.Errorf("%s: the figure %v", report, cells["c0"])
				}
				sum += n
				return
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
	return sum
}
