package tickets

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Names under which Hooks is asked. The tense says the power: these may change
// or veto; the events in event.go only tell.
const (
	WillCreate   = "ticket.will_create"
	WillUpdate   = "ticket.will_update"
	WillClose    = "ticket.will_close" // after WillUpdate or WillReply, when the status becomes solved or closed
	WillReply    = "ticket.will_reply"
	WillComment  = "ticket.will_comment"
	WillAssign   = "ticket.will_assign" // take, assign, unassign
	WillTransfer = "ticket.will_transfer"
	WillMerge    = "ticket.will_merge"
	WillDelete   = "ticket.will_delete"
)

// Hooks is asked before a change, outside any transaction, so that a slow
// plugin holds no lock. The change is then made only if the ticket is still as
// Hooks saw it; if not, Hooks is asked again.
type Hooks interface {
	// Will returns fields to change along with the change, or an error that
	// stops it: a veto, whose Msg is the reason that the person reads. t and c
	// are its to read only; t is as stored, or about to be for WillCreate, where
	// it has no ID. A returned field that the person could not have changed
	// themselves is dropped, except at WillCreate; Version, Requester are ignored. Body counts at
	// WillCreate, WillReply and WillComment.
	Will(ctx context.Context, who *rbac.Subject, name string, t *Ticket, c *Change) (Patch, error)
}

// Change is what is about to happen to a ticket. Only what the hook's name is
// about is set.
type Change struct {
	// Patch holds the fields that will change, earlier hooks' included.
	Patch Patch
	// Message is about to be added; its HTML and Text are cleaned, it has no ID.
	Message *Message
	// Team and Assignee are the new ones; zero behind the pointer for none.
	Team     *core.TeamID
	Assignee *core.UserID
	// Into is the ticket that this one is about to be merged into.
	Into core.TicketID
}
