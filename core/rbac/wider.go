package rbac

import (
	"maps"
	"slices"
	"strings"

	"pegboard.dev/pegboard/core"
)

// Wider is something that would be handed out and is wider than what the one
// who hands it out holds.
type Wider struct {
	// Key is empty when a whole Feature, or everything, is meant.
	Key     Key    `json:"key,omitempty"`
	Feature string `json:"feature,omitempty"`
	Want    Scope  `json:"want"`
	Have    Scope  `json:"have,omitempty"`
}

// NotWider returns those of the proposed keys that s does not hold as widely;
// nil when all may be handed out. Dormant keys may be handed out only by one
// who holds everything and will hold them too. Tokens, personal grants,
// invitations and the defaults of plugins ask here.
func NotWider(s *Subject, proposed map[Key]Scope) []Wider {
	var out []Wider
	for _, k := range sortedKeys(proposed) {
		want, have := proposed[k], s.Scope(k)
		if reg := s.powers().Registry(); reg != nil {
			if i, ok := reg.index[k]; ok {
				want = reg.scopeOf(i, want)
			} else if s.Powers.comes(k) {
				continue
			}
		}
		if want > have {
			out = append(out, Wider{Key: k, Want: want, Have: have})
		}
	}
	return out
}

func (s *Subject) powers() *Powers {
	if s == nil {
		return nil
	}
	return s.Powers
}

// RoleKeys returns what a role gives by itself under this registry, before
// requirements between keys are looked at.
func RoleKeys(reg *Registry, p *Policy, r *Role) map[Key]Scope {
	out := map[Key]Scope{}
	if r == nil {
		return out
	}
	eachGiven(reg, p, r, func(g given) {
		if g.scope != ScopeNone {
			out[reg.keys[g.key].Key] = max(out[reg.keys[g.key].Key], g.scope)
		}
	})
	return out
}

// RoleWider returns what turning a role from before into after would give
// beyond what it gave, wider than s holds. before is nil for a new role, and
// for one that is handed to a person.
func RoleWider(s *Subject, p *Policy, before, after *Role) []Wider {
	return roleWider(s, p, before, p, after)
}

// roleWider is RoleWider with what is reserved changing as well.
func roleWider(s *Subject, then *Policy, before *Role, now *Policy, after *Role) []Wider {
	reg := s.powers().Registry()
	if reg == nil {
		return []Wider{{Want: All}}
	}
	had := RoleKeys(reg, then, before)
	gives := RoleKeys(reg, now, after)
	maps.DeleteFunc(gives, func(k Key, want Scope) bool { return want <= had[k] })
	return append(NotWider(s, gives), dormantWider(s, now, before, after)...)
}

// sameSetting reports whether two forms of a role say the same about a feature.
func sameSetting(a, b *Role, id string) bool {
	x, okX := a.Features[id]
	y, okY := b.Features[id]
	same := a.Type == b.Type && a.Scope == b.Scope && a.NonDestructive == b.NonDestructive
	return same && okX == okY && x.Level == y.Level && x.Scope == y.Scope &&
		maps.Equal(x.Keys, y.Keys) && slices.Equal(x.Plus, y.Plus) && slices.Equal(x.Minus, y.Minus)
}

// widerErr says in one sentence what is too wide; nil for nothing.
func widerErr(op string, too []Wider) error {
	if len(too) == 0 {
		return nil
	}
	const shown = 3
	var names []string
	for _, w := range too[:min(len(too), shown)] {
		switch {
		case w.Key != "" && w.Have != ScopeNone:
			names = append(names, string(w.Key)+" ("+w.Want.String()+", you: "+w.Have.String()+")")
		case w.Key != "":
			names = append(names, string(w.Key))
		case w.Feature != "":
			names = append(names, "the feature "+w.Feature+", which is not enabled")
		default:
			names = append(names, "everything")
		}
	}
	list := strings.Join(names, ", ")
	if len(too) > shown {
		return core.Errorf(op, core.KindForbidden, "You cannot hand out more than you hold yourself: %s and %d more.", list, len(too)-shown)
	}
	return core.Errorf(op, core.KindForbidden, "You cannot hand out more than you hold yourself: %s.", list)
}
