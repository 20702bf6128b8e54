package tickets

import (
	"context"
	"io"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Store is the database, as core/store implements it. It checks no right. Reads
// see the transaction that ctx carries; writes need one.
type Store interface {
	TicketStore
	ListStore
	MemberStore
	MessageStore
	AttachmentStore
	ActivityStore
	FactStore
	ViewStore
	PersonStore
	IndexStore
}

// TicketStore keeps the tickets themselves.
type TicketStore interface {
	// InsertTicket stores t with its tags and the members that t.Access names,
	// whom by added, and sets its ID.
	InsertTicket(ctx context.Context, t *Ticket, by core.UserID) error
	// FindTicket reads everything about one ticket but its conversation and its
	// relations, deleted ones included. KindNotFound if there is none.
	FindTicket(ctx context.Context, id core.TicketID) (*Ticket, error)
	// LockTicket is FindTicket that keeps other transactions from changing the
	// ticket until the end of this one.
	LockTicket(ctx context.Context, id core.TicketID) (*Ticket, error)
	// SaveTicket writes what differs between was and is, both of one ticket that
	// is locked: its fields, its tags, and the copies of UpdatedAt and Status
	// with its members. Members and relations have methods of their own.
	// KindConflict if the stored version is not was'.
	SaveTicket(ctx context.Context, was, is *Ticket) error
	// SnoozeDue returns tickets whose snooze ends at now or before, the longest
	// overdue first.
	SnoozeDue(ctx context.Context, now time.Time, limit int) ([]core.TicketID, error)
}

// ListStore answers queries about many tickets.
type ListStore interface {
	// ListTickets returns up to q.Limit tickets in order, for q.Reader.
	ListTickets(ctx context.Context, q *Query) ([]Summary, error)
	// CountTickets counts each query's tickets up to max.
	CountTickets(ctx context.Context, qs []Query, max int) ([]Count, error)
	// Among returns those of the tickets that reach covers, by number.
	Among(ctx context.Context, ids []core.TicketID, reach []rbac.Branch) ([]Related, error)
}

// MemberStore keeps who takes part in a ticket, and what it is related to. The
// ticket is locked. What is added must not be there yet; t.Access and
// t.ContributorCount are kept in step. Booleans report whether anything changed.
type MemberStore interface {
	AddContributors(ctx context.Context, t *Ticket, by core.UserID, at time.Time, users ...core.UserID) error
	RemoveContributor(ctx context.Context, t *Ticket, user core.UserID) (bool, error)
	AddCC(ctx context.Context, t *Ticket, users ...core.UserID) error
	RemoveCC(ctx context.Context, t *Ticket, user core.UserID) (bool, error)
	// RelatedTo returns the tickets that one is related to, by number.
	RelatedTo(ctx context.Context, id core.TicketID) ([]core.TicketID, error)
	// Relate and Unrelate act on both directions.
	Relate(ctx context.Context, a, b core.TicketID, by core.UserID, at time.Time) (bool, error)
	Unrelate(ctx context.Context, a, b core.TicketID) (bool, error)
}

// MessageStore keeps conversations.
type MessageStore interface {
	// InsertMessage stores m and sets its ID.
	InsertMessage(ctx context.Context, m *Message) error
	// FindMessage reads one message without its attachments.
	FindMessage(ctx context.Context, id core.MessageID) (*Message, error)
	// Messages reads a ticket's messages, newest first.
	Messages(ctx context.Context, ticket core.TicketID, q MessageQuery) ([]Message, error)
	// MoveMessages gives a ticket's messages and files to another.
	MoveMessages(ctx context.Context, from, to core.TicketID) error
}

// AttachmentStore keeps what is known of files; FileStore has their content.
type AttachmentStore interface {
	InsertAttachment(ctx context.Context, a *Attachment) error
	FindAttachment(ctx context.Context, id core.AttachmentID) (*Attachment, error)
	// BindAttachments gives files that user has uploaded to the ticket, and that
	// no message has, to a message. It returns those it could bind.
	BindAttachments(ctx context.Context, ticket core.TicketID, message core.MessageID, user core.UserID, ids []core.AttachmentID) ([]Attachment, error)
	// StaleUploads returns files uploaded before t that no message took.
	StaleUploads(ctx context.Context, t time.Time, limit int) ([]Attachment, error)
	// DeleteUpload forgets a file that no message has; false if one took it.
	DeleteUpload(ctx context.Context, id core.AttachmentID) (bool, error)
}

// ActivityStore keeps the log; it only grows.
type ActivityStore interface {
	AppendActivities(ctx context.Context, as ...Activity) error
	// Activities reads newest first, those before the given one if not zero.
	Activities(ctx context.Context, ticket core.TicketID, before core.ActivityID, limit int) ([]Activity, error)
}

// FactStore keeps what reports count.
type FactStore interface {
	// BeginSpan ends the ticket's present span, if it has one, and begins another.
	BeginSpan(ctx context.Context, s *Span) error
	// Aggregate counts; see AggregateQuery.
	Aggregate(ctx context.Context, q *AggregateQuery) ([]Figure, error)
	// Backlog counts the active tickets at each of these moments, in order of the
	// moments; the query's By is at most one dimension that is not of time.
	Backlog(ctx context.Context, q *AggregateQuery, at []time.Time) ([]Figure, error)
}

// ViewStore keeps saved views.
type ViewStore interface {
	InsertView(ctx context.Context, v *View) (core.ViewID, error)
	FindView(ctx context.Context, id core.ViewID) (*View, error)
	// UpdateView writes v if the stored version is the given one; false if not.
	UpdateView(ctx context.Context, v *View, version int64) (bool, error)
	DeleteView(ctx context.Context, id core.ViewID) error
	// Views returns the owner's own, those of the teams, and the shared ones, by name.
	Views(ctx context.Context, owner core.UserID, teams []core.TeamID) ([]View, error)
}

// PersonStore tells what tickets must know of people and teams.
type PersonStore interface {
	// Persons looks people up; those who do not exist are missing in the answer.
	Persons(ctx context.Context, ids ...core.UserID) (map[core.UserID]PersonInfo, error)
	// Employees finds active employees by name or address, by name.
	Employees(ctx context.Context, q PeopleQuery) ([]Person, error)
	// TeamsWithin returns the teams with these ids, or all of them, by name.
	TeamsWithin(ctx context.Context, all bool, ids []core.TeamID) ([]Team, error)
	// MemberOf reports whether the person is a member of the team.
	MemberOf(ctx context.Context, user core.UserID, team core.TeamID) (bool, error)
}

// IndexStore is the full-text index. A ticket that changed is queued in the
// transaction of the change, and indexed a moment later.
type IndexStore interface {
	QueueIndex(ctx context.Context, ids ...core.TicketID) error
	// IndexQueued indexes up to limit queued tickets in a transaction of its own
	// and returns how many. Several nodes may call it at once.
	IndexQueued(ctx context.Context, limit int) (int, error)
}

// MessageQuery picks a part of a conversation.
type MessageQuery struct {
	PublicOnly bool
	Before     core.MessageID // those before it; zero starts with the newest
	Limit      int
	Files      bool // read attachments, too
}

// PersonInfo is what tickets must know of somebody.
type PersonInfo struct {
	Person
	Employee     bool
	Active       bool // neither disabled nor deleted
	Organization core.OrganizationID
	Share        rbac.Share // of that organization
}

// PeopleQuery narrows a search for employees.
type PeopleQuery struct {
	// Text is the beginning of a word of the name, or of the address; empty is everyone.
	Text string
	// All, or only members of Teams and Self.
	All   bool
	Teams []core.TeamID
	Self  core.UserID
	// MemberOf, if not zero, keeps members of that team only.
	MemberOf core.TeamID
	Limit    int
}

// FileStore keeps the content of attachments under generated names. core/store/blob
// keeps it in a directory.
type FileStore interface {
	// Put stores what r yields under a new name, durably before it returns. An
	// error of r is returned as it is and leaves nothing behind.
	Put(ctx context.Context, r io.Reader) (name string, size int64, err error)
	// Open reads a file. KindNotFound if there is none.
	Open(ctx context.Context, name string) (io.ReadCloser, error)
	// Remove deletes a file; that it is missing is no error.
	Remove(ctx context.Context, name string) error
}

// Requesters finds customers by e-mail address, and makes those who are new.
type Requesters interface {
	// EnsureRequester returns the person with the address, creating them with
	// the given name where there is none. KindInvalid for a bad address.
	EnsureRequester(ctx context.Context, who *rbac.Subject, name, email string) (core.UserID, error)
	// MaySeePerson reports whether who may know of a person at all, so that a
	// ticket made for a number does not tell whose number it is.
	MaySeePerson(ctx context.Context, who *rbac.Subject, id core.UserID) (bool, error)
}

// Policy tells the rules that a role preset sets for the whole helpdesk.
type Policy interface {
	// AssigneeMustBeMember: a ticket can be given only to members of its team.
	AssigneeMustBeMember(ctx context.Context) (bool, error)
	// SubjectByID returns a person with the rights of this moment. KindNotFound when
	// there is no such person, KindUnauthenticated when they are disabled.
	SubjectByID(ctx context.Context, id core.UserID) (*rbac.Subject, error)
}

// Query is a list request in the store's terms, with everything about the
// reader resolved.
type Query struct {
	Reader core.UserID
	// Reach are the branches of the reader's access; empty finds nothing.
	Reach []rbac.Branch
	Cond  Cond
	// Within is the key that Reach was narrowed by, if one was.
	Within rbac.Key
	// Search are the words that must occur; empty for no search. Results are
	// then in the order ByCreated, and only branches that are not CustomerBranch
	// look at private text.
	Search      []Term
	Sort        Sort
	PinnedFirst bool // the pinned part, in the same order, precedes the rest
	After       *Position
	Limit       int
}

// Position is a place in a list: just after the ticket that it names.
type Position struct {
	Pinned bool // the ticket stands in the pinned part
	Key    int64
	ID     core.TicketID
}
