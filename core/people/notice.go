package people

import "pegboard.dev/pegboard/core"

// EventNotice asks for a letter to one person, on behalf of a plugin. Its
// payload is a Notice. No plugin may watch it: it is between two people.
const EventNotice = "person.notice"

// Notice is what the helpdesk writes to a person when a plugin asks for it.
type Notice struct {
	User core.UserID `json:"user"`
	// From is what the plugin is called.
	From  string `json:"from"`
	Title string `json:"title"` // one line
	Text  string `json:"text"`  // plain
	// Path is where the letter leads, within the helpdesk; empty: to the ticket, or
	// to the first page.
	Path string `json:"path,omitempty"`
	// Ticket is what it is about, zero for none. Who does not see it gets no letter.
	Ticket core.TicketID `json:"ticket,omitempty"`
}
