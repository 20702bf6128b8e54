package store

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/tickets"
)

// TicketSummaries reads tickets by number for plugins, as they are before
// anything is left out for their reader, in one query. Deleted ones and those
// that do not exist are missing. Of contributors and people copied in, Access
// knows only whether the reader is among them.
func (s Plugins) TicketSummaries(ctx context.Context, reader core.UserID, numbers ...core.TicketID) ([]tickets.Summary, error) {
	const op = "store.TicketSummaries"
	if len(numbers) == 0 {
		return nil, nil
	}
	q := &stmt{}
	q.add("SELECT "+summaryColumns, int64(reader), int64(reader))
	q.add(" FROM tickets t" + summaryJoins + " WHERE t.deleted_at IS NULL AND t.id IN (")
	for i, id := range numbers {
		q.add(comma(i)+"?", int64(id))
	}
	q.add(")")
	rows, err := q.rows(s.db.from(ctx))
	if err != nil {
		return nil, translate(op, err)
	}
	defer rows.Close()
	row := newSummaryRow()
	var out []tickets.Summary
	for rows.Next() {
		if err := rows.Scan(row.dest...); err != nil {
			return nil, translate(op, err)
		}
		out = append(out, row.summary(reader))
	}
	return out, translate(op, rows.Err())
}

// Persons, TeamsWithin and MemberOf are those of the store of tickets.
func (s Plugins) Persons(ctx context.Context, ids ...core.UserID) (map[core.UserID]tickets.PersonInfo, error) {
	return s.db.Tickets().Persons(ctx, ids...)
}

// TeamsWithin implements plugin.Facts.
func (s Plugins) TeamsWithin(ctx context.Context, all bool, ids []core.TeamID) ([]tickets.Team, error) {
	return s.db.Tickets().TeamsWithin(ctx, all, ids)
}

// MemberOf implements plugin.Facts.
func (s Plugins) MemberOf(ctx context.Context, user core.UserID, team core.TeamID) (bool, error) {
	return s.db.Tickets().MemberOf(ctx, user, team)
}
