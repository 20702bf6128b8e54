package scenario

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/rbac/scenario"
)

// askPerson asks the people service about a person or a role: by trying, so
// that whatever stands against it counts, such as the last holder of the
// highest role.
func (w *world) askPerson(ctx context.Context, who *rbac.Subject, c scenario.Check) (*verdict, error) {
	s, id := w.app.People, w.users[c.Object]
	err := w.try(ctx, func(ctx context.Context) error {
		switch c.Verb {
		case scenario.Edit:
			name := c.Object + " II"
			_, err := s.UpdateUser(ctx, who, id, people.PersonPatch{Name: &name})
			return err
		case scenario.Disable:
			_, err := s.DisableUser(ctx, who, id)
			return err
		case scenario.Delete:
			return s.DeleteUser(ctx, who, id)
		case scenario.Create:
			return w.tryCreate(ctx, who, c.Object)
		case scenario.AssignRole:
			return s.MayAssign(ctx, who, c.Object)
		}
		return fmt.Errorf("nobody can be asked to %s", c.Verb)
	})
	v := &verdict{allowed: err == nil}
	if err != nil {
		no, fault := refused(err)
		if !no {
			return nil, fault
		}
		v.why = []string{sentence(err)}
	}
	return v, w.shown(ctx, who, c, v)
}

// tryCreate makes a person with a role and those that it requires. A role that
// everybody holds without being given it means a person with no other.
func (w *world) tryCreate(ctx context.Context, who *rbac.Subject, role string) error {
	p := w.s.Policy
	var roles []string
	if role != p.Implicit.Everyone && role != p.Implicit.Registered && role != p.Implicit.Verified {
		roles = withRequired(p, role)
	} else if err := w.app.People.MayCreate(ctx, who, role); err != nil {
		return err
	}
	_, err := w.app.People.CreateUser(ctx, who, people.PersonInput{Name: "Somebody New", Email: "new@scenario.invalid", Roles: roles})
	return err
}

func withRequired(p *rbac.Policy, role string) []string {
	roles := []string{role}
	for i := 0; i < len(roles); i++ {
		for _, req := range p.Role(roles[i]).Requires {
			if !slices.Contains(roles, req) {
				roles = append(roles, req)
			}
		}
	}
	return roles
}

// shown compares what was tried with the abilities that the console would draw
// buttons by. They may promise more only where a rule about the last holder of
// a role stands against it.
func (w *world) shown(ctx context.Context, who *rbac.Subject, c scenario.Check, v *verdict) error {
	if c.Kind != scenario.PersonObject {
		return nil
	}
	p, err := w.app.People.User(ctx, who, w.users[c.Object])
	if core.IsKind(err, core.KindNotFound) {
		v.same(v.allowed, false, "It can be done to somebody who cannot be seen.")
		return nil
	} else if err != nil {
		return err
	}
	can := map[scenario.Verb]bool{scenario.Edit: p.Abilities.Edit, scenario.Disable: p.Abilities.Disable, scenario.Delete: p.Abilities.Delete}[c.Verb]
	if !can {
		v.same(v.allowed, false, "It can be done, and the console does not offer it.")
	}
	return nil
}

// sentence is what an error says to people.
func sentence(err error) string {
	var e *core.Error
	if errors.As(err, &e) && e.Msg != "" {
		return e.Msg
	}
	return err.Error()
}
