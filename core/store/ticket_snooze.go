package store

import (
	"context"
	"database/sql"
	"math"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/tickets"
)

// untilReply stands in snoozed_until for "until the customer answers": no clock
// comes that far.
const untilReply = math.MaxInt64

func snoozeOrNull(s tickets.Snooze) any {
	if s.Reply {
		return int64(untilReply)
	}
	return microsOrNull(s.Until)
}

func snoozeOf(n sql.NullInt64) tickets.Snooze {
	if n.Valid && n.Int64 == untilReply {
		return tickets.Snooze{Reply: true}
	}
	return tickets.Snooze{Until: nullMicros(n)}
}

// SnoozeDue implements tickets.TicketStore.
func (s Tickets) SnoozeDue(ctx context.Context, now time.Time, limit int) ([]core.TicketID, error) {
	const op = "store.SnoozeDue"
	rows, err := s.db.from(ctx).Raw("SELECT id FROM tickets WHERE snoozed_until <= ? AND snoozed_until IS NOT NULL AND deleted_at IS NULL ORDER BY snoozed_until LIMIT ?",
		micros(now), limit).Rows()
	if err != nil {
		return nil, translate(op, err)
	}
	defer rows.Close()
	var out []core.TicketID
	for rows.Next() {
		var id core.TicketID
		if err := rows.Scan(&id); err != nil {
			return nil, translate(op, err)
		}
		out = append(out, id)
	}
	return out, translate(op, rows.Err())
}
