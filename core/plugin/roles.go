package plugin

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/rbac"
)

// introduce gives roles the levels that a plugin's manifest proposes; it returns
// the slugs of the roles it changed.
func (m *Manager) introduce(ctx context.Context, who *rbac.Subject, mf *manifest.Manifest, reg *rbac.Registry) ([]string, error) {
	rows, err := m.Roles.Roles(ctx)
	if err != nil {
		return nil, err
	}
	changed := map[string]rbac.Role{}
	for _, r := range m.proposed(who, mf, reg, rows) {
		changed[r.Slug] = r
	}
	return m.changeRoles(ctx, func(r, _ *rbac.Role) bool {
		after, ok := changed[r.Slug]
		if ok {
			*r = after
		}
		return ok
	})
}

// proposed returns the roles that a plugin's manifest would change: those that
// say nothing about its features, and whose preset says nothing either. Enabling
// a plugin is no way to hand out more than one holds: where a role would come to
// give a key wider than who is going to hold it, the role is left as it is. The
// machine's operator may.
func (m *Manager) proposed(who *rbac.Subject, mf *manifest.Manifest, reg *rbac.Registry, rows []people.StoredRole) []rbac.Role {
	now, shipped := &rbac.Policy{}, &rbac.Policy{}
	for i := range rows {
		now.Roles = append(now.Roles, rows[i].Role)
		if rows[i].Origin != nil {
			shipped.Roles = append(shipped.Roles, *rows[i].Origin)
		}
	}
	then := now.Accept(rbac.Defaults(now, shipped, mf.RBAC()...)...)
	var own *rbac.Subject
	if who.Kind != core.ActorSystem {
		s := *who
		s.Powers = rbac.Compile(reg, now, who.Roles, nil, m.Clock.Now())
		if who.Token != 0 {
			s.Powers = s.Powers.ForToken(who.Powers.Keys())
		}
		own = &s
	}
	var out []rbac.Role
	for i := range now.Roles {
		r := &now.Roles[i]
		after := then.Role(r.Slug)
		if len(after.Features) != len(r.Features) && (own == nil || len(rbac.RoleWider(own, now, r, after)) == 0) {
			out = append(out, *after)
		}
	}
	return out
}

// forget takes every word about a plugin out of all roles; built-in ones go back
// to what their preset said.
func (m *Manager) forget(ctx context.Context, id core.PluginID) error {
	_, err := m.changeRoles(ctx, forgetting(id))
	return err
}

// mentions lists the roles that forget would change.
func (m *Manager) mentions(ctx context.Context, id core.PluginID) ([]string, error) {
	rows, err := m.Roles.Roles(ctx)
	if err != nil {
		return nil, err
	}
	slugs, change := []string{}, forgetting(id)
	for i := range rows {
		r, origin := rows[i].Clone(), rows[i].Origin
		if origin == nil {
			origin = &rbac.Role{}
		}
		if change(&r, origin) {
			slugs = append(slugs, r.Slug)
		}
	}
	return slugs, nil
}

// forgetting takes every word about a plugin out of a role, and says whether there
// was any.
func forgetting(id core.PluginID) func(r, origin *rbac.Role) bool {
	owned := func(k rbac.Key) bool { return k.Owner() == string(id) }
	return func(r, origin *rbac.Role) bool {
		before := r.Clone()
		r.Except = slices.DeleteFunc(r.Except, owned)
		for name, set := range r.Features {
			if name == string(id) || strings.HasPrefix(name, string(id)+".") {
				delete(r.Features, name)
				if was, ok := origin.Features[name]; ok {
					r.Features[name] = was
				}
				continue
			}
			maps.DeleteFunc(set.Keys, func(k rbac.Key, _ rbac.Scope) bool { return owned(k) })
			set.Plus, set.Minus = slices.DeleteFunc(set.Plus, owned), slices.DeleteFunc(set.Minus, owned)
			r.Features[name] = set
		}
		return !reflect.DeepEqual(&before, r)
	}
}

// changeRoles writes the roles that change says it has changed, in the caller's
// transaction. change gets a copy of each role, and what its preset gave, which
// is empty for a custom one.
func (m *Manager) changeRoles(ctx context.Context, change func(r, origin *rbac.Role) bool) ([]string, error) {
	rows, err := m.Roles.Roles(ctx)
	if err != nil {
		return nil, err
	}
	var slugs []string
	for i := range rows {
		row := people.StoredRole{Role: rows[i].Clone(), Origin: rows[i].Origin}
		origin := row.Origin
		if origin == nil {
			origin = &rbac.Role{}
		}
		if !change(&row.Role, origin) {
			continue
		}
		if err := m.Roles.PutRole(ctx, &row); err != nil {
			return nil, err
		}
		slugs = append(slugs, row.Slug)
	}
	return slugs, nil
}
