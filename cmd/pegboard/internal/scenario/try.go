package scenario

import (
	"context"
	"errors"
	"strings"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// errUndo ends every trial.
var errUndo = errors.New("tried")

// try does something in a transaction that is undone, and returns its error.
func (w *world) try(ctx context.Context, do func(ctx context.Context) error) error {
	var got error
	tried := false
	err := w.app.DB.InTx(ctx, func(ctx context.Context) error {
		got, tried = do(ctx), true
		return errUndo
	})
	if !tried {
		return err
	}
	return got
}

// tried compares a verdict with what came of trying. A conflict or a faulty
// input says nothing about the right.
func (v *verdict) tried(err error) error {
	switch {
	case err == nil:
		v.same(v.allowed, true, "The rule says no, and trying it succeeds.")
	case core.IsKind(err, core.KindForbidden), core.IsKind(err, core.KindNotFound), core.IsKind(err, core.KindUnauthenticated):
		v.same(v.allowed, false, "The rule says yes, and trying it is refused: "+err.Error())
	case !core.IsKind(err, core.KindConflict) && !core.IsKind(err, core.KindInvalid):
		return err
	}
	return nil
}

// tryTicket tries what a key stands for on a ticket, where one act is enough
// to tell.
func (w *world) tryTicket(ctx context.Context, who *rbac.Subject, k rbac.Key, t *tickets.Ticket, v *verdict) error {
	act := w.act(who, k, t)
	if act == nil {
		return nil
	}
	return v.tried(w.try(ctx, act))
}

// act returns the act that a key allows, nil where it takes more than a ticket
// to try it.
func (w *world) act(who *rbac.Subject, k rbac.Key, t *tickets.Ticket) func(ctx context.Context) error {
	s := w.app.Tickets
	update := func(p tickets.Patch) func(context.Context) error {
		return func(ctx context.Context) error {
			_, err := s.Update(ctx, who, t.ID, p)
			return err
		}
	}
	say := func(kind tickets.MessageKind) func(context.Context) error {
		return func(ctx context.Context) error {
			_, err := s.AddMessage(ctx, who, t.ID, tickets.NewMessage{Kind: kind, Body: "Tried."})
			return err
		}
	}
	text, yes, tomorrow := "Tried", true, now().Add(24*time.Hour)
	status, priority := tickets.Closed, tickets.Urgent
	if !t.Status.Active() {
		status = tickets.Open
	}
	switch k {
	case "tickets.reply":
		return say(tickets.Reply)
	case "tickets.comment":
		return say(tickets.Comment)
	case "tickets.status":
		return update(tickets.Patch{Status: &status})
	case "tickets.priority":
		return update(tickets.Patch{Priority: &priority})
	case "tickets.subject":
		return update(tickets.Patch{Subject: &text})
	case "tickets.resolution":
		return update(tickets.Patch{Resolution: &text})
	case "tickets.pin":
		return update(tickets.Patch{Pinned: &yes})
	case "tickets.follow_up":
		return update(tickets.Patch{FollowUpAt: &tomorrow})
	case "tickets.delete":
		return func(ctx context.Context) error { return s.Delete(ctx, who, t.ID, 0) }
	case "tickets.attach":
		return func(ctx context.Context) error {
			_, err := s.Attach(ctx, who, t.ID, tickets.Upload{Name: "tried.txt"}, strings.NewReader("x"))
			return err
		}
	case "tickets.take":
		if t.Assignee.ID == 0 {
			return func(ctx context.Context) error { _, err := s.Take(ctx, who, t.ID, 0); return err }
		}
	case "tickets.assistance":
		if len(t.Contributors) > 0 {
			return func(ctx context.Context) error {
				_, err := s.RemoveContributor(ctx, who, t.ID, t.Contributors[0].ID)
				return err
			}
		}
	case "tickets.assign":
		if t.Assignee.ID != 0 {
			return func(ctx context.Context) error { _, err := s.Unassign(ctx, who, t.ID, 0); return err }
		}
	}
	return nil
}
