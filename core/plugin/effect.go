package plugin

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/rbac"
)

// Effect is what switching a plugin on, or off where it is on, would do to the
// roles.
type Effect struct {
	// Enable tells which of the two.
	Enable bool
	// First: roles that say nothing about its features get what it proposes.
	First bool
	// Roles are those that would give other keys than now, in the editor's order.
	Roles []RoleEffect
	// Refused is why it cannot be done, one sentence; empty if it can.
	Refused string
}

// RoleEffect is what would change for one role, and for how many people who
// were given it.
type RoleEffect struct {
	Slug, Name string
	Holders    int
	Changes    []rbac.Change
}

// Effect tells what enabling or disabling a plugin would do, and does nothing.
// It needs settings.plugins. KindNotFound if the plugin is not here.
func (m *Manager) Effect(ctx context.Context, who *rbac.Subject, id core.PluginID) (*Effect, error) {
	const op = "plugin.Effect"
	if err := who.Require(op, keyPlugins); err != nil {
		return nil, err
	}
	row, others, err := m.row(ctx, id)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	policy, err := m.svc.People.Policy(ctx)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	snap := m.snap.Load()
	before := snap.registry
	out, after, then := &Effect{}, before, policy
	if row.State == core.PluginEnabled && snap.waiting[id] == "" {
		if err = m.needed(ctx, id, "", others); err == nil {
			after, err = before.Without(id)
		}
	} else {
		out.Enable, out.First = true, row.IntroducedAt.IsZero()
		var f *file
		if f, err = m.find(ctx, id); err != nil {
			return nil, core.Wrap(op, err)
		}
		after, then, err = m.rolesWith(ctx, who, f.manifest, others, policy, out.First)
	}
	if err != nil {
		out.Refused = message(err)
		return out, nil
	}
	out.Roles, err = m.roleEffects(ctx, who, before, after, policy, then)
	return out, core.Wrap(op, err)
}

// roleEffects lists the roles that give other keys by another registry and policy.
func (m *Manager) roleEffects(ctx context.Context, who *rbac.Subject, before, after *rbac.Registry, policy, then *rbac.Policy) ([]RoleEffect, error) {
	holders, err := m.svc.People.HolderCounts(ctx, who)
	if err != nil {
		return nil, err
	}
	var out []RoleEffect
	for i := range policy.Roles {
		r := &policy.Roles[i]
		changes := rbac.DiffKeys(rbac.RoleKeys(before, policy, r), rbac.RoleKeys(after, then, then.Role(r.Slug)))
		if len(changes) > 0 {
			out = append(out, RoleEffect{Slug: r.Slug, Name: r.Name, Holders: holders[r.Slug], Changes: changes})
		}
	}
	return out, nil
}

// rolesWith returns the registry and the policy as they would be with a plugin.
func (m *Manager) rolesWith(ctx context.Context, who *rbac.Subject, mf *manifest.Manifest, others []core.Installation, now *rbac.Policy, first bool) (*rbac.Registry, *rbac.Policy, error) {
	reg, err := m.fits(mf, others)
	if err != nil || !first {
		return reg, now, err
	}
	rows, err := m.Roles.Roles(ctx)
	if err != nil {
		return nil, nil, err
	}
	then := now.Clone()
	for _, r := range m.proposed(who, mf, reg, rows) {
		then.Put(r)
	}
	return reg, then, nil
}
