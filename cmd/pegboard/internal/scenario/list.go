package scenario

import (
	"context"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/rbac/scenario"
	"pegboard.dev/pegboard/core/records"
	"pegboard.dev/pegboard/core/tickets"
)

// listed names a list as one person sees it.
type listed struct{ user, in string }

// list returns the names of what a person sees in a list, all pages of it,
// sorted. What the file does not name is left out.
func (w *world) list(ctx context.Context, who *rbac.Subject, user, in string, line int) ([]string, error) {
	at := listed{user, in}
	if names, known := w.lists[at]; known {
		return names, nil
	}
	var names []string
	var err error
	switch in {
	case scenario.InTickets:
		names, err = pages(w.tickets, func(cursor string) (core.Page[tickets.Summary], error) {
			return w.app.Tickets.List(ctx, who, tickets.Filter{Cursor: cursor, Limit: core.MaxPageSize})
		}, func(t tickets.Summary) core.TicketID { return t.ID })
	case scenario.InPeople:
		names, err = pages(w.users, func(cursor string) (core.Page[people.PersonView], error) {
			return w.app.People.Users(ctx, who, people.PersonFilter{Cursor: cursor, Limit: core.MaxPageSize})
		}, func(p people.PersonView) core.UserID { return p.ID })
	default:
		names, err = w.listRecords(ctx, who, in, line)
	}
	if err != nil {
		return nil, err
	}
	w.lists[at] = names
	return names, nil
}

// listRecords lists a collection; without the key to read it, nothing is seen.
func (w *world) listRecords(ctx context.Context, who *rbac.Subject, in string, line int) ([]string, error) {
	c, err := w.collection(in, line)
	if err != nil {
		return nil, err
	}
	ids := map[string]core.RecordID{}
	for name, r := range w.records {
		if r.in == c {
			ids[name] = r.id
		}
	}
	names, err := pages(ids, func(cursor string) (core.Page[*records.Record], error) {
		return w.app.Plugins.Records().List(ctx, who, c, records.Query{Cursor: cursor, Limit: core.MaxPageSize})
	}, func(r *records.Record) core.RecordID { return r.ID })
	if core.IsKind(err, core.KindForbidden) {
		return nil, nil
	}
	return names, err
}

// pages reads a list to its end and returns the names behind the numbers.
func pages[ID comparable, T any](named map[string]ID, page func(cursor string) (core.Page[T], error), id func(T) ID) ([]string, error) {
	names := map[ID]string{}
	for name, id := range named {
		names[id] = name
	}
	var out []string
	for cursor := ""; ; {
		p, err := page(cursor)
		if err != nil {
			return nil, err
		}
		for _, item := range p.Items {
			if name, ok := names[id(item)]; ok {
				out = append(out, name)
			}
		}
		if p.Next == "" {
			slices.Sort(out)
			return out, nil
		}
		cursor = p.Next
	}
}
