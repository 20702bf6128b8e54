package tickets

import (
	"context"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

const (
	// MaxMentions is how many people one note may mention.
	MaxMentions = 20
	// maxMentionable is how many are offered at once.
	maxMentionable = 8
)

// Mentionable finds employees whom a note on the ticket may mention, by name or
// address: those who see the ticket from inside, without the actor; at most 8, by
// name. It needs tickets.comment within scope.
func (s *Service) Mentionable(ctx context.Context, who *rbac.Subject, id core.TicketID, q string) ([]Person, error) {
	const op = "tickets.Mentionable"
	t, err := s.find(ctx, op, who, id)
	if err != nil {
		return nil, err
	}
	if err := decide(who, keyComment, &t.Access).Err(op); err != nil {
		return nil, err
	}
	found, err := s.Store.Employees(ctx, PeopleQuery{Text: q, All: true, Limit: core.MaxPageSize})
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	var out []Person
	for _, p := range found {
		if p.ID == who.User {
			continue
		}
		inside, err := s.seesInside(ctx, p.ID, t)
		if err != nil {
			return nil, core.Wrap(op, err)
		}
		if !inside {
			continue
		}
		if out = append(out, p); len(out) == maxMentionable {
			break
		}
	}
	return out, nil
}

// mentioned returns those of the people whom a note may mention: who does not see
// it is left out, and hears nothing. KindInvalid names mentions for too many.
func (e *edit) mentioned(ctx context.Context, in *NewMessage) ([]core.UserID, error) {
	if len(in.Mentions) == 0 {
		return nil, nil
	}
	if in.Kind != Comment || len(in.Mentions) > MaxMentions {
		return nil, core.InvalidField(e.op, "mentions", "A private note mentions at most %d people, and a reply nobody.", MaxMentions)
	}
	var out []core.UserID
	for _, id := range in.Mentions {
		inside, err := e.s.seesInside(ctx, id, e.t)
		if err != nil {
			return nil, err
		}
		if inside && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out, nil
}

// seesInside reports whether a person sees the ticket as an employee; not who is
// gone or switched off.
func (s *Service) seesInside(ctx context.Context, id core.UserID, t *Ticket) (bool, error) {
	sub, err := s.Policy.SubjectByID(ctx, id)
	if core.IsKind(err, core.KindNotFound) || core.IsKind(err, core.KindUnauthenticated) {
		return false, nil
	}
	return err == nil && asEmployee(sub, keyView, &t.Access), err
}
