package mail

import (
	"context"
	"encoding/json"
	"log/slog"
	"strconv"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/notices"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/tickets"
)

// Deps is what a Sender stands on. Hooks may be nil.
type Deps struct {
	Hooks   Hooks
	Printer Printer
	People  People
	Tickets Tickets
	Notices Notices
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

// Wants implements the watcher.
func (s *Sender) Wants(eventType string) bool {
	switch eventType {
	case people.EventResetRequested, people.EventVerifyRequested, people.EventRegisteredAgain, people.EventInvited,
		tickets.EventReplied, tickets.EventCreated, eventNotify, notices.EventLetter:
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
	if e.Type == tickets.EventCreated && (e.Actor != 0 || e.Plugin != "") {
		return nil // only guests get a letter: the others have a page
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
	brand, err := s.People.Branding(ctx)
	if err != nil {
		return "", nil, err
	}
	w := writer{company: company, brand: brand}
	switch e.Type {
	case eventNotify:
		return s.about(ctx, w, e)
	case tickets.EventCreated:
		return s.received(ctx, w, e)
	}
	if e.Type == notices.EventLetter {
		return s.told(ctx, w, e)
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
