package tickets

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Sight says who may know of a change to one ticket as it is now, when many
// people are to be told of it at once. By itself it tells nothing.
type Sight struct{ ticket *Ticket } // nil for one that is gone

// Sight looks at a ticket on nobody's behalf. One that is missing or deleted is
// seen by nobody, and is no error.
func (s *Service) Sight(ctx context.Context, id core.TicketID) (Sight, error) {
	t, err := s.Store.FindTicket(ctx, id)
	if core.IsKind(err, core.KindNotFound) || err == nil && !t.DeletedAt.IsZero() {
		return Sight{}, nil
	}
	return Sight{t}, core.Wrap("tickets.Sight", err)
}

// Sees reports whether who sees the ticket.
func (v Sight) Sees(who *rbac.Subject) bool {
	return v.ticket != nil && decide(who, keyView, &v.ticket.Access).Visible
}

// Inside reports whether who sees it as an employee, and so all of it.
func (v Sight) Inside(who *rbac.Subject) bool {
	return v.ticket != nil && asEmployee(who, keyView, &v.ticket.Access)
}

// Tells reports whether who may know that an event happened to the ticket: its
// customers only of what is meant for them.
func (v Sight) Tells(who *rbac.Subject, eventType string) bool {
	switch eventType {
	case EventCreated, EventReplied, EventClosed, EventReopened:
		return v.Sees(who)
	}
	return v.Inside(who)
}

// Crew returns the employees whose ticket it is: the assignee, zero for nobody,
// and the contributors.
func (v Sight) Crew() (core.UserID, []core.UserID) {
	if v.ticket == nil {
		return 0, nil
	}
	return v.ticket.Access.Owner, v.ticket.Access.Contributors
}

// Waits returns the team in whose queue the ticket waits for somebody to take it.
func (v Sight) Waits() (core.TeamID, bool) {
	if v.ticket == nil || v.ticket.Access.Owner != 0 || !v.ticket.Status.Active() || v.ticket.Snooze.Asleep() {
		return 0, false
	}
	return v.ticket.Access.Team, v.ticket.Access.Team != 0
}

// Audience returns the customers whom a ticket is about: its requester and those
// copied in. On nobody's behalf, like Sight; nobody for a ticket that is gone.
func (s *Service) Audience(ctx context.Context, id core.TicketID) ([]core.UserID, error) {
	v, err := s.Sight(ctx, id)
	if err != nil || v.ticket == nil {
		return nil, err
	}
	out := []core.UserID{v.ticket.Access.Requester}
	for _, user := range v.ticket.Access.CC {
		if user != out[0] {
			out = append(out, user)
		}
	}
	return out, nil
}
