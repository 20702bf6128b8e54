package people

import (
	"context"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

const (
	keyRolesView   rbac.Key = "roles.view"
	keyRolesCreate rbac.Key = "roles.create"
	keyRolesEdit   rbac.Key = "roles.edit"
	keyRolesDelete rbac.Key = "roles.delete"
	keyRolesClone  rbac.Key = "roles.clone"
)

// RoleView is a role as the role editor shows it.
type RoleView struct {
	rbac.Role
	// Holders counts people who were given the role. Implicit roles are held
	// by everybody and count nobody.
	Holders int
	// Effective are the registered keys that the role gives by itself.
	Effective map[rbac.Key]rbac.Scope
	// Implicit is set for a role that people hold without being given it; Top
	// for the highest one.
	Implicit, Top bool
	Abilities     RoleAbilities
}

// RoleAbilities say what the reader may do with a role.
type RoleAbilities struct{ Edit, Clone, Delete, Reset, Assign bool }

// Roles lists all roles in their order; who needs roles.view.
func (s *Service) Roles(ctx context.Context, who *rbac.Subject) ([]RoleView, error) {
	const op = "people.Roles"
	if err := who.Require(op, keyRolesView); err != nil {
		return nil, err
	}
	policy, err := s.Policy(ctx)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	holders, err := s.Stores.UserLists.CountHolders(ctx)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	out := make([]RoleView, len(policy.Roles))
	for i := range policy.Roles {
		out[i] = s.roleView(who, policy, &policy.Roles[i], holders)
	}
	return out, nil
}

// Role returns one role; who needs roles.view.
func (s *Service) Role(ctx context.Context, who *rbac.Subject, slug string) (*RoleView, error) {
	const op = "people.Role"
	all, err := s.Roles(ctx, who)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	for i := range all {
		if all[i].Slug == slug {
			return &all[i], nil
		}
	}
	return nil, errGone(op)
}

func (s *Service) roleView(who *rbac.Subject, p *rbac.Policy, r *rbac.Role, holders map[string]int) RoleView {
	mine := rbac.Manages(who, p, r.Slug)
	fixed := r.Slug == p.Top || isImplicit(p, r.Slug)
	return RoleView{
		Role: r.Clone(), Holders: holders[r.Slug], Effective: rbac.RoleKeys(s.Registry(), p, r), Implicit: isImplicit(p, r.Slug), Top: r.Slug == p.Top,
		Abilities: RoleAbilities{
			Edit:   mine && who.Holds(keyRolesEdit),
			Clone:  who.Holds(keyRolesClone) && len(rbac.RoleWider(who, p, nil, r)) == 0,
			Delete: mine && who.Holds(keyRolesDelete) && !r.Builtin && !fixed,
			Reset:  mine && who.Holds(keyRolesEdit) && r.Builtin,
			Assign: !isImplicit(p, r.Slug) && rbac.CanAssignRole(who, p, r.Slug) == nil,
		},
	}
}

func isImplicit(p *rbac.Policy, slug string) bool {
	return slug == p.Implicit.Everyone || slug == p.Implicit.Registered || slug == p.Implicit.Verified
}

// Holders lists active people who were given a role, by name, at most 200; who
// needs roles.view. Only those whom who sees are listed.
func (s *Service) Holders(ctx context.Context, who *rbac.Subject, slug string) ([]Ref[core.UserID], error) {
	const op = "people.Holders"
	if _, err := s.Role(ctx, who, slug); err != nil {
		return nil, core.Wrap(op, err)
	}
	all, err := s.Stores.UserLists.Holders(ctx, slug, core.MaxPageSize)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	ids := make([]core.UserID, len(all))
	for i := range all {
		ids[i] = all[i].ID
	}
	seen, err := s.within(ctx, who, keyView, ids...)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	return slices.DeleteFunc(all, func(r Ref[core.UserID]) bool { return !seen[r.ID] }), nil
}

// HolderCounts counts the people who were given each role, disabled ones
// included; who needs roles.view or settings.plugins.
func (s *Service) HolderCounts(ctx context.Context, who *rbac.Subject) (map[string]int, error) {
	const op = "people.HolderCounts"
	if !who.Holds("settings.plugins") {
		if err := who.Require(op, keyRolesView); err != nil {
			return nil, err
		}
	}
	counts, err := s.Stores.UserLists.CountHolders(ctx)
	return counts, core.Wrap(op, err)
}

// Features returns the registry, as the role editor draws it; who needs roles.view.
func (s *Service) Features(who *rbac.Subject) (*rbac.Registry, error) {
	if err := who.Require("people.Features", keyRolesView); err != nil {
		return nil, err
	}
	return s.Registry(), nil
}
