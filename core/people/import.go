package people

import (
	"context"
	"errors"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// ReplacePolicy puts a whole set of roles in the place of the one there is, as
// an import does. It checks the data but no right. KindInvalid for a policy
// that does not fit the registry. KindConflict where people would be left
// without a footing: a role that goes or changes its type while somebody holds
// it, a highest role that nobody active holds, and one that could no longer
// give rights back.
func (p *Provisioner) ReplacePolicy(ctx context.Context, policy *rbac.Policy) error {
	const op = "people.ReplacePolicy"
	return p.access(ctx, op, func(ctx context.Context, c *change) error {
		if len(c.policy.Roles) == 0 {
			return core.Errorf(op, core.KindConflict, "The helpdesk is not set up yet.")
		}
		return c.replacePolicy(ctx, op, policy.Clone())
	})
}

// ExportPolicy returns the whole set of roles; who needs roles.export.
func (s *Service) ExportPolicy(ctx context.Context, who *rbac.Subject) (*rbac.Policy, error) {
	const op = "people.ExportPolicy"
	if err := who.Require(op, "roles.export"); err != nil {
		return nil, err
	}
	p, err := s.Policy(ctx)
	return p, core.Wrap(op, err)
}

// ImportPolicy is Provisioner.ReplacePolicy for who holds roles.import, manages
// every role that differs, and hands out no more than they hold (CanReplace in
// rbac). It returns what differs; with dry it changes nothing, and refuses what
// it would refuse.
func (s *Service) ImportPolicy(ctx context.Context, who *rbac.Subject, policy *rbac.Policy, dry bool) (rbac.PolicyDiff, error) {
	const op = "people.ImportPolicy"
	var diff rbac.PolicyDiff
	undone := errors.New("dry run")
	err := s.changeAccess(ctx, op, who, func(ctx context.Context, c *change) error {
		next := policy.Clone()
		if err := rbac.CanReplace(c.who, c.policy, next); err != nil {
			return err
		}
		diff = rbac.DiffPolicies(s.Registry(), c.policy, next)
		if diff.Empty() {
			return undone
		}
		if err := c.replacePolicy(ctx, op, next); err != nil {
			return err
		}
		if dry {
			return undone
		}
		return nil
	})
	if errors.Is(err, undone) {
		err = nil
	}
	return diff, err
}

func (c *change) replacePolicy(ctx context.Context, op string, next *rbac.Policy) error {
	if err := next.Check(c.s.Registry()).Err(op); err != nil {
		return err
	}
	before := c.policy.Clone()
	if err := c.keepFooting(ctx, op, before, next); err != nil {
		return err
	}
	c.policy = next
	for i := range before.Roles {
		if old := &before.Roles[i]; next.Role(old.Slug) == nil {
			if err := c.s.Stores.Roles.DeleteRole(ctx, old.Slug); err != nil {
				return err
			}
			if err := c.record(ctx, "role.deleted", "role", old.Slug, *old, nil); err != nil {
				return err
			}
		}
	}
	preset, err := rbac.Preset(c.s.Registry(), next.Preset)
	if err != nil {
		preset = &rbac.Policy{} // a policy may come from a preset that this version lacks
	}
	for i := range next.Roles {
		if err := c.importRole(ctx, before.Role(next.Roles[i].Slug), &next.Roles[i], preset); err != nil {
			return err
		}
	}
	if err := c.s.saveFrame(ctx, next); err != nil {
		return err
	}
	return c.record(ctx, "policy.imported", "policy", next.Preset, frameOf(before), frameOf(next))
}

// importRole writes a role unless it says what it said. What a new built-in
// role can be reset to is what its preset has.
func (c *change) importRole(ctx context.Context, old, role *rbac.Role, preset *rbac.Policy) error {
	if old != nil && rbac.SameRole(old, role) && old.Builtin == role.Builtin {
		return nil
	}
	row := &StoredRole{Role: *role}
	if origin := preset.Role(role.Slug); role.Builtin && origin != nil {
		copied := origin.Clone()
		row.Origin = &copied
	}
	if err := c.s.Stores.Roles.PutRole(ctx, row); err != nil {
		return err
	}
	if old == nil {
		return c.record(ctx, "role.created", "role", role.Slug, nil, *role)
	}
	return c.record(ctx, "role.updated", "role", role.Slug, *old, *role)
}

// keepFooting refuses a policy under which holders would hang in the air.
func (c *change) keepFooting(ctx context.Context, op string, before, next *rbac.Policy) error {
	for i := range before.Roles {
		old := &before.Roles[i]
		now := next.Role(old.Slug)
		if now != nil && now.Type == old.Type {
			continue
		}
		held, err := c.s.Stores.Members.RoleHeld(ctx, old.Slug)
		if err != nil {
			return err
		}
		switch {
		case held && now == nil:
			return core.Errorf(op, core.KindConflict, "People hold the role %s, and the new set does not have it. Give them another one first.", old.Name)
		case held:
			return core.Errorf(op, core.KindConflict, "People hold the role %s, so it cannot change its type.", old.Name)
		}
	}
	n, err := c.s.Stores.Members.CountActive(ctx, next.Top)
	if err != nil {
		return err
	}
	if n == 0 {
		return core.Errorf(op, core.KindConflict, "Nobody who is active holds the role %q, which the new set makes the highest. Give it to somebody first.", next.Top)
	}
	var had *rbac.Role
	if had = before.Role(before.Top); had == nil {
		return nil
	}
	return c.keepTopOf(op, before, had, next, next.Role(next.Top))
}

// frameOf is what the audit log keeps of a policy beside its roles.
func frameOf(p *rbac.Policy) map[string]any {
	return map[string]any{
		"preset": p.Preset, "top": p.Top, "first": p.First, "implicit": p.Implicit, "reserved": p.Reserved,
		"assignee_must_be_member": p.AssigneeMustBeMember, "roles": p.RoleSlugs(),
	}
}
