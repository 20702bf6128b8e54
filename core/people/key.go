package people

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// KeyHolders are who holds a key: the roles that give it, and the people who
// hold it beside their roles.
type KeyHolders struct {
	Key   rbac.Key
	Roles []KeyRole
	// People are those whose grant counts now and whom the reader sees, by name.
	People []KeyPerson
}

// KeyRole is a role that gives a key by itself.
type KeyRole struct {
	Slug, Name string
	Scope      rbac.Scope
	Holders    int
	Implicit   bool
}

// KeyPerson is somebody with a personal grant of a key.
type KeyPerson struct {
	Person Ref[core.UserID]
	rbac.Grant
}

// KeyHolders says who holds a registered key, roles in the order of the editor.
// who needs roles.view. KindNotFound for a key that no feature registers.
func (s *Service) KeyHolders(ctx context.Context, who *rbac.Subject, k rbac.Key) (*KeyHolders, error) {
	const op = "people.KeyHolders"
	roles, err := s.Roles(ctx, who)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	if _, ok := s.Registry().Key(k); !ok {
		return nil, core.Errorf(op, core.KindNotFound, "There is no such permission.")
	}
	out := &KeyHolders{Key: k}
	for i := range roles {
		r := &roles[i]
		if scope := r.Effective[k]; scope != rbac.ScopeNone {
			out.Roles = append(out.Roles, KeyRole{Slug: r.Slug, Name: r.Name, Scope: scope, Holders: r.Holders, Implicit: r.Implicit})
		}
	}
	granted, err := s.Stores.Grants.KeyGrants(ctx, k, core.MaxPageSize)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	ids := make([]core.UserID, len(granted))
	for i := range granted {
		ids[i] = granted[i].Person.ID
	}
	seen, err := s.within(ctx, who, keyView, ids...)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	now := s.Clock.Now()
	for _, g := range granted {
		if seen[g.Person.ID] && g.Active(now) {
			out.People = append(out.People, g)
		}
	}
	return out, nil
}
