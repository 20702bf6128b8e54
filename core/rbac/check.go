package rbac

import (
	"fmt"
	"slices"
	"strings"

	"pegboard.dev/pegboard/core/rbac/source"
)

// MaxSlug bounds a role's slug, MaxName its name, both in bytes; MaxRoles how
// many roles a policy may have.
const (
	MaxSlug  = 64
	MaxName  = 128
	MaxRoles = 500
)

// Check returns everything that is wrong with the policy under this registry:
// unknown roles, unknown keys of registered features, words that contradict
// each other. Paths lead from the policy: "roles[1].features.tickets.plus".
func (p *Policy) Check(reg *Registry) source.Problems {
	c := &checker{reg: reg, policy: p}
	if len(p.Roles) > MaxRoles {
		c.add("roles", "There are more than %d roles.", MaxRoles)
		return c.problems
	}
	seen := map[string]bool{}
	for i := range p.Roles {
		path := fmt.Sprintf("roles[%d]", i)
		if slug := p.Roles[i].Slug; seen[slug] {
			c.add(path+".slug", "There are two roles with the slug %q.", slug)
		}
		seen[p.Roles[i].Slug] = true
		c.role(path, &p.Roles[i])
	}
	c.roleRef("top", p.Top)
	c.roleRefs("first", p.First)
	if r := p.Role(p.Top); r != nil && r.Type != Employee {
		c.add("top", "The highest role must be of type employee.")
	}
	for _, f := range [...]struct{ path, slug string }{
		{"implicit.everyone", p.Implicit.Everyone}, {"implicit.registered", p.Implicit.Registered}, {"implicit.verified", p.Implicit.Verified},
	} {
		c.roleRef(f.path, f.slug)
		if r := p.Role(f.slug); r != nil && r.Type != User {
			c.add(f.path, "Everybody would hold the role %q, so it must be of type user.", f.slug)
		}
	}
	for _, k := range sortedKeys(p.Reserved) {
		path := "reserved." + string(k)
		c.key(path, k)
		c.roleRefs(path, p.Reserved[k])
	}
	c.circles()
	return c.problems
}

// CheckRole returns what is wrong with one role, which need not be in the
// policy yet. Paths lead from the role: "features.tickets.level".
func (p *Policy) CheckRole(reg *Registry, r *Role) source.Problems {
	with := p.Clone()
	with.Put(*r)
	c := &checker{reg: reg, policy: with}
	c.role("", r)
	c.circles()
	return c.problems
}

type checker struct {
	reg      *Registry
	policy   *Policy
	problems source.Problems
}

func (c *checker) add(path, format string, args ...any) {
	c.problems = append(c.problems, source.Problem{Path: strings.TrimPrefix(path, "."), Msg: fmt.Sprintf(format, args...)})
}

func (c *checker) role(path string, r *Role) {
	switch {
	case r.Slug == "":
		c.add(path+".slug", "A role needs a slug.")
	case len(r.Slug) > MaxSlug || !kebab(r.Slug):
		c.add(path+".slug", "%q is not a slug: use lower-case letters, digits and dashes.", r.Slug)
	}
	if strings.TrimSpace(r.Name) == "" {
		c.add(path+".name", "The role %q needs a name.", r.Slug)
	} else if len(r.Name) > MaxName {
		c.add(path+".name", "The name is longer than %d bytes.", MaxName)
	}
	if r.Type != Employee && r.Type != User {
		c.add(path+".type", "The role %q needs a type: employee or user.", r.Slug)
	}
	if r.Everything && r.Type != Employee {
		c.add(path+".everything", "Only a role of type employee can hold everything.")
	}
	if r.Everything && len(r.Features) > 0 {
		c.add(path+".features", "The role %q holds everything already; say `except` for what it should not.", r.Slug)
	}
	if !r.Everything && len(r.Except) > 0 {
		c.add(path+".except", "`except` belongs to `everything: true`.")
	}
	for i, k := range r.Except {
		c.key(fmt.Sprintf("%s.except[%d]", path, i), k)
	}
	c.roleRefs(path+".manages", r.Manages)
	c.roleRefs(path+".requires", r.Requires)
	c.roleRefs(path+".excludes", r.Excludes)
	for _, other := range r.Requires {
		if slices.Contains(r.Excludes, other) {
			c.add(path+".excludes", "The role %q is both required and excluded.", other)
		}
	}
	if slices.Contains(r.Excludes, r.Slug) {
		c.add(path+".excludes", "A role cannot exclude itself.")
	}
	for _, id := range sortedKeys(r.Features) {
		c.setting(path+".features."+id, id, r.Features[id])
	}
}

// circles finds roles that could never be given, because they require each other.
func (c *checker) circles() {
	const open, done = 1, 2
	state := map[string]int{}
	var visit func(slug string) bool
	visit = func(slug string) bool {
		r := c.policy.Role(slug)
		if r == nil || state[slug] == done {
			return true
		}
		if state[slug] == open {
			return false
		}
		state[slug] = open
		for _, req := range r.Requires {
			if !visit(req) {
				return false
			}
		}
		state[slug] = done
		return true
	}
	for i := range c.policy.Roles {
		if slug := c.policy.Roles[i].Slug; !visit(slug) {
			c.add(fmt.Sprintf("roles[%d].requires", i), "The role %q requires itself, by way of others: nobody could ever get it.", slug)
			return
		}
	}
}

func (c *checker) roleRefs(path string, slugs []string) {
	for i, slug := range slugs {
		at := fmt.Sprintf("%s[%d]", path, i)
		if slug == "" {
			c.add(at, "The slug of a role is expected here.")
		}
		c.roleRef(at, slug)
	}
}

func (c *checker) roleRef(path, slug string) {
	if slug != "" && c.policy.Role(slug) == nil {
		c.add(path, "There is no role %q.%s", slug, didYouMean(slug, c.policy.RoleSlugs()))
	}
}

// kebab reports whether s is lower-case words joined by single dashes.
func kebab(s string) bool {
	for word := range strings.SplitSeq(s, "-") {
		if !namePart(word) || strings.ContainsRune(word, '_') {
			return false
		}
	}
	return true
}
