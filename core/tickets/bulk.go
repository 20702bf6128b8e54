package tickets

import (
	"context"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// MaxBulk is how many tickets one call of Bulk changes at most.
const MaxBulk = 100

// BulkItem is one ticket of many, and what is to become of it: either fields
// (Status, Priority, Snooze and tags, any of them), or who has it (Take, or Assignee
// and Team). The other kind goes into a call of its own, for each is a change
// of its own that hooks are asked about and that may be refused.
type BulkItem struct {
	ID core.TicketID
	// Version is the one that the actor has seen. Needed: without it, nobody
	// could tell what an undo would overwrite.
	Version  int64
	Status   *Status
	Priority *Priority
	// Snooze, zero behind the pointer, wakes it.
	Snooze *Snooze
	// Tags is the whole set; AddTags and RemoveTags change the set there is.
	Tags                *[]string
	AddTags, RemoveTags []string
	// Take makes the actor the assignee, where there is none.
	Take bool
	// Assignee is who gets it; zero is nobody. With Team it is who gets it there.
	Assignee *core.UserID
	// Team is where it goes; zero is no team.
	Team *core.TeamID
}

// BulkResult is what became of one item.
type BulkResult struct {
	ID core.TicketID
	// Err is nil for what is done, and of the kinds that Update, Take, Assign and
	// Transfer return.
	Err error
	// Changed is false for a ticket that was as wanted already, and with Err.
	Changed bool
	// Undo, given to Bulk, puts the former values back as long as nobody changes
	// the ticket before. Nil without a change, and for a ticket that is out of
	// the actor's sight now: who cannot see it cannot change it back.
	Undo *BulkItem
}

// Bulk changes tickets one by one, each as Update, Take, Assign or Transfer
// would: with the same rights, hooks, versions and events, and in a
// transaction of its own, so that one refusal stops no other. Results come in
// the order of items.
//
// The call itself fails with KindInvalid when there are no items or more than
// MaxBulk, and when ctx ends; what was done until then stays done.
func (s *Service) Bulk(ctx context.Context, who *rbac.Subject, items []BulkItem) ([]BulkResult, error) {
	const op = "tickets.Bulk"
	if len(items) == 0 || len(items) > MaxBulk {
		return nil, core.InvalidField(op, "items", "Choose 1 to %d tickets.", MaxBulk)
	}
	out := make([]BulkResult, len(items))
	for i := range items {
		if err := ctx.Err(); err != nil {
			return nil, core.Wrap(op, err)
		}
		out[i] = s.bulkOne(ctx, op, who, &items[i])
	}
	return out, nil
}

func (s *Service) bulkOne(ctx context.Context, op string, who *rbac.Subject, in *BulkItem) BulkResult {
	out := BulkResult{ID: in.ID}
	if out.Err = in.check(op); out.Err != nil {
		return out
	}
	before, err := s.find(ctx, op, who, in.ID)
	if err != nil {
		out.Err = err
		return out
	}
	// run compares again, under the lock; here it makes sure that before is what
	// the actor has seen, and what an undo must bring back.
	if out.Err = (&edit{op: op, t: before}).current(in.Version); out.Err != nil {
		return out
	}
	after, err := s.carryOut(ctx, who, in, before)
	if err != nil {
		out.Err = err
		return out
	}
	out.Changed = after == nil || after.Version != in.Version
	if out.Changed && after != nil {
		out.Undo = in.undo(before, after)
	}
	return out
}

// check refuses an item that asks for nothing, or for both kinds of change.
func (in *BulkItem) check(op string) error {
	fields := in.Status != nil || in.Priority != nil || in.Snooze != nil || in.retags()
	given := in.Take || in.Assignee != nil || in.Team != nil
	switch {
	case in.Version <= 0:
		return core.InvalidField(op, "version", "Say which version of the ticket you have seen.")
	case !fields && !given:
		return core.InvalidField(op, "items", "Say what to change.")
	case fields && given, in.Take && (in.Assignee != nil || in.Team != nil):
		return core.InvalidField(op, "items", "Change the fields of a ticket and who has it one after the other.")
	case in.Tags != nil && len(in.AddTags)+len(in.RemoveTags) > 0:
		return core.InvalidField(op, "tags", "Either give the whole set of tags, or those to add and to remove.")
	}
	return nil
}

func (in *BulkItem) retags() bool { return in.Tags != nil || len(in.AddTags)+len(in.RemoveTags) > 0 }

// carryOut hands the item to the method that makes such changes.
func (s *Service) carryOut(ctx context.Context, who *rbac.Subject, in *BulkItem, t *Ticket) (*Ticket, error) {
	switch {
	case in.Take:
		return s.Take(ctx, who, in.ID, in.Version)
	case in.Team != nil:
		return s.Transfer(ctx, who, in.ID, Transfer{Version: in.Version, Team: *in.Team, Assignee: in.Assignee})
	case in.Assignee != nil && *in.Assignee == 0:
		return s.Unassign(ctx, who, in.ID, in.Version)
	case in.Assignee != nil:
		return s.Assign(ctx, who, in.ID, *in.Assignee, in.Version)
	}
	p := Patch{Version: in.Version, Status: in.Status, Priority: in.Priority, Snooze: in.Snooze, Tags: in.Tags}
	if in.retags() && in.Tags == nil {
		tags := retag(t.Tags, in.AddTags, in.RemoveTags)
		p.Tags = &tags
	}
	return s.Update(ctx, who, in.ID, p)
}

// retag adds to a ticket's tags and takes from them.
func retag(tags, add, remove []string) []string {
	out := slices.Clone(tags)
	gone := make([]string, len(remove))
	for i, t := range remove {
		gone[i] = cleanTag(t)
	}
	out = slices.DeleteFunc(out, func(t string) bool { return slices.Contains(gone, t) })
	return append(out, add...) // Update tidies and sorts
}

// undo is the change that takes after back to before, in what the item changed.
func (in *BulkItem) undo(before, after *Ticket) *BulkItem {
	out := &BulkItem{ID: in.ID, Version: after.Version}
	if in.Status != nil {
		out.Status = &before.Status
	}
	if in.Priority != nil {
		out.Priority = &before.Priority
	}
	if in.Snooze != nil {
		out.Snooze = &before.Snooze
	}
	if in.retags() {
		tags := append([]string{}, before.Tags...) // an empty set is a set: not nil
		out.Tags = &tags
	}
	if in.Take || in.Assignee != nil || in.Team != nil {
		out.Assignee = &before.Assignee.ID
	}
	if in.Team != nil {
		out.Team = &before.Team.ID
	}
	return out
}
