package plugin

import (
	"context"
	"strconv"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/sdk/abi"
)

const (
	// paramTickets names the tickets of a list, their numbers with commas between.
	paramTickets = "tickets"
	// maxListed is how many rows one call of a column may ask for.
	maxListed = 100
)

// listed replaces the tickets of a column's parameters by those among them that the
// viewer sees as an employee and for which they hold the surface's key: the guest
// is asked of no others. KindInvalid names tickets.
func (m *Manager) listed(ctx context.Context, op string, c *call, s *manifest.Surface, params abi.Params) (abi.Params, error) {
	ids, err := ticketIDs(op, params.Get(paramTickets))
	if err != nil {
		return nil, err
	}
	found, err := m.Facts.TicketSummaries(ctx, c.person.User, ids...)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	var shown []string
	for i := range found {
		o := found[i].Object()
		if !insideOf(c.person, rbac.Tickets.View, o) || !m.mayOn(c.person, s.Perm, o) {
			continue
		}
		c.seen.put(found[i].ID, insideOf(c.who(), rbac.Tickets.View, o))
		shown = append(shown, strconv.FormatInt(int64(found[i].ID), 10))
	}
	out := make(abi.Params, 0, len(params))
	for _, p := range params {
		if p.Name == paramTickets {
			p.Value = strings.Join(shown, ",")
		}
		out = append(out, p)
	}
	return out, nil
}

func ticketIDs(op, list string) ([]core.TicketID, error) {
	var ids []core.TicketID
	for text := range strings.SplitSeq(list, ",") {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || n <= 0 || len(ids) == maxListed {
			return nil, core.InvalidField(op, paramTickets, "Name 1 to %d tickets, with commas between their numbers.", maxListed)
		}
		ids = append(ids, core.TicketID(n))
	}
	return ids, nil
}
