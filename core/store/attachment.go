package store

import (
	"context"
	"fmt"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/tickets"
)

const attachmentColumns = `id, ticket_id, COALESCE(message_id, 0), name, mime, size, storage_name, COALESCE(uploaded_by, 0), created_at`

// attachments runs a statement that yields attachmentColumns.
func (s Tickets) attachments(ctx context.Context, q *stmt) ([]tickets.Attachment, error) {
	rows, err := q.rows(s.db.from(ctx))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []tickets.Attachment
	for rows.Next() {
		var a tickets.Attachment
		var at int64
		if err := rows.Scan(&a.ID, &a.Ticket, &a.Message, &a.Name, &a.Type, &a.Size, &a.Stored, &a.UploadedBy, &at); err != nil {
			return nil, err
		}
		a.CreatedAt = fromMicros(at)
		out = append(out, a)
	}
	return out, rows.Err()
}

// attachTo fills in the files of messages of one ticket; newest message first.
func (s Tickets) attachTo(ctx context.Context, ticket core.TicketID, ms []tickets.Message) error {
	q := (&stmt{}).add("SELECT "+attachmentColumns+" FROM attachments WHERE ticket_id = ? AND message_id BETWEEN ? AND ? ORDER BY id",
		ticket, ms[len(ms)-1].ID, ms[0].ID)
	files, err := s.attachments(ctx, q)
	if err != nil {
		return err
	}
	at := make(map[core.MessageID]*tickets.Message, len(ms))
	for i := range ms {
		at[ms[i].ID] = &ms[i]
	}
	for _, f := range files {
		if m := at[f.Message]; m != nil {
			m.Attachments = append(m.Attachments, f)
		}
	}
	return nil
}

// InsertAttachment implements tickets.AttachmentStore.
func (s Tickets) InsertAttachment(ctx context.Context, a *tickets.Attachment) error {
	err := scanOne(s.db.from(ctx).Raw(`INSERT INTO attachments (ticket_id, message_id, uploaded_by, size, created_at, name, mime, storage_name)
 VALUES (?,?,?,?,?,?,?,?) RETURNING id`, a.Ticket, orNull(a.Message), orNull(a.UploadedBy), a.Size, micros(a.CreatedAt), a.Name, a.Type, a.Stored), &a.ID)
	return translate("store.InsertAttachment", err)
}

// FindAttachment implements tickets.AttachmentStore.
func (s Tickets) FindAttachment(ctx context.Context, id core.AttachmentID) (*tickets.Attachment, error) {
	const op = "store.FindAttachment"
	found, err := s.attachments(ctx, (&stmt{}).add("SELECT "+attachmentColumns+" FROM attachments WHERE id = ?", id))
	if err != nil {
		return nil, translate(op, err)
	}
	if len(found) == 0 {
		return nil, core.Errorf(op, core.KindNotFound, "There is no such file.")
	}
	return &found[0], nil
}

// BindAttachments implements tickets.AttachmentStore.
func (s Tickets) BindAttachments(ctx context.Context, ticket core.TicketID, message core.MessageID, user core.UserID, list []core.AttachmentID) ([]tickets.Attachment, error) {
	q := (&stmt{}).add("UPDATE attachments SET message_id = ? WHERE ticket_id = ? AND message_id IS NULL AND uploaded_by = ? AND id IN ("+marks(len(list))+")",
		append([]any{message, ticket, user}, ids(list)...)...)
	out, err := s.attachments(ctx, q.add(" RETURNING "+attachmentColumns))
	return out, translate("store.BindAttachments", err)
}

// StaleUploads implements tickets.AttachmentStore.
func (s Tickets) StaleUploads(ctx context.Context, t time.Time, limit int) ([]tickets.Attachment, error) {
	q := (&stmt{}).add(fmt.Sprintf("SELECT %s FROM attachments WHERE message_id IS NULL AND created_at < ? ORDER BY created_at LIMIT %d", attachmentColumns, limit), micros(t))
	out, err := s.attachments(ctx, q)
	return out, translate("store.StaleUploads", err)
}

// DeleteUpload implements tickets.AttachmentStore.
func (s Tickets) DeleteUpload(ctx context.Context, id core.AttachmentID) (bool, error) {
	res := s.db.from(ctx).Exec("DELETE FROM attachments WHERE id = ? AND message_id IS NULL", id)
	return res.RowsAffected > 0, translate("store.DeleteUpload", res.Error)
}
