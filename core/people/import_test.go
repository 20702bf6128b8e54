package people_test

import (
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

func TestReplacePolicy(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		change := func(edit func(p *rbac.Policy)) *rbac.Policy {
			now, err := w.Policy(ctx)
			want(t, err, ok)
			p := now.Clone()
			edit(p)
			return p
		}
		for _, c := range []struct {
			name string
			edit func(p *rbac.Policy)
			kind core.Kind
		}{
			{"a role that people hold goes", func(p *rbac.Policy) { p.Remove("agent") }, core.KindConflict},
			{"a role that people hold becomes one for customers", func(p *rbac.Policy) { p.Role("agent").Type = rbac.User }, core.KindConflict},
			{"nobody would hold the highest role", func(p *rbac.Policy) { p.Top = "light-agent" }, core.KindConflict},
			{"the highest role could not give rights back", func(p *rbac.Policy) { p.Role("owner").Except = []rbac.Key{"roles.edit"} }, core.KindConflict},
			{"another highest role that could not either", func(p *rbac.Policy) { p.Top = "agent" }, core.KindConflict},
			{"a role that does not fit", func(p *rbac.Policy) { p.Role("agent").Manages = []string{"king"} }, core.KindInvalid},
			{"no role at all", func(p *rbac.Policy) { p.Roles = nil }, core.KindInvalid},
		} {
			t.Run("refused: "+c.name, func(t *testing.T) {
				before := auditCount(t, w)
				want(t, w.op.ReplacePolicy(ctx, change(c.edit)), c.kind)
				if auditCount(t, w) != before {
					t.Error("a refused import left an audit row")
				}
			})
		}
		t.Run("what is taken", func(t *testing.T) {
			ana := w.as("ana")
			next := change(func(p *rbac.Policy) {
				p.Remove("light-agent")
				set := p.Role("agent").Features["tickets"]
				set.Level = rbac.Read
				set.Plus, set.Minus = nil, nil
				p.Role("agent").Features["tickets"] = set
				night := custom("Night shift", rbac.Employee, map[rbac.Key]rbac.Scope{"tickets.view": rbac.Own})
				night.Slug = "night-shift"
				p.Put(night)
				p.AssigneeMustBeMember = true
			})
			want(t, w.op.ReplacePolicy(ctx, next), ok)
			if !ana.Holds("tickets.reply") || w.as("ana").Holds("tickets.reply") {
				t.Error("it does not act on the next request")
			}
			now, err := w.Policy(ctx)
			want(t, err, ok)
			if now.Role("light-agent") != nil || now.Role("night-shift") == nil || now.Role("night-shift").Builtin || !now.AssigneeMustBeMember {
				t.Errorf("got %v", now.RoleSlugs())
			}
			if d := rbac.DiffPolicies(w.reg, next, now); !d.Empty() {
				t.Errorf("differs: %+v", d)
			}
			if v, err := w.ResetRole(ctx, w.as("olga"), "agent"); err != nil || v.Features["tickets"].Level != rbac.Full {
				t.Errorf("a built-in role cannot be reset to its preset's form: %v", err)
			}
			if _, err := w.ResetRole(ctx, w.as("olga"), "night-shift"); !core.IsKind(err, core.KindConflict) {
				t.Errorf("a role of the file can be reset: %v", err)
			}
		})
		t.Run("each step stands in the audit log", func(t *testing.T) {
			page, err := w.AuditLog(ctx, w.as("olga"), people.AuditFilter{Limit: 200})
			want(t, err, ok)
			found := map[string]bool{}
			for _, e := range page.Items {
				if e.ActorName == "test" && e.Actor == 0 {
					found[e.Action+" "+e.TargetID] = true
				}
			}
			for _, step := range []string{"role.deleted light-agent", "role.updated agent", "role.created night-shift", "policy.imported standard"} {
				if !found[step] {
					t.Errorf("%s is missing", step)
				}
			}
		})
	})
}
