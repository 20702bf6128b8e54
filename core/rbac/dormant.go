package rbac

import "slices"

// What a role says about plugins that are not there gives nothing yet, and
// cannot be compared key by key. It may be handed out by one who would come to
// hold it as well: through a role that gives everything, or through one that
// says at least the same.

// dormantWider returns what after says, and before did not, about plugins
// that are not there, beyond what s would come to hold.
func dormantWider(s *Subject, p *Policy, before, after *Role) []Wider {
	reg := s.Powers.reg
	var out []Wider
	if after.Everything {
		if before != nil && before.Everything && !dropsExcept(before, after) {
			return nil
		}
		if !s.Powers.everything {
			return []Wider{{Want: All}}
		}
		for _, k := range s.Powers.except {
			if reg.Dormant(k) && !slices.Contains(after.Except, k) {
				out = append(out, Wider{Key: k, Want: All})
			}
		}
		return out
	}
	for _, id := range sortedKeys(after.Features) {
		if before != nil && !before.Everything && sameSetting(before, after, id) {
			continue
		}
		set := after.Features[id]
		if _, ok := reg.byID[id]; !ok && !s.comesToHold(p, after, id) {
			out = append(out, Wider{Feature: id, Want: All})
			continue
		}
		for _, k := range append(sortedKeys(set.Keys), set.Plus...) {
			if reg.Dormant(k) && !s.comesToHoldKey(p, after, id, k) {
				out = append(out, Wider{Key: k, Feature: id, Want: after.scopeOf(id, k)})
			}
		}
	}
	return out
}

func dropsExcept(before, after *Role) bool {
	return slices.ContainsFunc(before.Except, func(k Key) bool { return !slices.Contains(after.Except, k) })
}

// scopeOf is the scope at which a role picks a key of a feature.
func (r *Role) scopeOf(id string, k Key) Scope {
	set := r.Features[id]
	if scope, ok := set.Keys[k]; ok {
		return scope
	}
	return r.featureScope(set)
}

// featureScope is the scope of a setting: its own, the role's, or all.
func (r *Role) featureScope(set Setting) Scope {
	switch {
	case set.Scope != ScopeNone:
		return set.Scope
	case r.Scope != ScopeNone:
		return r.Scope
	}
	return All
}

// comesToHold reports whether s will hold what r says about a feature, once
// that feature is there.
func (s *Subject) comesToHold(p *Policy, r *Role, id string) bool {
	if s.Powers.limit != nil {
		return false
	}
	owner := Key(id).Owner()
	if s.Powers.everything && !slices.ContainsFunc(s.Powers.except, func(k Key) bool { return k.Owner() == owner }) {
		return true
	}
	return slices.ContainsFunc(s.Roles, func(slug string) bool {
		mine := p.Role(slug)
		return mine != nil && (mine.Type == r.Type || mine.Type == Employee) && mine.covers(r, id)
	})
}

// comesToHoldKey is comesToHold for one key that is picked by name.
func (s *Subject) comesToHoldKey(p *Policy, r *Role, id string, k Key) bool {
	if s.Powers.comes(k) {
		return true
	}
	return s.Powers.limit == nil && slices.ContainsFunc(s.Roles, func(slug string) bool {
		mine := p.Role(slug)
		return mine != nil && mine.picks(id, k) >= r.scopeOf(id, k)
	})
}

// picks returns how far the role picks a key by name; ScopeNone if it does not.
func (r *Role) picks(id string, k Key) Scope {
	set, ok := r.Features[id]
	if _, own := set.Keys[k]; !ok || !own && !slices.Contains(set.Plus, k) || slices.Contains(set.Minus, k) {
		return ScopeNone
	}
	return r.scopeOf(id, k)
}

// covers reports whether r says at least as much about a feature as other
// does, whatever the feature's levels will hold.
func (r *Role) covers(other *Role, id string) bool {
	mine, ok := r.Features[id]
	if !ok {
		return false
	}
	theirs := other.Features[id]
	if theirs.Level != Custom {
		wide := mine.Level == theirs.Level || mine.Level == Full || mine.Level == Modify && theirs.Level == Read
		less := r.NonDestructive && !other.NonDestructive || len(mine.Keys) > 0 ||
			slices.ContainsFunc(mine.Minus, func(k Key) bool { return !slices.Contains(theirs.Minus, k) })
		if less && !sameSetting(r, other, id) {
			return false
		}
		if !wide || r.featureScope(mine) < other.featureScope(theirs) {
			return false
		}
	}
	for _, k := range append(sortedKeys(theirs.Keys), theirs.Plus...) {
		if r.picks(id, k) < other.scopeOf(id, k) {
			return false
		}
	}
	return true
}
