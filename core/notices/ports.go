package notices

import (
	"context"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// Store is the database, as core/store implements it. Writes need a transaction.
type Store interface {
	// TellNotice stores n, in place of an unread one of the same kind about the same
	// ticket, which it counts in. False if n.Event made that one already.
	TellNotice(ctx context.Context, n *Notice) (bool, error)
	// Notices reads a person's, newest first.
	Notices(ctx context.Context, q Query) ([]Notice, error)
	// CountUnread counts a person's unread ones up to max.
	CountUnread(ctx context.Context, q Query, max int) (Count, error)
	// MarkNotices sets a person's unread notices that r picks to read. It returns how many.
	MarkNotices(ctx context.Context, user core.UserID, r Read, at time.Time) (int, error)
	// Choices are what a person has chosen.
	Choices(ctx context.Context, user core.UserID) (map[Kind]Choice, error)
	SetChoice(ctx context.Context, user core.UserID, kind Kind, c Choice) error
	// QueueListeners are the members of a team who have chosen to hear of its queue.
	QueueListeners(ctx context.Context, team core.TeamID) ([]core.UserID, error)
	// PruneNotices deletes up to n notices from before t, and tells how many.
	PruneNotices(ctx context.Context, t time.Time, n int) (int, error)
}

// Query asks for one person's notices, without those about tickets that they do
// not see: Inside as employees, or, for a plugin's words, at all.
type Query struct {
	User          core.UserID
	Inside, Reach []rbac.Branch
	Before        core.NoticeID // zero starts with the newest
	Limit         int
}

// Read picks notices to be marked: all of them, those about one ticket, or these.
type Read struct {
	All    bool
	Ticket core.TicketID
	IDs    []core.NoticeID
}

// Tickets is what notices need of tickets.Service.
type Tickets interface {
	Sight(ctx context.Context, id core.TicketID) (tickets.Sight, error)
}

// People is what notices need of people.Service.
type People interface {
	SubjectByID(ctx context.Context, id core.UserID) (*rbac.Subject, error)
	User(ctx context.Context, who *rbac.Subject, id core.UserID) (*people.PersonView, error)
}
