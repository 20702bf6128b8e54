package store

import (
	"context"
	"fmt"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/tickets"
)

// newestWindow is how many of the newest tickets a search on PostgreSQL looks
// at before it looks at all of them.
const newestWindow = 20_000

// newestHits looks for the newest hits on PostgreSQL, whose index of words has
// no order: every hit must be read to find the newest. A common word has a page
// of hits among the newest tickets, though, and there few need be read; a rare
// one is looked for among all, and has few.
func (s Tickets) newestHits(ctx context.Context, q *tickets.Query, w *ticketWays, match, words string) ([]core.TicketID, error) {
	var top core.TicketID
	if q.After != nil {
		top = q.After.ID
	} else {
		if err := scanOne(s.db.from(ctx).Raw("SELECT COALESCE(max(ticket_id), 0) + 1 FROM ticket_search"), &top); err != nil {
			return nil, err
		}
	}
	if top > newestWindow {
		found, err := s.hitsBetween(ctx, q, w, match, words, top-newestWindow, top)
		if err != nil || len(found) >= q.Limit {
			return found, err
		}
	}
	return s.hitsBetween(ctx, q, w, match, words, 0, top)
}

// hitsBetween lists hits from a number up to before another, newest first. Each
// hit's ticket is looked up by itself: left to choose, the planner walks through
// the tickets in search of the hits, for it takes every word to be common.
func (s Tickets) hitsBetween(ctx context.Context, q *tickets.Query, w *ticketWays, match, words string, from, before core.TicketID) ([]core.TicketID, error) {
	out := (&stmt{}).add("SELECT v.id FROM (SELECT ticket_id FROM ticket_search WHERE "+match, words)
	if from > 0 {
		out.add(" AND ticket_id >= ? AND ticket_id < ?", from, before)
	} else { // a range too wide for its index
		out.add(" AND ticket_id + 0 < ?", before)
	}
	out.add(" ORDER BY ticket_id DESC OFFSET 0) AS h CROSS JOIN LATERAL (SELECT t.id FROM tickets t WHERE t.id = h.ticket_id")
	w.checks(out, &way{}, false)
	out.add(fmt.Sprintf(" OFFSET 0) AS v LIMIT %d", q.Limit))
	rows, err := out.rows(s.db.from(ctx))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found []core.TicketID
	for rows.Next() {
		var id core.TicketID
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		found = append(found, id)
	}
	return found, rows.Err()
}
