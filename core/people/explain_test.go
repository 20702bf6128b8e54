package people_test

import (
	"slices"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

func TestExplain(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		e, err := w.Explain(ctx, w.as("olga"), w.ids["ana"], "tickets.delete", nil, nil, nil)
		want(t, err, ok)
		if e.Allowed || len(e.Sentences) == 0 || !slices.Contains(e.WouldGive, "manager") {
			t.Fatalf("%+v", e)
		}
		o := &rbac.Object{Requester: w.ids["carl"], Owner: w.ids["ana"]}
		e, err = w.Explain(ctx, w.as("ana"), w.ids["ana"], "tickets.reply", rbac.Tickets, o, nil)
		want(t, err, ok)
		if !e.Allowed || len(e.Sources) == 0 || e.Sources[0].Role != "agent" {
			t.Fatalf("%+v", e)
		}
		e, err = w.Explain(ctx, w.as("olga"), 0, "tickets.submit", nil, nil, nil)
		want(t, err, ok)
		if e.Allowed {
			t.Fatalf("a guest: %+v", e)
		}
		_, err = w.Explain(ctx, w.as("ana"), w.ids["ben"], "tickets.reply", nil, nil, nil)
		want(t, err, core.KindForbidden)
		_, err = w.Explain(ctx, w.as("ana"), 0, "tickets.submit", nil, nil, nil)
		want(t, err, core.KindForbidden)
		_, err = w.Explain(ctx, w.as("mona"), w.ids["olga"], "tickets.reply", nil, nil, nil)
		want(t, err, core.KindNotFound) // may ask why, but does not see her
	})
}

func TestPreview(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		_, err := w.SetRoles(ctx, w.as("olga"), w.ids["ben"], []string{"agent", "manager"})
		want(t, err, ok)
		r, err := w.Role(ctx, w.as("olga"), "agent")
		want(t, err, ok)
		set := r.Features["tickets"]
		set.Minus = append(slices.Clone(set.Minus), "tickets.merge")
		r.Role.Features["tickets"] = set
		pre, err := w.PreviewRole(ctx, w.as("olga"), r.Role)
		want(t, err, ok)
		lost := []rbac.Change{{Key: "tickets.merge", Before: rbac.Team}}
		if !slices.Equal(pre.Changes, lost) || pre.Holders != 2 || pre.Refused != "" {
			t.Fatalf("%+v", pre)
		}
		if len(pre.People) != 1 || pre.People[0].Person.Name != "ana" || !slices.Equal(pre.People[0].Changes, lost) {
			t.Fatalf("ben keeps it by another role, but: %+v", pre.People)
		}
		if w.as("ana").Scope("tickets.merge") != rbac.Team {
			t.Fatal("the preview changed something")
		}
		pre, err = w.PreviewRole(ctx, w.as("mona"), r.Role)
		want(t, err, ok)
		if pre.Refused == "" {
			t.Fatal("mona cannot save this, and is not told")
		}
		_, err = w.PreviewRole(ctx, w.as("ana"), r.Role)
		want(t, err, core.KindForbidden)

		p, err := w.PreviewUser(ctx, w.as("adam"), w.ids["ana"], people.UserChange{Roles: &[]string{"owner"}})
		want(t, err, ok)
		if len(p.Changes) == 0 || p.Refused == "" {
			t.Fatalf("%+v", p)
		}
	})
}

func TestScenariosTakePeopleAsWritten(t *testing.T) {
	w := newWorld(t, openSQLite(t), newClock())
	ctx := t.Context()
	_, err := w.CreateRole(ctx, w.as("olga"), rbac.Role{Name: "Lead", Type: rbac.Employee, Requires: []string{"agent"}})
	want(t, err, ok)
	in := people.PersonInput{Name: "lena", Roles: []string{"lead"}}
	_, err = w.op.CreateUser(ctx, in)
	want(t, err, core.KindConflict)
	p, err := w.op.AsWritten().CreateUser(ctx, in)
	want(t, err, ok)
	want(t, w.op.AsWritten().PutGrant(ctx, p.ID, rbac.Grant{Key: "tickets.view", Scope: rbac.Own, Expires: w.clock.Now()}), ok)
	s, err := w.SubjectByID(ctx, p.ID)
	want(t, err, ok)
	if s.Holds("tickets.view") || !slices.Contains(s.Roles, "lead") {
		t.Fatalf("%v holds %v", s.Roles, s.Powers.Keys())
	}
	want(t, w.MayCreate(ctx, w.as("adam"), "agent"), ok)
	want(t, w.MayCreate(ctx, w.as("adam"), "owner"), core.KindForbidden)
	want(t, w.MayAssign(ctx, w.as("adam"), "agent"), ok)
	want(t, w.MayAssign(ctx, w.as("ana"), "agent"), core.KindForbidden)
}
