package demo

import (
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
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
	// Ana counts with her team; Ben sees his team, and his reports reach his own.
	for email, scope := range map[string]rbac.Scope{"ana@demo.test": rbac.Team, "ben@demo.test": rbac.Own} {
		grant(email, "surveys.summary", rbac.Team)
		grant(email, "reports.view", scope)
		for i := range contributedBy {
			for id := range contributedBy[i].reports {
				grant(email, rbac.Key("reports.view."+string(contributedBy[i].plugin)+"."+id), scope)
			}
		}
	}
	period, followed := from(time.Now().UTC()), 0
	for _, email := range []string{"owner@demo.test", "manager@demo.test", "ana@demo.test", "ben@demo.test"} {
		who := as(email)
		for i := range contributedBy {
			c := &contributedBy[i]
			rows := rowsOf(t, a, who, c, email == "ben@demo.test")
			if email == "owner@demo.test" && len(rows) == 0 {
				t.Errorf("the demo has no %s", c.collection)
			}
			for id := range c.reports {
				followed += checkContributed(t, a, who, c, id, rows, period)
			}
		}
	}
	if followed < 100 {
		t.Errorf("only %d figures were followed", followed)
	}
	if err := a.People.DeleteGrant(ctx, owner, as("ben@demo.test").User, "reports.view.surveys.by_survey"); err != nil {
		t.Fatal(err)
	}
	if _, err := drawn(t, a, as("ben@demo.test"), reportsID, "page", map[string]string{"report": "surveys.by_survey"}); !core.IsKind(err, core.KindNotFound) {
		t.Errorf("a report without its key: %v", err)
	}
	stolen := map[string]string{"behind": `{"where":{"all":[]},"key":"reports.view.surveys.by_survey"}`}
	if _, err := drawn(t, a, as("ben@demo.test"), "surveys", "results", stolen); !core.IsKind(err, core.KindForbidden) {
		t.Errorf("what a figure counts, without the report's key: %v", err)
	}
}

// from is the period that everything of the demo lies in, to today.
func from(now time.Time) string {
	return now.AddDate(0, 0, -100).Format(time.DateOnly) + ".." + now.AddDate(0, 0, 1).Format(time.DateOnly)
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
