package plugin

import (
	"context"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/tickets"
	"pegboard.dev/pegboard/sdk/abi"
)

// Activities is a ticket's log; core/store implements it. It needs a transaction.
type Activities interface {
	AppendActivities(ctx context.Context, lines ...tickets.Activity) error
}

// heard is the line that a will-hook leaves in the ticket's log.
func (u *unit) heard(hook string, began time.Time, reply *abi.HookReply, err error) tickets.Heard {
	h := tickets.Heard{Plugin: u.manifest.ID, Hook: hook, Verdict: "saw", MS: millis(began)}
	switch veto := asVeto(err); {
	case veto != nil:
		h.Verdict, h.Reason = "vetoed", veto.reason
	case err != nil:
		h.Verdict, h.Reason = "failed", clip(message(err), maxReason)
	case reply.Verdict == abi.VerdictPatch:
		h.Verdict, h.Fields = "changed", changedFields(reply)
	}
	return h
}

// millis is how long something took, in milliseconds to a thousandth.
func millis(began time.Time) float64 { return float64(time.Since(began).Microseconds()) / 1000 }

func changedFields(r *abi.HookReply) []string {
	var out []string
	for _, f := range []struct {
		bit  bool
		name string
	}{
		{r.Ticket.Set&abi.TicketPatchSubject != 0 || r.Mail.Set&abi.MailPatchSubject != 0, "subject"}, {r.Ticket.Set&abi.TicketPatchStatus != 0, "status"},
		{r.Ticket.Set&abi.TicketPatchPriority != 0, "priority"}, {r.Ticket.Set&abi.TicketPatchTags != 0, "tags"},
		{r.Ticket.Set&abi.TicketPatchFollowUpAt != 0, "follow_up_at"}, {r.Ticket.Set&abi.TicketPatchResolution != 0, "resolution"},
		{r.Ticket.Set&abi.TicketPatchBody != 0 || r.Message.Set&abi.MessagePatchBodyText != 0 || r.Mail.Set&abi.MailPatchBodyText != 0, "body"},
	} {
		if f.bit {
			out = append(out, f.name)
		}
	}
	return out
}

// log writes lines into a ticket's log by themselves, for what no change carries
// there. That they cannot be written is no reason to stop.
func (m *Manager) log(ctx context.Context, ticket core.TicketID, who core.UserID, lines ...tickets.Heard) {
	if ticket == 0 || len(lines) == 0 {
		return
	}
	rows := make([]tickets.Activity, len(lines))
	for i := range lines {
		rows[i] = lines[i].Activity(ticket, who, m.Clock.Now())
	}
	// The budget of hooks may be used up by now; the log has its own time.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lifeTime)
	defer cancel()
	err := m.Tx.InTx(ctx, func(ctx context.Context) error { return m.Activities.AppendActivities(ctx, rows...) })
	if err != nil {
		m.Log.WarnContext(ctx, "plugin: the ticket's log", "ticket", int64(ticket), "error", err)
	}
}

// told writes that a watcher heard of an event.
func (m *Manager) told(ctx context.Context, u *unit, e *core.Event, began time.Time, err error) {
	if e.Ticket == 0 {
		return
	}
	h := tickets.Heard{Plugin: u.manifest.ID, Hook: e.Type, Verdict: "told", MS: millis(began)}
	if err != nil {
		h.Verdict, h.Reason = "failed", clip(message(err), maxReason)
	}
	m.log(ctx, e.Ticket, e.Actor, h)
}
