package tickets

import (
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Person is somebody as a ticket mentions them. The zero value is nobody.
type Person struct {
	ID   core.UserID
	Name string
	// Email is empty where the reader is a customer and the person is not them.
	Email string
}

// Team is a team as a ticket mentions it. The zero value is no team.
type Team struct {
	ID   core.TeamID
	Name string
}

// Organization is an organization as a ticket mentions it. The zero value is none.
type Organization struct {
	ID   core.OrganizationID
	Name string
}

// Summary is a ticket as lists show it. What its reader may not know is
// already left out: see Inside. Times are UTC; the zero time means "not".
type Summary struct {
	ID           core.TicketID
	Subject      string
	Status       Status
	Priority     Priority
	Channel      string
	Team         Team
	Assignee     Person
	Requester    Person
	Organization Organization
	Tags         []string // sorted
	PinnedAt     time.Time
	FollowUpAt   time.Time
	Snooze       Snooze
	SnoozedBy    core.UserID // zero when awake
	// WokenAt is when a snoozed ticket came back, until an employee touches it.
	WokenAt time.Time
	// ContributorCount is zero for customers.
	ContributorCount int
	// MessageCount counts what the reader may read.
	MessageCount int
	// Version grows with every change of the ticket's own fields. Not with
	// messages: two people may write at once.
	Version   int64
	CreatedAt time.Time
	UpdatedAt time.Time
	// Inside is true for a reader who sees the ticket as an employee. False is a
	// customer's view of it: public messages and the assignee's name, no team,
	// tags, contributors, pin, follow-up date, notes or activity.
	Inside bool
	// Abilities says for each verb whether the reader may do it now. See abilityKeys.
	Abilities map[string]bool

	// Access is what the access rules look at. In a list it knows of contributors
	// and cc only whether the reader is among them. Read only.
	Access rbac.Object
	// ReplyCount is how many messages a customer may read.
	ReplyCount int
	// Merged is true when another ticket took over this one's conversation.
	Merged bool
}

// Object returns what access rules look at. Read only.
func (s *Summary) Object() *rbac.Object { return &s.Access }

// Ticket is one ticket, opened.
type Ticket struct {
	Summary
	Resolution string
	// MergedInto is zero as well where the reader may not see that ticket.
	MergedInto      core.TicketID
	FirstResponseAt time.Time
	ResolvedAt      time.Time
	ClosedAt        time.Time
	Facts           Facts
	Contributors    []Contributor // oldest first; nil for customers
	CC              []Person
	// Related holds only tickets that the reader may see; nil for customers.
	Related []Related
	// Messages are the newest ones that the reader may read, oldest first;
	// OlderMessages is the cursor of those before them, empty when all are here.
	Messages      []Message
	OlderMessages string

	// DeletedAt is set in a ticket that exists only for the record; Service
	// never hands one out.
	DeletedAt time.Time
	// AttachmentCount and RelatedCount spare queries for what is not there.
	AttachmentCount int
	RelatedCount    int
}

// Contributor is an employee who helps with a ticket.
type Contributor struct {
	Person
	AddedAt time.Time
}

// Related is a ticket that has to do with another.
type Related struct {
	ID      core.TicketID
	Subject string
	Status  Status
}

// Message is one entry of the conversation.
type Message struct {
	ID     core.MessageID
	Ticket core.TicketID
	Kind   MessageKind
	// Author is the zero Person for what no person wrote.
	Author Person
	// FromCustomer is true when its author wrote it as the ticket's customer.
	FromCustomer bool
	// HTML is clean: safe to put into our own page. Text is the same in plain words.
	HTML        string
	Text        string
	Channel     string
	CreatedAt   time.Time
	Attachments []Attachment
}

// Attachment is a file with a message. Its content is opened through
// Service.OpenAttachment.
type Attachment struct {
	ID      core.AttachmentID
	Ticket  core.TicketID
	Message core.MessageID // zero until a message takes it
	Name    string         // as uploaded, without any path; at most 200 bytes
	Type    string         // by the name's extension; never trust it to render inline
	Size    int64          // bytes
	// Stored is the generated name under which FileStore keeps it.
	Stored     string
	UploadedBy core.UserID
	CreatedAt  time.Time
}
