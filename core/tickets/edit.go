package tickets

import (
	"context"
	"slices"
	"strings"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// edit is one change of one ticket while its transaction runs: the ticket as
// stored and as it will be, and what will be written of the change.
type edit struct {
	s   *Service
	op  string
	who *rbac.Subject
	now time.Time
	was Ticket
	t   *Ticket
	// changes are the fields that changed; texts means that words of the search index did.
	changes map[string]FieldChange
	texts   bool
	log     []Activity
	events  []core.Event
}

// begin locks the ticket and answers the questions that every write begins
// with: is it there for who, and is it what they think it is.
func (s *Service) begin(ctx context.Context, op string, who *rbac.Subject, id core.TicketID, version int64) (*edit, error) {
	t, err := s.Store.LockTicket(ctx, id)
	if err != nil {
		return nil, hide(op, err)
	}
	e := &edit{s: s, op: op, who: who, t: t, now: s.Clock.Now()}
	if e.now.Before(t.UpdatedAt) {
		e.now = t.UpdatedAt // clocks of several nodes differ
	}
	e.was = *t
	if !t.DeletedAt.IsZero() || !decide(who, keyView, &t.Access).Visible {
		return nil, notFound(op)
	}
	return e, e.current(version)
}

func (e *edit) current(version int64) error {
	if version != 0 && version != e.t.Version {
		return core.Errorf(e.op, core.KindConflict, "Somebody has changed this ticket in the meantime. Look at it again.")
	}
	return nil
}

// hide makes a missing ticket look like a hidden one.
func hide(op string, err error) error {
	if core.IsKind(err, core.KindNotFound) {
		return notFound(op)
	}
	return core.Wrap(op, err)
}

// need returns nil if who may do k to the ticket as it is stored.
func (e *edit) need(k rbac.Key) error { return decide(e.who, k, &e.was.Access).Err(e.op) }

// notMerged refuses work on a ticket whose conversation goes on elsewhere.
func (e *edit) notMerged() error {
	if e.t.MergedInto != 0 {
		return core.Errorf(e.op, core.KindConflict, "This ticket was merged into another one.")
	}
	return nil
}

// changed notes that a field has got another value.
func (e *edit) changed(field string, from, to any) {
	if e.changes == nil {
		e.changes = map[string]FieldChange{}
	}
	e.changes[field] = FieldChange{from, to}
}

// tell writes a line of the log and an event, both of the same type and content.
func (e *edit) tell(typ string, p Payload) {
	e.record(strings.TrimPrefix(typ, "ticket."), p)
	e.publish(typ, p)
}

func (e *edit) record(typ string, data any) {
	e.log = append(e.log, Activity{
		Ticket: e.t.ID, Actor: Person{ID: e.who.User}, Plugin: e.who.Plugin, Type: typ, Data: mustJSON(data), At: e.now,
	})
}

func (e *edit) publish(typ string, p Payload) {
	p.Version = e.t.Version
	e.events = append(e.events, core.Event{
		Type: typ, Ticket: e.t.ID, Actor: e.who.User, Plugin: e.who.Plugin, At: e.now, Payload: mustJSON(p),
	})
}

// touch says that the ticket moved without a change of its fields.
func (e *edit) touch() { e.t.UpdatedAt = e.now }

// bump says that its fields changed, which makes a new version.
func (e *edit) bump() {
	if e.t.Version == e.was.Version {
		e.t.Version++
	}
	e.touch()
}

// finish writes the ticket, its log, its events and its place in the index
// queue. Nothing is written when nothing changed.
func (e *edit) finish(ctx context.Context) error {
	if len(e.changes) > 0 {
		e.bump()
		e.tellChanges()
	}
	if e.t.UpdatedAt.Equal(e.was.UpdatedAt) && len(e.events) == 0 {
		return nil
	}
	e.seen()
	if err := e.s.Store.SaveTicket(ctx, &e.was, e.t); err != nil {
		return core.Wrap(e.op, err)
	}
	if s := e.span(); s != nil {
		if err := e.s.Store.BeginSpan(ctx, s); err != nil {
			return core.Wrap(e.op, err)
		}
	}
	if len(e.log) > 0 {
		if err := e.s.Store.AppendActivities(ctx, e.log...); err != nil {
			return core.Wrap(e.op, err)
		}
	}
	if err := e.s.Outbox.Append(ctx, e.events...); err != nil {
		return core.Wrap(e.op, err)
	}
	if e.texts {
		if err := e.s.Store.QueueIndex(ctx, e.t.ID); err != nil {
			return core.Wrap(e.op, err)
		}
	}
	return nil
}

// tellChanges logs each changed field and publishes them together.
func (e *edit) tellChanges() {
	fields := make([]string, 0, len(e.changes))
	for f := range e.changes {
		fields = append(fields, f)
	}
	slices.Sort(fields)
	for _, f := range fields {
		e.record(f+"_changed", e.changes[f])
	}
	e.publish(EventUpdated, Payload{Changes: e.changes})
	if e.was.Status.Active() != e.t.Status.Active() {
		if e.t.Status.Active() {
			e.publish(EventReopened, Payload{})
		} else {
			e.publish(EventClosed, Payload{})
		}
	}
}

// setStatus moves the ticket and keeps its dates. It tells whether that was a change.
func (e *edit) setStatus(to Status) {
	from := e.t.Status
	if from == to {
		return
	}
	e.t.Status = to
	e.t.Facts.leave(from, to, e.now)
	if to.Active() {
		e.t.ResolvedAt, e.t.ClosedAt = time.Time{}, time.Time{}
	} else if e.t.ResolvedAt.IsZero() {
		e.t.ResolvedAt = e.now
	}
	if !to.Active() { // done with: nothing to come back to
		e.t.Snooze, e.t.SnoozedBy, e.t.WokenAt = Snooze{}, 0, time.Time{}
	}
	if to == Closed {
		e.t.ClosedAt = e.now
	} else {
		e.t.ClosedAt = time.Time{}
	}
	e.changed("status", from.String(), to.String())
}
