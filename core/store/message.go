package store

import (
	"context"
	"fmt"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/tickets"
)

// InsertMessage implements tickets.MessageStore.
func (s Tickets) InsertMessage(ctx context.Context, m *tickets.Message) error {
	err := scanOne(s.db.from(ctx).Raw(`INSERT INTO messages (ticket_id, author_id, created_at, kind, from_customer, channel, body_text, body_html)
 VALUES (?,?,?,?,?,?,?,?) RETURNING id`, m.Ticket, orNull(m.Author.ID), micros(m.CreatedAt), m.Kind, m.FromCustomer, m.Channel, m.Text, m.HTML), &m.ID)
	return translate("store.InsertMessage", err)
}

const messageColumns = `SELECT m.id, m.ticket_id, m.kind, COALESCE(m.author_id, 0), COALESCE(u.name, ''), COALESCE(u.email, ''),
 m.from_customer, m.channel, m.created_at, m.body_html, m.body_text FROM messages m LEFT JOIN users u ON u.id = m.author_id`

type messageRow struct {
	m    tickets.Message
	at   int64
	dest []any
}

func newMessageRow() *messageRow {
	r := &messageRow{}
	m := &r.m
	r.dest = []any{
		&m.ID, &m.Ticket, &m.Kind, &m.Author.ID, &m.Author.Name, &m.Author.Email,
		&m.FromCustomer, &m.Channel, &r.at, &m.HTML, &m.Text,
	}
	return r
}

func (r *messageRow) message() tickets.Message {
	m := r.m
	m.CreatedAt = fromMicros(r.at)
	return m
}

// FindMessage implements tickets.MessageStore.
func (s Tickets) FindMessage(ctx context.Context, id core.MessageID) (*tickets.Message, error) {
	r := newMessageRow()
	if err := scanOne(s.db.from(ctx).Raw(messageColumns+" WHERE m.id = ?", id), r.dest...); err != nil {
		return nil, translate("store.FindMessage", err)
	}
	m := r.message()
	return &m, nil
}

// Messages implements tickets.MessageStore.
func (s Tickets) Messages(ctx context.Context, ticket core.TicketID, mq tickets.MessageQuery) ([]tickets.Message, error) {
	const op = "store.Messages"
	q := (&stmt{}).add(messageColumns+" WHERE m.ticket_id = ?", ticket)
	if mq.PublicOnly {
		q.add(" AND m.kind = ?", tickets.Reply)
	}
	if mq.Before != 0 {
		q.add(" AND m.id < ?", mq.Before)
	}
	rows, err := q.add(fmt.Sprintf(" ORDER BY m.id DESC LIMIT %d", mq.Limit)).rows(s.db.from(ctx))
	if err != nil {
		return nil, translate(op, err)
	}
	defer rows.Close()
	var out []tickets.Message
	r := newMessageRow()
	for rows.Next() {
		if err := rows.Scan(r.dest...); err != nil {
			return nil, translate(op, err)
		}
		out = append(out, r.message())
	}
	if err := rows.Err(); err != nil {
		return nil, translate(op, err)
	}
	if mq.Files && len(out) > 0 {
		err = s.attachTo(ctx, ticket, out)
	}
	return out, translate(op, err)
}

// MoveMessages implements tickets.MessageStore.
func (s Tickets) MoveMessages(ctx context.Context, from, to core.TicketID) error {
	g := s.db.from(ctx)
	if err := g.Exec("UPDATE messages SET ticket_id = ? WHERE ticket_id = ?", to, from).Error; err != nil {
		return translate("store.MoveMessages", err)
	}
	return translate("store.MoveMessages", g.Exec("UPDATE attachments SET ticket_id = ? WHERE ticket_id = ?", to, from).Error)
}
