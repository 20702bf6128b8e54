package store

import (
	"context"
	"database/sql"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/tickets"
)

// factColumns are what factRow reads.
const factColumns = "COALESCE(t.first_response_by, 0), t.status_at, t.open_us, t.pending_us, t.on_hold_us, t.first_resolved_at, t.reopen_count"

type factRow struct {
	responder             core.UserID
	since                 int64
	open, pending, onHold int64
	firstResolved         sql.NullInt64
	reopened              int
}

func (r *factRow) dest() []any {
	return []any{&r.responder, &r.since, &r.open, &r.pending, &r.onHold, &r.firstResolved, &r.reopened}
}

func (r *factRow) facts() tickets.Facts {
	return tickets.Facts{
		FirstResponder: r.responder, StatusAt: fromMicros(r.since), FirstResolvedAt: nullMicros(r.firstResolved), Reopened: r.reopened,
		Open: fromSpell(r.open), Pending: fromSpell(r.pending), OnHold: fromSpell(r.onHold),
	}
}

// spell is how a length of time is stored, in microseconds.
func spell(d time.Duration) int64 { return d.Microseconds() }

func fromSpell(us int64) time.Duration { return time.Duration(us) * time.Microsecond }

// setFacts writes what differs between two states of one ticket.
func setFacts(set func(column string, differs bool, v any), was, is *tickets.Facts) {
	set("first_response_by", was.FirstResponder != is.FirstResponder, orNull(is.FirstResponder))
	set("status_at", !was.StatusAt.Equal(is.StatusAt), micros(is.StatusAt))
	set("open_us", was.Open != is.Open, spell(is.Open))
	set("pending_us", was.Pending != is.Pending, spell(is.Pending))
	set("on_hold_us", was.OnHold != is.OnHold, spell(is.OnHold))
	set("first_resolved_at", !was.FirstResolvedAt.Equal(is.FirstResolvedAt), microsOrNull(is.FirstResolvedAt))
	set("reopen_count", was.Reopened != is.Reopened, is.Reopened)
}

// BeginSpan implements tickets.FactStore.
func (s Tickets) BeginSpan(ctx context.Context, n *tickets.Span) error {
	const op = "store.BeginSpan"
	if n.Turn != tickets.TurnOpened {
		err := s.db.from(ctx).Exec("UPDATE ticket_spans SET to_at = ? WHERE ticket_id = ? AND to_at IS NULL", micros(n.From), n.Ticket).Error
		if err != nil {
			return translate(op, err)
		}
	}
	return translate(op, s.db.from(ctx).Exec(
		"INSERT INTO ticket_spans (ticket_id, version, from_at, status, team_id, assignee_id, by_id, turn) VALUES (?,?,?,?,?,?,?,?)",
		n.Ticket, n.Version, micros(n.From), n.Status, orNull(n.Team), orNull(n.Assignee), orNull(n.By), n.Turn).Error)
}
