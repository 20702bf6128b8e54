package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/notices"
)

// Notices implements notices.Store.
type Notices struct{ db *DB }

// Notices returns the adapter for package notices.
func (db *DB) Notices() Notices { return Notices{db} }

var _ notices.Store = Notices{}

// TellNotice implements notices.Store. One that counts others in is a new row, so
// that the order of numbers is the order of news.
func (s Notices) TellNotice(ctx context.Context, n *notices.Notice) (bool, error) {
	const op = "store.TellNotice"
	n.Count = 1
	if n.Ticket != 0 && n.Plugin == "" {
		var id, event int64
		var count int
		err := scanOne(s.db.from(ctx).Raw("SELECT id, event_id, count FROM notices WHERE user_id = ? AND read_at IS NULL AND ticket_id = ? AND kind = ? ORDER BY id DESC LIMIT 1",
			n.User, n.Ticket, string(n.Kind)), &id, &event, &count)
		switch {
		case errors.Is(err, sql.ErrNoRows):
		case err != nil:
			return false, translate(op, err)
		case event >= int64(n.Event):
			return false, nil
		default:
			if err := s.db.from(ctx).Exec("DELETE FROM notices WHERE id = ?", id).Error; err != nil {
				return false, translate(op, err)
			}
			n.Count = count + 1
		}
	}
	err := scanOne(s.db.from(ctx).Raw(`INSERT INTO notices (user_id, ticket_id, actor_id, at, event_id, count, kind, plugin, title, body, path)
 VALUES (?,?,?,?,?,?,?,?,?,?,?) RETURNING id`, n.User, orNull(n.Ticket), orNull(n.Actor), micros(n.At), int64(n.Event), n.Count,
		string(n.Kind), string(n.Plugin), n.Title, n.Text, n.Path), &n.ID)
	return err == nil, translate(op, err)
}

// noticeAccess leaves out what is about tickets that the reader does not see.
func noticeAccess(out *stmt, q *notices.Query) {
	out.add(" AND (n.ticket_id IS NULL OR t.deleted_at IS NULL AND (")
	ticketAccess(out, q.Inside)
	out.add(" OR n.kind = ? AND ", string(notices.Plugin))
	ticketAccess(out, q.Reach)
	out.add("))")
}

// Notices implements notices.Store.
func (s Notices) Notices(ctx context.Context, q notices.Query) ([]notices.Notice, error) {
	const op = "store.Notices"
	list := (&stmt{}).add(`SELECT n.id, n.kind, COALESCE(n.ticket_id, 0), COALESCE(t.subject, ''), COALESCE(n.actor_id, 0), COALESCE(u.name, ''),
 n.plugin, n.title, n.body, n.path, n.count, n.at, n.read_at FROM notices n LEFT JOIN tickets t ON t.id = n.ticket_id
 LEFT JOIN users u ON u.id = n.actor_id WHERE n.user_id = ?`, q.User)
	if q.Before != 0 {
		list.add(" AND n.id < ?", int64(q.Before))
	}
	noticeAccess(list, &q)
	rows, err := list.add(fmt.Sprintf(" ORDER BY n.id DESC LIMIT %d", q.Limit)).rows(s.db.from(ctx))
	if err != nil {
		return nil, translate(op, err)
	}
	defer rows.Close()
	out := []notices.Notice{}
	for rows.Next() {
		n := notices.Notice{User: q.User}
		var at int64
		var read sql.NullInt64
		if err := rows.Scan(&n.ID, &n.Kind, &n.Ticket, &n.Subject, &n.Actor, &n.ActorName, &n.Plugin, &n.Title, &n.Text, &n.Path, &n.Count, &at, &read); err != nil {
			return nil, translate(op, err)
		}
		n.At, n.ReadAt = fromMicros(at), nullMicros(read)
		out = append(out, n)
	}
	return out, translate(op, rows.Err())
}

// CountUnread implements notices.Store.
func (s Notices) CountUnread(ctx context.Context, q notices.Query, max int) (notices.Count, error) {
	list := (&stmt{}).add("SELECT count(*) FROM (SELECT 1 FROM notices n LEFT JOIN tickets t ON t.id = n.ticket_id WHERE n.user_id = ? AND n.read_at IS NULL", q.User)
	noticeAccess(list, &q)
	list.add(fmt.Sprintf(" LIMIT %d) AS unread", max+1))
	var n int
	err := scanOne(s.db.from(ctx).Raw(list.text.String(), list.args...), &n)
	return notices.Count{N: min(n, max), More: n > max}, translate("store.CountUnread", err)
}

// MarkNotices implements notices.Store.
func (s Notices) MarkNotices(ctx context.Context, user core.UserID, r notices.Read, at time.Time) (int, error) {
	q := (&stmt{}).add("UPDATE notices SET read_at = ? WHERE user_id = ? AND read_at IS NULL", micros(at), user)
	switch {
	case r.All:
	case r.Ticket != 0:
		q.add(" AND ticket_id = ?", r.Ticket)
	case len(r.IDs) > 0:
		q.add(" AND id IN ("+marks(len(r.IDs))+")", ids(r.IDs)...)
	default:
		return 0, nil
	}
	res := s.db.from(ctx).Exec(q.text.String(), q.args...)
	return int(res.RowsAffected), translate("store.MarkNotices", res.Error)
}

// Choices implements notices.Store.
func (s Notices) Choices(ctx context.Context, user core.UserID) (map[notices.Kind]notices.Choice, error) {
	const op = "store.Choices"
	rows, err := s.db.from(ctx).Raw("SELECT kind, on_page, by_mail FROM notice_choices WHERE user_id = ?", user).Rows()
	if err != nil {
		return nil, translate(op, err)
	}
	defer rows.Close()
	out := map[notices.Kind]notices.Choice{}
	for rows.Next() {
		var k notices.Kind
		var c notices.Choice
		if err := rows.Scan(&k, &c.Page, &c.Mail); err != nil {
			return nil, translate(op, err)
		}
		out[k] = c
	}
	return out, translate(op, rows.Err())
}

// SetChoice implements notices.Store.
func (s Notices) SetChoice(ctx context.Context, user core.UserID, kind notices.Kind, c notices.Choice) error {
	return translate("store.SetChoice", s.db.from(ctx).Exec(`INSERT INTO notice_choices (user_id, kind, on_page, by_mail) VALUES (?,?,?,?)
 ON CONFLICT (user_id, kind) DO UPDATE SET on_page = excluded.on_page, by_mail = excluded.by_mail`, user, string(kind), c.Page, c.Mail).Error)
}

// QueueListeners implements notices.Store.
func (s Notices) QueueListeners(ctx context.Context, team core.TeamID) ([]core.UserID, error) {
	const op = "store.QueueListeners"
	rows, err := s.db.from(ctx).Raw(`SELECT m.user_id FROM team_members m JOIN notice_choices c ON c.user_id = m.user_id AND c.kind = ?
 WHERE m.team_id = ? AND (c.on_page OR c.by_mail) ORDER BY m.user_id`, string(notices.Queued), team).Rows()
	if err != nil {
		return nil, translate(op, err)
	}
	defer rows.Close()
	var out []core.UserID
	for rows.Next() {
		var id core.UserID
		if err := rows.Scan(&id); err != nil {
			return nil, translate(op, err)
		}
		out = append(out, id)
	}
	return out, translate(op, rows.Err())
}

// PruneNotices implements notices.Store.
func (s Notices) PruneNotices(ctx context.Context, t time.Time, n int) (int, error) {
	res := s.db.from(ctx).Exec("DELETE FROM notices WHERE id IN (SELECT id FROM notices WHERE at < ? LIMIT ?)", micros(t), n)
	return int(res.RowsAffected), translate("store.PruneNotices", res.Error)
}
