package records

import "pegboard.dev/pegboard/core/rbac"

// itself reports whether who is the plugin that the collection belongs to,
// working under its own name. It may do everything with its own rows, also what
// no key allows anybody. A plugin that acts for a person is that person, and one
// that another plugin has called is not itself for that alone.
func (c *Collection) itself(who *rbac.Subject) bool { return who.Itself && who.Plugin == c.Plugin }

// holds reports whether who holds one of the collection's keys at any scope. A
// key that is left out is held by nobody.
func (c *Collection) holds(who *rbac.Subject, k rbac.Key) bool {
	return c.itself(who) || k != "" && who.Holds(k)
}

// Creates reports whether who may add records, of whatever they refer to.
func (c *Collection) Creates(who *rbac.Subject) bool { return c.mayAdd(who) }

// reach is what a query of who is bounded by.
func (c *Collection) reach(who *rbac.Subject) []rbac.Branch {
	if c.itself(who) {
		return []rbac.Branch{{Kind: rbac.BranchAll}}
	}
	if c.Keys.Read == "" {
		return nil
	}
	return rbac.Reach(who, c.resource, c.Keys.Read)
}

// decideOn answers about one record, by what rbac decides about.
func (c *Collection) decideOn(who *rbac.Subject, k rbac.Key, o *rbac.Object) rbac.Decision {
	if c.itself(who) {
		return rbac.Decision{Visible: true, Allowed: true}
	}
	if c.Keys.Read == "" {
		return rbac.Decision{}
	}
	if k == "" {
		return rbac.Decision{Visible: rbac.Decide(who, c.resource, c.Keys.Read, o).Allowed}
	}
	return rbac.Decide(who, c.resource, k, o)
}

// scope is how far who may hand a field out.
func (c *Collection) scope(who *rbac.Subject, f *Field) rbac.Scope {
	if c.itself(who) {
		return rbac.All
	}
	return who.Scope(c.updateKey(f))
}
