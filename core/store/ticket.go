package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// Tickets implements tickets.Store.
type Tickets struct{ db *DB }

// Tickets returns the adapter for package tickets.
func (db *DB) Tickets() Tickets { return Tickets{db} }

var _ tickets.Store = Tickets{}

// summaryColumns are what scanSummary reads. The two parameters are the reader,
// to learn whether they contribute or are copied in.
const summaryColumns = `t.id, t.subject, t.status, t.priority, t.channel, t.tags, t.pinned_at, t.follow_up_at, t.snoozed_until, t.snoozed_by, t.woken_at,
 t.contributor_count, t.message_count, t.reply_count, t.version, t.created_at, t.updated_at, t.merged_into IS NOT NULL,
 COALESCE(t.team_id, 0), COALESCE(tm.name, ''), COALESCE(t.assignee_id, 0), COALESCE(a.name, ''), COALESCE(a.email, ''),
 t.requester_id, COALESCE(r.name, ''), COALESCE(r.email, ''), COALESCE(t.organization_id, 0), COALESCE(o.name, ''), COALESCE(o.share, 'none'),
 t.contributor_count > 0 AND EXISTS (SELECT 1 FROM ticket_contributors x WHERE x.ticket_id = t.id AND x.user_id = ?),
 t.cc_count > 0 AND EXISTS (SELECT 1 FROM ticket_cc x WHERE x.ticket_id = t.id AND x.user_id = ?)`

// summaryJoins bring the names.
const summaryJoins = ` LEFT JOIN teams tm ON tm.id = t.team_id LEFT JOIN users a ON a.id = t.assignee_id
 LEFT JOIN users r ON r.id = t.requester_id LEFT JOIN organizations o ON o.id = t.organization_id`

// summaryRow is where a row of summaryColumns lands. Reused from row to row.
type summaryRow struct {
	s                  tickets.Summary
	tags, share        string
	pinned, followUp   sql.NullInt64
	snoozed, by, woken sql.NullInt64
	created, updated   int64
	contributing, isCC bool
	dest               []any
}

func newSummaryRow() *summaryRow {
	r := &summaryRow{}
	s := &r.s
	r.dest = []any{
		&s.ID, &s.Subject, &s.Status, &s.Priority, &s.Channel, &r.tags, &r.pinned, &r.followUp, &r.snoozed, &r.by, &r.woken,
		&s.ContributorCount, &s.MessageCount, &s.ReplyCount, &s.Version, &r.created, &r.updated, &s.Merged,
		&s.Team.ID, &s.Team.Name, &s.Assignee.ID, &s.Assignee.Name, &s.Assignee.Email,
		&s.Requester.ID, &s.Requester.Name, &s.Requester.Email, &s.Organization.ID, &s.Organization.Name, &r.share,
		&r.contributing, &r.isCC,
	}
	return r
}

// summary makes the domain's form of what was scanned.
func (r *summaryRow) summary(reader core.UserID) tickets.Summary {
	s := r.s
	s.Tags = splitTags(r.tags)
	s.PinnedAt, s.FollowUpAt = nullMicros(r.pinned), nullMicros(r.followUp)
	s.Snooze, s.SnoozedBy, s.WokenAt = snoozeOf(r.snoozed), core.UserID(r.by.Int64), nullMicros(r.woken)
	s.CreatedAt, s.UpdatedAt = fromMicros(r.created), fromMicros(r.updated)
	s.Access = rbac.Object{
		Owner: s.Assignee.ID, Team: s.Team.ID, Requester: s.Requester.ID, Organization: s.Organization.ID, Share: shareOf(r.share),
	}
	if r.contributing {
		s.Access.Contributors = []core.UserID{reader}
	}
	if r.isCC {
		s.Access.CC = []core.UserID{reader}
	}
	return s
}

func nullMicros(n sql.NullInt64) (t time.Time) {
	if n.Valid {
		t = fromMicros(n.Int64)
	}
	return t
}

// shareOf reads an organization's share; an unknown word shares nothing.
func shareOf(s string) rbac.Share {
	var v rbac.Share
	if v.UnmarshalText([]byte(s)) != nil {
		return rbac.ShareNone
	}
	return v
}

func splitTags(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

// FindTicket implements tickets.TicketStore.
func (s Tickets) FindTicket(ctx context.Context, id core.TicketID) (*tickets.Ticket, error) {
	return s.find(ctx, "store.FindTicket", id, "")
}

// LockTicket implements tickets.TicketStore. On SQLite the transaction itself
// is the lock.
func (s Tickets) LockTicket(ctx context.Context, id core.TicketID) (*tickets.Ticket, error) {
	lock := ""
	if s.db.dialect == PostgreSQL {
		lock = " FOR NO KEY UPDATE OF t"
	}
	return s.find(ctx, "store.LockTicket", id, lock)
}

func (s Tickets) find(ctx context.Context, op string, id core.TicketID, lock string) (*tickets.Ticket, error) {
	row := newSummaryRow()
	t := &tickets.Ticket{}
	var merged, first, resolved, closed, deleted sql.NullInt64
	var copied int
	dest := append(row.dest, &t.Resolution, &merged, &first, &resolved, &closed, &deleted, &t.AttachmentCount, &t.RelatedCount, &copied)
	facts := &factRow{}
	dest = append(dest, facts.dest()...)
	err := scanOne(s.db.from(ctx).Raw("SELECT "+summaryColumns+`, t.resolution, t.merged_into, t.first_response_at, t.resolved_at,
 t.closed_at, t.deleted_at, t.attachment_count, t.related_count, t.cc_count, `+factColumns+` FROM tickets t`+summaryJoins+" WHERE t.id = ?"+lock,
		0, 0, id), dest...)
	if err != nil {
		return nil, translate(op, err)
	}
	t.Summary = row.summary(0)
	t.MergedInto = core.TicketID(merged.Int64)
	t.FirstResponseAt, t.ResolvedAt = nullMicros(first), nullMicros(resolved)
	t.ClosedAt, t.DeletedAt = nullMicros(closed), nullMicros(deleted)
	t.Facts = facts.facts()
	if t.ContributorCount > 0 || copied > 0 {
		err = s.members(ctx, t)
	}
	return t, translate(op, err)
}

// members reads contributors and people copied in.
func (s Tickets) members(ctx context.Context, t *tickets.Ticket) error {
	rows, err := s.db.from(ctx).Raw(`SELECT 0, c.added_at, u.id, u.name, COALESCE(u.email, '') FROM ticket_contributors c JOIN users u ON u.id = c.user_id WHERE c.ticket_id = ?
 UNION ALL SELECT 1, 0, u.id, u.name, COALESCE(u.email, '') FROM ticket_cc c JOIN users u ON u.id = c.user_id WHERE c.ticket_id = ? ORDER BY 1, 2, 3`, t.ID, t.ID).Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var kind int
		var at int64
		var p tickets.Person
		if err := rows.Scan(&kind, &at, &p.ID, &p.Name, &p.Email); err != nil {
			return err
		}
		if kind == 0 {
			t.Contributors = append(t.Contributors, tickets.Contributor{Person: p, AddedAt: fromMicros(at)})
			t.Access.Contributors = append(t.Access.Contributors, p.ID)
		} else {
			t.CC = append(t.CC, p)
			t.Access.CC = append(t.Access.CC, p.ID)
		}
	}
	return rows.Err()
}

// InsertTicket implements tickets.TicketStore.
func (s Tickets) InsertTicket(ctx context.Context, t *tickets.Ticket, by core.UserID) error {
	const op = "store.InsertTicket"
	contributors, copied := t.Access.Contributors, t.Access.CC
	err := scanOne(s.db.from(ctx).Raw(`INSERT INTO tickets (team_id, assignee_id, requester_id, organization_id, created_at, updated_at,
 pinned_at, follow_up_at, first_response_at, resolved_at, closed_at, version, message_count, reply_count, contributor_count, cc_count, status, priority, channel, subject, tags, resolution, status_at, first_resolved_at)
 VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) RETURNING id`,
		orNull(t.Team.ID), orNull(t.Assignee.ID), t.Requester.ID, orNull(t.Organization.ID), micros(t.CreatedAt), micros(t.UpdatedAt),
		microsOrNull(t.PinnedAt), microsOrNull(t.FollowUpAt), microsOrNull(t.FirstResponseAt), microsOrNull(t.ResolvedAt), microsOrNull(t.ClosedAt),
		t.Version, t.MessageCount, t.ReplyCount, len(contributors), len(copied), t.Status, t.Priority, t.Channel, t.Subject, strings.Join(t.Tags, "\n"), t.Resolution,
		micros(t.Facts.StatusAt), microsOrNull(t.Facts.FirstResolvedAt),
	), &t.ID)
	if err != nil {
		return translate(op, err)
	}
	t.Access.Contributors, t.Access.CC = nil, nil
	if len(contributors) > 0 {
		err = s.AddContributors(ctx, t, by, t.CreatedAt, contributors...)
	}
	if err == nil && len(copied) > 0 {
		err = s.AddCC(ctx, t, copied...)
	}
	if err == nil {
		err = s.saveTags(ctx, t.ID, nil, t.Tags)
	}
	return translate(op, err)
}

// saveTags writes the difference between two sets of tags of a ticket.
func (s Tickets) saveTags(ctx context.Context, id core.TicketID, was, is []string) error {
	without := func(from, these []string) []string {
		return slices.DeleteFunc(slices.Clone(from), func(t string) bool { return slices.Contains(these, t) })
	}
	if gone := without(was, is); len(gone) > 0 {
		err := s.db.from(ctx).Exec("DELETE FROM ticket_tags WHERE ticket_id = ? AND tag_id IN (SELECT id FROM tags WHERE name IN ?)", id, gone).Error
		if err != nil {
			return err
		}
	}
	added := without(is, was)
	if len(added) == 0 {
		return nil
	}
	q := &stmt{}
	q.add("INSERT INTO tags (name) VALUES ")
	for i, name := range added { // sorted, so that two transactions wait in the same order
		q.add(comma(i)+"(?)", name)
	}
	q.add(" ON CONFLICT DO NOTHING")
	if err := q.exec(s.db.from(ctx)); err != nil {
		return err
	}
	return s.db.from(ctx).Exec("INSERT INTO ticket_tags (tag_id, ticket_id) SELECT id, ? FROM tags WHERE name IN ?", id, added).Error
}
