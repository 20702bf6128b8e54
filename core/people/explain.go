package people

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Explain says why a person may or may not do something, or what is missing.
// user zero asks about a guest. o is nil for a question about the key alone;
// the caller has made sure that who may see it. who needs roles.view and sees
// the person, or is the person. say words the sentences; nil is English.
func (s *Service) Explain(ctx context.Context, who *rbac.Subject, user core.UserID, k rbac.Key, res *rbac.Resource, o *rbac.Object, say rbac.Say) (*rbac.Explanation, error) {
	const op = "people.Explain"
	if user == 0 || user != who.User {
		if err := who.Require(op, keyRolesView); err != nil {
			return nil, err
		}
	}
	q := rbac.Question{Key: k, Resource: res, Object: o, Now: s.Clock.Now(), Who: say.Say("A guest"), Say: say}
	var err error
	if q.Policy, err = s.Policy(ctx); err != nil {
		return nil, core.Wrap(op, err)
	}
	if user == 0 {
		if q.Subject, err = s.guest(ctx); err != nil {
			return nil, core.Wrap(op, err)
		}
	} else if err := s.question(ctx, op, who, user, &q); err != nil {
		return nil, core.Wrap(op, err)
	}
	e := rbac.Explain(q)
	return &e, nil
}

// question fills in the person.
func (s *Service) question(ctx context.Context, op string, who *rbac.Subject, user core.UserID, q *rbac.Question) error {
	p, err := s.Stores.Users.FindUser(ctx, user)
	if err != nil {
		return err
	}
	if err := s.may(ctx, op, who, keyView, p); err != nil {
		return err
	}
	m, err := s.Stores.Members.Membership(ctx, user)
	if err != nil {
		return err
	}
	q.Who, q.Given, q.ByGroup, q.Grants = p.Name, m.Given, m.ByGroup, m.Grants
	q.Subject = subjectOf(m, s.Registry(), q.Policy, q.Now)
	q.Subject.Actor = core.Actor{Kind: core.ActorUser, User: user, Name: p.Name}
	return nil
}

// MayCreate returns nil when who may make a person with these roles; without
// any, of the implicit roles.
func (s *Service) MayCreate(ctx context.Context, who *rbac.Subject, roles ...string) error {
	const op = "people.MayCreate"
	p, err := s.Policy(ctx)
	if err != nil {
		return core.Wrap(op, err)
	}
	return core.Wrap(op, rbac.CanCreate(who, p, roles...))
}

// MayAssign returns nil when who may hand a role to people they manage.
func (s *Service) MayAssign(ctx context.Context, who *rbac.Subject, role string) error {
	const op = "people.MayAssign"
	p, err := s.Policy(ctx)
	if err != nil {
		return core.Wrap(op, err)
	}
	return core.Wrap(op, rbac.CanAssignRole(who, p, role))
}
