// Package ticket is the event of the benchmark as plain Go, for the peers that
// encode with encoding/json and encoding/gob.
package ticket

import "strings"

// Ticket has the fields of sdk.Ticket that are set in the event.
type Ticket struct {
	ID               int64    `json:"id"`
	Version          int64    `json:"version"`
	Subject          string   `json:"subject"`
	Status           string   `json:"status"`
	Priority         string   `json:"priority"`
	Channel          string   `json:"channel"`
	TeamID           int64    `json:"team_id"`
	TeamName         string   `json:"team_name"`
	AssigneeID       int64    `json:"assignee_id"`
	AssigneeName     string   `json:"assignee_name"`
	RequesterID      int64    `json:"requester_id"`
	RequesterName    string   `json:"requester_name"`
	RequesterEmail   string   `json:"requester_email"`
	OrganizationID   int64    `json:"organization_id"`
	OrganizationName string   `json:"organization_name"`
	Tags             []string `json:"tags"`
	ContributorIDs   []int64  `json:"contributor_ids"`
	MessageCount     int64    `json:"message_count"`
	CreatedAt        int64    `json:"created_at"`
	UpdatedAt        int64    `json:"updated_at"`
	Body             string   `json:"body"`
}

// Patch is the handler's answer.
type Patch struct {
	Priority string `json:"priority"`
}

// New returns the event.
func New() *Ticket {
	return &Ticket{ID: 4711, Version: 3, Subject: "Internet outage in the Leipzig office", Status: "open", Priority: "normal",
		Channel: "mail", TeamID: 7, TeamName: "Network", AssigneeID: 12, AssigneeName: "Ana Lindqvist", RequesterID: 99,
		RequesterName: "Carl Customer", RequesterEmail: "carl@example.test", OrganizationID: 5, OrganizationName: "Example AG",
		Tags: []string{"network", "office", "vip"}, ContributorIDs: []int64{3, 8, 21}, MessageCount: 1,
		CreatedAt: 1790000000000000, UpdatedAt: 1790000500000000,
		Body: strings.Repeat("Since this morning nothing works any more. ", 22)}
}

// Handle is the work of every guest.
func Handle(t *Ticket) {
	if strings.Contains(t.Subject, "outage") {
		t.Priority = "urgent"
	}
}
