package tickets

import (
	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Sort is the order of a list. Pinned tickets come first in every order.
type Sort string

const (
	// ByUpdated is the default: what moved last comes first.
	ByUpdated Sort = "-updated"
	// ByUpdatedOldest starts with what has waited longest.
	ByUpdatedOldest Sort = "updated"
	// ByCreated starts with the newest ticket. Tickets are numbered in the order
	// they are created in, and this is the order of their numbers.
	ByCreated Sort = "-created"
	// ByCreatedOldest starts with the oldest ticket.
	ByCreatedOldest Sort = "created"
)

// Filter picks tickets for a list. Its zero value is everything that the reader
// may see. All conditions must hold; within one, any of its values. Conditions
// on what customers do not see (teams, tags, contributors, pin, follow-up)
// never match tickets that the reader sees only as a customer.
type Filter struct {
	Statuses   []Status   `json:"statuses,omitempty"`
	Priorities []Priority `json:"priorities,omitempty"`
	// Teams, and NoTeam beside it: of these teams, or of none.
	Teams  []core.TeamID `json:"teams,omitempty"`
	NoTeam bool          `json:"no_team,omitempty"`
	// Mine, Assignee and NoAssignee exclude each other. Mine is the reader, so
	// that a shared view means whoever looks at it.
	Mine       bool        `json:"mine,omitempty"`
	Assignee   core.UserID `json:"assignee,omitempty"`
	NoAssignee bool        `json:"no_assignee,omitempty"`
	// Contributing: the reader is a contributor. Contributor: that person is.
	Contributing bool        `json:"contributing,omitempty"`
	Contributor  core.UserID `json:"contributor,omitempty"`
	Requester    core.UserID `json:"requester,omitempty"`
	// Requested: the reader is the requester or copied in, as customers are.
	Requested    bool                `json:"requested,omitempty"`
	Organization core.OrganizationID `json:"organization,omitempty"`
	Tag          string              `json:"tag,omitempty"`
	// Queue: active tickets without an assignee in the reader's teams, and those
	// without a team for one who holds tickets.unrouted.
	Queue bool `json:"queue,omitempty"`
	// Pinned and FollowUp: only tickets that are pinned, that have a follow-up date.
	Pinned   bool    `json:"pinned,omitempty"`
	FollowUp bool    `json:"follow_up,omitempty"`
	Snoozed  Snoozed `json:"snoozed,omitempty"`
	// Channel is where tickets came from.
	Channel string `json:"channel,omitempty"`
	// When are conditions on recorded moments: created in a week, solved by somebody.
	When []When `json:"when,omitempty"`
	// Within narrows to what the reader reaches with that key as well, and only as
	// an employee: a report counts within the scope of its own key. A key that the
	// reader does not hold reaches nothing.
	Within rbac.Key `json:"within,omitempty"`
	// Query is what the person typed into the search box. All its words must
	// occur; a word that ends in * is the beginning of one. Results come newest
	// ticket first, whatever Sort says.
	Query string `json:"query,omitempty"`

	// The fields below belong to one request, not to a saved view.

	// View starts from a saved or system view, to which the fields above add.
	View string `json:"-"`
	// Sort is the order; empty is the view's, or ByUpdated.
	Sort Sort `json:"-"`
	// Cursor continues a list: Page.Next of the page before, with the same filter.
	Cursor string `json:"-"`
	// Limit is the page's size; see core.PageSize.
	Limit int `json:"-"`
}
