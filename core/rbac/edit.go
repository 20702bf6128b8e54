package rbac

import (
	"fmt"
	"maps"
	"reflect"
	"slices"

	"pegboard.dev/pegboard/core"
)

// CanEditRole returns nil when s may turn a role from before into after;
// before is nil for a new one, after nil for one that is deleted. s must
// manage the role as it was and whatever roles it comes to manage, and hold
// what it comes to give. The caller asks for roles.edit, roles.create and so
// on. KindForbidden otherwise.
func CanEditRole(s *Subject, p *Policy, before, after *Role) error {
	const op = "rbac.CanEditRole"
	if before != nil && !Manages(s, p, before.Slug) {
		return core.Errorf(op, core.KindForbidden, "You do not manage the role %s.", before.Name)
	}
	if after == nil {
		return nil
	}
	if slug, ok := managesMore(s, p, before, after); ok {
		return core.Errorf(op, core.KindForbidden, "The role would manage %s, which you do not manage.", p.roleName(slug))
	}
	return widerErr(op, RoleWider(s, p, before, after))
}

// CloneRole returns a copy of a role under a new name, custom and with a slug
// of its own. The error is KindInvalid or KindNotFound.
func (p *Policy) CloneRole(slug, name string) (Role, error) {
	const op = "rbac.CloneRole"
	src := p.Role(slug)
	if src == nil {
		return Role{}, core.Errorf(op, core.KindNotFound, "There is no role %q.", slug)
	}
	out := src.Clone()
	out.Name, out.Builtin = name, false
	if out.Slug = p.FreeSlug(name); out.Slug == "" {
		return Role{}, core.InvalidField(op, "name", "Give the role a name with letters or digits.")
	}
	return out, nil
}

// FreeSlug makes a slug of a name that no role has yet.
func (p *Policy) FreeSlug(name string) string {
	slug := Slug(name)
	if slug == "" || p.Role(slug) == nil {
		return slug
	}
	for n := 2; ; n++ {
		tail := fmt.Sprintf("-%d", n)
		if try := slug[:min(len(slug), MaxSlug-len(tail))] + tail; p.Role(try) == nil {
			return try
		}
	}
}

// Adopt lets a new role be managed: by the top role, and by those of its
// creator's roles that manage anything. Without it only the top role would.
func (p *Policy) Adopt(slug string, creator *Subject) {
	for i := range p.Roles {
		r := &p.Roles[i]
		mine := creator != nil && slices.Contains(creator.Roles, r.Slug) && len(r.Manages) > 0
		if (r.Slug == p.Top || mine) && !slices.Contains(r.Manages, slug) {
			r.Manages = append(slices.Clone(r.Manages), slug)
		}
	}
}

// CanReplace returns nil when s may put one whole policy in the place of
// another, as an import does: every role that differs must be theirs to edit,
// and what is said about the top role, implicit roles and reserved keys is
// only for one who holds the top role. It asks for roles.import.
func CanReplace(s *Subject, before, after *Policy) error {
	const op = "rbac.CanReplace"
	if err := s.Require(op, "roles.import"); err != nil {
		return err
	}
	if !sameFrame(before, after) && !slices.Contains(s.Roles, before.Top) {
		return core.Errorf(op, core.KindForbidden, "Only %s may change which role is the highest, which roles everybody holds, and what is reserved.", before.roleName(before.Top))
	}
	for i := range before.Roles {
		old := &before.Roles[i]
		now := after.Role(old.Slug)
		if now != nil && SameRole(old, now) {
			continue
		}
		if !Manages(s, before, old.Slug) {
			return core.Errorf(op, core.KindForbidden, "You do not manage the role %s.", old.Name)
		}
	}
	for i := range after.Roles {
		now := &after.Roles[i]
		old := before.Role(now.Slug)
		if slug, ok := managesMore(s, before, old, now); ok {
			return core.Errorf(op, core.KindForbidden, "The role %s would manage %s, which you do not manage.", now.Name, before.roleName(slug))
		}
		if err := widerErr(op, roleWider(s, before, old, after, now)); err != nil {
			return err
		}
	}
	return nil
}

// managesMore returns a role that after would manage, before did not, and s
// does not either. Roles that p does not have yet come with the change.
func managesMore(s *Subject, p *Policy, before, after *Role) (string, bool) {
	for _, slug := range after.Manages {
		if p.Role(slug) != nil && (before == nil || !slices.Contains(before.Manages, slug)) && !Manages(s, p, slug) {
			return slug, true
		}
	}
	return "", false
}

func sameFrame(a, b *Policy) bool {
	return a.Top == b.Top && a.Implicit == b.Implicit && slices.Equal(a.First, b.First) &&
		a.AssigneeMustBeMember == b.AssigneeMustBeMember && maps.EqualFunc(a.Reserved, b.Reserved, slices.Equal)
}

// SameRole reports whether two roles say the same, wherever they come from.
func SameRole(a, b *Role) bool {
	x, y := a.normal(), b.normal()
	return reflect.DeepEqual(x, y)
}

// normal returns the role without the difference between nothing and empty.
func (r *Role) normal() Role {
	out := r.Clone()
	out.Builtin = false
	for _, list := range [...]*[]string{&out.Manages, &out.Requires, &out.Excludes} {
		if len(*list) == 0 {
			*list = nil
		}
	}
	if len(out.Except) == 0 {
		out.Except = nil
	}
	if len(out.Features) == 0 {
		out.Features = nil
	}
	for id, s := range out.Features {
		if len(s.Keys) == 0 {
			s.Keys = nil
		}
		if len(s.Plus) == 0 {
			s.Plus = nil
		}
		if len(s.Minus) == 0 {
			s.Minus = nil
		}
		out.Features[id] = s
	}
	return out
}
