package tickets

import (
	"context"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Merge moves a ticket's conversation, files, contributors and people copied in
// to another ticket and closes it; its requester is copied in there, if they
// are not the same. It needs tickets.merge on both, each within scope, and
// cannot be undone. It returns the ticket merged into.
//
// KindNotFound if either is out of sight; KindInvalid names into; KindConflict
// for a stale version of the first, or if either was merged before. Asks WillMerge.
func (s *Service) Merge(ctx context.Context, who *rbac.Subject, id, into core.TicketID, version int64) (*Ticket, error) {
	const op = "tickets.Merge"
	if id == into {
		return nil, core.InvalidField(op, "into", "A ticket cannot be merged into itself.")
	}
	_, err := s.run(ctx, who, plan{
		op: op, id: id, also: into, version: version, hooks: always(WillMerge),
		check: func(_ context.Context, e *edit) (*Change, error) {
			if err := e.need(keyMerge); err != nil {
				return nil, err
			}
			return &Change{Into: into}, e.notMerged()
		},
		apply: func(ctx context.Context, from *edit, _ *Change) error {
			to, err := s.begin(ctx, op, who, into, 0)
			if err != nil {
				return err
			}
			if err := to.need(keyMerge); err != nil {
				return err
			}
			if err := to.notMerged(); err != nil {
				return err
			}
			if err := from.mergeInto(ctx, to); err != nil {
				return err
			}
			return to.finish(ctx)
		},
	})
	if err != nil {
		return nil, err
	}
	return s.after(ctx, op, who, into)
}

// mergeInto moves everything of from to the other ticket; both are locked.
func (from *edit) mergeInto(ctx context.Context, to *edit) error {
	store := from.s.Store
	if err := store.MoveMessages(ctx, from.t.ID, to.t.ID); err != nil {
		return core.Wrap(from.op, err)
	}
	to.t.MessageCount += from.t.MessageCount
	to.t.ReplyCount += from.t.ReplyCount
	to.t.AttachmentCount += from.t.AttachmentCount
	from.t.MessageCount, from.t.ReplyCount, from.t.AttachmentCount = 0, 0, 0
	if to.t.FirstResponseAt.IsZero() {
		to.t.FirstResponseAt, to.t.Facts.FirstResponder = from.t.FirstResponseAt, from.t.Facts.FirstResponder
	}

	helpers := slices.Clone(from.t.Access.Contributors)
	helpers = slices.DeleteFunc(helpers, to.isContributor)
	if len(helpers) > 0 {
		if err := to.addContributors(ctx, helpers...); err != nil {
			return err
		}
	}
	copied := append(slices.Clone(from.t.Access.CC), from.t.Requester.ID)
	copied = slices.DeleteFunc(copied, func(u core.UserID) bool {
		return u == to.t.Requester.ID || slices.Contains(to.t.Access.CC, u)
	})
	if len(copied) > 0 {
		if err := store.AddCC(ctx, to.t, copied...); err != nil {
			return core.Wrap(from.op, err)
		}
		for _, u := range copied {
			to.tell(EventCCAdded, Payload{User: u})
		}
	}

	from.setStatus(Closed)
	from.t.MergedInto, from.t.Merged = to.t.ID, true
	from.bump()
	from.texts, to.texts = true, true
	from.tell(EventMerged, Payload{Other: to.t.ID})
	to.bump()
	to.record("merged_from", Payload{Other: from.t.ID})
	to.publish(EventUpdated, Payload{Other: from.t.ID})
	return nil
}

// Relate notes that two tickets have to do with each other. It needs
// tickets.relate on the first within scope, and to see the other. Up to
// MaxRelated each. Relating twice changes nothing.
func (s *Service) Relate(ctx context.Context, who *rbac.Subject, id, other core.TicketID) (*Ticket, error) {
	const op = "tickets.Relate"
	if id == other {
		return nil, core.InvalidField(op, "other", "A ticket cannot be related to itself.")
	}
	return s.relation(ctx, op, who, id, other, func(ctx context.Context, a, b *edit) error {
		for _, e := range []*edit{a, b} {
			if e.t.RelatedCount >= MaxRelated {
				return core.Errorf(op, core.KindConflict, "A ticket can be related to %d others; that is the most.", MaxRelated)
			}
		}
		added, err := s.Store.Relate(ctx, a.t.ID, b.t.ID, who.User, a.now)
		if err != nil || !added {
			return core.Wrap(op, err)
		}
		a.related(EventRelated, b, +1)
		b.related(EventRelated, a, +1)
		return nil
	})
}

// Unrelate takes that back. As Relate.
func (s *Service) Unrelate(ctx context.Context, who *rbac.Subject, id, other core.TicketID) (*Ticket, error) {
	const op = "tickets.Unrelate"
	return s.relation(ctx, op, who, id, other, func(ctx context.Context, a, b *edit) error {
		gone, err := s.Store.Unrelate(ctx, a.t.ID, b.t.ID)
		if err != nil || !gone {
			return core.Wrap(op, err)
		}
		a.related(EventUnrelated, b, -1)
		b.related(EventUnrelated, a, -1)
		return nil
	})
}

func (e *edit) related(typ string, other *edit, n int) {
	e.t.RelatedCount += n
	e.bump()
	e.tell(typ, Payload{Other: other.t.ID})
}

func (s *Service) relation(ctx context.Context, op string, who *rbac.Subject, id, other core.TicketID, do func(ctx context.Context, a, b *edit) error) (*Ticket, error) {
	_, err := s.run(ctx, who, plan{
		op: op, id: id, also: other,
		check: func(_ context.Context, e *edit) (*Change, error) { return &Change{}, e.need(keyRelate) },
		apply: func(ctx context.Context, a *edit, _ *Change) error {
			b, err := s.begin(ctx, op, who, other, 0)
			if err != nil {
				return err
			}
			// A customer of the other ticket knows nothing of relations.
			if !asEmployee(who, keyView, &b.was.Access) {
				return notFound(op)
			}
			if err := do(ctx, a, b); err != nil {
				return err
			}
			return b.finish(ctx)
		},
	})
	if err != nil {
		return nil, err
	}
	return s.after(ctx, op, who, id)
}
