package people

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Provisioner is the door of the machine's operator: the command line, the
// demo, and the helpdesks that access scenarios play in. It checks data but no
// right, so only cmd makes one. What it does stands in the audit log under its name.
type Provisioner struct {
	s   *Service
	who *rbac.Subject
	lax bool
}

// NewProvisioner returns a Provisioner that acts under a name such as "command line".
func NewProvisioner(s *Service, name string) *Provisioner {
	return &Provisioner{s: s, who: &rbac.Subject{Actor: core.Actor{Kind: core.ActorSystem, Name: name}}}
}

// AsWritten returns a Provisioner that also takes what nobody could bring
// about: a role without the one it requires, a grant that has ended or that
// gives nothing to such a person. Access scenarios ask what would be if.
func (p *Provisioner) AsWritten() *Provisioner {
	out := *p
	out.lax = true
	return &out
}

func (p *Provisioner) access(ctx context.Context, op string, fn func(ctx context.Context, c *change) error) error {
	return p.s.changeAccess(ctx, op, p.who, func(ctx context.Context, c *change) error {
		c.lax = p.lax
		return fn(ctx, c)
	})
}

// Install sets an empty helpdesk up with a policy, without a first person:
// nil is the default preset. KindConflict when it is set up already.
func (p *Provisioner) Install(ctx context.Context, policy *rbac.Policy, company string) error {
	const op = "people.Install"
	return p.access(ctx, op, func(ctx context.Context, c *change) error {
		st, err := p.s.setupState(ctx)
		if err != nil {
			return err
		}
		if st.Done {
			return errSetupDone(op)
		}
		if policy == nil {
			if policy, err = rbac.Preset(p.s.Registry(), rbac.DefaultPreset); err != nil {
				return err
			}
		}
		if company != "" {
			if err := p.s.saveCompany(ctx, op, &Company{Name: company}); err != nil {
				return err
			}
		}
		if err := p.s.installPolicy(ctx, policy); err != nil {
			return err
		}
		if err := p.s.saveSetup(ctx, &setupState{Done: true}); err != nil {
			return err
		}
		return c.record(ctx, "setup.done", "setup", policy.Preset, nil, nil)
	})
}

// CreateUser makes a person with any roles and teams.
func (p *Provisioner) CreateUser(ctx context.Context, in PersonInput) (*Person, error) {
	const op = "people.CreateUser"
	hash, err := p.s.newHash(ctx, op, in.Password, in.Email)
	if err != nil {
		return nil, err
	}
	var out *Person
	err = p.access(ctx, op, func(ctx context.Context, c *change) error {
		out, err = c.createUser(ctx, op, in, hash)
		return err
	})
	return out, err
}

// SetPassword sets a person's password and ends their sessions: the way back
// in for who is locked out.
func (p *Provisioner) SetPassword(ctx context.Context, id core.UserID, password string) error {
	const op = "people.SetPassword"
	hash, err := p.s.newHash(ctx, op, password, "")
	if err != nil {
		return err
	}
	if hash == "" {
		return core.InvalidField(op, "password", "A password is needed.")
	}
	return p.s.changePlain(ctx, op, p.who, func(ctx context.Context, c *change) error {
		if _, err := p.s.Stores.Users.LockUser(ctx, id); err != nil {
			return err
		}
		return p.s.setPassword(ctx, &p.who.Actor, id, hash)
	})
}

// SetRoles gives a person exactly these roles. The last holder of the top role
// keeps it even here.
func (p *Provisioner) SetRoles(ctx context.Context, id core.UserID, slugs []string) error {
	const op = "people.SetRoles"
	return p.access(ctx, op, func(ctx context.Context, c *change) error {
		person, err := p.s.Stores.Users.LockUser(ctx, id)
		if err != nil {
			return err
		}
		return c.setRoles(ctx, op, person, slugs)
	})
}

// PutGrant gives a person a key beside their roles.
func (p *Provisioner) PutGrant(ctx context.Context, id core.UserID, g rbac.Grant) error {
	const op = "people.PutGrant"
	return p.access(ctx, op, func(ctx context.Context, c *change) error {
		person, err := p.s.Stores.Users.LockUser(ctx, id)
		if err != nil {
			return err
		}
		return c.putGrant(ctx, op, person, g)
	})
}

// CreateToken makes a token of a person, for any keys; what the person does
// not hold, it does not hold either.
func (p *Provisioner) CreateToken(ctx context.Context, user core.UserID, in TokenInput) (*Token, string, error) {
	const op = "people.CreateToken"
	var (
		t      *Token
		secret string
	)
	err := p.s.changePlain(ctx, op, p.who, func(ctx context.Context, _ *change) error {
		_, err := p.s.Stores.Users.FindUser(ctx, user)
		if err != nil {
			return err
		}
		t, secret, err = p.s.createToken(ctx, &p.who.Actor, user, in)
		return err
	})
	return t, secret, err
}

// CreateTeam makes a team, in a department if that is not zero.
func (p *Provisioner) CreateTeam(ctx context.Context, name string, department core.DepartmentID) (t *Team, err error) {
	const op = "people.CreateTeam"
	err = p.access(ctx, op, func(ctx context.Context, c *change) error {
		t, err = c.createTeam(ctx, op, name, department)
		return err
	})
	return t, err
}

// CreateDepartment makes a department.
func (p *Provisioner) CreateDepartment(ctx context.Context, name string) (d *Department, err error) {
	const op = "people.CreateDepartment"
	err = p.s.changePlain(ctx, op, p.who, func(ctx context.Context, c *change) error {
		d, err = c.createDepartment(ctx, op, name)
		return err
	})
	return d, err
}

// CreateOrganization makes an organization.
func (p *Provisioner) CreateOrganization(ctx context.Context, in OrganizationInput) (o *Organization, err error) {
	const op = "people.CreateOrganization"
	err = p.s.changePlain(ctx, op, p.who, func(ctx context.Context, c *change) error {
		o, err = c.createOrganization(ctx, op, in)
		return err
	})
	return o, err
}

// CreateGroup makes a group with its members.
func (p *Provisioner) CreateGroup(ctx context.Context, name string, roles []string, members ...core.UserID) (g *Group, err error) {
	const op = "people.CreateGroup"
	err = p.access(ctx, op, func(ctx context.Context, c *change) error {
		if g, err = c.createGroup(ctx, op, name, roles); err != nil {
			return err
		}
		for _, m := range members {
			if err := c.setGroupMember(ctx, g, m, true); err != nil {
				return err
			}
		}
		return nil
	})
	return g, err
}

// SetGuests says what people who are not signed in may do.
func (p *Provisioner) SetGuests(ctx context.Context, g rbac.Guests) error {
	return p.access(ctx, "people.SetGuests", func(ctx context.Context, c *change) error {
		return c.setGuests(ctx, g)
	})
}

// UserByEmail finds a person by address. KindNotFound.
func (p *Provisioner) UserByEmail(ctx context.Context, email string) (*Person, error) {
	const op = "people.UserByEmail"
	id, err := p.s.byEmail(ctx, email)
	if err == nil && id == 0 {
		return nil, core.Errorf(op, core.KindNotFound, "There is nobody with the address %s.", email)
	}
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	person, err := p.s.Stores.Users.FindUser(ctx, id)
	return person, core.Wrap(op, err)
}
