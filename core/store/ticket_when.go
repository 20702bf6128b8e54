package store

import (
	"fmt"
	"strings"
	"time"

	"pegboard.dev/pegboard/core/tickets"
)

// ticketWhen writes " AND …" for a condition on a moment of tickets t.
func ticketWhen(q *stmt, w *tickets.When) {
	q.add(" AND ")
	if w.Of == tickets.ActiveThen {
		q.add("EXISTS (SELECT 1 FROM ticket_spans x WHERE x.ticket_id = t.id AND x.status <= 3 AND x.from_at < ? AND (x.to_at IS NULL OR x.to_at >= ?))",
			micros(w.To), micros(w.To))
		return
	}
	m := momentOf(w.Of, "x")
	if w.Never {
		q.add("NOT ")
	}
	q.add("(")
	if m.table != "" {
		q.add("EXISTS (SELECT 1 FROM " + m.table + " x WHERE x.ticket_id = t.id AND " + m.which + " AND ")
	}
	q.add(m.at + " IS NOT NULL")
	m.between(q, w.From, w.To)
	if w.By != 0 {
		q.add(" AND "+m.by+" = ?", w.By)
	}
	if w.Hour != nil {
		q.add(" AND ").put(hourOfWeek(m.at, w.Steps())).add(" = ?", *w.Hour)
	}
	if m.table != "" {
		q.add(")")
	}
	q.add(")")
}

// moment is where moments of one kind are recorded.
type moment struct {
	table string // beside tickets; empty for a column of t
	which string // what rows of the table are such moments
	at    string // the expression of the moment
	by    string // of who brought it about; empty for nobody
	index string // of at
}

// momentOf tells where a kind of moment is recorded, rows of its table being
// called as. The zero value for a kind that has no place of its own.
func momentOf(of tickets.Moment, as string) moment {
	turn := func(n tickets.Turn) moment {
		return moment{
			table: "ticket_spans", which: fmt.Sprintf("%s.turn > 0 AND %[1]s.turn = %d", as, n),
			at: as + ".from_at", by: as + ".by_id", index: "ticket_spans_turn",
		}
	}
	message := func(kinds string) moment {
		return moment{
			table: "messages", which: as + ".kind <= 2" + kinds + " AND NOT " + as + ".from_customer AND " + as + ".author_id IS NOT NULL",
			at: as + ".created_at", by: as + ".author_id", index: "messages_work",
		}
	}
	switch of {
	case tickets.Created:
		return moment{at: "t.created_at", index: "tickets_created"}
	case tickets.FirstResponse:
		return moment{at: "t.first_response_at", by: "t.first_response_by"}
	case tickets.Resolved:
		return moment{at: "t.resolved_at", index: "tickets_resolved"}
	case tickets.SolvedOnce:
		return turn(tickets.TurnSolved)
	case tickets.ReopenedOnce:
		return turn(tickets.TurnReopened)
	case tickets.Replied:
		return message(" AND " + as + ".kind = 1")
	case tickets.Worked:
		return message("")
	}
	return moment{}
}

func (m *moment) between(q *stmt, from, to time.Time) {
	if !from.IsZero() {
		q.add(" AND "+m.at+" >= ?", micros(from))
	}
	if !to.IsZero() {
		q.add(" AND "+m.at+" < ?", micros(to))
	}
}

// localTime is a moment on the clock of a place, in microseconds since 1970
// there: neither database has to know time zones, and both count alike.
func localTime(at string, steps []tickets.ZoneStep) *stmt {
	q := &stmt{}
	q.add("(" + at + " + ")
	for i := len(steps) - 1; i > 0; i-- {
		q.add(fmt.Sprintf("CASE WHEN %s >= %d THEN %d ELSE ", at, micros(steps[i].From), steps[i].Offset.Microseconds()))
	}
	q.add(fmt.Sprint(steps[0].Offset.Microseconds()))
	return q.add(strings.Repeat(" END", len(steps)-1) + ")")
}

const (
	hourMicros = int64(time.Hour / time.Microsecond)
	dayMicros  = 24 * hourMicros
)

// hourOfWeek is 0 for Monday from midnight to one: 1970 began on a Thursday.
func hourOfWeek(at string, steps []tickets.ZoneStep) *stmt {
	return (&stmt{}).add("((").put(localTime(at, steps)).add(fmt.Sprintf(" / %d + 72) %% 168)", hourMicros))
}
