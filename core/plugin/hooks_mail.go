package plugin

import (
	"context"
	"strings"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
	"pegboard.dev/pegboard/sdk/abi"
)

// HookWillSend is asked before a letter about a ticket leaves.
const HookWillSend = manifest.WillSend

// WillSend lets plugins change the subject and words of a letter, or keep it back:
// KindConflict, which is final. KindUnavailable when one that fails closed did not
// answer: the letter is tried again later. Each plugin is asked as it would watch the
// event behind the letter, and the ticket's log says what it did.
func (m *Manager) WillSend(ctx context.Context, l *core.Outgoing) error {
	const op = "plugin.WillSend"
	if !m.Asks(HookWillSend) {
		return nil
	}
	var heard []tickets.Heard
	err := m.pose(ctx, &question{
		name: HookWillSend,
		who: func(ctx context.Context, u *unit) (*rbac.Subject, error) {
			return m.behind(ctx, u, &core.Event{Actor: l.Actor})
		},
		put: func(c *call, req *abi.HookRequest) {
			req.Mail = &abi.Mail{Subject: l.Subject, BodyText: l.Text, TicketID: int64(l.Ticket), MessageID: int64(l.Message)}
			if c.granted(manifest.PeopleRead) {
				req.Mail.To = []string{l.To}
			}
		},
		take: func(u *unit, r *abi.HookReply) error {
			switch {
			case r.Ticket.Set != 0 || r.Message.Set != 0 || r.Person.Set != 0:
				return core.Errorf(op, core.KindInvalid, "The plugin %s wanted to change another record in %s, which is about a letter.", u.manifest.Name, HookWillSend)
			case r.Mail.Set&abi.MailPatchBodyHTML != 0:
				return core.InvalidField(op, "body_html", "The plugin %s wanted to change body_html, which the helpdesk makes from body_text.", u.manifest.Name)
			}
			if r.Mail.Set&abi.MailPatchSubject != 0 {
				subject := strings.Join(strings.Fields(r.Mail.Subject), " ")
				if subject == "" || len(subject) > maxSubject {
					return core.InvalidField(op, "subject", "The plugin %s wanted a subject of no or too many characters.", u.manifest.Name)
				}
				l.Subject = subject
			}
			if r.Mail.Set&abi.MailPatchBodyText != 0 {
				l.Text = strings.Clone(r.Mail.BodyText)
			}
			return nil
		},
		asked: func(u *unit, began time.Time, r *abi.HookReply, err error) {
			heard = append(heard, u.heard(HookWillSend, began, r, err))
		},
	})
	m.log(ctx, l.Ticket, l.Actor, heard...)
	return core.Wrap(op, err)
}

// maxSubject bounds a letter's subject, in bytes.
const maxSubject = 500
