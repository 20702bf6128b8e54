package mail

import (
	"context"
	"fmt"

	"pegboard.dev/pegboard/core"
)

// received tells a guest that their request has arrived, and where to follow it.
func (s *Sender) received(ctx context.Context, w writer, e core.Event) (string, *Letter, error) {
	audience, err := s.Tickets.Audience(ctx, e.Ticket)
	if err != nil || len(audience) == 0 {
		return "", nil, err
	}
	user := audience[0]
	who, err := s.People.SubjectByID(ctx, user)
	if core.IsKind(err, core.KindUnauthenticated) || core.IsKind(err, core.KindNotFound) {
		return "", nil, nil
	} else if err != nil {
		return "", nil, err
	}
	person, err := s.People.User(ctx, who, user)
	if err != nil || person.Email == "" {
		return "", nil, err
	}
	t, err := s.Tickets.Get(ctx, who, e.Ticket)
	if core.IsKind(err, core.KindNotFound) {
		return "", nil, nil
	} else if err != nil {
		return "", nil, err
	}
	path, err := s.pathFor(ctx, user, t.ID)
	if err != nil {
		return "", nil, err
	}
	letter, err := w.draw(received, person.Locale, person.Name, t.Subject, path, w.company.Name)
	if err == nil {
		letter.Subject, letter.Thread = fmt.Sprintf("%s [#%d]", t.Subject, t.ID), t.ID
	}
	return person.Email, letter, err
}

// pathFor is where a customer reads their ticket: behind the sign-in, or by a link
// of their own where they have nothing to sign in with.
func (s *Sender) pathFor(ctx context.Context, user core.UserID, ticket core.TicketID) (string, error) {
	has, err := s.People.HasAccount(ctx, user)
	if err != nil {
		return "", err
	}
	if has {
		return fmt.Sprintf("/tickets/%d", ticket), nil
	}
	return "/t/" + s.Tickets.TrackingToken(ticket, user), nil
}
