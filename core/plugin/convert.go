package plugin

import (
	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/tickets"
	"pegboard.dev/pegboard/sdk/abi"
)

// summary translates a ticket as lists show it. Names and addresses need people.read.
func (c *call) summary(t *tickets.Summary) abi.Ticket {
	out := abi.Ticket{
		ID: int64(t.ID), Version: t.Version, Subject: t.Subject, Status: t.Status.String(), Priority: t.Priority.String(), Channel: t.Channel,
		TeamID: int64(t.Team.ID), TeamName: t.Team.Name, AssigneeID: int64(t.Assignee.ID), RequesterID: int64(t.Requester.ID),
		OrganizationID: int64(t.Organization.ID), Tags: t.Tags, FollowUpAt: abi.TimeOf(t.FollowUpAt), PinnedAt: abi.TimeOf(t.PinnedAt),
		MessageCount: int64(t.MessageCount), CreatedAt: abi.TimeOf(t.CreatedAt), UpdatedAt: abi.TimeOf(t.UpdatedAt),
	}
	if t.Status == 0 {
		out.Status = ""
	}
	if t.Priority == 0 {
		out.Priority = ""
	}
	if c.granted(manifest.PeopleRead) {
		out.AssigneeName, out.RequesterName, out.RequesterEmail = t.Assignee.Name, t.Requester.Name, t.Requester.Email
		out.OrganizationName = t.Organization.Name
	}
	return out
}

// ticket translates an open ticket.
func (c *call) ticket(t *tickets.Ticket) abi.Ticket {
	out := c.summary(&t.Summary)
	out.Resolution, out.MergedInto = t.Resolution, int64(t.MergedInto)
	out.FirstResponseAt, out.ResolvedAt, out.ClosedAt = abi.TimeOf(t.FirstResponseAt), abi.TimeOf(t.ResolvedAt), abi.TimeOf(t.ClosedAt)
	for i := range t.Contributors {
		out.ContributorIDs = append(out.ContributorIDs, int64(t.Contributors[i].ID))
	}
	for i := range t.CC {
		out.CCIDs = append(out.CCIDs, int64(t.CC[i].ID))
	}
	return out
}

func (c *call) message(m *tickets.Message) abi.Message {
	out := abi.Message{
		ID: int64(m.ID), TicketID: int64(m.Ticket), AuthorID: int64(m.Author.ID), Kind: m.Kind.String(), FromCustomer: m.FromCustomer,
		Channel: m.Channel, BodyText: m.Text, BodyHTML: m.HTML, CreatedAt: abi.TimeOf(m.CreatedAt),
	}
	if c.granted(manifest.PeopleRead) {
		out.AuthorName = m.Author.Name
	}
	for i := range m.Attachments {
		a := &m.Attachments[i]
		out.Attachments = append(out.Attachments, abi.Attachment{ID: int64(a.ID), Name: a.Name, Size: a.Size, MIME: a.Type})
	}
	return out
}

func person(p *people.Person, organization string) abi.Person {
	out := abi.Person{
		ID: int64(p.ID), Name: p.Name, Email: p.Email, Kind: string(p.Kind), Phone: p.Phone, Locale: p.Locale, Timezone: p.Timezone,
		OrganizationID: int64(p.Organization), OrganizationName: organization, Roles: p.Roles,
		Verified: !p.VerifiedAt.IsZero(), Disabled: !p.DisabledAt.IsZero(), CreatedAt: abi.TimeOf(p.CreatedAt),
	}
	for _, id := range p.Teams {
		out.TeamIDs = append(out.TeamIDs, int64(id))
	}
	return out
}

func event(e *core.Event, actor string) *abi.Event {
	return &abi.Event{
		ID: int64(e.ID), Type: e.Type, TicketID: int64(e.Ticket), ActorID: int64(e.Actor), ActorName: actor,
		Plugin: string(e.Plugin), At: abi.TimeOf(e.At), Payload: abi.JSON(e.Payload),
	}
}

// overlay puts the fields that a patch sets over those of t, and names them.
func overlay(t *abi.Ticket, p *tickets.Patch) (changed []string) {
	set := func(name string) { changed = append(changed, name) }
	if p.Subject != nil {
		t.Subject = *p.Subject
		set("subject")
	}
	if p.Status != nil {
		t.Status = p.Status.String()
		set("status")
	}
	if p.Priority != nil {
		t.Priority = p.Priority.String()
		set("priority")
	}
	if p.Tags != nil {
		t.Tags = *p.Tags
		set("tags")
	}
	if p.FollowUpAt != nil {
		t.FollowUpAt = abi.TimeOf(*p.FollowUpAt)
		set("follow_up_at")
	}
	if p.Resolution != nil {
		t.Resolution = *p.Resolution
		set("resolution")
	}
	if p.Requester != nil {
		t.RequesterID = int64(*p.Requester)
		set("requester_id")
	}
	return changed
}

// domainPatch translates what a guest wants changed. Teams and people are not
// part of a ticket's patch: see TicketUpdate. Values must be valid.
func domainPatch(p *abi.TicketPatch) (tickets.Patch, error) {
	var out tickets.Patch
	if p.Set&abi.TicketPatchSubject != 0 {
		out.Subject = &p.Subject
	}
	if p.Set&abi.TicketPatchStatus != 0 {
		s, err := tickets.ParseStatus(p.Status)
		if err != nil {
			return out, err
		}
		out.Status = &s
	}
	if p.Set&abi.TicketPatchPriority != 0 {
		v, err := tickets.ParsePriority(p.Priority)
		if err != nil {
			return out, err
		}
		out.Priority = &v
	}
	if p.Set&abi.TicketPatchTags != 0 {
		out.Tags = &p.Tags
	}
	if p.Set&abi.TicketPatchFollowUpAt != 0 {
		at := p.FollowUpAt.Time()
		out.FollowUpAt = &at
	}
	if p.Set&abi.TicketPatchResolution != 0 {
		out.Resolution = &p.Resolution
	}
	return out, nil
}
