package plugin

import (
	"context"
	"maps"
	"slices"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/rbac"
)

// introduce gives each role that says nothing about a feature the level that the
// manifest proposes for its type, and returns the slugs of the roles it changed.
func (m *Manager) introduce(ctx context.Context, mf *manifest.Manifest) ([]string, error) {
	return m.changeRoles(ctx, func(r *rbac.Role) bool {
		changed := false
		for _, p := range mf.Proposals() {
			if _, said := r.Features[p.Feature]; said || r.Everything || r.Type != p.Type || p.Level == rbac.None {
				continue
			}
			if r.Features == nil {
				r.Features = map[string]rbac.Setting{}
			}
			r.Features[p.Feature] = rbac.Setting{Level: p.Level}
			changed = true
		}
		return changed
	})
}

// forget takes every word about a plugin out of all roles.
func (m *Manager) forget(ctx context.Context, id core.PluginID) error {
	owned := func(k rbac.Key) bool { return k.Owner() == string(id) }
	_, err := m.changeRoles(ctx, func(r *rbac.Role) bool {
		changed := len(r.Except)
		r.Except = slices.DeleteFunc(r.Except, owned)
		changed -= len(r.Except)
		for name, set := range r.Features {
			if name == string(id) || strings.HasPrefix(name, string(id)+".") {
				delete(r.Features, name)
				changed++
				continue
			}
			n := len(set.Keys) + len(set.Plus) + len(set.Minus)
			maps.DeleteFunc(set.Keys, func(k rbac.Key, _ rbac.Scope) bool { return owned(k) })
			set.Plus, set.Minus = slices.DeleteFunc(set.Plus, owned), slices.DeleteFunc(set.Minus, owned)
			changed += n - len(set.Keys) - len(set.Plus) - len(set.Minus)
			r.Features[name] = set
		}
		return changed > 0
	})
	return err
}

// changeRoles writes the roles that change says it has changed, in the caller's
// transaction. change gets copies of its own.
func (m *Manager) changeRoles(ctx context.Context, change func(r *rbac.Role) bool) ([]string, error) {
	rows, err := m.Roles.Roles(ctx)
	if err != nil {
		return nil, err
	}
	var slugs []string
	for i := range rows {
		row := people.StoredRole{Role: rows[i].Clone(), Origin: rows[i].Origin}
		if !change(&row.Role) {
			continue
		}
		if err := m.Roles.PutRole(ctx, &row); err != nil {
			return nil, err
		}
		slugs = append(slugs, row.Slug)
	}
	return slugs, nil
}
