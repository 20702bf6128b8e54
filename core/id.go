package core

import "strconv"

// Identifiers are positive; zero means "none" (no team, no assignee, nobody).
// They are assigned by the database and never reused.
type (
	// UserID names a person: an employee, a customer, or both.
	UserID int64
	// TeamID names a team, the unit a ticket is routed to.
	TeamID int64
	// DepartmentID names a department, a set of teams.
	DepartmentID int64
	// OrganizationID names a customer's organization.
	OrganizationID int64
	// GroupID names a group of customers that carries user-type roles.
	GroupID int64
	// TicketID names a ticket. It is the number people quote.
	TicketID int64
	// MessageID names a reply or a private note of a ticket.
	MessageID int64
	// AttachmentID names a stored file.
	AttachmentID int64
	// ActivityID names a line of a ticket's activity log.
	ActivityID int64
	// ViewID names a saved ticket filter.
	ViewID int64
	// TokenID names an API token.
	TokenID int64
	// RecordID names a row of a plugin's collection.
	RecordID int64
	// NoticeID names a notice on a person's page.
	NoticeID int64
	// EventID names a row of the outbox; it grows with every commit order.
	EventID int64
)

// PluginID is a plugin's short name as its manifest gives it, such as
// "calllogs": lower-case letters, digits and underscores, at most 32 bytes.
type PluginID string

// ParseID reads a decimal identifier such as a path parameter. Anything but a
// positive decimal number is KindNotFound, because no such object can exist.
func ParseID[T ~int64](s string) (T, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n <= 0 {
		return 0, Errorf("core.ParseID", KindNotFound, "There is nothing here with the number %q.", s)
	}
	return T(n), nil
}
