package mail

import (
	"context"
	"encoding/json"
	"log/slog"
	"strconv"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// People is what letters need of people.Service.
type People interface {
	OutgoingMail(ctx context.Context) (*people.MailServer, error)
	Company(ctx context.Context) (*people.Company, error)
	ResetCode(ctx context.Context, id core.UserID) (*people.SentCode, error)
	VerifyCode(ctx context.Context, id core.UserID) (*people.SentCode, error)
	RenewInvitation(ctx context.Context, id people.InvitationID) (*people.Invitation, *people.SentCode, error)
	SubjectByID(ctx context.Context, id core.UserID) (*rbac.Subject, error)
	User(ctx context.Context, who *rbac.Subject, id core.UserID) (*people.PersonView, error)
}

// Tickets is what letters need of tickets.Service.
type Tickets interface {
	Get(ctx context.Context, who *rbac.Subject, id core.TicketID) (*tickets.Ticket, error)
	Messages(ctx context.Context, who *rbac.Subject, id core.TicketID, cursor string, limit int) (core.Page[tickets.Message], error)
	Audience(ctx context.Context, id core.TicketID) ([]core.UserID, error)
}

// Hooks is asked before a letter about a ticket leaves; plugin.Manager implements it.
type Hooks interface {
	// WillSend may change the letter's subject and text. KindConflict keeps it back for
	// good, other errors until it is tried again.
	WillSend(ctx context.Context, l *core.Outgoing) error
}

// Deps is what a Sender stands on. Hooks may be nil.
type Deps struct {
	Hooks   Hooks
	People  People
	Tickets Tickets
	Tx      core.Transactor
	Outbox  core.Outbox
	// OpenQuery opens the sealed end of a link that a plugin has put into a letter.
	OpenQuery func(plugin core.PluginID, sealed []byte) (string, error)
	// Post delivers a letter; nil hands it to the mail server. For tests.
	Post  func(to string, l *Letter) error
	Clock core.Clock
	Log   *slog.Logger
}

// Sender writes and sends letters. Safe for concurrent use.
type Sender struct{ Deps }

// New makes a Sender; Name, Wants and Handle make it a watcher.
func New(d Deps) *Sender { return &Sender{d} }

// Name is the watcher's in the queue.
const Name = "mail"

// eventNotify asks for one letter to one person about a ticket. A reply makes
// one for each recipient, so that each is tried again by itself.
const eventNotify = "mail.notify"

// notice is the body of eventNotify.
type notice struct {
	User    core.UserID    `json:"user"`
	Message core.MessageID `json:"message"`
}

// Wants implements the watcher.
func (s *Sender) Wants(eventType string) bool {
	switch eventType {
	case people.EventResetRequested, people.EventVerifyRequested, people.EventRegisteredAgain, people.EventInvited,
		tickets.EventReplied, eventNotify, people.EventNotice:
		return true
	}
	return false
}

// Handle implements the watcher. Without a mail server it drops the event.
func (s *Sender) Handle(ctx context.Context, e core.Event) error {
	server, err := s.People.OutgoingMail(ctx)
	if err != nil || !server.Set() {
		return err
	}
	if e.Type == tickets.EventReplied {
		return s.fanOut(ctx, e)
	}
	to, letter, err := s.write(ctx, e)
	if err != nil || letter == nil {
		return err
	}
	if s.Post != nil {
		return s.Post(to, letter)
	}
	return send(ctx, server, to, letter)
}

// write returns a letter and whom it goes to; nil when nothing is to be said any more.
func (s *Sender) write(ctx context.Context, e core.Event) (string, *Letter, error) {
	company, err := s.People.Company(ctx)
	if err != nil {
		return "", nil, err
	}
	w := writer{company: company}
	if e.Type == eventNotify {
		return s.about(ctx, w, e)
	}
	if e.Type == people.EventNotice {
		return s.notice(ctx, w, e)
	}
	var target struct{ ID string }
	if err := json.Unmarshal(e.Payload, &target); err != nil {
		return "", nil, err
	}
	id, err := strconv.ParseInt(target.ID, 10, 64)
	if err != nil {
		return "", nil, err
	}
	var code *people.SentCode
	var kind letterKind
	switch e.Type {
	case people.EventInvited:
		kind = invitation
		_, code, err = s.People.RenewInvitation(ctx, people.InvitationID(id))
	case people.EventVerifyRequested:
		kind = verify
		code, err = s.People.VerifyCode(ctx, core.UserID(id))
	case people.EventResetRequested:
		kind = reset
		code, err = s.People.ResetCode(ctx, core.UserID(id))
	case people.EventRegisteredAgain:
		kind = known
		code, err = s.People.ResetCode(ctx, core.UserID(id))
	}
	if err != nil || code == nil {
		return "", nil, err
	}
	letter, err := w.withCode(kind, code)
	return code.Email, letter, err
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
	page, err := s.Tickets.Messages(ctx, who, e.Ticket, "", core.MaxPageSize)
	if err != nil {
		return "", nil, err
	}
	for i := range page.Items {
		if m := &page.Items[i]; m.ID == n.Message {
			letter, err := s.reply(ctx, w, person, t, m)
			return person.Email, letter, err
		}
	}
	return "", nil, nil // not for them to read
}

// reply writes what was answered to one customer, after plugins have looked at it;
// nil when one keeps it back.
func (s *Sender) reply(ctx context.Context, w writer, to *people.PersonView, t *tickets.Ticket, m *tickets.Message) (*Letter, error) {
	out := core.Outgoing{To: to.Email, Subject: replySubject(t), Text: m.Text, Ticket: t.ID, Message: m.ID, Actor: m.Author.ID}
	if s.Hooks != nil {
		if err := s.Hooks.WillSend(ctx, &out); core.IsKind(err, core.KindConflict) {
			s.Log.InfoContext(ctx, "mail: a plugin kept a letter back", "ticket", int64(t.ID), "why", err)
			return nil, nil
		} else if err != nil {
			return nil, err
		}
	}
	return w.reply(to, &out, m.Author.Name)
}
