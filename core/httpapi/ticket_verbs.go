package httpapi

import (
	"context"
	"net/http"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// Transfer moves a ticket to a team.
type Transfer struct {
	TeamID     *int64     `json:"team_id" minimum:"1" doc:"Null: to no team."`
	AssigneeID Opt[int64] `json:"assignee_id,omitzero" doc:"Null: to nobody. Left out: the assignee stays if they belong to the new team."`
	Version    int64      `json:"version,omitempty" minimum:"1"`
}

// Merge closes a ticket and gives its conversation to another.
type Merge struct {
	Into    int64 `json:"into" minimum:"1"`
	Version int64 `json:"version,omitempty" minimum:"1"`
}

type ticketAndOther struct {
	ID    int64 `path:"id" minimum:"1"`
	Other int64 `path:"other" minimum:"1"`
}

func (s *Server) mountTicketVerbs() {
	handle(s, route{
		method: http.MethodPost, path: "/tickets/{id}/transfer", id: "transfer-ticket", tag: "tickets", title: "Move a ticket to a team",
		help:  "The ticket may be out of the caller's sight afterwards; the answer is the ticket as they saw it last.",
		needs: onObject("tickets.transfer", "tickets.route"),
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		ID   int64 `path:"id" minimum:"1"`
		Body Transfer
	}) (*of[Ticket], error) {
		t := tickets.Transfer{Version: in.Body.Version, Team: id[core.TeamID](in.Body.TeamID)}
		if in.Body.AssigneeID.Set {
			assignee := core.UserID(in.Body.AssigneeID.Value)
			t.Assignee = &assignee
		}
		return s.ticketAnswer(ctx, who)(s.svc.Tickets.Transfer(ctx, who, core.TicketID(in.ID), t))
	})
	handle(s, route{
		method: http.MethodPost, path: "/tickets/{id}/merge", id: "merge-ticket", tag: "tickets", title: "Merge a ticket into another",
		needs: onObject("tickets.merge"),
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		ID   int64 `path:"id" minimum:"1"`
		Body Merge
	}) (*of[Ticket], error) {
		return s.ticketAnswer(ctx, who)(s.svc.Tickets.Merge(ctx, who, core.TicketID(in.ID), core.TicketID(in.Body.Into), in.Body.Version))
	})
	handle(s, route{
		method: http.MethodPut, path: "/tickets/{id}/related/{other}", id: "relate-ticket", tag: "tickets", title: "Say that two tickets are related",
		needs: onObject("tickets.relate"),
	}, func(ctx context.Context, who *rbac.Subject, in *ticketAndOther) (*of[Ticket], error) {
		return s.ticketAnswer(ctx, who)(s.svc.Tickets.Relate(ctx, who, core.TicketID(in.ID), core.TicketID(in.Other)))
	})
	handle(s, route{
		method: http.MethodDelete, path: "/tickets/{id}/related/{other}", id: "unrelate-ticket", tag: "tickets", title: "Take a relation back",
		needs: onObject("tickets.relate"),
	}, func(ctx context.Context, who *rbac.Subject, in *ticketAndOther) (*of[Ticket], error) {
		return s.ticketAnswer(ctx, who)(s.svc.Tickets.Unrelate(ctx, who, core.TicketID(in.ID), core.TicketID(in.Other)))
	})
}
