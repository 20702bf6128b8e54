package rbac

import (
	"slices"
	"time"
)

// Powers are what a person's roles and grants add up to, per registered key.
// They belong to one registry snapshot and one moment: compile anew when the
// access epoch moves or Until has come. Read only, safe for concurrent use.
// A nil *Powers holds nothing.
type Powers struct {
	reg    *Registry
	scopes []Scope
	// part marks keys that came from a level none: they count on what the
	// person took part in, without the view key.
	part []bool
	// limit is set for tokens and plugins: what does not stand there is not
	// held, not even as the customer of a ticket.
	limit    []Scope
	reserved []int
	// everything is set by a role that holds everything, keys to come
	// included, but for except.
	everything bool
	except     []Key
	until      time.Time
}

// Scope returns how far k is held.
func (p *Powers) Scope(k Key) Scope {
	if p == nil {
		return ScopeNone
	}
	i, ok := p.reg.index[k]
	if !ok {
		return ScopeNone
	}
	return p.scopes[i]
}

// Holds reports whether k is held at any scope.
func (p *Powers) Holds(k Key) bool { return p.Scope(k) != ScopeNone }

// Keys returns every held key with its scope.
func (p *Powers) Keys() map[Key]Scope {
	out := map[Key]Scope{}
	if p == nil {
		return out
	}
	for i, s := range p.scopes {
		if s != ScopeNone {
			out[p.reg.keys[i].Key] = s
		}
	}
	return out
}

// comes reports whether k will be held once it is registered.
func (p *Powers) comes(k Key) bool { return p != nil && p.everything && !slices.Contains(p.except, k) }

// Until is the next moment at which a personal grant expires; zero for never.
func (p *Powers) Until() time.Time {
	if p == nil {
		return time.Time{}
	}
	return p.until
}

// Registry returns the snapshot the powers were compiled for.
func (p *Powers) Registry() *Registry {
	if p == nil {
		return nil
	}
	return p.reg
}

// takingPart reports whether k is held by a level none.
func (p *Powers) takingPart(k Key) bool {
	if p.part == nil {
		return false
	}
	i, ok := p.reg.index[k]
	return ok && p.part[i] && p.scopes[i] != ScopeNone
}

// within reports whether a token's or plugin's limit leaves k to a customer.
func (p *Powers) within(k Key) bool {
	if p.limit == nil {
		return true
	}
	i, ok := p.reg.index[k]
	return ok && p.limit[i] != ScopeNone
}

// ForToken returns the powers of an API token: of each key the narrower of
// what the person holds and what the token was made for, and no reserved key.
// A key that limit does not name is not held.
func (p *Powers) ForToken(limit map[Key]Scope) *Powers {
	out := p.limited(limit)
	if out != nil {
		for _, i := range out.reserved {
			out.drop(i)
		}
	}
	return out
}

// ForPlugin returns the powers of a plugin that acts for the person: what the
// person may do and the plugin was granted.
func (p *Powers) ForPlugin(granted map[Key]Scope) *Powers { return p.limited(granted) }

// Without returns the powers less some keys, which a customer loses as well.
func (p *Powers) Without(keys ...Key) *Powers {
	if p == nil || len(keys) == 0 {
		return p
	}
	out := p.copy()
	for _, k := range keys {
		if i, ok := p.reg.index[k]; ok {
			out.drop(i)
		}
	}
	return out
}

func (p *Powers) limited(limit map[Key]Scope) *Powers {
	if p == nil {
		return nil
	}
	out := p.copy()
	out.everything = false
	for i := range out.scopes {
		l := limit[p.reg.keys[i].Key]
		if l != ScopeNone && !p.reg.keys[i].Scoped {
			l = All
		}
		out.limit[i] = min(out.limit[i], l)
		out.scopes[i] = min(out.scopes[i], l)
	}
	out.settle()
	return out
}

// copy returns powers of which scopes and limit may be changed.
func (p *Powers) copy() *Powers {
	out := *p
	out.scopes = slices.Clone(p.scopes)
	if p.limit != nil {
		out.limit = slices.Clone(p.limit)
		return &out
	}
	out.limit = make([]Scope, len(p.scopes))
	for i := range out.limit {
		out.limit[i] = All
	}
	return &out
}

func (p *Powers) drop(i int) {
	p.scopes[i], p.limit[i] = ScopeNone, ScopeNone
	p.settle()
}

// settle narrows keys to the scope of the keys they require.
func (p *Powers) settle() {
	for _, k := range p.reg.order {
		if p.scopes[k] == ScopeNone {
			continue
		}
		least := All
		for _, req := range p.reg.keys[k].Requires {
			if i, ok := p.reg.index[req]; ok {
				least = min(least, p.scopes[i])
			} else {
				least = ScopeNone
			}
		}
		if least == ScopeNone || p.reg.keys[k].Scoped {
			p.scopes[k] = min(p.scopes[k], least)
		}
	}
}
