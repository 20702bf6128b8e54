package mail

import (
	"context"
	"encoding/json"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/notices"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/tickets"
)

// eventNotify asks for one letter to one person about a ticket. A reply makes
// one for each recipient, so that each is tried again by itself.
const eventNotify = "mail.notify"

// notice is the body of eventNotify.
type notice struct {
	User    core.UserID    `json:"user"`
	Message core.MessageID `json:"message"`
}

// fanOut asks for a letter to each customer of a ticket that an employee has
// answered, but to who wrote it.
func (s *Sender) fanOut(ctx context.Context, e core.Event) error {
	var p tickets.Payload
	if err := json.Unmarshal(e.Payload, &p); err != nil {
		return err
	}
	if !p.Public || p.Message == 0 {
		return nil
	}
	audience, err := s.Tickets.Audience(ctx, e.Ticket)
	if err != nil {
		return err
	}
	var events []core.Event
	for _, user := range audience {
		if user == e.Actor {
			continue
		}
		body, err := json.Marshal(notice{User: user, Message: p.Message})
		if err != nil {
			return err
		}
		events = append(events, core.Event{Type: eventNotify, Ticket: e.Ticket, Actor: e.Actor, At: s.Clock.Now(), Payload: body})
	}
	if len(events) == 0 {
		return nil
	}
	return s.Tx.InTx(ctx, func(ctx context.Context) error { return s.Outbox.Append(ctx, events...) })
}

// about writes to one customer about a reply, as they see it now.
func (s *Sender) about(ctx context.Context, w writer, e core.Event) (string, *Letter, error) {
	var n notice
	if err := json.Unmarshal(e.Payload, &n); err != nil {
		return "", nil, err
	}
	who, err := s.People.SubjectByID(ctx, n.User)
	if core.IsKind(err, core.KindUnauthenticated) || core.IsKind(err, core.KindNotFound) {
		return "", nil, nil // switched off meanwhile
	} else if err != nil {
		return "", nil, err
	}
	if c, err := s.Notices.Wanted(ctx, who, notices.Answered); err != nil || !c.Mail {
		return "", nil, err
	}
	person, err := s.People.User(ctx, who, n.User)
	if err != nil || person.Email == "" {
		return "", nil, err
	}
	t, err := s.Tickets.Get(ctx, who, e.Ticket)
	if core.IsKind(err, core.KindNotFound) {
		return "", nil, nil // theirs no more
	} else if err != nil {
		return "", nil, err
	}
	m, err := s.message(ctx, who, e.Ticket, n.Message)
	if err != nil || m == nil {
		return "", nil, err // nil: not for them to read
	}
	path, err := s.pathFor(ctx, n.User, t.ID)
	if err != nil {
		return "", nil, err
	}
	letter, err := s.reply(ctx, w, person, t, m, path)
	return person.Email, letter, err
}

// reply writes what was answered to one customer, after plugins have looked at it;
// nil when one keeps it back.
func (s *Sender) reply(ctx context.Context, w writer, to *people.PersonView, t *tickets.Ticket, m *tickets.Message, path string) (*Letter, error) {
	out := core.Outgoing{To: to.Email, Subject: replySubject(t), Text: m.Text, Ticket: t.ID, Message: m.ID, Actor: m.Author.ID}
	if s.Hooks != nil {
		if err := s.Hooks.WillSend(ctx, &out); core.IsKind(err, core.KindConflict) {
			s.Log.InfoContext(ctx, "mail: a plugin kept a letter back", "ticket", int64(t.ID), "why", err)
			return nil, nil
		} else if err != nil {
			return nil, err
		}
	}
	return w.reply(to, &out, path, m.Author.Name)
}
