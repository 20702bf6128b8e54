package notices

import (
	"encoding/json"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
)

// Notice is one piece of news on a person's page.
type Notice struct {
	ID     core.NoticeID
	User   core.UserID
	Kind   Kind
	Ticket core.TicketID
	// Subject is the ticket's now; the store fills it in.
	Subject string
	// Actor is who caused it, zero for nobody.
	Actor     core.UserID
	ActorName string
	Plugin    core.PluginID
	// Title, Text and Path are the words of a plugin, or of the helpdesk about itself.
	Title, Text, Path string
	// Count is how many of the same have come since it was last read.
	Count int
	At    time.Time
	// ReadAt is zero for unread.
	ReadAt time.Time
	// Event made it; the same event heard twice is told once.
	Event core.EventID
}

// Count is a number that is not worth counting to its end.
type Count struct {
	N int
	// More is true when there are more than N.
	More bool
}

// MaxCount is how far unread notices are counted.
const MaxCount = 99

// EventLetter asks core/mail for a letter to one person. Its payload is a Letter.
const EventLetter = "notice.letter"

// Letter is the payload of EventLetter. Whoever writes it looks at rights again.
type Letter struct {
	User    core.UserID    `json:"user"`
	Kind    Kind           `json:"kind"`
	Message core.MessageID `json:"message,omitempty"`
	// Notice is what to say, for the kinds Plugin and Upkeep.
	Notice *people.Notice `json:"notice,omitempty"`
}

func mustJSON(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic("notices: " + err.Error()) // plain fields cannot fail
	}
	return b
}
