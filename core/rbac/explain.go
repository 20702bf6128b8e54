package rbac

import (
	"fmt"
	"slices"
	"time"
)

// Question is what Explain needs to say why.
type Question struct {
	// Who is the person's name in sentences; "This person" when empty.
	Who     string
	Subject *Subject
	Policy  *Policy
	// Given are the roles the person was given, ByGroup those of their groups.
	Given, ByGroup []string
	Grants         []Grant
	Now            time.Time
	Key            Key
	// Resource and Object are nil for a question about the key alone.
	Resource *Resource
	Object   *Object
	// Say words the sentences for the reader; nil is English.
	Say Say
}

// Say puts a format with its values into the reader's language, as fmt.Sprintf
// puts it into English. Without values it is also asked for titles.
type Say func(format string, values ...any) string

// Say is how nil speaks as well.
func (s Say) Say(format string, values ...any) string {
	if s == nil {
		return fmt.Sprintf(format, values...)
	}
	return s(format, values...)
}

// Explanation is the answer to "why?" for one person, key and object.
type Explanation struct {
	Key   Key    `json:"key"`
	Title string `json:"title,omitempty"`
	Decision
	// Scope is how far the key is held.
	Scope Scope `json:"scope,omitempty"`
	// ViewScope is how far the resource's view key is held; only with an object.
	ViewScope Scope `json:"view_scope,omitempty"`
	// Sources are the roles and grants that speak of the key, whether it counts or not.
	Sources []Source `json:"sources"`
	// Within are the ways in which the object is within reach of the key.
	Within []BranchKind `json:"within,omitempty"`
	// Missing says what stands against it, nil when allowed.
	Missing []Missing `json:"missing,omitempty"`
	// WouldGive are roles of the policy that give the key and are not held.
	WouldGive []string `json:"would_give,omitempty"`
	// Sentences say all of it in words for a site owner.
	Sentences []string `json:"sentences"`
}

// Source is one role or personal grant that speaks of a key.
type Source struct {
	// Role is empty for a personal grant.
	Role string `json:"role,omitempty"`
	Name string `json:"name,omitempty"`
	// How the role is held: given, group, everyone, registered or verified.
	How string `json:"how,omitempty"`
	// Reason and Expires are the personal grant's.
	Reason  string    `json:"reason,omitempty"`
	Expires time.Time `json:"expires_at,omitzero"`
	// Feature and Level are the row and the setting it comes from.
	Feature    string `json:"feature,omitempty"`
	Level      Level  `json:"level"`
	Picked     bool   `json:"picked,omitempty"`
	Everything bool   `json:"everything,omitempty"`
	Scope      Scope  `json:"scope"`
	// Inert says why the source gives nothing; empty when it counts.
	Inert MissingKind `json:"inert,omitempty"`
}

// MissingKind names what stands against something.
type MissingKind string

// What can be missing.
const (
	MissingUnknown   MissingKind = "unknown"    // there is no such key
	MissingDormant   MissingKind = "dormant"    // the key's plugin is not enabled
	MissingKey       MissingKind = "key"        // no role and no grant gives it
	MissingRequired  MissingKind = "requires"   // another key is needed and not held
	MissingReserved  MissingKind = "reserved"   // only certain roles may hold it
	MissingExpired   MissingKind = "expired"    // a personal grant is over
	MissingLimit     MissingKind = "limit"      // a token, a plugin or a setting holds it back
	MissingView      MissingKind = "view"       // the object may not be seen
	MissingScope     MissingKind = "scope"      // it does not reach this object
	MissingTake      MissingKind = "take_first" // the object waits in the queue
	MissingCustomer  MissingKind = "customer"   // a customer may not do this with their ticket
	MissingAudience  MissingKind = "audience"   // the key is not for this type of role
	MissingHarmless  MissingKind = "harmless"   // the role leaves out destructive keys
	MissingExcepted  MissingKind = "except"     // the role holds everything but this
	MissingTakenAway MissingKind = "minus"      // the role's setting leaves it out
)

// Missing is one thing that stands against what was asked.
type Missing struct {
	Kind MissingKind `json:"kind"`
	// Key is the key it is about, when that is another than the one asked for.
	Key Key `json:"key,omitempty"`
}

// Explain says why the subject may or may not do what is asked. Decision is
// exactly what Decide says. It allocates freely; it is not for hot paths.
func Explain(q Question) Explanation {
	reg := q.Subject.powers().Registry()
	e := Explanation{Key: q.Key, Decision: Decide(q.Subject, q.Resource, q.Key, q.Object), Scope: q.Subject.Scope(q.Key)}
	if reg == nil {
		e.Missing = []Missing{{Kind: MissingKey}}
		e.Sentences = q.words(&e)
		return e
	}
	if info, ok := reg.Key(q.Key); ok {
		e.Title = info.Title
	}
	if q.Object != nil && q.Resource != nil {
		e.ViewScope = q.Subject.Scope(q.Resource.View)
	}
	e.Sources = q.sources(reg, q.Key)
	e.Within = q.within(q.Key)
	if !e.Allowed {
		e.Missing = q.missing(reg, &e)
		for i := range q.Policy.Roles {
			r := &q.Policy.Roles[i]
			if !slices.Contains(q.Subject.Roles, r.Slug) && RoleKeys(reg, q.Policy, r)[q.Key] > e.Scope {
				e.WouldGive = append(e.WouldGive, r.Slug)
			}
		}
	}
	e.Sentences = q.words(&e)
	return e
}

// AlsoGrantedBy returns which of the roles give a key, and how far each does.
func AlsoGrantedBy(reg *Registry, p *Policy, roles []string, k Key) []Source {
	var out []Source
	for _, slug := range roles {
		if r := p.Role(slug); r != nil {
			if src, ok := roleSource(reg, p, r, k); ok && src.Inert == "" {
				out = append(out, src)
			}
		}
	}
	return out
}

// within returns the ways in which the object is within reach of a key.
func (q *Question) within(k Key) []BranchKind {
	var out []BranchKind
	if q.Object == nil || q.Resource == nil {
		return nil
	}
	for _, b := range Reach(q.Subject, q.Resource, k) {
		if b.Match(q.Object) {
			out = append(out, b.Kind)
		}
	}
	return out
}

// missing finds out what stands against a key that is not allowed.
func (q *Question) missing(reg *Registry, e *Explanation) []Missing {
	if _, ok := reg.index[q.Key]; !ok {
		if reg.Dormant(q.Key) {
			return []Missing{{Kind: MissingDormant}}
		}
		return []Missing{{Kind: MissingUnknown}}
	}
	var out []Missing
	if e.Scope == ScopeNone {
		out = q.notHeld(reg, e.Sources)
	}
	if q.Object == nil || q.Resource == nil {
		return out
	}
	view := q.within(q.Resource.View)
	queued := !slices.ContainsFunc(view, func(k BranchKind) bool { return k != BranchQueueTeams && k != BranchQueueNoTeam })
	customer := !slices.ContainsFunc(view, func(k BranchKind) bool { return k < BranchRequester })
	switch {
	case len(view) == 0 && e.ViewScope == ScopeNone && q.Key != q.Resource.View:
		out = append(out, Missing{Kind: MissingView, Key: q.Resource.View})
	case len(view) == 0 && e.ViewScope != ScopeNone:
		out = append(out, Missing{Kind: MissingScope, Key: q.Resource.View})
	case len(view) > 0 && customer && e.Scope == ScopeNone:
		out = append(out, Missing{Kind: MissingCustomer})
	case len(view) > 0 && queued && e.Scope != ScopeNone:
		out = append(out, Missing{Kind: MissingTake, Key: q.Resource.Take})
	case len(view) > 0 && e.Scope != ScopeNone:
		out = append(out, Missing{Kind: MissingScope})
	}
	return out
}

// notHeld says why a registered key is not held.
func (q *Question) notHeld(reg *Registry, sources []Source) []Missing {
	var out []Missing
	counts := false
	for _, s := range sources {
		counts = counts || s.Inert == ""
	}
	if counts {
		def := reg.keys[reg.index[q.Key]]
		for _, req := range def.Requires {
			if q.Subject.Scope(req) == ScopeNone {
				out = append(out, Missing{Kind: MissingRequired, Key: req})
			}
		}
		if len(out) == 0 {
			out = append(out, Missing{Kind: MissingLimit})
		}
		return out
	}
	for _, s := range sources {
		if m := (Missing{Kind: s.Inert}); !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	if len(out) == 0 {
		out = append(out, Missing{Kind: MissingKey})
	}
	return out
}
