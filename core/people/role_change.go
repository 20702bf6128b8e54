package people

import (
	"context"
	"maps"
	"reflect"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// CreateRole makes a custom role. who needs roles.create, holds all that the
// role gives and manages every role that it manages. An empty slug is made of
// the name. KindInvalid names the field ("features.tickets.level").
func (s *Service) CreateRole(ctx context.Context, who *rbac.Subject, r rbac.Role) (*RoleView, error) {
	const op = "people.CreateRole"
	return s.changeRole(ctx, op, who, keyRolesCreate, func(ctx context.Context, c *change) (string, error) {
		if r.Slug == "" {
			r.Slug = c.policy.FreeSlug(r.Name)
		}
		if c.policy.Role(r.Slug) != nil {
			return "", core.Errorf(op, core.KindConflict, "There is a role %q already.", r.Slug)
		}
		return r.Slug, c.addRole(ctx, op, r)
	})
}

// CloneRole makes a custom role of another under a new name. who needs
// roles.clone and holds all that the role gives.
func (s *Service) CloneRole(ctx context.Context, who *rbac.Subject, slug, name string) (*RoleView, error) {
	const op = "people.CloneRole"
	return s.changeRole(ctx, op, who, keyRolesClone, func(ctx context.Context, c *change) (string, error) {
		r, err := c.policy.CloneRole(slug, name)
		if err != nil {
			return "", err
		}
		return r.Slug, c.addRole(ctx, op, r)
	})
}

func (c *change) addRole(ctx context.Context, op string, r rbac.Role) error {
	r.Builtin = false
	if err := c.policy.CheckRole(c.s.Registry(), &r).Err(op); err != nil {
		return err
	}
	if len(c.policy.Roles) >= rbac.MaxRoles {
		return core.Errorf(op, core.KindConflict, "There are %d roles already. Delete one first.", rbac.MaxRoles)
	}
	if err := rbac.CanEditRole(c.who, c.policy, nil, &r); err != nil {
		return err
	}
	before := c.policy.Clone()
	c.policy.Put(r)
	c.policy.Adopt(r.Slug, c.who)
	if err := c.saveRoles(ctx, before); err != nil {
		return err
	}
	return c.record(ctx, "role.created", "role", r.Slug, nil, r)
}

// UpdateRole replaces what a role says. Slug and built-in stay, and so does
// the type while anybody holds the role. who needs roles.edit, manages the
// role, and holds all that it comes to give. The top role cannot lose what it
// takes to give rights back.
func (s *Service) UpdateRole(ctx context.Context, who *rbac.Subject, slug string, r rbac.Role) (*RoleView, error) {
	const op = "people.UpdateRole"
	return s.changeRole(ctx, op, who, keyRolesEdit, func(ctx context.Context, c *change) (string, error) {
		old := c.policy.Role(slug)
		if old == nil {
			return "", errGone(op)
		}
		r.Slug, r.Builtin = slug, old.Builtin
		return slug, c.replaceRole(ctx, op, "role.updated", r)
	})
}

// ResetRole gives a built-in role back what its preset gave it, with the
// rights that UpdateRole needs. KindConflict for a custom role.
func (s *Service) ResetRole(ctx context.Context, who *rbac.Subject, slug string) (*RoleView, error) {
	const op = "people.ResetRole"
	return s.changeRole(ctx, op, who, keyRolesEdit, func(ctx context.Context, c *change) (string, error) {
		rows, err := s.Stores.Roles.Roles(ctx)
		if err != nil {
			return "", err
		}
		at := slices.IndexFunc(rows, func(r StoredRole) bool { return r.Slug == slug })
		if at < 0 {
			return "", errGone(op)
		}
		if rows[at].Origin == nil {
			return "", core.Errorf(op, core.KindConflict, "This role was made here, so there is nothing to go back to.")
		}
		r := rows[at].Origin.Clone()
		r.Slug, r.Builtin = slug, true
		return slug, c.replaceRole(ctx, op, "role.reset", c.fitting(r))
	})
}

// fitting leaves out what an old form of a role says about roles and keys that
// are gone since.
func (c *change) fitting(r rbac.Role) rbac.Role {
	p := c.policy.Clone()
	gone := func(slug string) bool { return p.Role(slug) == nil }
	r.Manages = slices.DeleteFunc(r.Manages, gone)
	r.Requires = slices.DeleteFunc(r.Requires, gone)
	r.Excludes = slices.DeleteFunc(r.Excludes, gone)
	p.Put(r)
	return *p.Fit(c.s.Registry()).Role(r.Slug)
}

func (c *change) replaceRole(ctx context.Context, op, action string, r rbac.Role) error {
	old := c.policy.Role(r.Slug).Clone()
	if r.Type != old.Type {
		return core.InvalidField(op, "type", "A role cannot change its type. Clone it into a new one.")
	}
	if err := c.policy.CheckRole(c.s.Registry(), &r).Err(op); err != nil {
		return err
	}
	if err := rbac.CanEditRole(c.who, c.policy, &old, &r); err != nil {
		return err
	}
	if err := c.keepTop(op, &old, &r); err != nil {
		return err
	}
	before := c.policy.Clone()
	c.policy.Put(r)
	if err := c.saveRoles(ctx, before); err != nil {
		return err
	}
	return c.record(ctx, action, "role", r.Slug, old, r)
}

// keepTop: a top role that could no longer give rights would lock everybody out.
func (c *change) keepTop(op string, old, r *rbac.Role) error {
	if r.Slug != c.policy.Top {
		return nil
	}
	return c.keepTopOf(op, c.policy, old, c.policy, r)
}

// keepTopOf is keepTop between two policies, whose highest roles are given.
func (c *change) keepTopOf(op string, then *rbac.Policy, old *rbac.Role, now *rbac.Policy, r *rbac.Role) error {
	had, has := rbac.RoleKeys(c.s.Registry(), then, old), rbac.RoleKeys(c.s.Registry(), now, r)
	for _, k := range [...]rbac.Key{keyView, keyEdit, keyAssign, keyRolesView, keyRolesEdit, "console.admin"} {
		if has[k] < had[k] {
			return core.Errorf(op, core.KindConflict, "%s is the highest role: it cannot lose %s.", r.Name, k)
		}
	}
	return nil
}

// saveRoles writes what differs from before: roles, and the frame that names them.
func (c *change) saveRoles(ctx context.Context, before *rbac.Policy) error {
	for i := range before.Roles {
		if slug := before.Roles[i].Slug; c.policy.Role(slug) == nil {
			if err := c.s.Stores.Roles.DeleteRole(ctx, slug); err != nil {
				return err
			}
		}
	}
	for i := range c.policy.Roles {
		r := &c.policy.Roles[i]
		if old := before.Role(r.Slug); old != nil && reflect.DeepEqual(*old, *r) {
			continue
		}
		if err := c.s.Stores.Roles.PutRole(ctx, &StoredRole{Role: *r}); err != nil {
			return err
		}
	}
	if maps.EqualFunc(before.Reserved, c.policy.Reserved, slices.Equal) && slices.Equal(before.First, c.policy.First) {
		return nil
	}
	return c.s.saveFrame(ctx, c.policy)
}

// changeRole runs a change that ends with a role.
func (s *Service) changeRole(ctx context.Context, op string, who *rbac.Subject, k rbac.Key, fn func(ctx context.Context, c *change) (string, error)) (*RoleView, error) {
	var out *RoleView
	err := s.changeAccess(ctx, op, who, func(ctx context.Context, c *change) error {
		if err := c.who.Require(op, k); err != nil {
			return err
		}
		slug, err := fn(ctx, c)
		if err != nil {
			return err
		}
		holders, err := s.Stores.UserLists.CountHolders(ctx)
		if err != nil {
			return err
		}
		// The actor's own powers may have changed with the role.
		if c.who, err = s.again(ctx, c.who, c.policy); err != nil {
			return err
		}
		v := s.roleView(c.who, c.policy, c.policy.Role(slug), holders)
		out = &v
		return nil
	})
	return out, err
}
