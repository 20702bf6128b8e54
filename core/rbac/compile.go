package rbac

import (
	"slices"
	"time"
)

// Compile adds up roles (slugs, see Policy.Held) and personal grants. Of each
// key the widest scope wins; nothing subtracts. Roles that the policy does not
// know, features and keys that are not registered and grants that have expired
// give nothing.
func Compile(reg *Registry, policy *Policy, roles []string, grants []Grant, now time.Time) *Powers {
	p := &Powers{reg: reg, scopes: make([]Scope, len(reg.keys))}
	for _, slug := range roles {
		r := policy.Role(slug)
		if r == nil {
			continue
		}
		if r.Everything && !r.NonDestructive {
			p.holdsEverything(policy, r)
		}
		eachGiven(reg, policy, r, func(g given) {
			p.scopes[g.key] = max(p.scopes[g.key], g.scope)
			if g.level == None && !g.picked {
				if p.part == nil {
					p.part = make([]bool, len(reg.keys))
				}
				p.part[g.key] = true
			}
		})
	}
	for i := range grants {
		g := &grants[i]
		at, ok := reg.index[g.Key]
		if !ok || !g.Active(now) || policy.reserves(g.Key) {
			continue
		}
		if !g.Expires.IsZero() && (p.until.IsZero() || g.Expires.Before(p.until)) {
			p.until = g.Expires
		}
		p.scopes[at] = max(p.scopes[at], reg.scopeOf(at, g.Scope))
	}
	if policy != nil {
		for k := range policy.Reserved {
			if at, ok := reg.index[k]; ok {
				p.reserved = append(p.reserved, at)
			}
		}
	}
	p.settle()
	return p
}

// holdsEverything notes which keys to come r gives, beside those noted already.
func (p *Powers) holdsEverything(policy *Policy, r *Role) {
	not := slices.Clone(r.Except)
	for k := range policy.Reserved {
		if policy.keptFrom(k, r.Slug) {
			not = append(not, k)
		}
	}
	if p.everything {
		not = slices.DeleteFunc(not, func(k Key) bool { return !slices.Contains(p.except, k) })
	}
	slices.Sort(not)
	p.everything, p.except = true, slices.Compact(not)
}

// NewPowers gives named background work, which has no roles, exactly these keys.
func NewPowers(reg *Registry, keys map[Key]Scope) *Powers {
	p := &Powers{reg: reg, scopes: make([]Scope, len(reg.keys))}
	for k, s := range keys {
		if at, ok := reg.index[k]; ok {
			p.scopes[at] = reg.scopeOf(at, s)
		}
	}
	p.settle()
	return p
}

// scopeOf returns what a scope written for a key means: a yes/no key is held or not.
func (r *Registry) scopeOf(key int, s Scope) Scope {
	if s != ScopeNone && !r.keys[key].Scoped {
		return All
	}
	return min(s, All)
}

// reserves reports whether k is reserved to roles.
func (p *Policy) reserves(k Key) bool {
	if p == nil {
		return false
	}
	_, ok := p.Reserved[k]
	return ok
}

// keptFrom reports whether k is reserved to other roles than slug.
func (p *Policy) keptFrom(k Key, slug string) bool {
	return p.reserves(k) && !slices.Contains(p.Reserved[k], slug)
}

// given is one key that a role gives, and by what it does.
type given struct {
	key     int
	scope   Scope
	feature string
	level   Level
	// picked keys were chosen one by one, beside the level.
	picked bool
}

// eachGiven calls yield for every key that a role gives. It is the only reader
// of a role's settings: compiling, explaining and comparing all go through it.
func eachGiven(reg *Registry, policy *Policy, r *Role, yield func(given)) {
	give := func(g given) {
		def := &reg.keys[g.key]
		if policy.keptFrom(def.Key, r.Slug) || r.NonDestructive && def.Destructive {
			return
		}
		if !r.Everything && !def.For.Includes(r.Type) {
			return
		}
		g.scope = reg.scopeOf(g.key, g.scope)
		yield(g)
	}
	if r.Everything {
		for i := range reg.keys {
			if !slices.Contains(r.Except, reg.keys[i].Key) {
				give(given{key: i, scope: All, feature: reg.keys[i].Feature, level: Full})
			}
		}
		return
	}
	for id, set := range r.Features {
		eachOfSetting(reg, r, id, set, give)
	}
}

func eachOfSetting(reg *Registry, r *Role, id string, set Setting, give func(given)) {
	at, ok := reg.byID[id]
	if !ok || set.Level > Custom {
		return
	}
	scope := r.featureScope(set)
	base := scope
	if set.Level == None {
		base = Own
	}
	left := func(k Key) bool { return !slices.Contains(set.Minus, k) }
	for _, i := range reg.rows[at].levels[set.Level] {
		if _, own := set.Keys[reg.keys[i].Key]; !own && left(reg.keys[i].Key) {
			give(given{key: i, scope: base, feature: id, level: set.Level})
		}
	}
	for _, k := range set.Plus {
		if i, ok := reg.index[k]; ok && left(k) && reg.stands(i, at) {
			give(given{key: i, scope: scope, feature: id, level: set.Level, picked: true})
		}
	}
	for k, s := range set.Keys {
		if i, ok := reg.index[k]; ok && left(k) && reg.stands(i, at) {
			give(given{key: i, scope: s, feature: id, level: set.Level, picked: true})
		}
	}
}

// stands reports whether a key may be spoken of in a feature's row: it stands
// there, or the feature's owner added it to another row.
func (r *Registry) stands(key, feature int) bool {
	f := r.features[feature].ID
	return r.keys[key].Feature == f || r.keys[key].From == f
}
