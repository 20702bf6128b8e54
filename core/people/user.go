package people

import (
	"context"
	"errors"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// User returns a person as who sees them: KindNotFound unless people.view
// reaches them, or it is who.
func (s *Service) User(ctx context.Context, who *rbac.Subject, id core.UserID) (*PersonView, error) {
	const op = "people.User"
	p, err := s.Stores.Users.FindUser(ctx, id)
	if err == nil {
		err = s.may(ctx, op, who, keyView, p)
	}
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	v, err := s.view(ctx, who, p)
	return v, core.Wrap(op, err)
}

func (s *Service) view(ctx context.Context, who *rbac.Subject, p *Person) (*PersonView, error) {
	policy, err := s.loadPolicy(ctx)
	if err != nil {
		return nil, err
	}
	vs, err := s.views(ctx, who, policy, []Person{*p})
	if err != nil {
		return nil, err
	}
	return &vs[0], nil
}

// Users lists the people whom people.view reaches, by name. Everybody reaches
// themselves.
func (s *Service) Users(ctx context.Context, who *rbac.Subject, f PersonFilter) (core.Page[PersonView], error) {
	const op = "people.Users"
	var page core.Page[PersonView]
	q := &UserQuery{Reach: reach(who, keyView), Filter: f, Prefixes: SearchPrefixes(f.Query), Limit: core.PageSize(f.Limit)}
	if f.Query != "" && len(q.Prefixes) == 0 {
		return page, nil
	}
	if f.Cursor != "" {
		var err error
		if q.AfterName, q.AfterID, err = parseCursor[core.UserID](op, f.Cursor); err != nil {
			return page, err
		}
	}
	q.Limit++
	people, err := s.Stores.UserLists.ListUsers(ctx, q)
	if err != nil {
		return page, core.Wrap(op, err)
	}
	if len(people) == q.Limit {
		people = people[:q.Limit-1]
		last := &people[len(people)-1]
		page.Next = makeCursor(Fold(last.Name), last.ID)
	}
	policy, err := s.Policy(ctx)
	if err != nil {
		return page, core.Wrap(op, err)
	}
	page.Items, err = s.views(ctx, who, policy, people)
	return page, core.Wrap(op, err)
}

// CreateUser makes a person. who needs people.create, must manage every role
// given (or, without any, people of the implicit roles), and hold all that
// those roles give; teams need people.teams.manage, an organization
// people.member.create that reaches it. KindConflict when the address is taken.
func (s *Service) CreateUser(ctx context.Context, who *rbac.Subject, in PersonInput) (*PersonView, error) {
	const op = "people.CreateUser"
	if err := who.Require(op, "people.create"); err != nil {
		return nil, err
	}
	in.Verified = false
	if err := s.willCreate(ctx, who, &in); err != nil {
		return nil, core.Wrap(op, err)
	}
	hash, err := s.newHash(ctx, op, in.Password, in.Email)
	if err != nil {
		return nil, err
	}
	run := s.changePlain
	if len(in.Roles)+len(in.Teams) > 0 {
		run = s.changeAccess
	}
	var out *PersonView
	err = run(ctx, op, who, func(ctx context.Context, c *change) error {
		if err := rbac.CanCreate(c.who, c.policy, in.Roles...); err != nil {
			return err
		}
		if len(in.Teams) > 0 {
			if err := c.who.Require(op, keyTeams); err != nil {
				return err
			}
		}
		if in.Organization != 0 {
			if err := s.mayOrganization(ctx, op, c.who, keyMemberCreate, in.Organization); err != nil {
				return err
			}
		}
		p, err := c.createUser(ctx, op, in, hash)
		if err != nil {
			return err
		}
		out, err = s.view(ctx, c.who, p)
		return err
	})
	return out, err
}

// newHash checks and hashes a password before a transaction holds anybody up;
// empty for none.
func (s *Service) newHash(ctx context.Context, op, password, email string) (string, error) {
	if password == "" {
		return "", nil
	}
	if err := checkPassword(op, "password", password, email); err != nil {
		return "", err
	}
	hash, err := s.passwords.hash(ctx, password)
	return hash, core.Wrap(op, err)
}

// createUser stores a person with roles and teams, checking the data but no right.
func (c *change) createUser(ctx context.Context, op string, in PersonInput, hash string) (*Person, error) {
	if err := rbac.CheckRoles(c.policy, in.Roles); err != nil && !c.lax {
		return nil, err
	}
	p := &Person{
		Kind: kindOf(c.policy, in.Roles), Locale: in.Locale, Timezone: in.Timezone, Theme: "auto", Organization: in.Organization,
		CreatedBy: c.who.User, CreatedAt: c.now, UpdatedAt: c.now, Version: 1,
	}
	if in.Kind == Employee && p.Kind != Employee {
		return nil, core.InvalidField(op, "roles", "An employee needs a role for employees.")
	}
	if in.Verified {
		p.VerifiedAt = c.now
	}
	var err error
	if p.Name, err = checkName(op, "name", in.Name); err != nil {
		return nil, err
	}
	if in.Email != "" {
		if p.Email, err = checkEmail(op, "email", in.Email); err != nil {
			return nil, err
		}
	} else if hash != "" {
		return nil, core.InvalidField(op, "email", "Signing in needs an address.")
	}
	if p.Phone, err = checkPhone(op, in.Phone); err != nil {
		return nil, err
	}
	if err := errors.Join(checkLocale(op, in.Locale), checkTimezone(op, in.Timezone)); err != nil {
		return nil, err
	}
	ok, err := c.s.Stores.Users.InsertUser(ctx, p, hash)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, core.Errorf(op, core.KindConflict, "Somebody with this e-mail address exists already.")
	}
	if len(in.Roles) > 0 {
		if err := c.s.Stores.Members.SetRoles(ctx, p.ID, in.Roles, c.who.User, c.now); err != nil {
			return nil, err
		}
	}
	if len(in.Teams) > 0 {
		if err := c.s.Stores.Members.SetTeams(ctx, p.ID, in.Teams); err != nil {
			return nil, err
		}
	}
	if p, err = c.s.Stores.Users.FindUser(ctx, p.ID); err != nil {
		return nil, err
	}
	return p, c.record(ctx, EventPersonCreated, "person", idText(p.ID), nil, auditPerson(p))
}

// kindOf follows the roles.
func kindOf(p *rbac.Policy, roles []string) Kind {
	for _, slug := range roles {
		if r := p.Role(slug); r != nil && r.Type == rbac.Employee {
			return Employee
		}
	}
	return Customer
}

// auditPerson is what the audit log keeps of a person.
func auditPerson(p *Person) map[string]any {
	return map[string]any{
		"name": p.Name, "email": p.Email, "kind": p.Kind, "organization": p.Organization, "roles": p.Roles, "teams": p.Teams,
		"disabled": !p.DisabledAt.IsZero(),
	}
}
