package people_test

import (
	"slices"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// custom is a role of picked keys.
func custom(name string, t rbac.Audience, keys map[rbac.Key]rbac.Scope) rbac.Role {
	features := map[string]rbac.Setting{}
	for k, s := range keys {
		set := features[k.Owner()]
		set.Level = rbac.Custom
		if set.Keys == nil {
			set.Keys = map[rbac.Key]rbac.Scope{}
		}
		set.Keys[k] = s
		features[k.Owner()] = set
	}
	return rbac.Role{Name: name, Type: t, Features: features}
}

func TestSetRoles(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		_, err := w.CreateRole(ctx, w.as("olga"), rbac.Role{Name: "Lead", Type: rbac.Employee, Requires: []string{"agent"}, Manages: []string{"agent"}})
		want(t, err, ok)
		_, err = w.CreateRole(ctx, w.as("olga"), custom("Auditor", rbac.Employee, map[rbac.Key]rbac.Scope{"settings.audit": rbac.All, "people.roles.assign": rbac.All, "people.view": rbac.All}))
		want(t, err, ok)
		for name, c := range map[string]struct {
			who, whom string
			roles     []string
			kind      core.Kind
		}{
			"the owner promotes an agent":              {"olga", "ben", []string{"agent", "manager"}, ok},
			"the owner makes a customer an owner":      {"olga", "cora", []string{"owner"}, ok},
			"an admin makes an agent":                  {"adam", "carl", []string{"agent"}, ok},
			"an admin makes no admin":                  {"adam", "carl", []string{"admin"}, core.KindForbidden},
			"an admin does not demote the owner":       {"adam", "olga", []string{"agent"}, core.KindForbidden},
			"nobody changes their own":                 {"olga", "olga", []string{"owner", "agent"}, core.KindForbidden},
			"a manager may see roles but not give any": {"mona", "mona", []string{"manager"}, core.KindForbidden},
			"an agent gives none":                      {"ana", "ana", []string{"agent"}, core.KindForbidden},
			"a role whose requirement is missing":      {"olga", "mona", []string{"lead"}, core.KindConflict},
			"a role beside its requirement":            {"olga", "mona", []string{"lead", "agent"}, ok},
			"a role there is not":                      {"olga", "ben", []string{"king"}, core.KindInvalid},
		} {
			t.Run(name, func(t *testing.T) {
				before := auditCount(t, w)
				v, err := w.SetRoles(ctx, w.as(c.who), w.ids[c.whom], c.roles)
				want(t, err, c.kind)
				if err != nil {
					if auditCount(t, w) != before {
						t.Fatal("a refused change left an audit row")
					}
					return
				}
				slices.Sort(c.roles)
				if !slices.Equal(v.Roles, c.roles) || v.Kind != people.Employee {
					t.Fatalf("holds %v as %s", v.Roles, v.Kind)
				}
				if !slices.Contains(w.as(c.whom).Roles, c.roles[0]) {
					t.Fatal("does not act on the next request")
				}
			})
		}
		t.Run("a role of which one holds less is not given, although managed", func(t *testing.T) {
			w.add("audrey", "auditor")
			w.add("victim")
			r, err := w.Role(ctx, w.as("olga"), "auditor")
			want(t, err, ok)
			r.Role.Manages = []string{"agent", "customer", "admin"}
			_, err = w.UpdateRole(ctx, w.as("olga"), "auditor", r.Role)
			want(t, err, ok)
			_, err = w.SetRoles(ctx, w.as("audrey"), w.ids["victim"], []string{"agent"})
			want(t, err, core.KindForbidden)
		})
		t.Run("losing the last employee role ends team work", func(t *testing.T) {
			team, err := w.op.CreateTeam(ctx, "Any", 0)
			want(t, err, ok)
			want(t, w.SetMember(ctx, w.as("olga"), team.ID, w.ids["ana"], true), ok)
			v, err := w.SetRoles(ctx, w.as("olga"), w.ids["ana"], nil)
			want(t, err, ok)
			if v.Kind != people.Customer || len(v.Teams) != 0 || len(w.as("ana").Teams) != 0 {
				t.Fatalf("%s in %v", v.Kind, v.Teams)
			}
		})
	})
}

func auditCount(t *testing.T, w *world) (n int) {
	t.Helper()
	if err := w.db.SQL().QueryRow("SELECT count(*) FROM audit_log").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestGrants(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		for name, c := range map[string]struct {
			who, whom string
			g         rbac.Grant
			kind      core.Kind
		}{
			"the owner gives anything":          {"olga", "ana", rbac.Grant{Key: "settings.audit", Scope: rbac.All}, ok},
			"an admin what they hold":           {"adam", "ana", rbac.Grant{Key: "tickets.view", Scope: rbac.Department}, ok},
			"an admin not what they lack":       {"adam", "ana", rbac.Grant{Key: "settings.billing", Scope: rbac.All}, core.KindForbidden},
			"an admin not to the owner":         {"adam", "olga", rbac.Grant{Key: "tickets.view", Scope: rbac.All}, core.KindForbidden},
			"nobody to themselves":              {"olga", "olga", rbac.Grant{Key: "tickets.view", Scope: rbac.All}, core.KindForbidden},
			"an agent to nobody":                {"ana", "ana", rbac.Grant{Key: "tickets.view", Scope: rbac.Own}, core.KindForbidden},
			"an employee's key not to customer": {"olga", "carl", rbac.Grant{Key: "tickets.assign", Scope: rbac.Own}, core.KindInvalid},
			"a customer's key to a customer":    {"olga", "carl", rbac.Grant{Key: "tickets.submit", Scope: rbac.All}, ok},
			"no scope":                          {"olga", "ana", rbac.Grant{Key: "tickets.view"}, core.KindInvalid},
			"a key there is not":                {"olga", "ana", rbac.Grant{Key: "tickets.fly", Scope: rbac.All}, core.KindInvalid},
			"an end in the past":                {"olga", "ana", rbac.Grant{Key: "tickets.view", Scope: rbac.All, Expires: w.clock.Now()}, core.KindInvalid},
		} {
			t.Run(name, func(t *testing.T) { want(t, w.PutGrant(ctx, w.as(c.who), w.ids[c.whom], c.g), c.kind) })
		}
		gs, err := w.Grants(ctx, w.as("ana"), w.ids["ana"])
		want(t, err, ok)
		if len(gs) != 2 || gs[1].Key != "tickets.view" || gs[1].GrantedBy != w.ids["adam"] {
			t.Fatalf("%+v", gs)
		}
		want(t, w.DeleteGrant(ctx, w.as("olga"), w.ids["ana"], "tickets.view"), ok)
		want(t, w.DeleteGrant(ctx, w.as("olga"), w.ids["ana"], "tickets.view"), core.KindNotFound)
		if s := w.as("ana"); s.Scope("tickets.view") != rbac.Team {
			t.Fatalf("tickets.view still at %s", s.Scope("tickets.view"))
		}
		_, err = w.Grants(ctx, w.as("ben"), w.ids["ana"])
		want(t, err, core.KindNotFound)
	})
}

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
