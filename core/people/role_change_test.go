package people_test

import (
	"slices"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

func TestRoleEditing(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		role := func(who, slug string) *people.RoleView {
			t.Helper()
			r, err := w.Role(ctx, w.as(who), slug)
			want(t, err, ok)
			return r
		}
		t.Run("roles are listed with holders, for who may see them", func(t *testing.T) {
			if r := role("mona", "agent"); r.Holders != 2 || !r.Builtin || r.Effective["tickets.view"] != rbac.Team || r.Abilities.Edit {
				t.Fatalf("%+v", r)
			}
			_, err := w.Roles(ctx, w.as("ana"))
			want(t, err, core.KindForbidden)
		})
		t.Run("a custom role is made, held, refused deletion, moved and deleted", func(t *testing.T) {
			r, err := w.CreateRole(ctx, w.as("adam"), custom("Night shift", rbac.Employee, map[rbac.Key]rbac.Scope{"tickets.view": rbac.Team}))
			want(t, err, ok)
			if r.Slug != "night-shift" || r.Builtin || !r.Abilities.Edit || !r.Abilities.Delete || !r.Abilities.Assign {
				t.Fatalf("%+v", r)
			}
			w.add("nora", "night-shift")
			want(t, w.DeleteRole(ctx, w.as("adam"), "night-shift", ""), core.KindConflict)
			want(t, w.DeleteRole(ctx, w.as("adam"), "night-shift", "admin"), core.KindForbidden)
			want(t, w.DeleteRole(ctx, w.as("adam"), "night-shift", "customer"), core.KindInvalid)
			want(t, w.DeleteRole(ctx, w.as("adam"), "night-shift", "light-agent"), ok)
			if !slices.Contains(w.as("nora").Roles, "light-agent") {
				t.Fatal(w.as("nora").Roles)
			}
			_, err = w.Role(ctx, w.as("olga"), "night-shift")
			want(t, err, core.KindNotFound)
			if slices.Contains(role("olga", "owner").Manages, "night-shift") {
				t.Fatal("the owner still manages it")
			}
		})
		t.Run("built-in roles are edited and reset, not deleted", func(t *testing.T) {
			r := role("olga", "light-agent").Role
			r.Features["tickets"] = rbac.Setting{Level: rbac.Full}
			v, err := w.UpdateRole(ctx, w.as("olga"), "light-agent", r)
			want(t, err, ok)
			if v.Effective["tickets.reply"] == rbac.ScopeNone {
				t.Fatal("the edit does not act")
			}
			v, err = w.ResetRole(ctx, w.as("olga"), "light-agent")
			want(t, err, ok)
			if v.Effective["tickets.reply"] != rbac.ScopeNone || v.Effective["tickets.comment"] != rbac.Team || !v.Builtin {
				t.Fatalf("%+v", v)
			}
			want(t, w.DeleteRole(ctx, w.as("olga"), "light-agent", "agent"), core.KindConflict)
		})
		t.Run("a clone is custom, and only of what one holds", func(t *testing.T) {
			v, err := w.CloneRole(ctx, w.as("adam"), "agent", "Agent two")
			want(t, err, ok)
			if v.Slug != "agent-two" || v.Builtin || v.Effective["tickets.reply"] != rbac.Team {
				t.Fatalf("%+v", v)
			}
			_, err = w.CloneRole(ctx, w.as("adam"), "owner", "My own")
			want(t, err, core.KindForbidden)
			_, err = w.ResetRole(ctx, w.as("adam"), "agent-two")
			want(t, err, core.KindConflict)
		})
		t.Run("nobody widens a role beyond what they hold", func(t *testing.T) {
			r := role("adam", "agent").Role
			r.Features["settings"] = rbac.Setting{Level: rbac.Custom, Keys: map[rbac.Key]rbac.Scope{"settings.billing": rbac.All}}
			_, err := w.UpdateRole(ctx, w.as("adam"), "agent", r)
			want(t, err, core.KindForbidden)
			_, err = w.UpdateRole(ctx, w.as("olga"), "agent", r)
			want(t, err, ok)
		})
		t.Run("an admin does not edit the owner's role, nor let a role manage it", func(t *testing.T) {
			o := role("adam", "owner").Role
			o.Name = "Nobody"
			_, err := w.UpdateRole(ctx, w.as("adam"), "owner", o)
			want(t, err, core.KindForbidden)
			a := role("adam", "manager").Role
			a.Manages = append(a.Manages, "owner")
			_, err = w.UpdateRole(ctx, w.as("adam"), "manager", a)
			want(t, err, core.KindForbidden)
		})
		t.Run("the top role keeps what it takes to give rights", func(t *testing.T) {
			o := role("olga", "owner").Role
			o.Except = []rbac.Key{"people.roles.assign"}
			_, err := w.UpdateRole(ctx, w.as("olga"), "owner", o)
			want(t, err, core.KindConflict)
		})
		t.Run("what is wrong is named by its path", func(t *testing.T) {
			_, err := w.CreateRole(ctx, w.as("olga"), rbac.Role{Name: "Bad", Type: rbac.Employee, Features: map[string]rbac.Setting{"tickets": {Level: rbac.Full, Plus: []rbac.Key{"tickets.fly"}}}})
			want(t, err, core.KindInvalid)
			var e *core.Error
			if !asError(err, &e) || e.Fields["features.tickets.plus[0]"] == "" {
				t.Fatal(e.Fields)
			}
			_, err = w.CreateRole(ctx, w.as("olga"), rbac.Role{Slug: "agent", Name: "Agent", Type: rbac.Employee})
			want(t, err, core.KindConflict)
		})
		t.Run("a role keeps its type", func(t *testing.T) {
			r := role("olga", "agent-two").Role
			r.Type = rbac.User
			_, err := w.UpdateRole(ctx, w.as("olga"), "agent-two", r)
			want(t, err, core.KindInvalid)
		})
	})
}

func TestAuditLog(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		_, err := w.SetRoles(ctx, w.as("olga"), w.ids["ana"], []string{"manager"})
		want(t, err, ok)
		_, err = w.AuditLog(ctx, w.as("ana"), people.AuditFilter{})
		want(t, err, core.KindForbidden)
		page, err := w.AuditLog(ctx, w.as("olga"), people.AuditFilter{TargetType: "person", Limit: 1})
		want(t, err, ok)
		e := page.Items[0]
		if e.Action != "person.roles_changed" || e.Actor != w.ids["olga"] || e.ActorName != "olga" ||
			!strings.Contains(string(e.Before), `"agent"`) || !strings.Contains(string(e.After), `"manager"`) {
			t.Fatalf("%+v\n%s\n%s", e, e.Before, e.After)
		}
		n := 1
		for page.Next != "" {
			page, err = w.AuditLog(ctx, w.as("olga"), people.AuditFilter{TargetType: "person", Limit: 3, Cursor: page.Next})
			want(t, err, ok)
			n += len(page.Items)
		}
		if n != 8 { // seven people were made, one changed
			t.Fatalf("%d lines", n)
		}
	})
}
