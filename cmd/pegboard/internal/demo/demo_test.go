package demo

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pegboard.dev/pegboard/cmd/pegboard/internal/app"
	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/storetest"
	"pegboard.dev/pegboard/core/tickets"
	"pegboard.dev/pegboard/plugins"
)

// seeded returns a demo in a fresh database; plugins are compiled into a
// directory that several may share.
func seeded(t *testing.T, db *store.DB, clock *Clock, compiled string) *app.App {
	t.Helper()
	a, err := app.Open(t.Context(), app.Config{
		Version: "0.1.0", Data: t.TempDir(), Cache: compiled, DB: db, Bundled: plugins.Bundled(), Clock: clock,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	if err := Prepare(t.Context(), a, clock); err != nil {
		t.Fatal(err)
	}
	if err := Prepare(t.Context(), a, clock); err != nil {
		t.Fatalf("a second start: %v", err)
	}
	return a
}

func TestDemoIsBelievable(t *testing.T) {
	clock, compiled := &Clock{}, t.TempDir()
	storetest.Run(t, func(t *testing.T, db *store.DB) { believable(t, seeded(t, db, clock, compiled)) }, storetest.WithClock(clock))
}

func believable(t *testing.T, a *app.App) {
	ctx := t.Context()
	as := func(email string) *rbac.Subject {
		t.Helper()
		in, err := a.People.Authenticate(ctx, email, Password, people.Meta{})
		if err != nil {
			t.Fatalf("%s cannot sign in: %v", email, err)
		}
		return in.Subject
	}
	count := func(who *rbac.Subject, f tickets.Filter) int {
		t.Helper()
		n, err := a.Tickets.Count(ctx, who, f)
		if err != nil {
			t.Fatal(err)
		}
		return n.N
	}
	owner := as("owner@demo.test")
	if n := count(owner, tickets.Filter{}); n != ticketCount {
		t.Errorf("%d tickets", n)
	}
	for status := tickets.Open; status <= tickets.Closed; status++ {
		if n := count(owner, tickets.Filter{Statuses: []tickets.Status{status}}); n < 2 {
			t.Errorf("%d tickets are %s", n, status)
		}
	}
	for email, least := range map[string]struct{ all, mine, contributing, queue int }{
		"manager@demo.test": {all: 100}, "ana@demo.test": {all: 30, mine: 5, contributing: 1, queue: 1},
		"ben@demo.test": {all: 30, mine: 5, contributing: 1, queue: 1}, "carl@demo.test": {all: 8},
	} {
		who := as(email)
		for name, got := range map[string][2]int{
			"seen": {count(who, tickets.Filter{}), least.all}, "mine": {count(who, tickets.Filter{Mine: true}), least.mine},
			"contributing": {count(who, tickets.Filter{Contributing: true}), least.contributing}, "queued": {count(who, tickets.Filter{Queue: true}), least.queue},
		} {
			if got[0] < got[1] || got[0] == ticketCount {
				t.Errorf("%s: %d %s, want at least %d and not everything", email, got[0], name, got[1])
			}
		}
	}
	if n := count(owner, tickets.Filter{Query: "refund"}); n == 0 {
		t.Error("search finds nothing")
	}
	page, err := a.Tickets.List(ctx, owner, tickets.Filter{Limit: 200})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range page.Items {
		if strings.ContainsAny(s.Subject, "{}") {
			t.Errorf("a blank was left in %q", s.Subject)
		}
		if s.UpdatedAt.After(time.Now()) || s.CreatedAt.After(s.UpdatedAt) {
			t.Errorf("ticket %d: made %v, changed %v", s.ID, s.CreatedAt, s.UpdatedAt)
		}
	}
	if calls, err := a.Plugins.ListRecords(ctx, owner, calllogsID, "calls", nil); err == nil && len(calls.Items) < 10 {
		t.Errorf("%d calls are logged", len(calls.Items))
	} else if err != nil && !core.IsKind(err, core.KindNotFound) {
		t.Error(err)
	}
	if saved, err := a.Plugins.ListRecords(ctx, owner, cannedID, "replies", nil); err == nil && len(saved.Items) < 6 {
		t.Errorf("%d canned replies", len(saved.Items))
	} else if err != nil && !core.IsKind(err, core.KindNotFound) {
		t.Error(err)
	}
	for collection, least := range map[string]int{"ratings": 30, "answers": 60, "surveys": 3} {
		list, err := a.Plugins.ListRecords(ctx, owner, surveysID, collection, url.Values{"limit": {"100"}})
		if err == nil && len(list.Items) < least {
			t.Errorf("%d %s", len(list.Items), collection)
		} else if err != nil && !core.IsKind(err, core.KindNotFound) {
			t.Error(err)
		}
	}
}

func TestDemoTakesNobodysDirectory(t *testing.T) {
	full := t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "pegboard.db"), []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		dir string
		ok  bool
	}{
		"an empty one":                 {t.TempDir(), true},
		"one that is not there":        {filepath.Join(t.TempDir(), "a", "b"), true},
		"one with somebody's helpdesk": {full, false},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := Directory(tc.dir); (err == nil) != tc.ok {
				t.Fatal(err)
			}
			if !tc.ok {
				return
			}
			if err := os.WriteFile(filepath.Join(tc.dir, "pegboard.db"), nil, 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := Directory(tc.dir); err != nil {
				t.Errorf("the second time: %v", err)
			}
		})
	}
}

func TestDemoTakesNobodysDatabase(t *testing.T) {
	clock := &Clock{}
	a, err := app.Open(t.Context(), app.Config{Version: "0.1.0", Data: t.TempDir(), DB: storetest.OpenSQLite(t), Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	if err := people.NewProvisioner(a.People, "test").Install(t.Context(), nil, "Somebody's"); err != nil {
		t.Fatal(err)
	}
	if err := Prepare(t.Context(), a, clock); err == nil {
		t.Fatal("the demo was put into somebody's helpdesk")
	}
}
