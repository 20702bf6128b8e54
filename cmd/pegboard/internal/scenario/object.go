package scenario

import (
	"context"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/rbac/scenario"
	"pegboard.dev/pegboard/core/records"
)

// askTicket asks about a key on a ticket: by opening it, by the rule, by the
// query for what the key reaches, and by trying where that is possible.
func (w *world) askTicket(ctx context.Context, who *rbac.Subject, c scenario.Check) (*verdict, error) {
	id := w.tickets[c.Object]
	stored, err := w.app.DB.Tickets().FindTicket(ctx, id)
	if err != nil {
		return nil, err
	}
	v := &verdict{resource: rbac.Tickets, object: stored.Object()}
	opened, err := w.app.Tickets.Get(ctx, who, id)
	if err != nil && !core.IsKind(err, core.KindNotFound) {
		return nil, err
	}
	visible := err == nil
	list, err := w.list(ctx, who, c.User, scenario.InTickets, c.Line)
	if err != nil {
		return nil, err
	}
	v.same(visible, slices.Contains(list, c.Object), "Opening the ticket and listing tickets disagree.")
	if c.Key == rbac.Tickets.View {
		v.allowed = visible
		return v, nil
	}
	if visible {
		v.allowed = rbac.Decide(who, rbac.Tickets, c.Key, opened.Object()).Allowed
	}
	reached, err := w.app.DB.Tickets().Among(ctx, []core.TicketID{id}, rbac.Reach(who, rbac.Tickets, c.Key))
	if err != nil {
		return nil, err
	}
	v.same(v.allowed, len(reached) == 1, "The rule for one ticket and the query for many disagree.")
	return v, w.tryTicket(ctx, who, c.Key, stored, v)
}

// askRecord asks about a key on a record of a plugin's collection, in the same ways.
func (w *world) askRecord(ctx context.Context, who *rbac.Subject, c scenario.Check) (*verdict, error) {
	at := w.records[c.Object]
	stored, err := w.app.DB.Records().FindRecord(ctx, at.in, at.id)
	if err != nil {
		return nil, err
	}
	v := &verdict{resource: at.in.Resource(), object: at.in.Object(stored)}
	_, err = w.app.Plugins.Records().Get(ctx, who, at.in, at.id)
	if err != nil && !core.IsKind(err, core.KindNotFound) {
		return nil, err
	}
	visible := err == nil
	list, err := w.list(ctx, who, c.User, at.in.ID(), c.Line)
	if err != nil {
		return nil, err
	}
	v.same(visible, slices.Contains(list, c.Object), "Opening the record and listing the collection disagree.")
	if c.Key == v.resource.View {
		v.allowed = visible
		return v, nil
	}
	v.allowed = rbac.Decide(who, v.resource, c.Key, v.object).Allowed
	plan, err := at.in.Plan(records.Query{Limit: core.MaxPageSize}, who.User)
	if err != nil {
		return nil, err
	}
	reached, err := w.app.DB.Records().FindRecords(ctx, at.in, plan, rbac.Reach(who, v.resource, c.Key))
	if err != nil {
		return nil, err
	}
	within := slices.ContainsFunc(reached, func(r *records.Record) bool { return r.ID == at.id })
	v.same(v.allowed, within, "The rule for one record and the query for many disagree.")
	if c.Key == at.in.Keys.Delete {
		err := w.try(ctx, func(ctx context.Context) error { return w.app.Plugins.Records().Delete(ctx, who, at.in, at.id, 0) })
		return v, v.tried(err)
	}
	return v, nil
}

// askReach asks whether a key reaches a person. Acting on them may need more:
// that is what edit, disable and delete ask for.
func (w *world) askReach(ctx context.Context, who *rbac.Subject, c scenario.Check) (*verdict, error) {
	id := w.users[c.Object]
	v := &verdict{}
	_, err := w.app.People.User(ctx, who, id)
	if err != nil && !core.IsKind(err, core.KindNotFound) {
		return nil, err
	}
	visible := err == nil
	list, err := w.list(ctx, who, c.User, scenario.InPeople, c.Line)
	if err != nil {
		return nil, err
	}
	v.same(visible, slices.Contains(list, c.Object), "Opening the person and listing people disagree.")
	reached, err := w.app.People.Reached(ctx, who, c.Key, id)
	if err != nil {
		return nil, err
	}
	v.allowed = visible && reached[id]
	return v, nil
}
