package rbac

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// PolicyDiff is what differs between two sets of roles, for whoever is about
// to put one in the place of the other.
type PolicyDiff struct {
	// Rules are lines about what a policy says beside its roles: "top: owner → admin".
	Rules []string
	// Roles are those that come, go or say something else, in the order of the
	// new set, those that go at the end.
	Roles []RoleDiff
}

// RoleDiff is what differs in one role.
type RoleDiff struct {
	Slug, Name     string
	Added, Removed bool
	// Changes are keys that the role gives by itself, as things are registered now.
	Changes []Change
	// Rules are lines about everything else that the role says, features that
	// are not registered among them.
	Rules []string
}

// Empty reports whether nothing differs.
func (d *PolicyDiff) Empty() bool { return len(d.Rules) == 0 && len(d.Roles) == 0 }

// DiffPolicies compares two sets of roles.
func DiffPolicies(reg *Registry, before, after *Policy) PolicyDiff {
	var out PolicyDiff
	rule := rules(&out.Rules)
	rule("preset", before.Preset, after.Preset)
	rule("name", before.Name, after.Name)
	rule("description", before.Description, after.Description)
	rule("top", before.Top, after.Top)
	rule("first", words(before.First), words(after.First))
	rule("implicit.everyone", before.Implicit.Everyone, after.Implicit.Everyone)
	rule("implicit.registered", before.Implicit.Registered, after.Implicit.Registered)
	rule("implicit.verified", before.Implicit.Verified, after.Implicit.Verified)
	rule("assignee_must_be_member", fmt.Sprint(before.AssigneeMustBeMember), fmt.Sprint(after.AssigneeMustBeMember))
	for _, k := range union(before.Reserved, after.Reserved) {
		rule("reserved."+string(k), words(before.Reserved[k]), words(after.Reserved[k]))
	}
	for i := range after.Roles {
		now := &after.Roles[i]
		if old := before.Role(now.Slug); old == nil || !SameRole(old, now) {
			out.Roles = append(out.Roles, diffRole(reg, before, old, after, now))
		}
	}
	for i := range before.Roles {
		if old := &before.Roles[i]; after.Role(old.Slug) == nil {
			out.Roles = append(out.Roles, diffRole(reg, before, old, after, nil))
		}
	}
	return out
}

func diffRole(reg *Registry, before *Policy, old *Role, after *Policy, now *Role) RoleDiff {
	d := RoleDiff{Added: old == nil, Removed: now == nil, Changes: DiffKeys(RoleKeys(reg, before, old), RoleKeys(reg, after, now))}
	was, is := Role{}, Role{}
	if old != nil {
		was, d.Slug, d.Name = *old, old.Slug, old.Name
	}
	if now != nil {
		is, d.Slug, d.Name = *now, now.Slug, now.Name
	}
	rule := rules(&d.Rules)
	if old != nil && now != nil {
		rule("name", was.Name, is.Name)
		rule("type", was.Type.String(), is.Type.String())
	}
	rule("manages", words(was.Manages), words(is.Manages))
	rule("requires", words(was.Requires), words(is.Requires))
	rule("excludes", words(was.Excludes), words(is.Excludes))
	for _, id := range union(was.Features, is.Features) {
		if _, ok := reg.Feature(id); !ok && now != nil {
			rule("features."+id+", which is not enabled", settingWords(&was, id), settingWords(&is, id))
		}
	}
	// The same keys can be said in other words, which matter once plugins come.
	if old != nil && now != nil && len(d.Changes)+len(d.Rules) == 0 {
		d.Rules = append(d.Rules, "gives the same keys, said in other words")
	}
	return d
}

// settingWords is what a role says about a feature, in one line.
func settingWords(r *Role, id string) string {
	s, ok := r.Features[id]
	if !ok {
		return ""
	}
	parts := []string{s.Level.String()}
	if scope := cmp.Or(s.Scope, r.Scope); scope != ScopeNone {
		parts = append(parts, "at "+scope.String())
	}
	for _, k := range sortedKeys(s.Keys) {
		parts = append(parts, string(k)+": "+s.Keys[k].String())
	}
	for _, k := range s.Plus {
		parts = append(parts, "plus "+string(k))
	}
	for _, k := range s.Minus {
		parts = append(parts, "minus "+string(k))
	}
	return strings.Join(parts, ", ")
}

// rules returns a func that notes a line where two values differ.
func rules(into *[]string) func(name, was, is string) {
	shown := func(s string) string { return cmp.Or(s, "nothing") }
	return func(name, was, is string) {
		if was != is {
			*into = append(*into, fmt.Sprintf("%s: %s → %s", name, shown(was), shown(is)))
		}
	}
}

// words joins slugs, in an order that says nothing.
func words(slugs []string) string {
	return strings.Join(slices.Sorted(slices.Values(slugs)), ", ")
}

func union[K cmp.Ordered, V any](a, b map[K]V) []K {
	keys := append(sortedKeys(a), sortedKeys(b)...)
	slices.Sort(keys)
	return slices.Compact(keys)
}
