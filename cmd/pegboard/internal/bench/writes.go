package bench

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/tickets"
)

// maxWriteCalls is how often a write is called with each number of clients, at most.
const maxWriteCalls = 240

// writeCase is a write on the i-th of its tickets; it returns the id of what it
// made where later statements refer to it.
type writeCase struct {
	name string
	call func(ctx context.Context, i int) (int64, error)
}

// round numbers the calls of one number of clients apart from the others'.
type round struct{ number, calls int }

// ours and played give the i-th call of each side its own number.
func (r round) ours(i int) int   { return r.number*2*r.calls + 2*i }
func (r round) played(i int) int { return r.number*2*r.calls + 2*i + 1 }

// measureWrite records the statements of as many calls as will be played, each
// against the state it will meet, and then runs and plays in turns.
func (h *Helpdesk) measureWrite(ctx context.Context, c writeCase, clients int, r round) ([]Sample, error) {
	type recorded struct {
		statements []store.Statement
		id         int64
	}
	records := make([]recorded, r.calls)
	for i := range records {
		var err error
		records[i].statements, records[i].id, err = recordWrite(ctx, h.DB, func(ctx context.Context) (int64, error) { return c.call(ctx, r.played(i)) })
		if err != nil {
			return nil, err
		}
	}
	pool := h.DB.SQL()
	return compare(ctx, c.name, clients, []side{
		{layer: "pegboard", calls: r.calls, call: func(ctx context.Context, i int) error {
			_, err := c.call(ctx, r.ours(i))
			return err
		}},
		{layer: "sql", calls: r.calls, call: func(ctx context.Context, i int) error {
			return playWrite(ctx, pool, records[i].statements, records[i].id)
		}},
	})
}

// writeCases returns the writes, and how often each may be called in a round.
func (h *Helpdesk) writeCases(w *World, who readers, rounds int) ([]writeCase, int) {
	at := newTicketWalk(w, 2*rounds*maxWriteCalls)
	calls := min(maxWriteCalls, len(at.free)/(2*rounds))
	return []writeCase{
		{name: "reply", call: func(ctx context.Context, i int) (int64, error) {
			_, err := h.Tickets.AddMessage(ctx, who.all, at.ticket(i), tickets.NewMessage{Kind: tickets.Reply, Body: "Thank you for your message. We have replaced the toner and sent the invoice again."})
			return 0, err
		}},
		{name: "create", call: func(ctx context.Context, i int) (int64, error) {
			t, err := h.Tickets.Create(ctx, who.all, tickets.NewTicket{
				Subject: "The printer in the office fails", Body: "Since this morning it prints blank pages.",
				Requester: w.customer(i % w.Customers), Team: 1,
			})
			if err != nil {
				return 0, err
			}
			return int64(t.ID), nil
		}},
		{name: "take", call: func(ctx context.Context, i int) (int64, error) {
			_, err := h.Tickets.Take(ctx, who.all, at.unassigned(i), 0)
			return 0, err
		}},
	}, calls
}

// ticketWalk hands out tickets that have not been handed out for another call.
type ticketWalk struct {
	any, free []core.TicketID
}

func newTicketWalk(w *World, want int) *ticketWalk {
	walk := &ticketWalk{}
	w.tickets(func(t *row) bool {
		if t.status <= 3 && t.id%10 == 3 && len(walk.any) < want {
			walk.any = append(walk.any, core.TicketID(t.id))
		}
		if t.assignee < 0 && len(walk.free) < want {
			walk.free = append(walk.free, core.TicketID(t.id))
		}
		return true
	})
	return walk
}

// ticket may hand out a ticket again: replies only add up.
func (t *ticketWalk) ticket(i int) core.TicketID { return t.any[i%len(t.any)] }

// unassigned never does within one run of the benchmark: who is taken stays so.
func (t *ticketWalk) unassigned(i int) core.TicketID { return t.free[i] }
