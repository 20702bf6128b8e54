package tickets

import (
	"context"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// AddMessage adds a reply (tickets.reply; customers may, on their own tickets)
// or a private note (tickets.comment). Files need tickets.attach, a Status
// tickets.status; all within scope. A customer's reply opens a ticket that is
// not open, and wakes one that is snoozed; an employee's first one sets FirstResponseAt.
//
// KindNotFound, KindForbidden; KindInvalid names body, kind, attachments, mentions or
// status; KindConflict on a ticket that was merged. Asks WillReply or
// WillComment, then WillClose.
func (s *Service) AddMessage(ctx context.Context, who *rbac.Subject, id core.TicketID, in NewMessage) (*Message, error) {
	const op = "tickets.AddMessage"
	m := &Message{}
	var mentions []core.UserID
	hook, key := WillReply, keyReply
	if in.Kind == Comment {
		hook, key = WillComment, keyComment
	}
	_, err := s.run(ctx, who, plan{
		op: op, id: id, hooks: always(hook),
		check: func(ctx context.Context, e *edit) (*Change, error) {
			if in.Kind != Reply && in.Kind != Comment {
				return nil, core.InvalidField(op, "kind", "A message is a reply or a comment.")
			}
			if err := e.need(key); err != nil {
				return nil, err
			}
			if err := e.notMerged(); err != nil {
				return nil, err
			}
			c := &Change{}
			if in.Status != 0 {
				c.Patch.Status = &in.Status
			}
			if err := e.mayPatch(&c.Patch); err != nil {
				return nil, err
			}
			if _, err := cleanPatch(c.Patch); err != nil {
				return nil, err
			}
			if len(in.Attachments) > 0 {
				if err := e.need(keyAttach); err != nil {
					return nil, err
				}
			}
			next, err := e.newMessage(in)
			if err != nil {
				return nil, err
			}
			if mentions, err = e.mentioned(ctx, &in); err != nil {
				return nil, err
			}
			*m = *next
			if m.FromCustomer && in.Status == 0 && e.t.Status != Open {
				open := Open
				c.Patch.Status = &open
			}
			c.Message = m
			return c, nil
		},
		apply: func(ctx context.Context, e *edit, c *Change) error {
			if err := m.reword(c.Patch.Body); err != nil {
				return err
			}
			if m.FromCustomer {
				e.wake(WokenByReply)
			}
			return e.addMessage(ctx, m, in.Attachments, mentions)
		},
	})
	if err != nil {
		return nil, err
	}
	return m, nil
}

// reword replaces what a message says by plain text; nil leaves it.
func (m *Message) reword(text *string) (err error) {
	if text != nil {
		m.HTML, m.Text, err = CleanBody(FormatText, *text)
	}
	return err
}

// newMessage cleans what somebody wrote.
func (e *edit) newMessage(in NewMessage) (*Message, error) {
	channel, err := cleanChannel(in.Channel)
	if err != nil {
		return nil, err
	}
	if len(in.Attachments) > MaxFilesAtOnce {
		return nil, core.InvalidField(e.op, "attachments", "At most %d files go with one message.", MaxFilesAtOnce)
	}
	htm, text, err := CleanBody(in.Format, in.Body)
	if err != nil {
		return nil, err
	}
	return &Message{
		Ticket: e.t.ID, Kind: in.Kind, HTML: htm, Text: text, Channel: channel, CreatedAt: e.now,
		Author: Person{ID: e.who.User, Name: e.who.Name}, FromCustomer: in.Kind == Reply && e.isCustomer(),
	}, nil
}

// isCustomer reports whether the actor replies as the ticket's customer: it is
// theirs, or nothing but being copied in lets them.
func (e *edit) isCustomer() bool {
	return e.who.User == e.was.Access.Requester || !asEmployee(e.who, keyReply, &e.was.Access)
}

// addMessage stores m with its files and counts it.
func (e *edit) addMessage(ctx context.Context, m *Message, files []core.AttachmentID, mentions []core.UserID) error {
	m.Ticket = e.t.ID
	if err := e.s.Store.InsertMessage(ctx, m); err != nil {
		return core.Wrap(e.op, err)
	}
	if len(files) > 0 {
		files = slices.Compact(slices.Sorted(slices.Values(files)))
		bound, err := e.s.Store.BindAttachments(ctx, e.t.ID, m.ID, e.who.User, files)
		if err != nil {
			return core.Wrap(e.op, err)
		}
		if len(bound) != len(files) {
			return core.InvalidField(e.op, "attachments", "A file is missing, or belongs to another message. Upload it again.")
		}
		m.Attachments = bound
		e.t.AttachmentCount += len(bound)
	}
	e.t.MessageCount++
	typ := EventCommented
	if m.Kind == Reply {
		e.t.ReplyCount++
		typ = EventReplied
		if !m.FromCustomer && e.t.FirstResponseAt.IsZero() {
			e.t.FirstResponseAt, e.t.Facts.FirstResponder = e.now, e.who.User
		}
	}
	e.texts = true
	e.touch()
	e.tell(typ, Payload{Message: m.ID, Public: m.Kind.Public(), Mentions: mentions})
	return nil
}
