package tickets

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// plan is a change in two steps, so that hooks can be asked in between.
type plan struct {
	op      string
	id      core.TicketID
	version int64
	// also is a second ticket that apply is going to lock. Of two tickets the
	// lower number is locked first, so that two calls cannot wait for each other.
	also core.TicketID
	// hooks are asked in turn about what check returns.
	hooks func(t *Ticket, c *Change) []string
	// check looks at e and says what is going to change; it writes nothing, and
	// returns an error when who may not, or the rules stand against it. It runs
	// once before hooks are asked and again under the lock.
	check func(ctx context.Context, e *edit) (*Change, error)
	// apply changes e.t and writes what finish does not. c.Patch is applied
	// already, with what hooks added.
	apply func(ctx context.Context, e *edit, c *Change) error
}

// hookRounds is how often hooks are asked about a ticket that keeps changing.
const hookRounds = 3

// run carries out p in one transaction and returns the ticket's edit as written.
func (s *Service) run(ctx context.Context, who *rbac.Subject, p plan) (*edit, error) {
	for range hookRounds {
		extra, seen, err := s.ask(ctx, who, p)
		if err != nil {
			return nil, err
		}
		var done *edit
		again := false
		err = s.Tx.InTx(ctx, func(ctx context.Context) error {
			if p.also != 0 && p.also < p.id {
				if _, err := s.Store.LockTicket(ctx, p.also); err != nil && !core.IsKind(err, core.KindNotFound) {
					return err
				}
			}
			e, err := s.begin(ctx, p.op, who, p.id, p.version)
			if err != nil {
				return err
			}
			if seen != 0 && seen != e.t.Version {
				again = true
				return nil
			}
			c, err := p.check(ctx, e)
			if err != nil {
				return core.Wrap(p.op, err)
			}
			overlay(&c.Patch, &extra)
			e.heard(extra.Heard)
			if err := e.patch(ctx, &c.Patch); err != nil {
				return core.Wrap(p.op, err)
			}
			if p.apply != nil {
				if err := p.apply(ctx, e, c); err != nil {
					return core.Wrap(p.op, err)
				}
			}
			done = e
			return e.finish(ctx)
		})
		if err != nil {
			return nil, core.Wrap(p.op, err)
		}
		if !again {
			s.wakeIndexer()
			return done, nil
		}
	}
	return nil, core.Errorf(p.op, core.KindConflict, "This ticket is being changed by many at once. Try again.")
}

// ask puts the planned change to the hooks, outside any transaction. It returns
// what they add, and the version that they have seen; zero if nobody was asked.
func (s *Service) ask(ctx context.Context, who *rbac.Subject, p plan) (Patch, int64, error) {
	if s.Hooks == nil || p.hooks == nil {
		return Patch{}, 0, nil
	}
	t, err := s.Store.FindTicket(ctx, p.id)
	if err != nil {
		return Patch{}, 0, hide(p.op, err)
	}
	if !t.DeletedAt.IsZero() || !decide(who, keyView, &t.Access).Visible {
		return Patch{}, 0, notFound(p.op)
	}
	e := &edit{s: s, op: p.op, who: who, t: t, was: *t, now: s.Clock.Now()}
	if err := e.current(p.version); err != nil {
		return Patch{}, 0, err
	}
	c, err := p.check(ctx, e)
	if err != nil {
		return Patch{}, 0, core.Wrap(p.op, err)
	}
	var extra Patch
	asked := map[string]bool{}
	for more := true; more; {
		more = false
		for _, name := range p.hooks(t, c) {
			if asked[name] {
				continue
			}
			asked[name], more = true, true
			add, err := s.Hooks.Will(ctx, who, name, t, c)
			if err != nil {
				return Patch{}, 0, core.Wrap(p.op, err)
			}
			add, err = e.permitted(add)
			if err != nil {
				return Patch{}, 0, core.Wrap(p.op, err)
			}
			overlay(&extra, &add)
			overlay(&c.Patch, &add)
		}
	}
	return extra, t.Version, nil
}

// always asks the same hooks about every change, and WillClose when it closes the ticket.
func always(names ...string) func(*Ticket, *Change) []string {
	return func(t *Ticket, c *Change) []string {
		if c.Patch.Status != nil && t.Status.Active() && !c.Patch.Status.Active() {
			return append(names[:len(names):len(names)], WillClose)
		}
		return names
	}
}

// overlay puts the fields that add sets over those of p.
func overlay(p, add *Patch) {
	set(&p.Subject, add.Subject)
	set(&p.Status, add.Status)
	set(&p.Priority, add.Priority)
	set(&p.Tags, add.Tags)
	set(&p.FollowUpAt, add.FollowUpAt)
	set(&p.Snooze, add.Snooze)
	set(&p.Pinned, add.Pinned)
	set(&p.Resolution, add.Resolution)
	set(&p.Body, add.Body)
	if add.Heard != nil {
		p.Heard = with(p.Heard, *add.Heard...)
	}
}

func set[T any](field **T, v *T) {
	if v != nil {
		*field = v
	}
}
