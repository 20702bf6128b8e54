package httpapi

import (
	"time"

	"pegboard.dev/pegboard/core/tickets"
)

// TicketRow is a ticket as lists show it.
type TicketRow struct {
	ID               int64           `json:"id"`
	Subject          string          `json:"subject"`
	Status           string          `json:"status" enum:"open,pending,on_hold,solved,closed"`
	Priority         string          `json:"priority" enum:"low,normal,high,urgent"`
	Channel          string          `json:"channel"`
	Team             *Ref            `json:"team"`
	Assignee         *Ref            `json:"assignee"`
	Requester        Requester       `json:"requester"`
	Organization     *Ref            `json:"organization"`
	Tags             []string        `json:"tags"`
	Pinned           bool            `json:"pinned"`
	FollowUpAt       *time.Time      `json:"follow_up_at"`
	Snooze           *Snoozing       `json:"snooze" doc:"Null when the ticket is awake."`
	WokenAt          *time.Time      `json:"woken_at" doc:"When a snoozed ticket came back, until an employee touches it."`
	ContributorCount int             `json:"contributor_count"`
	MessageCount     int             `json:"message_count"`
	Version          int64           `json:"version" doc:"Send it back with a change; a stale one is a conflict."`
	CreatedAt        time.Time       `json:"created_at"`
	UpdatedAt        time.Time       `json:"updated_at"`
	Abilities        map[string]bool `json:"abilities"`
}

// Requester is whom a ticket is for.
type Requester struct {
	ID    int64   `json:"id"`
	Name  string  `json:"name"`
	Email *string `json:"email" doc:"Null where the reader may not know it."`
}

// Contributor is an employee who helps with a ticket.
type Contributor struct {
	ID      int64     `json:"id"`
	Name    string    `json:"name"`
	AddedAt time.Time `json:"added_at"`
}

// RelatedTicket is another ticket that has to do with this one.
type RelatedTicket struct {
	ID      int64  `json:"id"`
	Subject string `json:"subject"`
	Status  string `json:"status" enum:"open,pending,on_hold,solved,closed"`
}

// Ticket is one ticket, opened.
type Ticket struct {
	TicketRow
	Resolution      string          `json:"resolution"`
	Contributors    []Contributor   `json:"contributors"`
	CC              []Ref           `json:"cc"`
	Related         []RelatedTicket `json:"related"`
	MergedInto      *int64          `json:"merged_into"`
	Messages        []Message       `json:"messages" doc:"The newest messages, oldest first."`
	OlderMessages   *string         `json:"older_messages" doc:"The cursor of GET …/messages for those before, null when all are here."`
	FirstResponseAt *time.Time      `json:"first_response_at"`
	ResolvedAt      *time.Time      `json:"resolved_at"`
	ClosedAt        *time.Time      `json:"closed_at"`
	Panels          []Place         `json:"panels"`
	Tabs            []Place         `json:"tabs" doc:"What plugins show in the place of the conversation."`
	Actions         []Place         `json:"actions"`
	Inserts         []Place         `json:"inserts" doc:"What plugins offer while one writes."`
}

// ticketPlaces are what plugins have beside a ticket.
type ticketPlaces struct{ panels, tabs, actions, inserts []Place }

func ticketRowOf(t tickets.Summary) TicketRow {
	row := TicketRow{
		ID: int64(t.ID), Subject: t.Subject, Status: t.Status.String(), Priority: t.Priority.String(), Channel: t.Channel,
		Team: refOf(t.Team.ID, t.Team.Name), Assignee: refOf(t.Assignee.ID, t.Assignee.Name),
		Requester:    Requester{ID: int64(t.Requester.ID), Name: t.Requester.Name},
		Organization: refOf(t.Organization.ID, t.Organization.Name),
		Tags:         orEmpty(t.Tags), Pinned: !t.PinnedAt.IsZero(), FollowUpAt: timeOf(t.FollowUpAt),
		Snooze: snoozingOf(t.Snooze), WokenAt: timeOf(t.WokenAt),
		ContributorCount: t.ContributorCount, MessageCount: t.MessageCount, Version: t.Version,
		CreatedAt: t.CreatedAt, UpdatedAt: t.UpdatedAt, Abilities: orNone(t.Abilities),
	}
	if t.Requester.Email != "" {
		row.Requester.Email = &t.Requester.Email
	}
	return row
}

func ticketOf(t *tickets.Ticket, p ticketPlaces) Ticket {
	out := Ticket{
		TicketRow: ticketRowOf(t.Summary), Resolution: t.Resolution,
		Contributors: each(t.Contributors, func(c tickets.Contributor) Contributor {
			return Contributor{ID: int64(c.ID), Name: c.Name, AddedAt: c.AddedAt}
		}),
		CC: each(t.CC, func(p tickets.Person) Ref { return Ref{ID: int64(p.ID), Name: p.Name} }),
		Related: each(t.Related, func(r tickets.Related) RelatedTicket {
			return RelatedTicket{ID: int64(r.ID), Subject: r.Subject, Status: r.Status.String()}
		}),
		Messages:        each(t.Messages, messageOf),
		FirstResponseAt: timeOf(t.FirstResponseAt), ResolvedAt: timeOf(t.ResolvedAt), ClosedAt: timeOf(t.ClosedAt),
		Panels: orEmpty(p.panels), Tabs: orEmpty(p.tabs), Actions: orEmpty(p.actions), Inserts: orEmpty(p.inserts),
	}
	if t.MergedInto != 0 {
		into := int64(t.MergedInto)
		out.MergedInto = &into
	}
	if t.OlderMessages != "" {
		out.OlderMessages = &t.OlderMessages
	}
	return out
}
