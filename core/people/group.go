package people

import (
	"context"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

const keyGroups rbac.Key = "people.groups.manage"

// Group is a set of customers; every member has the roles it carries.
type Group struct {
	ID   core.GroupID
	Name string
	// Roles are slugs of roles of type user, sorted.
	Roles   []string
	Members int
	Version int64
}

// GroupStore keeps groups, what they carry and who is in them.
type GroupStore interface {
	// InsertGroup sets g.ID and stores its roles; false if the name is taken.
	InsertGroup(ctx context.Context, g *Group) (bool, error)
	FindGroup(ctx context.Context, id core.GroupID) (*Group, error)
	// SaveGroup writes name and roles and counts up the version; false if the
	// name is taken.
	SaveGroup(ctx context.Context, g *Group) (bool, error)
	DeleteGroup(ctx context.Context, id core.GroupID) error
	// Groups returns all groups by name.
	Groups(ctx context.Context) ([]Group, error)
	// SetGroupMember reports whether anything changed.
	SetGroupMember(ctx context.Context, g core.GroupID, user core.UserID, member bool) (bool, error)
}

// Groups lists all groups by name; who needs people.groups.manage or people.view.
func (s *Service) Groups(ctx context.Context, who *rbac.Subject) ([]Group, error) {
	const op = "people.Groups"
	if !who.Holds(keyView) {
		if err := who.Require(op, keyGroups); err != nil {
			return nil, err
		}
	}
	gs, err := s.Stores.Groups.Groups(ctx)
	return gs, core.Wrap(op, err)
}

// CreateGroup makes a group. who needs people.groups.manage, and may hand out
// every role it carries (CanGive in rbac).
func (s *Service) CreateGroup(ctx context.Context, who *rbac.Subject, name string, roles []string) (*Group, error) {
	const op = "people.CreateGroup"
	var g *Group
	err := s.changePlain(ctx, op, who, func(ctx context.Context, c *change) error {
		if err := c.mayGive(op, roles, nil); err != nil {
			return err
		}
		var err error
		g, err = c.createGroup(ctx, op, name, roles)
		return err
	})
	return g, err
}

// mayGive asks for the key, and for every role that comes or goes.
func (c *change) mayGive(op string, after, before []string) error {
	if err := c.who.Require(op, keyGroups); err != nil {
		return err
	}
	for _, slug := range after {
		if slices.Contains(before, slug) {
			continue
		}
		if err := rbac.CanGive(c.who, c.policy, slug); err != nil {
			return err
		}
	}
	for _, slug := range before {
		if !slices.Contains(after, slug) && !rbac.Manages(c.who, c.policy, slug) {
			return errForbidden(op, "You do not manage the role %s.", slug)
		}
	}
	return nil
}

func (c *change) groupRoles(op string, roles []string) ([]string, error) {
	roles = slices.Clone(roles)
	slices.Sort(roles)
	roles = slices.Compact(roles)
	for _, slug := range roles {
		r := c.policy.Role(slug)
		if r == nil {
			return nil, core.InvalidField(op, "roles", "There is no role %q.", slug)
		}
		if r.Type != rbac.User && !c.lax {
			return nil, core.InvalidField(op, "roles", "%s is for employees; a group carries roles of type user only.", r.Name)
		}
	}
	return roles, nil
}

func (c *change) createGroup(ctx context.Context, op, name string, roles []string) (*Group, error) {
	g := &Group{Version: 1}
	var err error
	if g.Name, err = checkName(op, "name", name); err != nil {
		return nil, err
	}
	if g.Roles, err = c.groupRoles(op, roles); err != nil {
		return nil, err
	}
	ok, err := c.s.Stores.Groups.InsertGroup(ctx, g)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, errNameTaken(op)
	}
	return g, c.record(ctx, "group.created", "group", idText(g.ID), nil, g)
}

// UpdateGroup renames a group and sets what it carries, with the rights that
// CreateGroup needs for every role that comes, and managing those that go.
// Version zero takes any.
func (s *Service) UpdateGroup(ctx context.Context, who *rbac.Subject, id core.GroupID, version int64, name string, roles []string) (*Group, error) {
	const op = "people.UpdateGroup"
	var g *Group
	err := s.changeAccess(ctx, op, who, func(ctx context.Context, c *change) error {
		if err := c.who.Require(op, keyGroups); err != nil {
			return err
		}
		var err error
		if g, err = s.Stores.Groups.FindGroup(ctx, id); err != nil {
			return err
		}
		if version != 0 && version != g.Version {
			return errStale(op)
		}
		if err := c.mayGive(op, roles, g.Roles); err != nil {
			return err
		}
		before := *g
		if g.Name, err = checkName(op, "name", name); err != nil {
			return err
		}
		if g.Roles, err = c.groupRoles(op, roles); err != nil {
			return err
		}
		ok, err := s.Stores.Groups.SaveGroup(ctx, g)
		if err != nil {
			return err
		}
		if !ok {
			return errNameTaken(op)
		}
		return c.record(ctx, "group.updated", "group", idText(id), before, g)
	})
	if err != nil {
		return nil, err
	}
	return g, nil
}

// DeleteGroup removes a group; who needs people.groups.manage and manages the
// roles it carries.
func (s *Service) DeleteGroup(ctx context.Context, who *rbac.Subject, id core.GroupID) error {
	const op = "people.DeleteGroup"
	return s.changeAccess(ctx, op, who, func(ctx context.Context, c *change) error {
		if err := c.who.Require(op, keyGroups); err != nil {
			return err
		}
		g, err := s.Stores.Groups.FindGroup(ctx, id)
		if err != nil {
			return err
		}
		if err := c.mayGive(op, nil, g.Roles); err != nil {
			return err
		}
		if err := s.Stores.Groups.DeleteGroup(ctx, id); err != nil {
			return err
		}
		return c.record(ctx, "group.deleted", "group", idText(id), g, nil)
	})
}

// SetGroupMember puts a person into a group or takes them out. who needs
// people.groups.manage, manages the person, is not them, and may hand out the
// roles that the group carries.
func (s *Service) SetGroupMember(ctx context.Context, who *rbac.Subject, id core.GroupID, user core.UserID, member bool) error {
	const op = "people.SetGroupMember"
	return s.changeAccess(ctx, op, who, func(ctx context.Context, c *change) error {
		if err := c.who.Require(op, keyGroups); err != nil {
			return err
		}
		g, err := s.Stores.Groups.FindGroup(ctx, id)
		if err != nil {
			return err
		}
		p, err := s.Stores.Users.LockUser(ctx, user)
		if err != nil {
			return err
		}
		if err := c.mayManage(ctx, op, keyView, p); err != nil {
			return err
		}
		if c.who.User == user {
			return errForbidden(op, "Nobody can change their own groups.")
		}
		give, take := g.Roles, []string(nil)
		if !member {
			give, take = take, give
		}
		if err := c.mayGive(op, give, take); err != nil {
			return err
		}
		return c.setGroupMember(ctx, g, user, member)
	})
}

func (c *change) setGroupMember(ctx context.Context, g *Group, user core.UserID, member bool) error {
	changed, err := c.s.Stores.Groups.SetGroupMember(ctx, g.ID, user, member)
	if err != nil || !changed {
		return err
	}
	action := "group.member_removed"
	if member {
		action = "group.member_added"
	}
	return c.record(ctx, action, "group", idText(g.ID), nil, map[string]any{"user": user})
}
