package httpapi

import (
	"context"
	"net/http"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// Viewer is an employee who can see a ticket.
type Viewer struct {
	ID      int64     `json:"id"`
	Name    string    `json:"name"`
	Ways    []string  `json:"ways" enum:"owner,contributor,teams,no_team,queue_teams,queue_no_team,requester,cc,organization,all" doc:"How the ticket is within their reach: owner is the assignee, all is everything."`
	Roles   []RoleRef `json:"roles" doc:"Those of their roles by which they see tickets as far as they do."`
	Granted bool      `json:"granted" doc:"A personal grant lets them see it, or widens what their roles give."`
}

// Viewers are the employees who can see a ticket.
type Viewers struct {
	Items  []Viewer `json:"items" doc:"Those whom the caller may know of, who are closest to the ticket first."`
	Next   *string  `json:"next"`
	Others int      `json:"others" doc:"How many more can see it that are not named."`
	More   bool     `json:"more" doc:"There are more employees than were looked at."`
}

func (t *titles) viewer(v people.Viewer) Viewer {
	return Viewer{
		ID: int64(v.Person.ID), Name: v.Person.Name, Granted: v.Granted,
		Ways:  each(v.Ways, rbac.BranchKind.String),
		Roles: each(v.Roles, func(r rbac.Source) RoleRef { return t.roleRef(r.Role, r.Name) }),
	}
}

func (s *Server) mountViewers() {
	handle(s, route{
		method: http.MethodGet, path: "/tickets/{id}/viewers", id: "list-viewers", tag: "tickets", title: "Which employees can see a ticket, and why",
		help: "By the rule that decides about every access. It takes people.view or roles.view as well.", needs: onObject("tickets.view"),
	}, func(ctx context.Context, who *rbac.Subject, in *idPath) (*of[Viewers], error) {
		object, err := s.svc.Tickets.Access(ctx, who, core.TicketID(in.ID))
		if err != nil {
			return nil, err
		}
		v, err := s.svc.People.Viewers(ctx, who, rbac.Tickets, object)
		if err != nil {
			return nil, err
		}
		return ok(Viewers{Items: each(v.People, s.titles(ctx).viewer), Others: v.Others, More: v.More}, nil)
	})
}
