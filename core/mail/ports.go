package mail

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/notices"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// People is what letters need of people.Service.
type People interface {
	OutgoingMail(ctx context.Context) (*people.MailServer, error)
	Company(ctx context.Context) (*people.Company, error)
	Branding(ctx context.Context) (*people.Branding, error)
	ResetCode(ctx context.Context, id core.UserID) (*people.SentCode, error)
	VerifyCode(ctx context.Context, id core.UserID) (*people.SentCode, error)
	RenewInvitation(ctx context.Context, id people.InvitationID) (*people.Invitation, *people.SentCode, error)
	SubjectByID(ctx context.Context, id core.UserID) (*rbac.Subject, error)
	User(ctx context.Context, who *rbac.Subject, id core.UserID) (*people.PersonView, error)
	Directory() people.Directory
	HasAccount(ctx context.Context, id core.UserID) (bool, error)
}

// Tickets is what letters need of tickets.Service.
type Tickets interface {
	Get(ctx context.Context, who *rbac.Subject, id core.TicketID) (*tickets.Ticket, error)
	Messages(ctx context.Context, who *rbac.Subject, id core.TicketID, cursor string, limit int) (core.Page[tickets.Message], error)
	Audience(ctx context.Context, id core.TicketID) ([]core.UserID, error)
	TrackingToken(ticket core.TicketID, user core.UserID) string
}

// Notices is what letters need of notices.Service.
type Notices interface {
	Wanted(ctx context.Context, who *rbac.Subject, k notices.Kind) (notices.Choice, error)
}

// Hooks is asked before a letter about a ticket leaves; plugin.Manager implements it.
type Hooks interface {
	// WillSend may change the letter's subject and text. KindConflict keeps it back for
	// good, other errors until it is tried again.
	WillSend(ctx context.Context, l *core.Outgoing) error
}

// Printer makes what a plugin's letter carries; plugin.Manager implements it.
type Printer interface {
	// PrintOrdered makes the PDF for the person whom the letter goes to. KindForbidden
	// and KindNotFound say that it is not theirs to have.
	PrintOrdered(ctx context.Context, who *rbac.Subject, plugin core.PluginID, o *people.PrintOrder) (*core.Attached, error)
}
