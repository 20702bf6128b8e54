package bench

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/tickets"
)

// Helpdesk is what the benchmark measures, wired as the server wires it.
type Helpdesk struct {
	DB      *store.DB
	Tickets *tickets.Service
	// Subject resolves a person to what they may do.
	Subject func(ctx context.Context, id core.UserID) (*rbac.Subject, error)
	// Owner sees everything.
	Owner core.UserID
	// Panel draws the call-log panel of a ticket through the sandbox; Calls runs
	// the query behind it and nothing else. Nil where the plugin is not built.
	Panel, Calls func(ctx context.Context, who *rbac.Subject, id core.TicketID) error
}

// readers are the people whose lists are measured.
type readers struct {
	all, team, own, least *rbac.Subject
}

func (h *Helpdesk) readers(ctx context.Context, w *World) (readers, error) {
	var out readers
	for _, p := range []struct {
		id   core.UserID
		into **rbac.Subject
	}{{h.Owner, &out.all}, {w.Agent(0), &out.team}, {w.Restricted(), &out.own}, {w.Least(), &out.least}} {
		s, err := h.Subject(ctx, p.id)
		if err != nil {
			return out, err
		}
		*p.into = s
	}
	return out, nil
}
