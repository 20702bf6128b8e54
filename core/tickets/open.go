package tickets

import (
	"context"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Get opens a ticket with its newest messages, as who may see it. KindNotFound.
func (s *Service) Get(ctx context.Context, who *rbac.Subject, id core.TicketID) (*Ticket, error) {
	return s.open(ctx, "tickets.Get", who, id)
}

// find reads a ticket without its conversation, if who may see it.
func (s *Service) find(ctx context.Context, op string, who *rbac.Subject, id core.TicketID) (*Ticket, error) {
	t, err := s.Store.FindTicket(ctx, id)
	if err != nil {
		return nil, hide(op, err)
	}
	if !t.DeletedAt.IsZero() || !decide(who, keyView, &t.Access).Visible {
		return nil, notFound(op)
	}
	return t, nil
}

// open reads everything about a ticket that who may know.
func (s *Service) open(ctx context.Context, op string, who *rbac.Subject, id core.TicketID) (*Ticket, error) {
	t, err := s.find(ctx, op, who, id)
	if err != nil {
		return nil, err
	}
	view := rbac.Reach(who, rbac.Tickets, keyView)
	forReader(who, view, verbReachOf(who), &t.Summary)
	if !t.Inside {
		t.Contributors, t.Resolution, t.RelatedCount = nil, "", 0
		for i := range t.CC {
			t.CC[i].Email = ""
		}
	}
	if t.MessageCount > 0 {
		page, err := s.messages(ctx, op, t, 0, core.DefaultPageSize)
		if err != nil {
			return nil, err
		}
		slices.Reverse(page.Items)
		t.Messages, t.OlderMessages = page.Items, page.Next
	}
	return t, s.linked(ctx, op, view, t)
}

// linked fills in the tickets that t points to, as far as view reaches them.
func (s *Service) linked(ctx context.Context, op string, view []rbac.Branch, t *Ticket) error {
	if t.RelatedCount > 0 {
		ids, err := s.Store.RelatedTo(ctx, t.ID)
		if err != nil {
			return core.Wrap(op, err)
		}
		if t.Related, err = s.Store.Among(ctx, ids, view); err != nil {
			return core.Wrap(op, err)
		}
	}
	if t.MergedInto != 0 {
		seen, err := s.Store.Among(ctx, []core.TicketID{t.MergedInto}, view)
		if err != nil {
			return core.Wrap(op, err)
		}
		if len(seen) == 0 {
			t.MergedInto = 0
		}
	}
	return nil
}

// Messages reads a conversation newest first, a page at a time; customers get
// the public messages. KindNotFound; KindInvalid for a cursor that is none.
func (s *Service) Messages(ctx context.Context, who *rbac.Subject, id core.TicketID, cursor string, limit int) (core.Page[Message], error) {
	const op = "tickets.Messages"
	before, err := parseCursor[core.MessageID](op, cursor)
	if err != nil {
		return core.Page[Message]{}, err
	}
	t, err := s.find(ctx, op, who, id)
	if err != nil {
		return core.Page[Message]{}, err
	}
	t.Inside = asEmployee(who, keyView, &t.Access)
	return s.messages(ctx, op, t, before, core.PageSize(limit))
}

func (s *Service) messages(ctx context.Context, op string, t *Ticket, before core.MessageID, limit int) (core.Page[Message], error) {
	ms, err := s.Store.Messages(ctx, t.ID, MessageQuery{
		PublicOnly: !t.Inside, Before: before, Limit: limit + 1, Files: t.AttachmentCount > 0,
	})
	if err != nil {
		return core.Page[Message]{}, core.Wrap(op, err)
	}
	page := core.Page[Message]{Items: ms}
	if len(ms) > limit {
		page.Items = ms[:limit]
		page.Next = idCursor(ms[limit-1].ID)
	}
	if !t.Inside {
		for i := range page.Items {
			page.Items[i].Author.Email = ""
		}
	}
	return page, nil
}

// Activities reads a ticket's log newest first, for employees who see the
// ticket. KindNotFound; KindForbidden for its customers.
func (s *Service) Activities(ctx context.Context, who *rbac.Subject, id core.TicketID, cursor string, limit int) (core.Page[Activity], error) {
	const op = "tickets.Activities"
	var page core.Page[Activity]
	before, err := parseCursor[core.ActivityID](op, cursor)
	if err != nil {
		return page, err
	}
	t, err := s.find(ctx, op, who, id)
	if err != nil {
		return page, err
	}
	view := rbac.Reach(who, rbac.Tickets, keyView)
	if !reaches(view, &t.Access) {
		return page, rbac.Decision{Visible: true}.Err(op)
	}
	limit = core.PageSize(limit)
	page.Items, err = s.Store.Activities(ctx, t.ID, before, limit+1)
	if err != nil {
		return page, core.Wrap(op, err)
	}
	if len(page.Items) > limit {
		page.Items = page.Items[:limit]
		page.Next = idCursor(page.Items[limit-1].ID)
	}
	return page, s.hideOthers(ctx, op, view, page.Items)
}

// hideOthers takes the numbers of tickets that the reader does not see out of
// lines about merging and relating.
func (s *Service) hideOthers(ctx context.Context, op string, view []rbac.Branch, lines []Activity) error {
	others := map[core.TicketID]bool{}
	for i := range lines {
		if id := lines[i].other(); id != 0 {
			others[id] = false
		}
	}
	if len(others) == 0 {
		return nil
	}
	ids := make([]core.TicketID, 0, len(others))
	for id := range others {
		ids = append(ids, id)
	}
	seen, err := s.Store.Among(ctx, ids, view)
	if err != nil {
		return core.Wrap(op, err)
	}
	for _, t := range seen {
		others[t.ID] = true
	}
	for i := range lines {
		if id := lines[i].other(); id != 0 && !others[id] {
			lines[i].Data = []byte("{}")
		}
	}
	return nil
}

// Delete takes the ticket out of everybody's sight. It needs tickets.delete
// within scope. The rows stay for the record. KindConflict for a stale version.
// Asks WillDelete.
func (s *Service) Delete(ctx context.Context, who *rbac.Subject, id core.TicketID, version int64) error {
	const op = "tickets.Delete"
	_, err := s.run(ctx, who, plan{
		op: op, id: id, version: version, hooks: always(WillDelete),
		check: func(_ context.Context, e *edit) (*Change, error) { return &Change{}, e.need(keyDelete) },
		apply: func(_ context.Context, e *edit, _ *Change) error {
			e.t.DeletedAt = e.now
			e.texts = true
			e.bump()
			e.tell(EventDeleted, Payload{})
			return nil
		},
	})
	return err
}
