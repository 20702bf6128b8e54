package httpapi

import (
	"context"
	"net/http"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// NewTicket asks for a ticket. Everything beyond subject and body is for employees.
type NewTicket struct {
	Subject      string        `json:"subject" minLength:"1" maxLength:"250"`
	Body         string        `json:"body" minLength:"1"`
	Format       string        `json:"format,omitempty" enum:"text,markdown,html"`
	RequesterID  *int64        `json:"requester_id,omitempty" minimum:"1"`
	Requester    *NewRequester `json:"requester,omitempty" doc:"By address; a new person is made where there is none."`
	TeamID       *int64        `json:"team_id,omitempty" minimum:"1"`
	AssigneeID   *int64        `json:"assignee_id,omitempty" minimum:"1"`
	Priority     string        `json:"priority,omitempty" enum:"low,normal,high,urgent"`
	Status       string        `json:"status,omitempty" enum:"open,pending,on_hold,solved,closed"`
	Tags         []string      `json:"tags,omitempty" maxItems:"20"`
	Contributors []int64       `json:"contributors,omitempty" maxItems:"50"`
	CC           []int64       `json:"cc,omitempty" maxItems:"50"`
	Contribute   *bool         `json:"contribute,omitempty" doc:"Whether the employee who opens it becomes a contributor; true if left out."`
}

// NewRequester names a requester by address.
type NewRequester struct {
	Name  string `json:"name" maxLength:"200"`
	Email string `json:"email" format:"email"`
}

// TicketPatch changes some of a ticket's fields.
type TicketPatch struct {
	Version     int64          `json:"version" minimum:"1"`
	Subject     *string        `json:"subject,omitempty" minLength:"1" maxLength:"250"`
	Status      *string        `json:"status,omitempty" enum:"open,pending,on_hold,solved,closed"`
	Priority    *string        `json:"priority,omitempty" enum:"low,normal,high,urgent"`
	Tags        *[]string      `json:"tags,omitempty" maxItems:"20" doc:"The whole set."`
	FollowUpAt  Opt[time.Time] `json:"follow_up_at,omitzero" doc:"Null takes the date away."`
	Snooze      Opt[Snoozing]  `json:"snooze,omitzero" doc:"Null wakes the ticket."`
	Pinned      *bool          `json:"pinned,omitempty"`
	Resolution  Opt[string]    `json:"resolution,omitzero"`
	RequesterID *int64         `json:"requester_id,omitempty" minimum:"1"`
}

func (in *NewTicket) request(who *rbac.Subject) (tickets.NewTicket, error) {
	out := tickets.NewTicket{
		Subject: in.Subject, Body: in.Body, Format: tickets.Format(in.Format), Channel: channelOf(who),
		Requester: id[core.UserID](in.RequesterID), Team: id[core.TeamID](in.TeamID), Assignee: id[core.UserID](in.AssigneeID),
		Tags: in.Tags, Contributors: idsOf[core.UserID](in.Contributors), CC: idsOf[core.UserID](in.CC),
		NotContributor: in.Contribute != nil && !*in.Contribute,
	}
	if in.Requester != nil {
		out.RequesterName, out.RequesterEmail = in.Requester.Name, in.Requester.Email
	}
	var err error
	if in.Priority != "" {
		if out.Priority, err = tickets.ParsePriority(in.Priority); err != nil {
			return out, err
		}
	}
	if in.Status != "" {
		out.Status, err = tickets.ParseStatus(in.Status)
	}
	return out, err
}

func (in *TicketPatch) patch() (tickets.Patch, error) {
	out := tickets.Patch{
		Version: in.Version, Subject: in.Subject, Tags: in.Tags, FollowUpAt: in.FollowUpAt.pointer(),
		Snooze: in.Snooze.Value.snooze(in.Snooze.Set), Pinned: in.Pinned, Resolution: in.Resolution.pointer(),
	}
	if in.RequesterID != nil {
		requester := core.UserID(*in.RequesterID)
		out.Requester = &requester
	}
	if in.Status != nil {
		status, err := tickets.ParseStatus(*in.Status)
		if err != nil {
			return out, err
		}
		out.Status = &status
	}
	if in.Priority != nil {
		priority, err := tickets.ParsePriority(*in.Priority)
		if err != nil {
			return out, err
		}
		out.Priority = &priority
	}
	return out, nil
}

func (s *Server) mountTicketWrites() {
	handle(s, route{
		method: http.MethodPost, path: "/tickets", id: "create-ticket", tag: "tickets", title: "Open a new ticket",
		needs: anyone("guests may submit where the helpdesk allows it"), status: http.StatusCreated,
	}, func(ctx context.Context, who *rbac.Subject, in *of[NewTicket]) (*of[Ticket], error) {
		if err := s.limitGuests(ctx, who); err != nil {
			return nil, err
		}
		request, err := in.Body.request(who)
		if err != nil {
			return nil, err
		}
		return s.ticketAnswer(ctx, who)(s.svc.Tickets.Create(ctx, who, request))
	})
	handle(s, route{
		method: http.MethodPatch, path: "/tickets/{id}", id: "update-ticket", tag: "tickets", title: "Change a ticket",
		needs: onObject("tickets.status", "tickets.priority", "tickets.subject", "tickets.pin", "tickets.follow_up", "tickets.resolution", "tickets.email"),
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		ID   int64 `path:"id" minimum:"1"`
		Body TicketPatch
	}) (*of[Ticket], error) {
		patch, err := in.Body.patch()
		if err != nil {
			return nil, err
		}
		return s.ticketAnswer(ctx, who)(s.svc.Tickets.Update(ctx, who, core.TicketID(in.ID), patch))
	})
	handle(s, route{
		method: http.MethodDelete, path: "/tickets/{id}", id: "delete-ticket", tag: "tickets", title: "Delete a ticket",
		needs: onObject("tickets.delete"), status: http.StatusNoContent,
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		ID      int64 `path:"id" minimum:"1"`
		Version int64 `query:"version" minimum:"1"`
	}) (*none, error) {
		return nil, s.svc.Tickets.Delete(ctx, who, core.TicketID(in.ID), in.Version)
	})
}

// id reads an optional number of a body; zero when it is left out.
func id[T ~int64](n *int64) T {
	if n == nil {
		return 0
	}
	return T(*n)
}
