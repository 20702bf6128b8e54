package core

// Outgoing is a letter about a ticket before it is sent, as a plugin may see it. Its
// Subject and Text may be changed. Letters with one-time links are never shown.
type Outgoing struct {
	To      string // an address
	Subject string
	// Text is what the letter tells: of a reply, its words. Greeting, link and footer
	// are put around it afterwards.
	Text    string
	Ticket  TicketID
	Message MessageID
	// Actor is who caused it.
	Actor UserID
}

// Attached is a file that a letter carries.
type Attached struct {
	Name string
	// Type is its media type.
	Type string
	Body []byte
}
