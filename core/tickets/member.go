package tickets

import (
	"context"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// AddContributor asks an active employee in: from now on the ticket is within
// their own scope. It needs tickets.assistance within scope. Adding somebody
// twice changes nothing. KindInvalid names user_id.
func (s *Service) AddContributor(ctx context.Context, who *rbac.Subject, id core.TicketID, user core.UserID) (*Ticket, error) {
	const op = "tickets.AddContributor"
	return s.changeMembers(ctx, op, who, id, keyAssistance, func(ctx context.Context, e *edit) error {
		if e.isContributor(user) {
			return nil
		}
		if err := e.employees(ctx, "user_id", user); err != nil {
			return err
		}
		if e.t.ContributorCount >= MaxPeople {
			return core.Errorf(op, core.KindConflict, "This ticket has %d contributors already; that is the most.", MaxPeople)
		}
		return e.addContributors(ctx, user)
	})
}

// RemoveContributor ends a contributor's part. It needs tickets.assistance
// within scope. Removing who is none changes nothing. It returns the ticket, nil
// when it is out of the actor's sight now.
func (s *Service) RemoveContributor(ctx context.Context, who *rbac.Subject, id core.TicketID, user core.UserID) (*Ticket, error) {
	const op = "tickets.RemoveContributor"
	return s.changeMembers(ctx, op, who, id, keyAssistance, func(ctx context.Context, e *edit) error {
		gone, err := s.Store.RemoveContributor(ctx, e.t, user)
		if err != nil || !gone {
			return core.Wrap(op, err)
		}
		e.bump()
		e.tell(EventContributorRemoved, Payload{User: user})
		return nil
	})
}

// AddCC copies an active person in: they become a customer of the ticket. It
// needs tickets.reply within scope, as an employee. KindInvalid names user_id.
func (s *Service) AddCC(ctx context.Context, who *rbac.Subject, id core.TicketID, user core.UserID) (*Ticket, error) {
	const op = "tickets.AddCC"
	return s.changeMembers(ctx, op, who, id, keyReply, func(ctx context.Context, e *edit) error {
		if err := e.staffOnly(keyReply); err != nil {
			return err
		}
		if user == e.t.Requester.ID || slices.Contains(e.t.Access.CC, user) {
			return nil
		}
		if _, err := s.requester(ctx, op, who, user); err != nil {
			if core.IsKind(err, core.KindInvalid) {
				return core.InvalidField(op, "user_id", "There is no such person.")
			}
			return err
		}
		if len(e.t.Access.CC) >= MaxPeople {
			return core.Errorf(op, core.KindConflict, "%d people are copied in already; that is the most.", MaxPeople)
		}
		if err := s.Store.AddCC(ctx, e.t, user); err != nil {
			return core.Wrap(op, err)
		}
		e.bump()
		e.tell(EventCCAdded, Payload{User: user})
		return nil
	})
}

// RemoveCC ends that a person is copied in. As AddCC.
func (s *Service) RemoveCC(ctx context.Context, who *rbac.Subject, id core.TicketID, user core.UserID) (*Ticket, error) {
	const op = "tickets.RemoveCC"
	return s.changeMembers(ctx, op, who, id, keyReply, func(ctx context.Context, e *edit) error {
		if err := e.staffOnly(keyReply); err != nil {
			return err
		}
		gone, err := s.Store.RemoveCC(ctx, e.t, user)
		if err != nil || !gone {
			return core.Wrap(op, err)
		}
		e.bump()
		e.tell(EventCCRemoved, Payload{User: user})
		return nil
	})
}

// changeMembers is the skeleton of the four above.
func (s *Service) changeMembers(ctx context.Context, op string, who *rbac.Subject, id core.TicketID, k rbac.Key, do func(context.Context, *edit) error) (*Ticket, error) {
	_, err := s.run(ctx, who, plan{
		op: op, id: id,
		check: func(_ context.Context, e *edit) (*Change, error) {
			if err := e.need(k); err != nil {
				return nil, err
			}
			return &Change{}, e.notMerged()
		},
		apply: func(ctx context.Context, e *edit, _ *Change) error { return do(ctx, e) },
	})
	if err != nil {
		return nil, err
	}
	return s.after(ctx, op, who, id)
}

// staffOnly refuses what k allows a customer but this does not.
func (e *edit) staffOnly(k rbac.Key) error {
	if asEmployee(e.who, k, &e.was.Access) {
		return nil
	}
	return rbac.Decision{Visible: true}.Err(e.op)
}

func (e *edit) isContributor(user core.UserID) bool {
	return slices.Contains(e.t.Access.Contributors, user)
}

// addContributors adds people who are none yet, and tells of each.
func (e *edit) addContributors(ctx context.Context, users ...core.UserID) error {
	if err := e.s.Store.AddContributors(ctx, e.t, e.who.User, e.now, users...); err != nil {
		return core.Wrap(e.op, err)
	}
	e.bump()
	for _, u := range users {
		e.tell(EventContributorAdded, Payload{User: u})
	}
	return nil
}

// employees checks that all are active employees.
func (e *edit) employees(ctx context.Context, field string, users ...core.UserID) error {
	known, err := e.s.Store.Persons(ctx, users...)
	if err != nil {
		return core.Wrap(e.op, err)
	}
	for _, u := range users {
		if p := known[u]; !p.Active || !p.Employee {
			return core.InvalidField(e.op, field, "Only active employees can help with tickets.")
		}
	}
	return nil
}

// Colleagues finds employees who may be asked in, by name or address; at most
// 50, by name. It needs tickets.assistance within scope.
func (s *Service) Colleagues(ctx context.Context, who *rbac.Subject, id core.TicketID, q string) ([]Person, error) {
	const op = "tickets.Colleagues"
	t, err := s.find(ctx, op, who, id)
	if err != nil {
		return nil, err
	}
	if err := decide(who, keyAssistance, &t.Access).Err(op); err != nil {
		return nil, err
	}
	people, err := s.Store.Employees(ctx, PeopleQuery{Text: q, All: true, Limit: core.DefaultPageSize})
	return people, core.Wrap(op, err)
}
