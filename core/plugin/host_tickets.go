package plugin

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/tickets"
	"pegboard.dev/pegboard/sdk/abi"
)

func (c *call) ticketsGet(ctx context.Context, in []byte) (any, error) {
	var req abi.GetRequest
	if err := decode(in, &req); err != nil {
		return nil, err
	}
	return c.ticketReply(c.m.svc.Tickets.Get(ctx, c.who(), core.TicketID(req.ID)))
}

func (c *call) ticketReply(t *tickets.Ticket, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	out := c.ticket(t)
	return &out, nil
}

func (c *call) ticketsList(ctx context.Context, in []byte) (any, error) {
	var req abi.TicketQuery
	if err := decode(in, &req); err != nil {
		return nil, err
	}
	f := tickets.Filter{
		Assignee: core.UserID(req.AssigneeID), Requester: core.UserID(req.RequesterID), Contributor: core.UserID(req.ContributorID),
		Tag: req.Tag, Query: req.Search, Sort: tickets.Sort(req.Sort), Cursor: req.Cursor, Limit: int(min(req.Limit, core.MaxPageSize)),
	}
	if req.TeamID != 0 {
		f.Teams = []core.TeamID{core.TeamID(req.TeamID)}
	}
	for _, name := range req.Status {
		s, err := tickets.ParseStatus(name)
		if err != nil {
			return nil, err
		}
		f.Statuses = append(f.Statuses, s)
	}
	if req.Priority != "" {
		p, err := tickets.ParsePriority(req.Priority)
		if err != nil {
			return nil, err
		}
		f.Priorities = []tickets.Priority{p}
	}
	page, err := c.m.svc.Tickets.List(ctx, c.who(), f)
	if err != nil {
		return nil, err
	}
	out := &abi.TicketPage{Items: make([]abi.Ticket, len(page.Items)), Next: page.Next}
	for i := range page.Items {
		out.Items[i] = c.summary(&page.Items[i])
	}
	return out, nil
}

func (c *call) ticketsCreate(ctx context.Context, in []byte) (any, error) {
	var req abi.TicketCreate
	if err := decode(in, &req); err != nil {
		return nil, err
	}
	n := tickets.NewTicket{
		Subject: req.Subject, Body: req.Body, Channel: string(c.unit.manifest.ID), Requester: core.UserID(req.RequesterID),
		RequesterName: req.RequesterName, RequesterEmail: req.RequesterEmail, Team: core.TeamID(req.TeamID), Assignee: core.UserID(req.AssigneeID),
		Tags: req.Tags,
	}
	var err error
	if req.Status != "" {
		if n.Status, err = tickets.ParseStatus(req.Status); err != nil {
			return nil, err
		}
	}
	if req.Priority != "" {
		if n.Priority, err = tickets.ParsePriority(req.Priority); err != nil {
			return nil, err
		}
	}
	return c.ticketReply(c.m.svc.Tickets.Create(ctx, c.who(), n))
}

func (c *call) ticketsReply(ctx context.Context, in []byte) (any, error) {
	return c.addMessage(ctx, in, tickets.Reply)
}

func (c *call) ticketsComment(ctx context.Context, in []byte) (any, error) {
	return c.addMessage(ctx, in, tickets.Comment)
}

func (c *call) addMessage(ctx context.Context, in []byte, kind tickets.MessageKind) (any, error) {
	var req abi.MessageCreate
	if err := decode(in, &req); err != nil {
		return nil, err
	}
	n := tickets.NewMessage{Kind: kind, Body: req.Body, Channel: string(c.unit.manifest.ID)}
	switch req.Format {
	case "", "text":
	case "markdown":
		n.Format = tickets.FormatMarkdown
	default:
		return nil, core.InvalidField("plugin.addMessage", "format", "The format must be text or markdown.")
	}
	msg, err := c.m.svc.Tickets.AddMessage(ctx, c.who(), core.TicketID(req.TicketID), n)
	if err != nil {
		return nil, err
	}
	out := c.message(msg)
	return &out, nil
}

// ticketsUpdate changes fields, then the team or the assignee. Each step asks
// for its own right and its own hooks; what an earlier step did stays when a
// later one is refused, as when a person does one after the other.
func (c *call) ticketsUpdate(ctx context.Context, in []byte) (any, error) {
	var req abi.TicketUpdate
	if err := decode(in, &req); err != nil {
		return nil, err
	}
	if req.Changes.Set&abi.TicketPatchBody != 0 {
		return nil, core.InvalidField("plugin.ticketsUpdate", "body", "What was said on a ticket cannot be changed.")
	}
	patch, err := domainPatch(&req.Changes)
	if err != nil {
		return nil, err
	}
	patch.Version = req.Version
	id, svc, who := core.TicketID(req.ID), c.m.svc.Tickets, c.who()
	moves := req.Changes.Set&abi.TicketPatchTeamID != 0
	assigns := req.Changes.Set&abi.TicketPatchAssigneeID != 0
	fields := req.Changes.Set&^(abi.TicketPatchTeamID|abi.TicketPatchAssigneeID) != 0
	var t *tickets.Ticket
	version := req.Version
	if fields || !moves && !assigns {
		if t, err = svc.Update(ctx, who, id, patch); err != nil {
			return nil, err
		}
		version = t.Version
	}
	if moves {
		in := tickets.Transfer{Version: version, Team: core.TeamID(req.Changes.TeamID)}
		if assigns {
			user := core.UserID(req.Changes.AssigneeID)
			in.Assignee = &user
		}
		t, err = svc.Transfer(ctx, who, id, in)
	} else if assigns && req.Changes.AssigneeID == 0 {
		t, err = svc.Unassign(ctx, who, id, version)
	} else if assigns {
		t, err = svc.Assign(ctx, who, id, core.UserID(req.Changes.AssigneeID), version)
	}
	return c.ticketReply(t, err)
}
