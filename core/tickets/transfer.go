package tickets

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Transfer moves the ticket to another team, or to none. It needs
// tickets.transfer within scope and reaches the teams within that scope; one
// who holds tickets.route within scope reaches every team. A new assignee must
// be within tickets.transfer's reach, or a member of a team reached by
// tickets.route. It returns the ticket, nil when it is out of the actor's sight
// now.
//
// KindInvalid names team_id or assignee_id's user_id; KindConflict as for
// Assign. Asks WillTransfer.
func (s *Service) Transfer(ctx context.Context, who *rbac.Subject, id core.TicketID, in Transfer) (*Ticket, error) {
	const op = "tickets.Transfer"
	_, err := s.run(ctx, who, plan{
		op: op, id: id, version: in.Version, hooks: always(WillTransfer),
		check: func(ctx context.Context, e *edit) (*Change, error) {
			route := decide(who, keyRoute, &e.was.Access).Allowed
			if !route {
				if err := e.need(keyTransfer); err != nil {
					return nil, err
				}
			}
			if err := e.notMerged(); err != nil {
				return nil, err
			}
			if err := e.reachesTeam(ctx, in.Team, route); err != nil {
				return nil, err
			}
			assignee, err := e.assigneeAfter(ctx, in, route)
			if err != nil {
				return nil, err
			}
			return &Change{Team: &in.Team, Assignee: &assignee}, nil
		},
		apply: func(_ context.Context, e *edit, c *Change) error {
			if from := e.t.Team.ID; from != *c.Team {
				e.t.Team = Team{ID: *c.Team}
				e.wake(WokenByGift)
				e.bump()
				e.record("team_changed", FieldChange{orNothing(from), orNothing(*c.Team)})
				e.publish(EventTransferred, Payload{Team: *c.Team})
			}
			e.assign(*c.Assignee)
			return nil
		},
	})
	if err != nil {
		return nil, err
	}
	return s.after(ctx, op, who, id)
}

// reachesTeam: the team exists and the actor may send tickets there.
func (e *edit) reachesTeam(ctx context.Context, team core.TeamID, route bool) error {
	if team == e.t.Team.ID {
		return nil
	}
	if team != 0 {
		known, err := e.s.Store.TeamsWithin(ctx, false, []core.TeamID{team})
		if err != nil {
			return core.Wrap(e.op, err)
		}
		if len(known) == 0 {
			return core.InvalidField(e.op, "team_id", "There is no such team.")
		}
	}
	if r := giving(e.who, keyTransfer); route || r.hasTeam(team) {
		return nil
	}
	return core.Errorf(e.op, core.KindForbidden, "You cannot transfer tickets there.")
}

// assigneeAfter says who has the ticket after the transfer.
func (e *edit) assigneeAfter(ctx context.Context, in Transfer, route bool) (core.UserID, error) {
	if in.Assignee == nil {
		now := e.t.Assignee.ID
		if now == 0 || in.Team == 0 || in.Team == e.t.Team.ID {
			return now, nil
		}
		member, err := e.s.Store.MemberOf(ctx, now, in.Team)
		if err != nil || !member {
			return 0, core.Wrap(e.op, err)
		}
		return now, nil
	}
	user := *in.Assignee
	if user == 0 || user == e.t.Assignee.ID && in.Team == e.t.Team.ID {
		return user, nil
	}
	if err := e.checkAssignee(ctx, user, in.Team); err != nil {
		return 0, err
	}
	if route && in.Team != 0 {
		if member, err := e.s.Store.MemberOf(ctx, user, in.Team); err != nil || member {
			return user, core.Wrap(e.op, err)
		}
	}
	return user, e.reachesPerson(ctx, keyTransfer, user)
}

// Assignees finds people whom the actor may give the ticket to by
// tickets.assign, by name or address; at most 50, by name. KindNotFound,
// KindForbidden for the ticket.
func (s *Service) Assignees(ctx context.Context, who *rbac.Subject, id core.TicketID, q string) ([]Person, error) {
	const op = "tickets.Assignees"
	t, err := s.find(ctx, op, who, id)
	if err != nil {
		return nil, err
	}
	if err := decide(who, keyAssign, &t.Access).Err(op); err != nil {
		return nil, err
	}
	r := giving(who, keyAssign)
	query := PeopleQuery{Text: q, All: r.all, Teams: r.teams, Self: r.self, Limit: core.DefaultPageSize}
	must, err := s.Policy.AssigneeMustBeMember(ctx)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	if must {
		query.MemberOf = t.Team.ID
	}
	people, err := s.Store.Employees(ctx, query)
	return people, core.Wrap(op, err)
}

// TransferTeams returns the teams that the actor may transfer the ticket to, by
// name, and whether "no team" is among the choices. KindNotFound, KindForbidden
// for the ticket.
func (s *Service) TransferTeams(ctx context.Context, who *rbac.Subject, id core.TicketID) (teams []Team, none bool, err error) {
	const op = "tickets.TransferTeams"
	t, err := s.find(ctx, op, who, id)
	if err != nil {
		return nil, false, err
	}
	route := decide(who, keyRoute, &t.Access).Allowed
	if !route {
		if err := decide(who, keyTransfer, &t.Access).Err(op); err != nil {
			return nil, false, err
		}
	}
	r := giving(who, keyTransfer)
	teams, err = s.Store.TeamsWithin(ctx, r.all || route, r.teams)
	return teams, r.none || route, core.Wrap(op, err)
}
