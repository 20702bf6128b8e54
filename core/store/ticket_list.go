package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// rareTag is how many tickets a tag may have for a list to start from them.
const rareTag = 3000

// ListTickets implements tickets.ListStore.
//
// Each way of access is a sub-select with its own ORDER BY … LIMIT, so that it
// reads no more than a page along its index; the union of their heads holds the
// head of the whole list. One statement with OR or EXISTS instead reads
// everything that the reader may see.
func (s Tickets) ListTickets(ctx context.Context, q *tickets.Query) ([]tickets.Summary, error) {
	const op = "store.ListTickets"
	var page *stmt
	var err error
	if len(q.Search) > 0 {
		page, err = s.searchPage(ctx, q)
	} else {
		page, err = s.listPage(ctx, q)
	}
	if err != nil || page == nil {
		return nil, translate(op, err)
	}
	dir := direction(q.Sort)
	list := roomy(4096).add("WITH page AS (").put(page).add(")\nSELECT "+summaryColumns+" FROM page CROSS JOIN tickets t"+summaryJoins, q.Reader, q.Reader)
	list.add(" WHERE t.id = page.id ORDER BY page.pin DESC, page.k" + dir + ", page.id" + dir)
	rows, err := list.rows(s.db.from(ctx))
	if err != nil {
		return nil, translate(op, err)
	}
	defer rows.Close()
	out := make([]tickets.Summary, 0, q.Limit)
	row := newSummaryRow()
	for rows.Next() {
		if err := rows.Scan(row.dest...); err != nil {
			return nil, translate(op, err)
		}
		out = append(out, row.summary(q.Reader))
	}
	return out, translate(op, rows.Err())
}

// listPage selects pin, k and id of one page; nil for a page that is empty for certain.
func (s Tickets) listPage(ctx context.Context, q *tickets.Query) (*stmt, error) {
	ways, err := s.ways(ctx, q)
	if err != nil || ways == nil {
		return nil, err
	}
	l := &listing{ticketWays: *ways, q: q}
	dir := direction(q.Sort)
	out := roomy(2048).add("SELECT pin, k, id FROM (")
	if q.PinnedFirst && (q.After == nil || q.After.Pinned) {
		out.add("SELECT 1 AS pin, k, id FROM (").put(l.pinned()).add(") AS pinned UNION ALL ")
	}
	out.add("SELECT 0 AS pin, k, id FROM (")
	for i, part := range l.rest() {
		if i > 0 {
			out.add(" UNION ")
		}
		out.add("SELECT k, id FROM (").put(part).add(fmt.Sprintf(") AS w%d", i))
	}
	out.add(fmt.Sprintf(") AS rest) AS found ORDER BY pin DESC, k%s, id%s LIMIT %d", dir, dir, q.Limit))
	return out.steady(s.db.dialect), nil
}

// ways plans a query; nil if it finds nothing for certain.
func (s Tickets) ways(ctx context.Context, q *tickets.Query) (*ticketWays, error) {
	w := &ticketWays{dialect: s.db.dialect, cond: &q.Cond, reach: narrow(q.Reach, &q.Cond), byID: byID(q.Sort) || len(q.Search) > 0}
	if len(w.reach) == 0 {
		return nil, nil
	}
	found, err := s.tags(ctx, w)
	if err != nil || !found {
		return nil, err
	}
	return w, nil
}

// listing writes the sub-selects of one page.
type listing struct {
	ticketWays
	q *tickets.Query
}

// pinned is the part that comes first. Few tickets are pinned, so each is checked.
func (l *listing) pinned() *stmt {
	w := l.along("pinned", false, "t.pinned_at IS NOT NULL")
	after := l.q.After
	if after != nil && !after.Pinned {
		after = nil
	}
	return l.head(&w, false, after)
}

// rest is what follows, a sub-select for each way.
func (l *listing) rest() []*stmt {
	after := l.q.After
	if after != nil && after.Pinned {
		after = nil
	}
	var parts []*stmt
	for _, w := range l.all() {
		if l.dialect == PostgreSQL || len(w.each) == 0 {
			parts = append(parts, l.head(&w, l.q.PinnedFirst, after))
			continue
		}
		for _, team := range w.each {
			one := w
			one.each, one.where, one.args = nil, w.where+" AND t.team_id = ?", []any{team}
			parts = append(parts, l.head(&one, l.q.PinnedFirst, after))
		}
	}
	return parts
}

// head is the beginning of a way, as long as a page.
func (l *listing) head(w *way, unpinned bool, after *tickets.Position) *stmt {
	q := roomy(512)
	where := w.where
	if len(w.each) > 0 {
		q.add("SELECT h.k, h.id FROM unnest(CAST(? AS BIGINT[])) AS g (team) CROSS JOIN LATERAL (", bigints(w.each))
		where += " AND t.team_id = g.team"
	}
	q.add("SELECT "+w.key+" AS k, "+w.id+" AS id FROM "+w.from+" WHERE "+where, w.args...)
	l.checks(q, w, unpinned)
	dir, less := direction(l.q.Sort), "<"
	if dir == "" {
		less = ">"
	}
	if after != nil && l.byID {
		q.add(" AND "+w.id+" "+less+" ?", after.ID)
	} else if after != nil {
		q.add(" AND ("+w.key+", "+w.id+") "+less+" (?, ?)", after.Key, after.ID)
	}
	q.add(" ORDER BY " + w.key + dir)
	if !l.byID {
		q.add(", " + w.id + dir)
	}
	q.add(fmt.Sprintf(" LIMIT %d", l.q.Limit))
	if len(w.each) > 0 {
		q.add(") h")
	}
	return q
}

// checks writes what each row of a way must still meet.
func (w *ticketWays) checks(q *stmt, along *way, unpinned bool) {
	ticketCond(q, w.cond, w.tags)
	if unpinned {
		q.add(" AND t.pinned_at IS NULL")
	}
	if !along.checked && w.reach[0].Kind != rbac.BranchAll {
		q.add(" AND ")
		ticketAccess(q, w.reach)
	}
}

func byID(s tickets.Sort) bool { return s == tickets.ByCreated || s == tickets.ByCreatedOldest }

func direction(s tickets.Sort) string {
	if s == tickets.ByUpdatedOldest || s == tickets.ByCreatedOldest {
		return ""
	}
	return " DESC"
}

// tags looks up the tags of w's condition, and whether the first is one to
// start from: a common one is found soon enough by going through the list. It
// returns false when one does not exist.
func (s Tickets) tags(ctx context.Context, w *ticketWays) (bool, error) {
	for _, name := range w.cond.Tags {
		var id int64
		err := scanOne(s.db.from(ctx).Raw("SELECT id FROM tags WHERE name = ?", name), &id)
		if errors.Is(err, sql.ErrNoRows) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		w.tags = append(w.tags, id)
	}
	if len(w.tags) == 0 {
		return true, nil
	}
	var n int
	err := scanOne(s.db.from(ctx).Raw("SELECT count(*) FROM (SELECT 1 FROM ticket_tags WHERE tag_id = ? LIMIT ?) AS tagged", w.tags[0], rareTag+1), &n)
	w.tagged = n <= rareTag
	return true, err
}

// Among implements tickets.ListStore.
func (s Tickets) Among(ctx context.Context, list []core.TicketID, reach []rbac.Branch) ([]tickets.Related, error) {
	const op = "store.Among"
	if len(list) == 0 {
		return nil, nil
	}
	q := (&stmt{}).add("SELECT t.id, t.subject, t.status FROM tickets t WHERE t.deleted_at IS NULL AND t.id IN ("+marks(len(list))+") AND ", ids(list)...)
	ticketAccess(q, reach)
	rows, err := q.add(" ORDER BY t.id").rows(s.db.from(ctx))
	if err != nil {
		return nil, translate(op, err)
	}
	defer rows.Close()
	var out []tickets.Related
	for rows.Next() {
		var r tickets.Related
		if err := rows.Scan(&r.ID, &r.Subject, &r.Status); err != nil {
			return nil, translate(op, err)
		}
		out = append(out, r)
	}
	return out, translate(op, rows.Err())
}
