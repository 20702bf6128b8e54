package people_test

import (
	"slices"
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
