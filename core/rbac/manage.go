package rbac

import (
	"slices"

	"pegboard.dev/pegboard/core"
)

// Person is what the rules about managing look at in the person acted on.
type Person struct {
	ID core.UserID
	// Roles are the roles that were given to the person, and those their groups carry.
	Roles []string
	// Verified people hold the verified role too.
	Verified bool
}

// holds returns the roles that decide who may manage the person: the ones
// given, or for one without any the implicit ones. The role of everyone is
// left out: guests hold it too, so it says nothing about a person.
func (t *Person) holds(p *Policy) []string {
	if len(t.Roles) > 0 {
		return t.Roles
	}
	var out []string
	if p.Implicit.Registered != "" {
		out = append(out, p.Implicit.Registered)
	}
	if t.Verified && p.Implicit.Verified != "" {
		out = append(out, p.Implicit.Verified)
	}
	return out
}

// Manages reports whether s manages a role: one of the roles s holds says so,
// or s holds the top role and no role at all says so.
func Manages(s *Subject, p *Policy, role string) bool {
	if s == nil || p.Role(role) == nil {
		return false
	}
	named := false
	for i := range p.Roles {
		if !slices.Contains(p.Roles[i].Manages, role) {
			continue
		}
		if slices.Contains(s.Roles, p.Roles[i].Slug) {
			return true
		}
		named = true
	}
	return !named && p.Top != "" && slices.Contains(s.Roles, p.Top)
}

// CanManage reports whether s manages the person: every role that counts for
// them. It says nothing about keys: the caller also asks for people.edit,
// people.delete and so on. A person who holds no role at all is managed by nobody.
func CanManage(s *Subject, p *Policy, target *Person) bool {
	roles := target.holds(p)
	for _, r := range roles {
		if !Manages(s, p, r) {
			return false
		}
	}
	return len(roles) > 0
}

// CanCreate returns nil when s may create a person with these roles, none
// meaning just the implicit ones. It asks for people.create; inviting and
// importing, whose keys the caller asks for, go by CanGive for each role.
func CanCreate(s *Subject, p *Policy, roles ...string) error {
	const op = "rbac.CanCreate"
	if err := s.Require(op, "people.create"); err != nil {
		return err
	}
	if len(roles) == 0 && !CanManage(s, p, &Person{}) {
		return core.Errorf(op, core.KindForbidden, "You do not manage such people.")
	}
	for _, r := range roles {
		if err := CanGive(s, p, r); err != nil {
			return err
		}
	}
	return CheckRoles(p, roles)
}

// CanGive returns nil when s manages the role and holds all that it gives at
// least as widely. KindInvalid for a role that there is not, otherwise
// KindForbidden. It asks for no key.
func CanGive(s *Subject, p *Policy, role string) error {
	const op = "rbac.CanGive"
	r := p.Role(role)
	if r == nil {
		return core.InvalidField(op, "roles", "There is no role %q.", role)
	}
	if !Manages(s, p, role) {
		return core.Errorf(op, core.KindForbidden, "You do not manage the role %s.", r.Name)
	}
	return widerErr(op, RoleWider(s, p, nil, r))
}

// CanAssignRole returns nil when s may hand the role to people they manage:
// CanGive, and the key people.roles.assign.
func CanAssignRole(s *Subject, p *Policy, role string) error {
	if err := s.Require("rbac.CanAssignRole", "people.roles.assign"); err != nil {
		return err
	}
	return CanGive(s, p, role)
}

// CanChangeRoles returns nil when s may change the roles given to target, from
// target.Roles to after. Nobody may change their own; every role taken or
// given must be managed, and nothing given may be wider than what s holds. The
// set after must stand by itself, see CheckRoles. Whether the last holder of
// the top role would lose it is for GuardTop. byGroup are those of
// target.Roles that come from groups and therefore stay.
func CanChangeRoles(s *Subject, p *Policy, target *Person, after, byGroup []string) error {
	const op = "rbac.CanChangeRoles"
	if err := s.Require(op, "people.roles.assign"); err != nil {
		return err
	}
	if s.User != 0 && s.User == target.ID {
		return core.Errorf(op, core.KindForbidden, "Nobody can change their own roles.")
	}
	if !CanManage(s, p, target) {
		return core.Errorf(op, core.KindForbidden, "You do not manage this person: they hold a role that you do not manage.")
	}
	for _, r := range after {
		if !slices.Contains(target.Roles, r) {
			if err := CanGive(s, p, r); err != nil {
				return err
			}
		}
	}
	return CheckRoles(p, append(slices.Clone(after), byGroup...))
}

// CheckRoles returns nil when a person may hold exactly these roles beside the
// implicit ones: all of them exist, what they require is there and what they
// exclude is not. KindInvalid and KindConflict otherwise.
func CheckRoles(p *Policy, roles []string) error {
	const op = "rbac.CheckRoles"
	for _, slug := range roles {
		r := p.Role(slug)
		if r == nil {
			return core.InvalidField(op, "roles", "There is no role %q.", slug)
		}
		for _, req := range r.Requires {
			if !slices.Contains(roles, req) {
				return core.Errorf(op, core.KindConflict, "The role %s can only be held beside %s.", r.Name, p.roleName(req))
			}
		}
		for _, other := range r.Excludes {
			if slices.Contains(roles, other) {
				return core.Errorf(op, core.KindConflict, "The role %s cannot be held beside %s.", r.Name, p.roleName(other))
			}
		}
	}
	return nil
}

// GuardTop returns KindConflict when a change takes the top role from its last
// active holder. after is nil for one who is deleted or disabled; others is
// how many other people hold the top role and can sign in. The caller counts
// them inside the transaction that makes the change.
func GuardTop(p *Policy, before, after []string, others int) error {
	if p.Top == "" || others > 0 || !slices.Contains(before, p.Top) || slices.Contains(after, p.Top) {
		return nil
	}
	return core.Errorf("rbac.GuardTop", core.KindConflict, "This is the last person with the role %s. Give it to somebody else first.", p.roleName(p.Top))
}

func (p *Policy) roleName(slug string) string {
	if r := p.Role(slug); r != nil {
		return r.Name
	}
	return slug
}
