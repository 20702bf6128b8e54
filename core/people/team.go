package people

import (
	"context"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

const keyTeams rbac.Key = "people.teams.manage"

// Team is the unit that a ticket is routed to.
type Team struct {
	ID         core.TeamID
	Name       string
	Department core.DepartmentID // zero for none
	Members    int
	Version    int64
}

// TeamPatch changes a team; nil fields stay. Version zero takes any.
type TeamPatch struct {
	Version    int64
	Name       *string
	Department *core.DepartmentID
}

// TeamStore keeps teams and who is in them.
type TeamStore interface {
	// InsertTeam sets t.ID; false if the name is taken.
	InsertTeam(ctx context.Context, t *Team) (bool, error)
	FindTeam(ctx context.Context, id core.TeamID) (*Team, error)
	// SaveTeam counts up the version; false if the name is taken.
	SaveTeam(ctx context.Context, t *Team) (bool, error)
	// DeleteTeam removes a team. KindConflict while tickets are routed to it.
	DeleteTeam(ctx context.Context, id core.TeamID) error
	// Teams returns all teams by name, those with these ids if any are given.
	Teams(ctx context.Context, ids ...core.TeamID) ([]Team, error)
	// AddMember and RemoveMember report whether anything changed.
	AddMember(ctx context.Context, team core.TeamID, user core.UserID) (bool, error)
	RemoveMember(ctx context.Context, team core.TeamID, user core.UserID) (bool, error)
}

// canSeeTeams: names of teams and departments are no secret among colleagues.
func canSeeTeams(op string, who *rbac.Subject) error {
	for _, k := range [...]rbac.Key{"console.agent", "console.admin", keyView, keyTeams} {
		if who.Holds(k) {
			return nil
		}
	}
	return who.Require(op, "console.agent")
}

// Teams lists all teams by name, for who enters a console, sees people or
// manages teams.
func (s *Service) Teams(ctx context.Context, who *rbac.Subject) ([]Team, error) {
	const op = "people.Teams"
	if err := canSeeTeams(op, who); err != nil {
		return nil, err
	}
	ts, err := s.Stores.Teams.Teams(ctx)
	return ts, core.Wrap(op, err)
}

// CreateTeam makes a team; who needs people.teams.manage.
func (s *Service) CreateTeam(ctx context.Context, who *rbac.Subject, name string, department core.DepartmentID) (*Team, error) {
	const op = "people.CreateTeam"
	var t *Team
	err := s.changeAccess(ctx, op, who, func(ctx context.Context, c *change) error {
		err := c.who.Require(op, keyTeams)
		if err == nil {
			t, err = c.createTeam(ctx, op, name, department)
		}
		return err
	})
	return t, err
}

func (c *change) createTeam(ctx context.Context, op, name string, department core.DepartmentID) (*Team, error) {
	name, err := checkName(op, "name", name)
	if err != nil {
		return nil, err
	}
	t := &Team{Name: name, Department: department, Version: 1}
	if err := c.department(ctx, op, department); err != nil {
		return nil, err
	}
	ok, err := c.s.Stores.Teams.InsertTeam(ctx, t)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, errNameTaken(op)
	}
	return t, c.record(ctx, "team.created", "team", idText(t.ID), nil, t)
}

// department checks that one exists; zero is none.
func (c *change) department(ctx context.Context, op string, id core.DepartmentID) error {
	if id == 0 {
		return nil
	}
	_, err := c.s.Stores.Departments.FindDepartment(ctx, id)
	if core.IsKind(err, core.KindNotFound) {
		return core.InvalidField(op, "department_id", "There is no such department.")
	}
	return err
}

// UpdateTeam renames a team or moves it to another department, which changes
// what people of that department reach; who needs people.teams.manage.
func (s *Service) UpdateTeam(ctx context.Context, who *rbac.Subject, id core.TeamID, patch TeamPatch) (*Team, error) {
	const op = "people.UpdateTeam"
	var t *Team
	err := s.changeAccess(ctx, op, who, func(ctx context.Context, c *change) error {
		if err := c.who.Require(op, keyTeams); err != nil {
			return err
		}
		var err error
		if t, err = s.Stores.Teams.FindTeam(ctx, id); err != nil {
			return err
		}
		if patch.Version != 0 && patch.Version != t.Version {
			return errStale(op)
		}
		before := *t
		if patch.Name != nil {
			if t.Name, err = checkName(op, "name", *patch.Name); err != nil {
				return err
			}
		}
		if patch.Department != nil {
			if err := c.department(ctx, op, *patch.Department); err != nil {
				return err
			}
			t.Department = *patch.Department
		}
		ok, err := s.Stores.Teams.SaveTeam(ctx, t)
		if err != nil {
			return err
		}
		if !ok {
			return errNameTaken(op)
		}
		return c.record(ctx, "team.updated", "team", idText(id), before, t)
	})
	if err != nil {
		return nil, err
	}
	return t, nil
}

// DeleteTeam removes a team that no ticket is routed to; KindConflict
// otherwise. who needs people.teams.manage.
func (s *Service) DeleteTeam(ctx context.Context, who *rbac.Subject, id core.TeamID) error {
	const op = "people.DeleteTeam"
	return s.changeAccess(ctx, op, who, func(ctx context.Context, c *change) error {
		if err := c.who.Require(op, keyTeams); err != nil {
			return err
		}
		t, err := s.Stores.Teams.FindTeam(ctx, id)
		if err != nil {
			return err
		}
		if err := s.Stores.Teams.DeleteTeam(ctx, id); core.IsKind(err, core.KindConflict) {
			return core.Errorf(op, core.KindConflict, "There are tickets in this team. Transfer them first.")
		} else if err != nil {
			return err
		}
		return c.record(ctx, "team.deleted", "team", idText(id), t, nil)
	})
}

// SetMember puts an employee into a team, or takes them out. who needs
// people.teams.manage and manages the person; about themselves they may decide
// only for teams whose tickets they see anyway.
func (s *Service) SetMember(ctx context.Context, who *rbac.Subject, team core.TeamID, user core.UserID, member bool) error {
	const op = "people.SetMember"
	return s.changeAccess(ctx, op, who, func(ctx context.Context, c *change) error {
		if err := c.who.Require(op, keyTeams); err != nil {
			return err
		}
		p, err := s.Stores.Users.LockUser(ctx, user)
		if err != nil {
			return err
		}
		if err := c.mayMember(ctx, op, team, p, member); err != nil {
			return err
		}
		return c.setMember(ctx, op, team, p, member)
	})
}

// mayMember decides about the person. Being in a team widens what one sees, so
// one's own membership is bounded by what one sees already.
func (c *change) mayMember(ctx context.Context, op string, team core.TeamID, p *Person, member bool) error {
	if p.ID != c.who.User {
		if err := c.s.may(ctx, op, c.who, keyView, p); err != nil {
			return err
		}
		if !rbac.CanManage(c.who, c.policy, managed(p)) {
			return errForbidden(op, "You do not manage this person.")
		}
		return nil
	}
	scope := c.who.Scope(rbac.Tickets.View)
	inside := scope == rbac.All || scope == rbac.Department && slices.Contains(c.who.DepartmentTeams, team)
	if member && !inside {
		return errForbidden(op, "You cannot put yourself into a team whose tickets you do not see.")
	}
	return nil
}

// setMember changes a membership, checking the data but no right.
func (c *change) setMember(ctx context.Context, op string, team core.TeamID, p *Person, member bool) error {
	if _, err := c.s.Stores.Teams.FindTeam(ctx, team); err != nil {
		return err
	}
	do, action := c.s.Stores.Teams.RemoveMember, "team.member_removed"
	if member {
		if p.Kind != Employee || !p.DeletedAt.IsZero() {
			return core.Errorf(op, core.KindConflict, "Only employees can be in a team.")
		}
		do, action = c.s.Stores.Teams.AddMember, "team.member_added"
	}
	changed, err := do(ctx, team, p.ID)
	if err != nil || !changed {
		return err
	}
	return c.record(ctx, action, "team", idText(team), nil, map[string]any{"user": p.ID})
}

func errNameTaken(op string) *core.Error {
	return &core.Error{Op: op, Kind: core.KindConflict, Msg: "There is one with this name already."}
}
