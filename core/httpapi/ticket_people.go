package httpapi

import (
	"context"
	"net/http"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// ticketAndUser is the path of verbs on a person at a ticket.
type ticketAndUser struct {
	ID   int64 `path:"id" minimum:"1"`
	User int64 `path:"user" minimum:"1"`
}

type search struct {
	ID int64  `path:"id" minimum:"1"`
	Q  string `query:"q" maxLength:"100" doc:"The beginning of a name or address."`
}

// Assignment gives a ticket to somebody.
type Assignment struct {
	UserID  int64 `json:"user_id" minimum:"1"`
	Version int64 `json:"version,omitempty" minimum:"1"`
}

// Version is the body of verbs that need nothing else.
type Version struct {
	Version int64 `json:"version,omitempty" minimum:"1" doc:"Left out: whatever the ticket is now."`
}

// TransferTeams are the teams that a ticket may go to.
type TransferTeams struct {
	Items []Ref   `json:"items"`
	Next  *string `json:"next"`
	None  bool    `json:"none" doc:"No team is a choice as well."`
}

func (s *Server) mountTicketPeople() {
	handle(s, route{
		method: http.MethodPost, path: "/tickets/{id}/take", id: "take-ticket", tag: "tickets", title: "Take a ticket from the queue",
		help: "Of two people who take at once exactly one succeeds; the other gets a conflict.", needs: onObject("tickets.take"),
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		ID   int64    `path:"id" minimum:"1"`
		Body *Version `required:"false"`
	}) (*of[Ticket], error) {
		var version int64
		if in.Body != nil {
			version = in.Body.Version
		}
		return s.ticketAnswer(ctx, who)(s.svc.Tickets.Take(ctx, who, core.TicketID(in.ID), version))
	})
	handle(s, route{
		method: http.MethodPut, path: "/tickets/{id}/assignee", id: "assign-ticket", tag: "tickets", title: "Give a ticket to somebody",
		needs: onObject("tickets.assign", "tickets.take"),
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		ID   int64 `path:"id" minimum:"1"`
		Body Assignment
	}) (*of[Ticket], error) {
		return s.ticketAnswer(ctx, who)(s.svc.Tickets.Assign(ctx, who, core.TicketID(in.ID), core.UserID(in.Body.UserID), in.Body.Version))
	})
	handle(s, route{
		method: http.MethodDelete, path: "/tickets/{id}/assignee", id: "unassign-ticket", tag: "tickets", title: "Put a ticket back into the queue",
		needs: onObject("tickets.assign", "tickets.take"),
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		ID      int64 `path:"id" minimum:"1"`
		Version int64 `query:"version" minimum:"1"`
	}) (*of[Ticket], error) {
		return s.ticketAnswer(ctx, who)(s.svc.Tickets.Unassign(ctx, who, core.TicketID(in.ID), in.Version))
	})
	type verb = func(context.Context, *rbac.Subject, core.TicketID, core.UserID) (*tickets.Ticket, error)
	member := func(method, path, id, title string, key rbac.Key, do verb) {
		handle(s, route{method: method, path: path, id: id, tag: "tickets", title: title, needs: onObject(key)},
			func(ctx context.Context, who *rbac.Subject, in *ticketAndUser) (*of[Ticket], error) {
				return s.ticketAnswer(ctx, who)(do(ctx, who, core.TicketID(in.ID), core.UserID(in.User)))
			})
	}
	// Method values are bound here, where a server without services (one that
	// only describes itself) must not touch them yet.
	member(http.MethodPut, "/tickets/{id}/contributors/{user}", "add-contributor", "Ask a colleague in", "tickets.assistance",
		func(ctx context.Context, who *rbac.Subject, t core.TicketID, u core.UserID) (*tickets.Ticket, error) {
			return s.svc.Tickets.AddContributor(ctx, who, t, u)
		})
	member(http.MethodDelete, "/tickets/{id}/contributors/{user}", "remove-contributor", "Let a colleague go", "tickets.assistance",
		func(ctx context.Context, who *rbac.Subject, t core.TicketID, u core.UserID) (*tickets.Ticket, error) {
			return s.svc.Tickets.RemoveContributor(ctx, who, t, u)
		})
	member(http.MethodPut, "/tickets/{id}/cc/{user}", "add-cc", "Copy somebody in", "tickets.email",
		func(ctx context.Context, who *rbac.Subject, t core.TicketID, u core.UserID) (*tickets.Ticket, error) {
			return s.svc.Tickets.AddCC(ctx, who, t, u)
		})
	member(http.MethodDelete, "/tickets/{id}/cc/{user}", "remove-cc", "Stop copying somebody in", "tickets.email",
		func(ctx context.Context, who *rbac.Subject, t core.TicketID, u core.UserID) (*tickets.Ticket, error) {
			return s.svc.Tickets.RemoveCC(ctx, who, t, u)
		})
	s.mountCandidates()
}

// mountCandidates adds the lists from which the verbs above choose.
func (s *Server) mountCandidates() {
	list := func(path, id, title string, needs permission, find func(context.Context, *rbac.Subject, core.TicketID, string) ([]tickets.Person, error)) {
		handle(s, route{method: http.MethodGet, path: path, id: id, tag: "tickets", title: title, needs: needs},
			func(ctx context.Context, who *rbac.Subject, in *search) (*of[List[Ref]], error) {
				people, err := find(ctx, who, core.TicketID(in.ID), in.Q)
				return ok(listOf(each(people, func(p tickets.Person) Ref { return Ref{ID: int64(p.ID), Name: p.Name} }), ""), err)
			})
	}
	list("/tickets/{id}/assignees", "list-assignees", "Who the ticket may be given to", onObject("tickets.assign", "tickets.take"),
		func(ctx context.Context, who *rbac.Subject, t core.TicketID, q string) ([]tickets.Person, error) {
			return s.svc.Tickets.Assignees(ctx, who, t, q)
		})
	list("/tickets/{id}/colleagues", "list-colleagues", "Who may be asked in", onObject("tickets.assistance"),
		func(ctx context.Context, who *rbac.Subject, t core.TicketID, q string) ([]tickets.Person, error) {
			return s.svc.Tickets.Colleagues(ctx, who, t, q)
		})
	list("/tickets/{id}/mentionable", "list-mentionable", "Whom a note may mention", onObject("tickets.comment"),
		func(ctx context.Context, who *rbac.Subject, t core.TicketID, q string) ([]tickets.Person, error) {
			return s.svc.Tickets.Mentionable(ctx, who, t, q)
		})
	handle(s, route{
		method: http.MethodGet, path: "/tickets/{id}/teams", id: "list-transfer-teams", tag: "tickets", title: "Which teams the ticket may go to",
		needs: onObject("tickets.transfer", "tickets.route"),
	}, func(ctx context.Context, who *rbac.Subject, in *idPath) (*of[TransferTeams], error) {
		teams, none, err := s.svc.Tickets.TransferTeams(ctx, who, core.TicketID(in.ID))
		items := each(teams, func(t tickets.Team) Ref { return Ref{ID: int64(t.ID), Name: t.Name} })
		return ok(TransferTeams{Items: items, None: none}, err)
	})
}
