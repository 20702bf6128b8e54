package tickets

import (
	"time"

	"pegboard.dev/pegboard/core"
)

// Format says how a message's body is written.
type Format string

const (
	// FormatText is plain text; line breaks are kept. The zero value means it too.
	FormatText Format = "text"
	// FormatMarkdown is CommonMark with tables, task lists and bare links.
	FormatMarkdown Format = "markdown"
	// FormatHTML is HTML, of which the harmless part is kept.
	FormatHTML Format = "html"
)

// NewTicket asks for a ticket. Fields beyond Subject, Body, Format and Channel
// are for employees; a customer who sets one is refused.
type NewTicket struct {
	Subject string
	Body    string
	Format  Format
	// Channel is where it came from: web, mail, chat, phone, api, … Empty is "web".
	Channel string
	// Requester is whom it is for. Zero with an empty RequesterEmail is the
	// actor. By e-mail address the person is found, or made where the actor may.
	// A guest gives name and address.
	Requester      core.UserID
	RequesterName  string
	RequesterEmail string
	Team           core.TeamID
	Assignee       core.UserID
	Status         Status
	Priority       Priority
	Tags           []string
	Contributors   []core.UserID
	CC             []core.UserID
	// NotContributor keeps an employee who opens it from becoming a contributor.
	NotContributor bool
}

// Patch changes some of a ticket's fields; nil leaves a field as it is. The
// zero value behind a pointer clears it where that makes sense.
type Patch struct {
	// Version is the one the actor has seen; another one is KindConflict. Zero
	// takes the ticket as it is now.
	Version    int64
	Subject    *string
	Status     *Status
	Priority   *Priority
	Tags       *[]string // the whole set
	FollowUpAt *time.Time
	// Snooze, zero behind the pointer, wakes the ticket.
	Snooze     *Snooze
	Pinned     *bool
	Resolution *string
	Requester  *core.UserID
	// Body replaces the words of the message that is about to be added, as plain
	// text. Only what Hooks.Will returns may set it; elsewhere it means nothing.
	Body *string
	// Heard is who was asked beforehand, for the log; only Hooks.Will sets it.
	Heard *[]Heard
}

// Transfer moves a ticket to a team.
type Transfer struct {
	Version int64 // as in Patch
	// Team is the new team, zero for none.
	Team core.TeamID
	// Assignee is who gets it there. Nil keeps the assignee if they belong to
	// the new team and leaves the ticket to the team's queue otherwise.
	Assignee *core.UserID
}

// NewMessage is a reply or a private note to be added.
type NewMessage struct {
	Kind   MessageKind // Reply or Comment
	Body   string
	Format Format
	// Channel as in NewTicket.
	Channel string
	// Attachments are files the same person has uploaded to this ticket.
	Attachments []core.AttachmentID
	// Mentions are people whom a private note is for in particular; see Mentionable.
	Mentions []core.UserID
	// Status, if not zero, is set together with the message; it needs the same
	// right as by itself.
	Status Status
}

// Upload is a file to be stored.
type Upload struct {
	// Name is the file's name; directories before it are dropped.
	Name string
	// Message, if not zero, gets the file at once; it must be the uploader's own.
	// Otherwise the file waits for the message that names it, one day at most.
	Message core.MessageID
}

// Limits of what people may write.
const (
	MaxSubject     = 250       // characters
	MaxBody        = 256 << 10 // bytes, before cleaning
	MaxResolution  = 16 << 10  // bytes
	MaxTags        = 20
	MaxTag         = 40 // characters
	MaxPeople      = 50 // contributors, or people copied in
	MaxRelated     = 50
	MaxFilesAtOnce = 20
	// MaxUpload is the default size cap of one attachment, in bytes.
	MaxUpload = 25 << 20
)
