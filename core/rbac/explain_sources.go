package rbac

import "slices"

// sources returns every role and grant of the person that speaks of a key.
func (q *Question) sources(reg *Registry, k Key) []Source {
	var out []Source
	for _, slug := range q.Subject.Roles {
		r := q.Policy.Role(slug)
		if r == nil {
			continue
		}
		if src, ok := roleSource(reg, q.Policy, r, k); ok {
			src.How = q.how(slug)
			out = append(out, src)
		}
	}
	for i := range q.Grants {
		g := &q.Grants[i]
		if g.Key != k {
			continue
		}
		src := Source{Reason: g.Reason, Expires: g.Expires, Level: Custom, Picked: true, Scope: g.Scope}
		switch {
		case !g.Active(q.Now):
			src.Inert = MissingExpired
		case q.Policy.reserves(k):
			src.Inert = MissingReserved
		}
		out = append(out, src)
	}
	slices.SortStableFunc(out, func(a, b Source) int {
		if (a.Inert == "") != (b.Inert == "") {
			if a.Inert == "" {
				return -1
			}
			return 1
		}
		return int(b.Scope) - int(a.Scope)
	})
	return out
}

// how says in which way the person holds a role.
func (q *Question) how(slug string) string {
	switch {
	case slices.Contains(q.Given, slug):
		return "given"
	case slices.Contains(q.ByGroup, slug):
		return "group"
	case slug == q.Policy.Implicit.Verified && slug != q.Policy.Implicit.Registered:
		return "verified"
	case slug == q.Policy.Implicit.Registered:
		return "registered"
	case slug == q.Policy.Implicit.Everyone:
		return "everyone"
	}
	return "given"
}

// roleSource returns what a role says about a key: the widest it gives, or
// that it speaks of the key and gives nothing. ok is false when it is silent.
func roleSource(reg *Registry, p *Policy, r *Role, k Key) (Source, bool) {
	at, known := reg.index[k]
	src := Source{Role: r.Slug, Name: r.Name, Everything: r.Everything}
	found := false
	if known {
		eachGiven(reg, p, r, func(g given) {
			if g.key == at && g.scope != ScopeNone && g.scope >= src.Scope {
				src.Feature, src.Level, src.Picked, src.Scope = g.feature, g.level, g.picked, g.scope
				found = true
			}
		})
	}
	if found {
		return src, true
	}
	return r.silenced(reg, p, k, src)
}

// silenced finds out whether the role speaks of the key without giving it.
func (r *Role) silenced(reg *Registry, p *Policy, k Key, src Source) (Source, bool) {
	src.Level, src.Scope = Custom, All
	if r.Everything {
		src.Level = Full
		switch at, ok := reg.index[k]; {
		case slices.Contains(r.Except, k):
			src.Inert = MissingExcepted
		case !ok:
			src.Inert = MissingDormant
		case p.keptFrom(k, r.Slug):
			src.Inert = MissingReserved
		case r.NonDestructive && reg.keys[at].Destructive:
			src.Inert = MissingHarmless
		default:
			return src, false
		}
		return src, true
	}
	for _, id := range sortedKeys(r.Features) {
		set := r.Features[id]
		_, picked := set.Keys[k]
		picked = picked || slices.Contains(set.Plus, k)
		byLevel := slices.Contains(reg.LevelKeys(id, set.Level), k)
		minus := slices.Contains(set.Minus, k)
		if !picked && !byLevel && !minus {
			continue
		}
		src.Feature, src.Level, src.Picked, src.Scope = id, set.Level, picked, r.scopeOf(id, k)
		at, ok := reg.index[k]
		switch {
		case minus:
			src.Inert = MissingTakenAway
		case !ok:
			src.Inert = MissingDormant
		case p.keptFrom(k, r.Slug):
			src.Inert = MissingReserved
		case r.NonDestructive && reg.keys[at].Destructive:
			src.Inert = MissingHarmless
		default:
			src.Inert = MissingAudience
		}
		return src, true
	}
	return src, false
}
