package rbac

import "pegboard.dev/pegboard/core"

// Decision is the answer about one object.
type Decision struct {
	// Visible is false for what must look as if it did not exist.
	Visible bool `json:"visible"`
	// Allowed implies Visible.
	Allowed bool `json:"allowed"`
}

// Decide says whether s may do k to o, an object of res. With a nil object the
// question is about the key alone: it is visible, and allowed if s holds k at
// any scope. It allocates nothing and is safe for concurrent use.
func Decide(s *Subject, res *Resource, k Key, o *Object) Decision {
	if o == nil {
		return Decision{Visible: true, Allowed: s.Holds(k)}
	}
	if res == nil {
		return Decision{}
	}
	var room [maxBranches]Branch
	if Within(appendReach(room[:0], s, res, k), o) {
		return Decision{Visible: true, Allowed: true}
	}
	return Decision{Visible: k != res.View && Within(appendReach(room[:0], s, res, res.View), o)}
}

// Err returns nil when allowed, KindNotFound when not even visible and
// KindForbidden in between. op goes to the log.
func (d Decision) Err(op string) error {
	switch {
	case d.Allowed:
		return nil
	case d.Visible:
		return core.Errorf(op, core.KindForbidden, "You may see this, but you do not have the permission to do that with it.")
	}
	return core.Errorf(op, core.KindNotFound, "There is nothing here, or it is not yours to see.")
}
