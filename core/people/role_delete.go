package people

import (
	"context"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// DeleteRole removes a custom role. While people or groups hold it, moveTo
// must name the role they get instead, of the same type; KindConflict
// otherwise. who needs roles.delete, manages the role, and may hand out moveTo.
func (s *Service) DeleteRole(ctx context.Context, who *rbac.Subject, slug, moveTo string) error {
	const op = "people.DeleteRole"
	return s.changeAccess(ctx, op, who, func(ctx context.Context, c *change) error {
		if err := c.who.Require(op, keyRolesDelete); err != nil {
			return err
		}
		role := c.policy.Role(slug)
		if role == nil {
			return errGone(op)
		}
		old := role.Clone()
		if old.Builtin {
			return core.Errorf(op, core.KindConflict, "%s came with the preset: it can be changed and reset, not deleted.", old.Name)
		}
		if err := rbac.CanEditRole(c.who, c.policy, &old, nil); err != nil {
			return err
		}
		if err := c.moveHolders(ctx, op, &old, moveTo); err != nil {
			return err
		}
		before := c.policy.Clone()
		if !c.policy.Remove(slug) {
			return core.Errorf(op, core.KindConflict, "%s is the highest role or one that everybody holds: it cannot be deleted.", old.Name)
		}
		if err := c.saveRoles(ctx, before); err != nil {
			return err
		}
		return c.record(ctx, "role.deleted", "role", slug, old, map[string]string{"move_to": moveTo})
	})
}

// moveHolders empties a role that is about to go.
func (c *change) moveHolders(ctx context.Context, op string, from *rbac.Role, moveTo string) error {
	held, err := c.s.Stores.Members.RoleHeld(ctx, from.Slug)
	if err != nil || !held {
		return err
	}
	to := c.policy.Role(moveTo)
	switch {
	case moveTo == "":
		return core.Errorf(op, core.KindConflict, "People hold the role %s. Say which role they get instead.", from.Name)
	case to == nil || moveTo == from.Slug:
		return core.InvalidField(op, "move_to", "There is no role %q to move people to.", moveTo)
	case to.Type != from.Type || isImplicit(c.policy, moveTo):
		return core.InvalidField(op, "move_to", "People cannot be moved to %s.", to.Name)
	case len(to.Requires)+len(to.Excludes) > 0 || slices.ContainsFunc(c.policy.Roles, func(r rbac.Role) bool { return slices.Contains(r.Excludes, moveTo) }):
		return core.InvalidField(op, "move_to", "%s depends on other roles, so it can only be given to one person at a time.", to.Name)
	}
	if err := rbac.CanAssignRole(c.who, c.policy, moveTo); err != nil {
		return err
	}
	return c.s.Stores.Members.MoveHolders(ctx, from.Slug, moveTo, c.who.User, c.now)
}
