package httpapi

import (
	"context"
	"net/http"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// ticketQuery are the conditions of a list of tickets. Several values of one
// are separated by commas; all conditions must hold.
type ticketQuery struct {
	View         string   `query:"view" doc:"Start from a saved or system view, such as mine or 12."`
	Status       []string `query:"status" enum:"open,pending,on_hold,solved,closed"`
	Priority     []string `query:"priority" enum:"low,normal,high,urgent"`
	Team         []string `query:"team" doc:"Numbers of teams; none for tickets without a team."`
	Assignee     string   `query:"assignee" doc:"A person's number, me, or none."`
	Requester    string   `query:"requester" doc:"A person's number, or me."`
	Contributor  string   `query:"contributor" doc:"A person's number, or me."`
	Snoozed      string   `query:"snoozed" enum:"too,only" doc:"Lists of active tickets leave out what is snoozed, unless asked: too, only."`
	Tag          string   `query:"tag"`
	Organization int64    `query:"organization" minimum:"1"`
	Channel      string   `query:"channel" maxLength:"32"`
	When         []string `query:"when" doc:"Conditions on recorded moments, each moment~from~to: created~2026-11-01T00:00:00Z~2026-12-01T00:00:00Z. Moments are created, first_response, resolved, solved, reopened, replied, worked and active; ~by=12 behind it is who did it, ~never that it never was."`
	Within       string   `query:"within" maxLength:"100" doc:"A permission key: only what the caller reaches with it, too, as an employee."`
	Q            string   `query:"q" maxLength:"200" doc:"Words that must occur."`
	Sort         string   `query:"sort" enum:"-updated,updated,-created,created"`
	Cursor       string   `query:"cursor"`
	Limit        int      `query:"limit" minimum:"1" maximum:"200"`
}

// filter reads the query in the service's terms.
func (q *ticketQuery) filter() (tickets.Filter, error) {
	f := tickets.Filter{
		View: q.View, Snoozed: tickets.Snoozed(q.Snoozed), Tag: q.Tag, Organization: core.OrganizationID(q.Organization), Channel: q.Channel, Within: rbac.Key(q.Within), Query: q.Q,
		Sort: tickets.Sort(q.Sort), Cursor: q.Cursor, Limit: q.Limit,
	}
	var err error
	if f.Statuses, err = parseAll(q.Status, tickets.ParseStatus); err != nil {
		return f, err
	}
	if f.Priorities, err = parseAll(q.Priority, tickets.ParsePriority); err != nil {
		return f, err
	}
	for _, text := range q.Team {
		if text == "none" {
			f.NoTeam = true
			continue
		}
		id, err := queryID[core.TeamID]("team", text)
		if err != nil {
			return f, err
		}
		f.Teams = append(f.Teams, id)
	}
	if f.When, err = parseAll(q.When, tickets.ParseWhen); err != nil {
		return f, err
	}
	if err := person("assignee", q.Assignee, &f.Mine, &f.Assignee, &f.NoAssignee); err != nil {
		return f, err
	}
	if err := person("requester", q.Requester, &f.Requested, &f.Requester, nil); err != nil {
		return f, err
	}
	return f, person("contributor", q.Contributor, &f.Contributing, &f.Contributor, nil)
}

// person reads a parameter that names somebody: me, none, or a number.
func person(name, text string, me *bool, id *core.UserID, none *bool) (err error) {
	switch {
	case text == "":
	case text == "me":
		*me = true
	case text == "none" && none != nil:
		*none = true
	default:
		*id, err = queryID[core.UserID](name, text)
	}
	return err
}

func (s *Server) mountTicketReads() {
	handle(s, route{
		method: http.MethodGet, path: "/tickets", id: "list-tickets", tag: "tickets", title: "List tickets",
		help: "Only what the caller may see. Pinned tickets come first.", needs: signedIn("customers see the tickets they asked for"),
	}, func(ctx context.Context, who *rbac.Subject, in *ticketQuery) (*of[List[TicketRow]], error) {
		f, err := in.filter()
		if err != nil {
			return nil, err
		}
		page, err := s.svc.Tickets.List(ctx, who, f)
		return ok(listOf(each(page.Items, ticketRowOf), page.Next), err)
	})
	handle(s, route{
		method: http.MethodGet, path: "/tickets/{id}", id: "get-ticket", tag: "tickets", title: "Open a ticket", needs: onObject("tickets.view"),
	}, func(ctx context.Context, who *rbac.Subject, in *idPath) (*of[Ticket], error) {
		return s.ticketAnswer(ctx, who)(s.svc.Tickets.Get(ctx, who, core.TicketID(in.ID)))
	})
	handle(s, route{
		method: http.MethodGet, path: "/tickets/{id}/activities", id: "list-activities", tag: "tickets", title: "Read a ticket's log",
		help: "Newest first.", needs: onObject("tickets.view"),
	}, func(ctx context.Context, who *rbac.Subject, in *messagePage) (*of[List[Activity]], error) {
		page, err := s.svc.Tickets.Activities(ctx, who, core.TicketID(in.ID), in.Cursor, in.Limit)
		if err != nil {
			return nil, err
		}
		lines := each(page.Items, activityOf)
		return ok(listOf(lines, page.Next), s.nameActivities(ctx, lines))
	})
}

// ticketAnswer turns a service's answer into the ticket with the places that
// plugins have beside it.
func (s *Server) ticketAnswer(ctx context.Context, who *rbac.Subject) func(*tickets.Ticket, error) (*of[Ticket], error) {
	return func(t *tickets.Ticket, err error) (*of[Ticket], error) {
		if err != nil {
			return nil, err
		}
		var places ticketPlaces
		if s.svc.UI != nil {
			titles := s.titles(ctx)
			at := func(ext string) []Place { return titles.places(s.svc.UI.TicketPlaces(ctx, who, t, ext)) }
			places = ticketPlaces{panels: at("ticket.sidebar"), tabs: at("ticket.tab"), actions: at("ticket.action"), inserts: at("composer.action")}
		}
		return ok(ticketOf(t, places), nil)
	}
}
