package tickets

import (
	"context"
	"slices"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Update changes fields of a ticket, each of which needs its own key within
// scope: tickets.subject for Subject and Tags, tickets.status, .priority,
// .follow_up (the date, and Snooze), .pin, .resolution, and tickets.email for Requester. A customer may
// close their ticket (Solved or Closed) and open it again, nothing else. It
// returns the new ticket, nil when who cannot see it any more.
//
// KindNotFound, KindForbidden as everywhere; KindInvalid names the field;
// KindConflict for a stale version. Asks WillUpdate, then WillClose.
func (s *Service) Update(ctx context.Context, who *rbac.Subject, id core.TicketID, p Patch) (*Ticket, error) {
	const op = "tickets.Update"
	_, err := s.run(ctx, who, plan{
		op: op, id: id, version: p.Version, hooks: always(WillUpdate),
		check: func(ctx context.Context, e *edit) (*Change, error) {
			if err := e.mayPatch(&p); err != nil {
				return nil, err
			}
			clean, err := cleanPatch(p)
			if err != nil {
				return nil, err
			}
			return &Change{Patch: clean}, e.checkRequester(ctx, clean.Requester)
		},
	})
	if err != nil {
		return nil, err
	}
	return s.after(ctx, op, who, id)
}

// after returns the ticket as who sees it after their change; nil if not at all.
func (s *Service) after(ctx context.Context, op string, who *rbac.Subject, id core.TicketID) (*Ticket, error) {
	t, err := s.open(ctx, op, who, id)
	if core.IsKind(err, core.KindNotFound) {
		return nil, nil
	}
	return t, err
}

// fields of a patch, and the key that each needs.
func (p *Patch) keys() []rbac.Key {
	var ks []rbac.Key
	for _, f := range []struct {
		set bool
		key rbac.Key
	}{
		{p.Subject != nil || p.Tags != nil, keySubject}, {p.Status != nil, keyStatus}, {p.Priority != nil, keyPriority},
		{p.FollowUpAt != nil || p.Snooze != nil, keyFollowUp}, {p.Pinned != nil, keyPin}, {p.Resolution != nil, keyResolution},
		{p.Requester != nil, keyEmail},
	} {
		if f.set {
			ks = append(ks, f.key)
		}
	}
	return ks
}

// mayPatch checks the actor's rights on each field that p sets.
func (e *edit) mayPatch(p *Patch) error {
	for _, k := range p.keys() {
		if err := e.need(k); err != nil {
			return err
		}
	}
	if p.Snooze != nil {
		if err := e.maySnooze(*p.Snooze); err != nil {
			return err
		}
	}
	if p.Status != nil {
		return e.maySetStatus(*p.Status)
	}
	return nil
}

// maySetStatus keeps a customer to closing and reopening. The key itself has
// been checked.
func (e *edit) maySetStatus(to Status) error {
	if asEmployee(e.who, keyStatus, &e.was.Access) {
		return nil
	}
	if to.Active() && to != Open {
		return core.Errorf(e.op, core.KindForbidden, "You may close this ticket or open it again.")
	}
	return nil
}

// permitted is what is left of a hook's patch: cleaned, and without what the
// actor could not have changed. A plugin acts with the caller's rights.
func (e *edit) permitted(p Patch) (Patch, error) {
	p.Requester, p.Version = nil, 0
	for _, k := range p.keys() {
		if decide(e.who, k, &e.was.Access).Allowed && (k != keyStatus || e.maySetStatus(*p.Status) == nil) {
			continue
		}
		switch k {
		case keySubject:
			p.Subject, p.Tags = nil, nil
		case keyStatus:
			p.Status = nil
		case keyPriority:
			p.Priority = nil
		case keyFollowUp:
			p.FollowUpAt, p.Snooze = nil, nil
		case keyPin:
			p.Pinned = nil
		case keyResolution:
			p.Resolution = nil
		}
	}
	return cleanPatch(p)
}

// cleanPatch validates and tidies the fields that p sets; p's own are not touched.
func cleanPatch(p Patch) (Patch, error) {
	const op = "tickets.cleanPatch"
	if p.Subject != nil {
		v, err := cleanSubject(*p.Subject)
		if err != nil {
			return p, err
		}
		p.Subject = &v
	}
	if p.Tags != nil {
		v, err := cleanTags(*p.Tags)
		if err != nil {
			return p, err
		}
		p.Tags = &v
	}
	if p.Resolution != nil {
		v, err := cleanResolution(*p.Resolution)
		if err != nil {
			return p, err
		}
		p.Resolution = &v
	}
	if p.FollowUpAt != nil && !p.FollowUpAt.IsZero() {
		v := p.FollowUpAt.UTC().Truncate(time.Microsecond)
		if y := v.Year(); y < 2000 || y > 2200 {
			return p, core.InvalidField(op, "follow_up_at", "Choose a day of this century.")
		}
		p.FollowUpAt = &v
	}
	if p.Snooze != nil {
		v := Snooze{Until: p.Snooze.Until.UTC().Truncate(time.Microsecond), Reply: p.Snooze.Reply}
		p.Snooze = &v
	}
	if p.Status != nil && (*p.Status < Open || *p.Status > Closed) {
		return p, core.InvalidField(op, "status", "There is no such status.")
	}
	if p.Priority != nil && (*p.Priority < Low || *p.Priority > Urgent) {
		return p, core.InvalidField(op, "priority", "There is no such priority.")
	}
	return p, nil
}

// checkRequester finds out whether the ticket can be given to another requester.
func (e *edit) checkRequester(ctx context.Context, to *core.UserID) error {
	if to == nil || *to == e.t.Requester.ID {
		return nil
	}
	_, err := e.s.requester(ctx, e.op, e.who, *to)
	return err
}

// requester looks up an active person whom who may know of.
func (s *Service) requester(ctx context.Context, op string, who *rbac.Subject, id core.UserID) (PersonInfo, error) {
	bad := core.InvalidField(op, "requester_id", "There is no such person.")
	known, err := s.Store.Persons(ctx, id)
	if err != nil {
		return PersonInfo{}, core.Wrap(op, err)
	}
	p, ok := known[id]
	if !ok || !p.Active {
		return PersonInfo{}, bad
	}
	if id == who.User {
		return p, nil
	}
	may, err := s.Requesters.MaySeePerson(ctx, who, id)
	if err != nil {
		return PersonInfo{}, core.Wrap(op, err)
	}
	if !may {
		return PersonInfo{}, bad
	}
	return p, nil
}

// patch applies clean fields; those that stay the same are no change.
func (e *edit) patch(ctx context.Context, p *Patch) error {
	t := e.t
	if p.Subject != nil && *p.Subject != t.Subject {
		e.changed("subject", t.Subject, *p.Subject)
		t.Subject, e.texts = *p.Subject, true
	}
	if p.Status != nil {
		e.setStatus(*p.Status)
	}
	if p.Priority != nil && *p.Priority != t.Priority {
		e.changed("priority", t.Priority.String(), p.Priority.String())
		t.Priority = *p.Priority
	}
	if p.Tags != nil && !slices.Equal(*p.Tags, t.Tags) {
		e.changed("tags", t.Tags, *p.Tags)
		t.Tags, e.texts = *p.Tags, true
	}
	if p.FollowUpAt != nil && !p.FollowUpAt.Equal(t.FollowUpAt) {
		e.changed("follow_up", dateOrNil(t.FollowUpAt), dateOrNil(*p.FollowUpAt))
		t.FollowUpAt = *p.FollowUpAt
	}
	if p.Snooze != nil && t.Status.Active() {
		e.snooze(*p.Snooze)
	}
	if p.Pinned != nil && *p.Pinned == t.PinnedAt.IsZero() {
		e.changed("pinned", !*p.Pinned, *p.Pinned)
		t.PinnedAt = time.Time{}
		if *p.Pinned {
			t.PinnedAt = e.now
		}
	}
	if p.Resolution != nil && *p.Resolution != t.Resolution {
		e.changed("resolution", nil, nil)
		t.Resolution, e.texts = *p.Resolution, true
	}
	if p.Requester == nil || *p.Requester == t.Requester.ID {
		return nil
	}
	known, err := e.s.Store.Persons(ctx, *p.Requester)
	if err != nil {
		return core.Wrap(e.op, err)
	}
	e.changed("requester", t.Requester.ID, *p.Requester)
	t.Requester = Person{ID: *p.Requester}
	t.Organization = Organization{ID: known[*p.Requester].Organization}
	e.texts = true
	return nil
}

func dateOrNil(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t
}
