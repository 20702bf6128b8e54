package plugin

import (
	"slices"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/tickets"
	"pegboard.dev/pegboard/sdk/abi"
)

// willPatch reads what a will-hook wants changed. Wanting what no will-hook can
// change is a failure of the hook, with a sentence that says so: passing over it
// in silence would leave the author to guess.
func (u *unit) willPatch(hook string, r *abi.HookReply) (tickets.Patch, error) {
	const op = "plugin.willPatch"
	var none tickets.Patch
	refuse := func(field, why string) (tickets.Patch, error) {
		return none, core.InvalidField(op, field, "The plugin %s wanted to change %s in %s, %s.", u.manifest.Name, field, hook, why)
	}
	const elsewhere = "which no will-hook can; tickets.update does, from a watcher"
	switch {
	case r.Ticket.Set&abi.TicketPatchTeamID != 0:
		return refuse("team_id", elsewhere)
	case r.Ticket.Set&abi.TicketPatchAssigneeID != 0:
		return refuse("assignee_id", elsewhere)
	case r.Message.Set&abi.MessagePatchKind != 0:
		return refuse("kind", "which is for its author to choose")
	case r.Person.Set != 0 || r.Mail.Set != 0:
		return refuse("another record", "which is about a ticket")
	}
	body, worded := &r.Message.BodyText, r.Message.Set&abi.MessagePatchBodyText != 0
	if r.Ticket.Set&abi.TicketPatchBody != 0 {
		if hook != tickets.WillCreate {
			return refuse("body", "where only the message has words")
		}
		body, worded = &r.Ticket.Body, true
	}
	out, err := domainPatch(keep(&r.Ticket))
	if err != nil || !worded {
		return out, err
	}
	switch {
	case hook != tickets.WillCreate && hook != tickets.WillReply && hook != tickets.WillComment:
		return refuse("body_text", "where no message is added")
	case !u.manifest.Grants(manifest.TicketsRead) || !u.manifest.Grants(manifest.TicketsWrite):
		return refuse("what somebody says", "which takes "+manifest.TicketsRead+" and "+manifest.TicketsWrite)
	}
	text := strings.Clone(*body)
	out.Body = &text
	return out, nil
}

// keep copies a patch out of the memory that the next call overwrites.
func keep(p *abi.TicketPatch) *abi.TicketPatch {
	out := *p
	for _, s := range []*string{&out.Subject, &out.Status, &out.Priority, &out.Resolution} {
		*s = strings.Clone(*s)
	}
	out.Tags = slices.Clone(out.Tags)
	for i := range out.Tags {
		out.Tags[i] = strings.Clone(out.Tags[i])
	}
	return &out
}
