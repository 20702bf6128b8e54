package rbac

import (
	"maps"
	"slices"
)

// Fit returns a copy of the policy without what the registry contradicts: keys
// and features that an enabled plugin does not have (any more), and scopes of
// keys that are yes/no by now. None of it gave anything. What is said about
// plugins that are not there stays, dormant.
func (p *Policy) Fit(reg *Registry) *Policy {
	out := p.Clone()
	gone := func(k Key) bool {
		_, ok := reg.index[k]
		return !ok && !reg.Dormant(k)
	}
	maps.DeleteFunc(out.Reserved, func(k Key, _ []string) bool { return gone(k) })
	c := &checker{reg: reg}
	for i := range out.Roles {
		r := &out.Roles[i]
		r.Except = slices.DeleteFunc(r.Except, gone)
		for id, set := range r.Features {
			if c.featureMissing(id) {
				delete(r.Features, id)
				continue
			}
			stray := func(k Key) bool {
				at, ok := reg.index[k]
				f, registered := reg.byID[id]
				return gone(k) || ok && registered && !reg.stands(at, f)
			}
			set.Plus, set.Minus = slices.DeleteFunc(set.Plus, stray), slices.DeleteFunc(set.Minus, stray)
			maps.DeleteFunc(set.Keys, func(k Key, _ Scope) bool { return stray(k) })
			for k, scope := range set.Keys {
				if at, ok := reg.index[k]; ok {
					set.Keys[k] = reg.scopeOf(at, scope)
				}
			}
			r.Features[id] = set
		}
	}
	return out
}
