package tickets

import (
	"time"

	"pegboard.dev/pegboard/core"
)

// Turn says what a stretch of a ticket's life began with. Stored by number,
// append-only.
type Turn uint8

const (
	// NoTurn is another team, assignee or status with work left as before, or with
	// none as before.
	NoTurn Turn = iota
	// TurnOpened begins the first stretch of every ticket.
	TurnOpened
	// TurnSolved: there was work left, and now there is none.
	TurnSolved
	// TurnReopened: there was none left, and now there is again.
	TurnReopened
)

// Span is a stretch of time in which a ticket stood with one status, team and
// assignee. Spans of a ticket follow each other without a gap; the last one has
// no end yet. Whatever a report tells of the past is counted from them.
type Span struct {
	Ticket core.TicketID
	// Version is the ticket's since then; 0 is the opening of a ticket that came
	// in solved already.
	Version  int64
	From     time.Time
	Status   Status
	Team     core.TeamID
	Assignee core.UserID
	// By is who brought it there, zero for nobody in particular.
	By   core.UserID
	Turn Turn
}

// Facts are what is counted of one ticket while it moves, so that reports need
// not read its history.
type Facts struct {
	// FirstResponder wrote the message at FirstResponseAt.
	FirstResponder core.UserID
	// StatusAt is since when the ticket has its status.
	StatusAt time.Time
	// Open, Pending and OnHold are how long it had that status, up to StatusAt.
	Open, Pending, OnHold time.Duration
	// FirstResolvedAt is when it was solved or closed for the first time; unlike
	// ResolvedAt it stays when the ticket is opened again.
	FirstResolvedAt time.Time
	// Reopened counts how often it was opened again.
	Reopened int
}

// leave counts the time in a status that ends now.
func (f *Facts) leave(from, to Status, now time.Time) {
	spent := max(0, now.Sub(f.StatusAt))
	switch from {
	case Open:
		f.Open += spent
	case Pending:
		f.Pending += spent
	case OnHold:
		f.OnHold += spent
	}
	f.StatusAt = now
	if to.Active() && !from.Active() {
		f.Reopened++
	}
	if !to.Active() && f.FirstResolvedAt.IsZero() {
		f.FirstResolvedAt = now
	}
}

// span is the stretch that an edit begins; nil if the ticket stands as before.
func (e *edit) span() *Span {
	was, is := &e.was, e.t
	if was.Status == is.Status && was.Team.ID == is.Team.ID && was.Assignee.ID == is.Assignee.ID {
		return nil
	}
	s := e.standing()
	switch {
	case was.Status.Active() && !is.Status.Active():
		s.Turn = TurnSolved
	case !was.Status.Active() && is.Status.Active():
		s.Turn = TurnReopened
	}
	return s
}

func (e *edit) standing() *Span {
	return &Span{
		Ticket: e.t.ID, Version: e.t.Version, From: e.now, Status: e.t.Status,
		Team: e.t.Team.ID, Assignee: e.t.Assignee.ID, By: e.who.User,
	}
}

// spans are the first stretches of a new ticket: one that comes in solved was
// opened and solved in one moment.
func (b *birth) spans() []*Span {
	first := b.standing()
	first.Turn = TurnOpened
	if first.Status.Active() {
		return []*Span{first}
	}
	solved := *first
	solved.Turn = TurnSolved
	first.Version, first.Status = 0, Open
	return []*Span{first, &solved}
}
