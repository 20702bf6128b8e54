package realtime

import (
	"encoding/json"

	"pegboard.dev/pegboard/core"
)

// outgoing is a message to a window. Type is one of
//
//	hello     the connection stands: what changed before must be fetched
//	event     something happened to a ticket that the person sees
//	gone      a ticket or topic that the window watches is not theirs (any more)
//	said      what a plugin says on a topic that the window hears
//	stale     surfaces of a plugin that name this topic are to be fetched again
//	notices   the person's notices are others now
//	rights    the person's rights have changed: ask for /me again
//	presence  who else looks at a ticket that the window watches
type outgoing struct {
	Type   string        `json:"t"`
	Event  string        `json:"event,omitempty"`
	Ticket core.TicketID `json:"ticket,omitempty"`
	Actor  core.UserID   `json:"actor,omitempty"`
	People []present     `json:"people,omitempty"`
	Topic  string        `json:"topic,omitempty"`
	// Payload is what a plugin says.
	Payload json.RawMessage `json:"payload,omitempty"`
}

// present is somebody who looks at a ticket.
type present struct {
	ID     core.UserID `json:"id"`
	Name   string      `json:"name"`
	Typing bool        `json:"typing"`
}

// incoming is a message from a window. Type is "watch", which replaces what the
// window wants to be told of, or "typing", which lasts a few seconds.
type incoming struct {
	Type string `json:"t"`
	// All asks for events of all tickets that the person sees, for lists.
	All bool `json:"all"`
	// Tickets are those that the window shows.
	Tickets []core.TicketID `json:"tickets"`
	// Channels are topics of plugins that it hears: "plugin:livechat:chat:17".
	Channels []string `json:"channels"`
	// Ticket is the one that the person types in.
	Ticket core.TicketID `json:"ticket"`
}

const (
	// maxMessage bounds a message from a window, in bytes.
	maxMessage = 8192
	// maxTickets is how many tickets one window may watch by name.
	maxTickets = 20
	// maxTopics is how many topics one window may hear.
	maxTopics = 40
	// maxAddress bounds a topic's name, in bytes.
	maxAddress = 140
)

// decode reads a message from a window; false for one that makes no sense.
func decode(raw []byte) (incoming, bool) {
	var in incoming
	if len(raw) > maxMessage || json.Unmarshal(raw, &in) != nil || len(in.Tickets) > maxTickets || len(in.Channels) > maxTopics {
		return in, false
	}
	return in, in.Type == "watch" || in.Type == "typing"
}

func encode(m outgoing) []byte {
	raw, err := json.Marshal(m)
	if err != nil {
		panic(err) // plain fields cannot fail
	}
	return raw
}
