package main

import (
	"slices"
	"strings"

	"pegboard.dev/pegboard/core/plugin/bench/ticket"
	"pegboard.dev/pegboard/sdk/abi"
)

// direct calls a handler in the same program, with what a host has to do to let it
// change nothing but what a handler may: it is found by the hook's name and gets a
// copy of the ticket, and the fields that it may change are compared and carried over.
func direct(t *ticket.Ticket) *peer {
	host := wireTicket(t)
	handlers := map[string]func(*abi.Ticket){"ticket.will_create": func(t *abi.Ticket) {
		if strings.Contains(t.Subject, "outage") {
			t.Priority = "urgent"
		}
	}}
	return &peer{name: "native direct call", call: func() error {
		seen := *host
		seen.Tags, seen.ContributorIDs, seen.CCIDs = slices.Clone(host.Tags), slices.Clone(host.ContributorIDs), slices.Clone(host.CCIDs)
		handlers["ticket.will_create"](&seen)
		patch, changed := difference(host, &seen), *host
		patch.Apply(&changed)
		return right(changed.Priority)
	}}
}

// difference is what Ticket.Diff finds, between two tickets of the same program.
func difference(old, now *abi.Ticket) (p abi.TicketPatch) {
	if now.Subject != old.Subject {
		p.Set, p.Subject = p.Set|abi.TicketPatchSubject, now.Subject
	}
	if now.Status != old.Status {
		p.Set, p.Status = p.Set|abi.TicketPatchStatus, now.Status
	}
	if now.Priority != old.Priority {
		p.Set, p.Priority = p.Set|abi.TicketPatchPriority, now.Priority
	}
	if now.TeamID != old.TeamID {
		p.Set, p.TeamID = p.Set|abi.TicketPatchTeamID, now.TeamID
	}
	if now.AssigneeID != old.AssigneeID {
		p.Set, p.AssigneeID = p.Set|abi.TicketPatchAssigneeID, now.AssigneeID
	}
	if !slices.Equal(now.Tags, old.Tags) {
		p.Set, p.Tags = p.Set|abi.TicketPatchTags, now.Tags
	}
	if now.FollowUpAt != old.FollowUpAt {
		p.Set, p.FollowUpAt = p.Set|abi.TicketPatchFollowUpAt, now.FollowUpAt
	}
	if now.Resolution != old.Resolution {
		p.Set, p.Resolution = p.Set|abi.TicketPatchResolution, now.Resolution
	}
	if now.Body != old.Body {
		p.Set, p.Body = p.Set|abi.TicketPatchBody, now.Body
	}
	return p
}
