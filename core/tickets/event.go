package tickets

import (
	"encoding/json"
	"time"

	"pegboard.dev/pegboard/core"
)

// Types of events in the outbox, and of lines in the activity log without the
// "ticket." before them. Each change writes both in its transaction.
const (
	EventCreated            = "ticket.created"
	EventUpdated            = "ticket.updated" // with any change of fields, beside the more special ones
	EventReplied            = "ticket.replied"
	EventCommented          = "ticket.commented"
	EventClosed             = "ticket.closed"   // the status became solved or closed
	EventReopened           = "ticket.reopened" // it became open, pending or on hold again
	EventAssigned           = "ticket.assigned"
	EventUnassigned         = "ticket.unassigned"
	EventTransferred        = "ticket.transferred"
	EventContributorAdded   = "ticket.contributor_added"
	EventContributorRemoved = "ticket.contributor_removed"
	EventCCAdded            = "ticket.cc_added"
	EventCCRemoved          = "ticket.cc_removed"
	EventMerged             = "ticket.merged"
	EventRelated            = "ticket.related"
	EventUnrelated          = "ticket.unrelated"
	EventDeleted            = "ticket.deleted"
	EventSnoozed            = "ticket.snoozed"
	EventWoken              = "ticket.woken" // it is back in the lists of work
)

// Payload is the body of every ticket event. It holds numbers, not texts:
// whoever gets it reads the ticket with rights of their own.
type Payload struct {
	// Version is the ticket's after the change.
	Version int64 `json:"version"`
	// Message is the reply or note, and Public whether customers may read it.
	Message core.MessageID `json:"message,omitempty"`
	Public  bool           `json:"public,omitempty"`
	// User is whom the change is about: the assignee, the contributor, the one copied in.
	User core.UserID `json:"user,omitempty"`
	// Other is the ticket merged into or related to.
	Other core.TicketID `json:"other,omitempty"`
	// Until is when a snoozed ticket comes back, nil when it waits for a reply. Why
	// is what brought it back: time, reply, given or hand; User is who had snoozed it.
	Until *time.Time `json:"until,omitempty"`
	Why   string     `json:"why,omitempty"`
	// Mentions are the people whom a private note is for in particular.
	Mentions []core.UserID `json:"mentions,omitempty"`
	// Team is where it was opened, or transferred to.
	Team core.TeamID `json:"team,omitempty"`
	// Changes are the fields that changed, with the value before and after.
	// Long texts have no values.
	Changes map[string]FieldChange `json:"changes,omitempty"`
}

// FieldChange is a field's value before and after.
type FieldChange struct {
	From any `json:"from"`
	To   any `json:"to"`
}

func mustJSON(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic("tickets: " + err.Error()) // cannot be: only plain values go in
	}
	return b
}
