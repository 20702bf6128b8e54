package people

import (
	"context"
	"slices"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// PersonalGrant is a key that one person holds beside their roles.
type PersonalGrant struct {
	rbac.Grant
	GrantedBy core.UserID
	GrantedAt time.Time
}

// SetRoles gives a person exactly these roles. who needs people.roles.assign
// that reaches the person, manages the person and every role that comes or
// goes, and holds all that the new ones give. Nobody changes their own.
// KindConflict when a role's requirement is missing, and for the last holder of
// the top role. Who loses their last employee role leaves their teams.
func (s *Service) SetRoles(ctx context.Context, who *rbac.Subject, id core.UserID, slugs []string) (*PersonView, error) {
	const op = "people.SetRoles"
	return s.changePerson(ctx, op, who, keyAssign, id, func(ctx context.Context, c *change, p *Person) error {
		if err := rbac.CanChangeRoles(c.who, c.policy, managed(p), slugs, p.GroupRoles); err != nil {
			return err
		}
		return c.setRoles(ctx, op, p, slugs)
	})
}

// setRoles writes a locked person's roles, checking the set but no right.
func (c *change) setRoles(ctx context.Context, op string, p *Person, slugs []string) error {
	slugs = slices.Clone(slugs)
	slices.Sort(slugs)
	slugs = slices.Compact(slugs)
	if slices.Equal(slugs, p.Roles) {
		return nil
	}
	if err := rbac.CheckRoles(c.policy, append(slices.Clone(slugs), p.GroupRoles...)); err != nil {
		return err
	}
	if err := c.guardTop(ctx, p, slugs); err != nil {
		return err
	}
	before := auditPerson(p)
	p.Roles, p.Kind = slugs, kindOf(c.policy, slugs)
	if err := c.s.Stores.Members.SetRoles(ctx, p.ID, slugs, c.who.User, c.now); err != nil {
		return err
	}
	if p.Kind != Employee && len(p.Teams) > 0 {
		p.Teams = nil
		if err := c.s.Stores.Members.SetTeams(ctx, p.ID, nil); err != nil {
			return err
		}
	}
	return c.saveUser(ctx, op, EventPersonRolesChanged, p, before)
}

// Grants lists a person's personal grants, ended ones included. who needs
// people.roles.assign that reaches the person, or is the person.
func (s *Service) Grants(ctx context.Context, who *rbac.Subject, id core.UserID) ([]PersonalGrant, error) {
	const op = "people.Grants"
	p, err := s.Stores.Users.FindUser(ctx, id)
	if err == nil && id != who.User {
		err = s.may(ctx, op, who, keyAssign, p)
	}
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	gs, err := s.Stores.Grants.Grants(ctx, id)
	return gs, core.Wrap(op, err)
}

// PutGrant gives a person a key beside their roles, or changes its scope,
// reason and end. who needs people.roles.assign that reaches the person,
// manages them, is not them, and holds the key at least as widely. A reserved
// key is KindForbidden, a key that is not for the person's kind KindInvalid.
func (s *Service) PutGrant(ctx context.Context, who *rbac.Subject, id core.UserID, g rbac.Grant) error {
	const op = "people.PutGrant"
	_, err := s.changePerson(ctx, op, who, keyAssign, id, func(ctx context.Context, c *change, p *Person) error {
		if wider := rbac.NotWider(c.who, map[rbac.Key]rbac.Scope{g.Key: g.Scope}); len(wider) > 0 {
			return errForbidden(op, "You cannot give %s further than you hold it yourself.", g.Key)
		}
		return c.putGrant(ctx, op, p, g)
	})
	return err
}

// putGrant writes a grant to a locked person, checking the data but no right.
func (c *change) putGrant(ctx context.Context, op string, p *Person, g rbac.Grant) error {
	info, ok := c.s.Registry().Key(g.Key)
	switch {
	case !ok && !c.s.Registry().Dormant(g.Key), !g.Key.Valid():
		return core.InvalidField(op, "key", "There is no key %q.", g.Key)
	case g.Scope == rbac.ScopeNone || g.Scope > rbac.All:
		return core.InvalidField(op, "scope", "Say how far the key reaches: own, team, department or all.")
	case c.lax:
	case ok && p.Kind == Customer && !info.For.Includes(rbac.User):
		return core.InvalidField(op, "key", "%s is for employees only.", g.Key)
	case len(g.Reason) > 500:
		return core.InvalidField(op, "reason", "The reason is longer than 500 bytes.")
	case !g.Expires.IsZero() && !g.Expires.After(c.now):
		return core.InvalidField(op, "expires_at", "The end lies in the past.")
	}
	if _, reserved := c.policy.Reserved[g.Key]; reserved && !c.lax {
		return errForbidden(op, "%s is reserved to roles.", g.Key)
	}
	if ok && !info.Scoped {
		g.Scope = rbac.All
	}
	full := PersonalGrant{Grant: g, GrantedBy: c.who.User, GrantedAt: c.now}
	if err := c.s.Stores.Grants.PutGrant(ctx, p.ID, full); err != nil {
		return err
	}
	return c.record(ctx, "person.grant_given", "person", idText(p.ID), nil, g)
}

// DeleteGrant takes a personal grant back, with the rights PutGrant needs but
// for holding the key. KindNotFound when the person has no such grant.
func (s *Service) DeleteGrant(ctx context.Context, who *rbac.Subject, id core.UserID, key rbac.Key) error {
	const op = "people.DeleteGrant"
	_, err := s.changePerson(ctx, op, who, keyAssign, id, func(ctx context.Context, c *change, p *Person) error {
		done, err := s.Stores.Grants.DeleteGrant(ctx, id, key)
		if err != nil {
			return err
		}
		if !done {
			return errGone(op)
		}
		return c.record(ctx, "person.grant_taken", "person", idText(id), map[string]any{"key": key}, nil)
	})
	return err
}
