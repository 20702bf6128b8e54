package tickets

import (
	"context"
	"errors"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Snooze says until when a ticket is out of the lists of work. A customer's
// reply brings it back earlier in any case. The zero value is awake.
type Snooze struct {
	// Until is when it comes back by itself; zero with Reply.
	Until time.Time
	// Reply: it waits for the customer, however long that takes.
	Reply bool
}

// Asleep reports whether the ticket is out of the lists.
func (s Snooze) Asleep() bool { return s.Reply || !s.Until.IsZero() }

// Equal compares two.
func (s Snooze) Equal(o Snooze) bool { return s.Reply == o.Reply && s.Until.Equal(o.Until) }

// What brought a ticket back, in Payload.Why.
const (
	WokenByTime  = "time"
	WokenByReply = "reply"
	WokenByGift  = "given" // somebody got it, or another team
	WokenByHand  = "hand"
)

// Snoozed says which tickets a filter wants.
type Snoozed string

const (
	// SnoozedHidden is the default: a list of work leaves out what is snoozed. A
	// list of work asks for active statuses only, and not for one person's requests.
	SnoozedHidden Snoozed = ""
	// SnoozedToo shows snoozed tickets among the others.
	SnoozedToo Snoozed = "too"
	// SnoozedOnly shows those that are snoozed now.
	SnoozedOnly Snoozed = "only"
)

const longestSnooze = 5 * 365 * 24 * time.Hour

// maySnooze checks a new snooze against the ticket and the clock.
func (e *edit) maySnooze(s Snooze) error {
	switch {
	case !s.Asleep():
		return nil
	case s.Reply && !s.Until.IsZero():
		return core.InvalidField(e.op, "snooze", "Snooze it until a time, or until the customer replies.")
	case !e.t.Status.Active():
		return core.InvalidField(e.op, "snooze", "Only a ticket with work left can be snoozed. Open it again first.")
	case !s.Reply && !s.Until.After(e.now):
		return core.InvalidField(e.op, "snooze", "Choose a time that is still to come.")
	case s.Until.Sub(e.now) > longestSnooze:
		return core.InvalidField(e.op, "snooze", "A ticket can be snoozed for five years at most.")
	}
	return nil
}

// snooze puts the ticket to sleep, or wakes it by hand.
func (e *edit) snooze(s Snooze) {
	if s.Equal(e.t.Snooze) {
		return
	}
	if !s.Asleep() {
		e.wake(WokenByHand)
		return
	}
	e.t.Snooze, e.t.SnoozedBy = s, e.who.User
	e.bump()
	p := Payload{}
	if !s.Reply {
		p.Until = &s.Until
	}
	e.tell(EventSnoozed, p)
}

// wake brings a snoozed ticket back. Unless it was done by hand, the ticket says
// so until an employee touches it.
func (e *edit) wake(why string) {
	if !e.t.Snooze.Asleep() {
		return
	}
	by := e.t.SnoozedBy
	e.t.Snooze, e.t.SnoozedBy = Snooze{}, 0
	if why != WokenByHand {
		e.t.WokenAt = e.now
	}
	e.bump()
	e.tell(EventWoken, Payload{Why: why, User: by})
}

// seen takes the mark off a ticket that came back, once an employee works on it.
func (e *edit) seen() {
	if !e.t.WokenAt.IsZero() && e.t.WokenAt.Equal(e.was.WokenAt) && e.who.User != 0 && asEmployee(e.who, keyView, &e.was.Access) {
		e.t.WokenAt = time.Time{}
	}
}

// wakeBatch is how many due tickets are looked up at once.
const wakeBatch = 100

// WakeDue brings back the tickets whose time has come. It is the clock's, on
// nobody's behalf. One that fails stops no other; it is tried again next time.
func (s *Service) WakeDue(ctx context.Context) error {
	const op = "tickets.WakeDue"
	clockwork := &rbac.Subject{Actor: core.Actor{Kind: core.ActorSystem, Name: "snooze"}}
	for {
		due, err := s.Store.SnoozeDue(ctx, s.Clock.Now(), wakeBatch)
		if err != nil {
			return core.Wrap(op, err)
		}
		var failed []error
		for _, id := range due {
			failed = append(failed, s.Tx.InTx(ctx, func(ctx context.Context) error { return s.wakeOne(ctx, op, clockwork, id) }))
		}
		if err := errors.Join(failed...); err != nil || len(due) < wakeBatch {
			return core.Wrap(op, err)
		}
	}
}

func (s *Service) wakeOne(ctx context.Context, op string, who *rbac.Subject, id core.TicketID) error {
	t, err := s.Store.LockTicket(ctx, id)
	if err != nil {
		return err
	}
	e := &edit{s: s, op: op, who: who, t: t, was: *t, now: s.Clock.Now()}
	if e.now.Before(t.UpdatedAt) {
		e.now = t.UpdatedAt
	}
	if t.Snooze.Until.IsZero() || t.Snooze.Until.After(e.now) || !t.DeletedAt.IsZero() {
		return nil // somebody was quicker
	}
	e.wake(WokenByTime)
	return e.finish(ctx)
}
