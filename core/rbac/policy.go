package rbac

import (
	"maps"
	"slices"
	"strings"
	"unicode"
)

// Clone returns a deep copy, which may be changed.
func (p *Policy) Clone() *Policy {
	out := *p
	out.First = slices.Clone(p.First)
	out.Reserved = maps.Clone(p.Reserved)
	for k, v := range out.Reserved {
		out.Reserved[k] = slices.Clone(v)
	}
	out.Roles = make([]Role, len(p.Roles))
	for i := range p.Roles {
		out.Roles[i] = p.Roles[i].Clone()
	}
	return &out
}

// Clone returns a deep copy, which may be changed.
func (r *Role) Clone() Role {
	out := *r
	out.Except = slices.Clone(r.Except)
	out.Manages = slices.Clone(r.Manages)
	out.Requires = slices.Clone(r.Requires)
	out.Excludes = slices.Clone(r.Excludes)
	out.Features = maps.Clone(r.Features)
	for id, s := range out.Features {
		s.Keys = maps.Clone(s.Keys)
		s.Plus = slices.Clone(s.Plus)
		s.Minus = slices.Clone(s.Minus)
		out.Features[id] = s
	}
	return out
}

// Put adds the role, or replaces the one with its slug.
func (p *Policy) Put(r Role) {
	if old := p.Role(r.Slug); old != nil {
		*old = r
		return
	}
	p.Roles = append(p.Roles, r)
}

// Remove takes a role out, and every mention of it in other roles and in what
// is reserved. It reports false, and changes nothing, for the top role and the
// implicit ones, without which the policy would not stand.
func (p *Policy) Remove(slug string) bool {
	if slug == p.Top || slug == p.Implicit.Everyone || slug == p.Implicit.Registered || slug == p.Implicit.Verified {
		return false
	}
	is := func(s string) bool { return s == slug }
	p.Roles = slices.DeleteFunc(p.Roles, func(r Role) bool { return r.Slug == slug })
	for i := range p.Roles {
		r := &p.Roles[i]
		r.Manages = slices.DeleteFunc(slices.Clone(r.Manages), is)
		r.Requires = slices.DeleteFunc(slices.Clone(r.Requires), is)
		r.Excludes = slices.DeleteFunc(slices.Clone(r.Excludes), is)
	}
	p.First = slices.DeleteFunc(slices.Clone(p.First), is)
	for k, v := range p.Reserved {
		p.Reserved[k] = slices.DeleteFunc(slices.Clone(v), is)
	}
	return true
}

// FirstRoles are the roles of the first person: the top role, what that
// requires, and what the policy says beside it.
func (p *Policy) FirstRoles() []string {
	out := append([]string{p.Top}, p.First...)
	for i := 0; i < len(out); i++ {
		if r := p.Role(out[i]); r != nil {
			for _, req := range r.Requires {
				if !slices.Contains(out, req) {
					out = append(out, req)
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Slug makes a role's slug of its name: "Light agent" becomes "light-agent".
// It is empty when the name has neither Latin letters nor digits.
func Slug(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	slug := strings.Join(words, "-")
	return strings.Trim(slug[:min(len(slug), MaxSlug)], "-")
}

// nameOf makes a name for a role that has only a slug.
func nameOf(slug string) string {
	s := strings.ReplaceAll(slug, "-", " ")
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
