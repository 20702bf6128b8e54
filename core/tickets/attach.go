package tickets

import (
	"context"
	"errors"
	"io"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Attach stores what r yields as a file of the ticket; it is streamed, never
// held in memory. It needs tickets.attach within scope; customers may on their
// own tickets. See Upload for which message gets it. The caller closes r.
//
// KindInvalid names the field: body for a file over the cap or an empty one,
// message for a message that is not the actor's.
func (s *Service) Attach(ctx context.Context, who *rbac.Subject, id core.TicketID, up Upload, r io.Reader) (*Attachment, error) {
	const op = "tickets.Attach"
	t, err := s.find(ctx, op, who, id)
	if err != nil {
		return nil, err
	}
	if err := decide(who, keyAttach, &t.Access).Err(op); err != nil {
		return nil, err
	}
	src := core.Capped(r, s.MaxUpload, core.InvalidField(op, "body", "The file is too large: at most %d MiB.", s.MaxUpload>>20))
	stored, size, err := s.Files.Put(ctx, src)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	name := core.CleanFileName(up.Name)
	a := &Attachment{
		Ticket: id, Name: name, Type: core.FileType(name), Size: size, Stored: stored, UploadedBy: who.User, CreatedAt: s.Clock.Now(),
	}
	if size == 0 {
		err = core.InvalidField(op, "body", "The file is empty.")
	} else {
		err = s.attach(ctx, op, who, a, up.Message)
	}
	if err != nil {
		return nil, errors.Join(core.Wrap(op, err), s.Files.Remove(context.WithoutCancel(ctx), stored))
	}
	return a, nil
}

// attach notes a stored file in the database, if the rights still hold.
func (s *Service) attach(ctx context.Context, op string, who *rbac.Subject, a *Attachment, message core.MessageID) error {
	_, err := s.run(ctx, who, plan{
		op: op, id: a.Ticket,
		check: func(ctx context.Context, e *edit) (*Change, error) {
			if err := e.need(keyAttach); err != nil {
				return nil, err
			}
			if message == 0 {
				return &Change{}, e.notMerged()
			}
			m, err := s.Store.FindMessage(ctx, message)
			if core.IsKind(err, core.KindNotFound) || err == nil && (m.Ticket != a.Ticket || m.Author.ID != who.User || who.User == 0) {
				return nil, core.InvalidField(op, "message", "Files can be added to your own messages only.")
			}
			return &Change{}, core.Wrap(op, err)
		},
		apply: func(ctx context.Context, e *edit, _ *Change) error {
			a.Message = message
			if err := s.Store.InsertAttachment(ctx, a); err != nil {
				return core.Wrap(op, err)
			}
			if message != 0 {
				e.t.AttachmentCount++
				e.touch()
				e.record("attached", map[string]any{"message": message, "attachment": a.ID})
			}
			return nil
		},
	})
	return err
}

// OpenAttachment opens a file for reading; the caller closes it. Whoever sees
// the message sees its files; one that waits for its message is its uploader's.
// KindNotFound otherwise. Serve it as a download: its name and type are whatever
// somebody sent.
func (s *Service) OpenAttachment(ctx context.Context, who *rbac.Subject, id core.AttachmentID) (*Attachment, io.ReadCloser, error) {
	const op = "tickets.OpenAttachment"
	a, err := s.Store.FindAttachment(ctx, id)
	if err != nil {
		return nil, nil, hide(op, err)
	}
	t, err := s.find(ctx, op, who, a.Ticket)
	if err != nil {
		return nil, nil, err
	}
	if a.Message == 0 && a.UploadedBy != who.User {
		return nil, nil, notFound(op)
	}
	if a.Message != 0 && !asEmployee(who, keyView, &t.Access) {
		m, err := s.Store.FindMessage(ctx, a.Message)
		if err != nil {
			return nil, nil, hide(op, err)
		}
		if !m.Kind.Public() {
			return nil, nil, notFound(op)
		}
	}
	r, err := s.Files.Open(ctx, a.Stored)
	if err != nil {
		return nil, nil, core.Wrap(op, err)
	}
	return a, r, nil
}

// staleUpload is how long a file waits for its message.
const staleUpload = 24 * time.Hour

// PurgeUploads deletes files that have waited over a day for a message, and
// returns how many. For a daily job; several nodes may call it at once.
func (s *Service) PurgeUploads(ctx context.Context) (int, error) {
	const op = "tickets.PurgeUploads"
	n := 0
	for {
		stale, err := s.Store.StaleUploads(ctx, s.Clock.Now().Add(-staleUpload), 100)
		if err != nil || len(stale) == 0 {
			return n, core.Wrap(op, err)
		}
		for _, a := range stale {
			gone := false
			err := s.Tx.InTx(ctx, func(ctx context.Context) (err error) {
				gone, err = s.Store.DeleteUpload(ctx, a.ID)
				return err
			})
			if err != nil {
				return n, core.Wrap(op, err)
			}
			if !gone {
				continue // a message took it in the meantime
			}
			if err := s.Files.Remove(ctx, a.Stored); err != nil {
				return n, core.Wrap(op, err)
			}
			n++
		}
	}
}
