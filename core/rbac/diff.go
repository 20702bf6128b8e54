package rbac

import (
	"cmp"
	"slices"
)

// Change is how far one key is held before and after something changes.
type Change struct {
	Key    Key   `json:"key"`
	Before Scope `json:"before,omitempty"`
	After  Scope `json:"after,omitempty"`
}

// Gain reports whether the change gives rather than takes.
func (c Change) Gain() bool { return c.After > c.Before }

// Diff returns what changes between two powers, by key. They may belong to
// different registry snapshots, as before and after a plugin is enabled.
func Diff(before, after *Powers) []Change { return DiffKeys(before.Keys(), after.Keys()) }

// DiffRoles is Diff for what two forms of a role give by themselves; nil gives nothing.
func DiffRoles(reg *Registry, p *Policy, before, after *Role) []Change {
	return DiffKeys(RoleKeys(reg, p, before), RoleKeys(reg, p, after))
}

// DiffKeys is Diff for keys as RoleKeys returns them.
func DiffKeys(was, is map[Key]Scope) []Change {
	var out []Change
	for k, s := range was {
		if is[k] != s {
			out = append(out, Change{Key: k, Before: s, After: is[k]})
		}
	}
	for k, s := range is {
		if was[k] == ScopeNone {
			out = append(out, Change{Key: k, After: s})
		}
	}
	slices.SortFunc(out, func(a, b Change) int { return cmp.Compare(a.Key, b.Key) })
	return out
}
