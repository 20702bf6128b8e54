package rbac

import "pegboard.dev/pegboard/core"

// Subject is who asks: an actor with the memberships and powers that count for
// access. It is built fresh for each request and read only afterwards, so any
// number of goroutines may use it.
type Subject struct {
	core.Actor
	// Roles are the slugs of all roles held: given, implicit and by group. Sorted.
	Roles []string
	// Teams are the person's teams, sorted.
	Teams []core.TeamID
	// DepartmentTeams are all teams of the departments in which the person is
	// in a team, sorted, and always contain Teams.
	DepartmentTeams []core.TeamID
	// Organization is the customer organization the person belongs to.
	Organization core.OrganizationID
	// Visitor is the id of a person without an account whom a plugin let in, empty
	// for everyone else. Of records such a subject reaches its own alone, whatever
	// scope its keys are held at.
	Visitor string
	// Itself says that the actor is a plugin under its own name, by a right to that of
	// its own: it may do everything with its own records. False for a plugin that
	// works for anybody else, people and other plugins alike.
	Itself bool
	// Powers are what roles and grants add up to; nil holds nothing.
	Powers *Powers
}

// Scope returns how far s holds k: ScopeNone for keys not held, not registered
// or dormant, All for a yes/no key that is held.
func (s *Subject) Scope(k Key) Scope {
	if s == nil {
		return ScopeNone
	}
	return s.Powers.Scope(k)
}

// Holds reports whether s holds k at any scope: the answer to a question
// without an object.
func (s *Subject) Holds(k Key) bool { return s.Scope(k) != ScopeNone }

// Require returns nil when s holds k at any scope. Otherwise the error is
// KindUnauthenticated for a guest and KindForbidden for anyone else.
func (s *Subject) Require(op string, k Key) error {
	if s.Holds(k) {
		return nil
	}
	if s == nil || s.Kind == core.ActorGuest {
		return core.Errorf(op, core.KindUnauthenticated, "Sign in to do this.")
	}
	return core.Errorf(op, core.KindForbidden, "You do not have the permission %s.", k)
}
