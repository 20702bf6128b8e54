package tickets

import (
	"context"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Take makes the actor the assignee of a ticket that has none. It needs
// tickets.take within scope, or on a ticket in the actor's queue. Of two who
// take at once exactly one succeeds; the other gets KindConflict. Taking what
// one has already changes nothing. Asks WillAssign.
func (s *Service) Take(ctx context.Context, who *rbac.Subject, id core.TicketID, version int64) (*Ticket, error) {
	const op = "tickets.Take"
	taken := core.Errorf(op, core.KindConflict, "Somebody else has taken this ticket.")
	// Losing the race can put the ticket out of the loser's sight. They saw it
	// when they asked, and get the same answer as everybody who lost.
	before, err := s.Store.FindTicket(ctx, id)
	if err != nil {
		return nil, hide(op, err)
	}
	if !before.DeletedAt.IsZero() || !decide(who, keyView, &before.Access).Visible {
		return nil, notFound(op)
	}
	_, err = s.run(ctx, who, plan{
		op: op, id: id, version: version, hooks: always(WillAssign),
		check: func(ctx context.Context, e *edit) (*Change, error) {
			me := who.User
			if e.t.Assignee.ID == me && me != 0 {
				return &Change{Assignee: &me}, nil
			}
			if e.t.Assignee.ID != 0 {
				return nil, taken
			}
			if err := e.need(keyTake); err != nil {
				return nil, err
			}
			if err := e.notMerged(); err != nil {
				return nil, err
			}
			return &Change{Assignee: &me}, e.checkAssignee(ctx, me, e.t.Team.ID)
		},
		apply: func(_ context.Context, e *edit, c *Change) error { e.assign(*c.Assignee); return nil },
	})
	if core.IsKind(err, core.KindNotFound) && before.Assignee.ID == 0 {
		return nil, taken
	}
	if err != nil {
		return nil, err
	}
	return s.after(ctx, op, who, id)
}

// Assign gives the ticket to an active employee whom the actor reaches with
// tickets.assign: themselves, the members of their teams or departments, or
// anyone, by the key's scope. It returns the ticket, nil when it is out of the
// actor's sight now. KindInvalid names user_id; KindConflict where the preset
// demands a member of the ticket's team, or for a stale version. Asks WillAssign.
func (s *Service) Assign(ctx context.Context, who *rbac.Subject, id core.TicketID, user core.UserID, version int64) (*Ticket, error) {
	const op = "tickets.Assign"
	if user <= 0 {
		return nil, core.InvalidField(op, "user_id", "Say who gets the ticket.")
	}
	return s.giveTo(ctx, op, who, id, user, version)
}

// Unassign leaves the ticket to nobody. It needs tickets.assign within scope.
// Otherwise as Assign.
func (s *Service) Unassign(ctx context.Context, who *rbac.Subject, id core.TicketID, version int64) (*Ticket, error) {
	return s.giveTo(ctx, "tickets.Unassign", who, id, 0, version)
}

func (s *Service) giveTo(ctx context.Context, op string, who *rbac.Subject, id core.TicketID, user core.UserID, version int64) (*Ticket, error) {
	_, err := s.run(ctx, who, plan{
		op: op, id: id, version: version, hooks: always(WillAssign),
		check: func(ctx context.Context, e *edit) (*Change, error) {
			if err := e.need(keyAssign); err != nil {
				return nil, err
			}
			if err := e.notMerged(); err != nil {
				return nil, err
			}
			c := &Change{Assignee: &user}
			if user == 0 || user == e.t.Assignee.ID {
				return c, nil
			}
			if err := e.reachesPerson(ctx, keyAssign, user); err != nil {
				return nil, err
			}
			return c, e.checkAssignee(ctx, user, e.t.Team.ID)
		},
		apply: func(_ context.Context, e *edit, c *Change) error { e.assign(*c.Assignee); return nil },
	})
	if err != nil {
		return nil, err
	}
	return s.after(ctx, op, who, id)
}

// assign changes the assignee and tells of it.
func (e *edit) assign(user core.UserID) {
	from := e.t.Assignee.ID
	if from == user {
		return
	}
	e.t.Assignee = Person{ID: user}
	if user != 0 {
		e.wake(WokenByGift)
	}
	e.bump()
	e.record("assignee_changed", FieldChange{orNothing(from), orNothing(user)})
	if from != 0 {
		e.publish(EventUnassigned, Payload{User: from})
	}
	if user != 0 {
		e.publish(EventAssigned, Payload{User: user})
	}
}

// orNothing spells a missing number as null.
func orNothing[T ~int64](id T) any {
	if id == 0 {
		return nil
	}
	return id
}

// checkAssignee: an active employee, and a member of the team where the preset asks for that.
func (e *edit) checkAssignee(ctx context.Context, user core.UserID, team core.TeamID) error {
	known, err := e.s.Store.Persons(ctx, user)
	if err != nil {
		return core.Wrap(e.op, err)
	}
	if p := known[user]; !p.Active || !p.Employee {
		return core.InvalidField(e.op, "user_id", "Tickets can be given to active employees only.")
	}
	if team == 0 {
		return nil
	}
	must, err := e.s.Policy.AssigneeMustBeMember(ctx)
	if err != nil || !must {
		return core.Wrap(e.op, err)
	}
	member, err := e.s.Store.MemberOf(ctx, user, team)
	if err != nil {
		return core.Wrap(e.op, err)
	}
	if !member {
		return core.Errorf(e.op, core.KindConflict, "A ticket can be given only to members of its team.")
	}
	return nil
}

// reachesPerson: user is somebody whom the actor may give tickets to by k.
func (e *edit) reachesPerson(ctx context.Context, k rbac.Key, user core.UserID) error {
	r := giving(e.who, k)
	if r.all || user == r.self && user != 0 {
		return nil
	}
	for _, team := range r.teams {
		member, err := e.s.Store.MemberOf(ctx, user, team)
		if err != nil {
			return core.Wrap(e.op, err)
		}
		if member {
			return nil
		}
	}
	known, err := e.s.Store.Persons(ctx, user)
	if err != nil {
		return core.Wrap(e.op, err)
	}
	if _, ok := known[user]; !ok {
		return core.InvalidField(e.op, "user_id", "There is no such person.")
	}
	return core.Errorf(e.op, core.KindForbidden, "You cannot give tickets to this person.")
}

func (r *giveReach) hasTeam(t core.TeamID) bool {
	if t == 0 {
		return r.none
	}
	return r.all || slices.Contains(r.teams, t)
}
