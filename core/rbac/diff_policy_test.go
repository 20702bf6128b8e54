package rbac_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pegboard.dev/pegboard/core/rbac"
)

func TestDiffPolicies(t *testing.T) {
	reg := rbac.Core()
	before := policy(t, reg, `
top: owner
roles:
- {slug: owner, name: Owner, type: employee, everything: true, manages: [owner, agent, old]}
- {slug: agent, name: Agent, type: employee, scope: team, features: {tickets: {level: read}, kb: {level: read}}}
- {slug: old, name: Old, type: employee}
- {slug: same, name: Same, type: employee, manages: []}
`)
	after := policy(t, reg, `
top: owner
assignee_must_be_member: true
reserved: {roles.edit: [owner]}
roles:
- {slug: owner, name: Owner, type: employee, everything: true, manages: [owner, agent, new]}
- {slug: agent, name: Clerk, type: employee, scope: team, requires: [new], features: {tickets: {level: read, plus: [tickets.reply]}, kb: {level: full, scope: all, plus: [kb.x], minus: [kb.y]}}}
- {slug: new, name: New, type: employee, features: {views: {keys: {views.own: all}}}}
- {slug: same, name: Same, type: employee}
`)
	want := rbac.PolicyDiff{
		Rules: []string{"assignee_must_be_member: false → true", "reserved.roles.edit: nothing → owner"},
		Roles: []rbac.RoleDiff{
			{Slug: "owner", Name: "Owner", Rules: []string{"manages: agent, old, owner → agent, new, owner"}},
			{
				Slug: "agent", Name: "Clerk", Changes: []rbac.Change{{Key: "tickets.reply", After: rbac.Team}},
				Rules: []string{
					"name: Agent → Clerk", "requires: nothing → new",
					"features.kb, which is not enabled: read, at team → full, at all, plus kb.x, minus kb.y",
				},
			},
			{Slug: "new", Name: "New", Added: true, Changes: []rbac.Change{{Key: "views.own", After: rbac.All}}},
			{Slug: "old", Name: "Old", Removed: true},
		},
	}
	got := rbac.DiffPolicies(reg, before, after)
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if d := rbac.DiffPolicies(reg, before, before.Clone()); !d.Empty() {
		t.Errorf("a policy differs from itself: %+v", d)
	}
	reworded := before.Clone()
	reworded.Role("agent").Features["tickets"] = rbac.Setting{Level: rbac.Custom, Keys: map[rbac.Key]rbac.Scope{"tickets.view": rbac.Team}}
	if d := rbac.DiffPolicies(reg, before, reworded); len(d.Roles) != 1 || len(d.Roles[0].Changes) > 0 || len(d.Roles[0].Rules) != 1 {
		t.Errorf("other words for the same keys: %+v", d)
	}
}
