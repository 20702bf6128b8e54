package bench

import (
	"context"
	"fmt"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// Options say what to measure.
type Options struct {
	// Clients are the numbers of simultaneous callers, one after another.
	Clients []int
	// Progress may be nil.
	Progress Progress
}

// Measure runs every case. The helpdesk must be one that Load filled.
func Measure(ctx context.Context, h *Helpdesk, w *World, o Options) ([]Sample, error) {
	who, err := h.readers(ctx, w)
	if err != nil {
		return nil, err
	}
	reads, err := h.readCases(ctx, w, who)
	if err != nil {
		return nil, err
	}
	writes, calls := h.writeCases(w, who, len(o.Clients))
	var out []Sample
	done, total := 0, (len(reads)+len(writes))*len(o.Clients)
	for number, clients := range o.Clients {
		for _, c := range reads {
			got, err := h.measureRead(ctx, c, clients)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", c.name, err)
			}
			out = append(out, got...)
			done++
			o.tell("measuring "+c.name, done, total)
		}
		for _, c := range writes {
			got, err := h.measureWrite(ctx, c, clients, round{number: number, calls: calls})
			if err != nil {
				return nil, fmt.Errorf("%s: %w", c.name, err)
			}
			out = append(out, got...)
			done++
			o.tell("measuring "+c.name, done, total)
		}
	}
	return out, nil
}

func (o Options) tell(step string, done, total int) {
	if o.Progress != nil {
		o.Progress(step, done, total)
	}
}

// readCase is a read; its counterpart is what it sent, unless bare is set.
type readCase struct {
	name string
	call call
	bare call
}

func (h *Helpdesk) measureRead(ctx context.Context, c readCase, clients int) ([]Sample, error) {
	bare := c.bare
	if bare == nil {
		r, err := newReplay(ctx, h.DB, c.call)
		if err != nil {
			return nil, err
		}
		defer r.close()
		bare = r.call
	}
	return compare(ctx, c.name, clients, []side{{layer: "pegboard", call: c.call}, {layer: "sql", call: bare}})
}

func (h *Helpdesk) readCases(ctx context.Context, w *World, who readers) ([]readCase, error) {
	deep, err := h.deepCursor(ctx, who.all, w.Tickets/2)
	if err != nil {
		return nil, err
	}
	list := func(s *rbac.Subject, f tickets.Filter) call {
		return func(ctx context.Context, _ int) error {
			_, err := h.Tickets.List(ctx, s, f)
			return err
		}
	}
	cases := []readCase{
		{name: "list, scope all", call: list(who.all, tickets.Filter{})},
		{name: "list, scope team", call: list(who.team, tickets.Filter{})},
		{name: "list, scope own", call: list(who.own, tickets.Filter{})},
		{name: "list, sees least", call: list(who.least, tickets.Filter{})},
		{name: "list, active only", call: list(who.team, tickets.Filter{Statuses: []tickets.Status{tickets.Open, tickets.Pending, tickets.OnHold}})},
		{name: "deep page", call: list(who.all, tickets.Filter{Cursor: deep})},
		{name: "search, one hit", call: list(who.all, tickets.Filter{Query: rareWord})},
		{name: "search, 0.25 %", call: list(who.all, tickets.Filter{Query: seldomWord})},
		{name: "search, 4.7 %", call: list(who.all, tickets.Filter{Query: commonWord})},
		{name: "search, sees least", call: list(who.least, tickets.Filter{Query: commonWord})},
		{name: "counts of views", call: func(ctx context.Context, _ int) error {
			_, err := h.Tickets.Views(ctx, who.team)
			return err
		}},
		{name: "open", call: func(ctx context.Context, _ int) error {
			_, err := h.Tickets.Get(ctx, who.all, core.TicketID(w.Tickets/2))
			return err
		}},
	}
	if h.Panel != nil {
		id := core.TicketID(w.Tickets / 2)
		cases = append(cases, readCase{
			name: "call-log panel",
			call: func(ctx context.Context, _ int) error { return h.Panel(ctx, who.all, id) },
			bare: func(ctx context.Context, _ int) error { return h.Calls(ctx, who.all, id) },
		})
	}
	return cases, nil
}

// deepCursor walks a list to about the given depth.
func (h *Helpdesk) deepCursor(ctx context.Context, who *rbac.Subject, depth int) (string, error) {
	cursor := ""
	for seen := 0; seen < depth; seen += core.MaxPageSize {
		page, err := h.Tickets.List(ctx, who, tickets.Filter{Cursor: cursor, Limit: core.MaxPageSize})
		if err != nil {
			return "", err
		}
		if page.Next == "" {
			break
		}
		cursor = page.Next
	}
	return cursor, nil
}
