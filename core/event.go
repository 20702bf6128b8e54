package core

import (
	"context"
	"encoding/json"
	"strings"
	"time"
)

// Event is a fact that was committed. It is written to the outbox in the same
// transaction as the change it tells of, and delivered at least once.
type Event struct {
	ID   EventID
	Type string // "ticket.created", "person.disabled", "calllogs.call_logged"
	// Ticket orders delivery: events of one ticket arrive one after another.
	// Zero for events that belong to no ticket.
	Ticket TicketID
	// Actor is who caused it.
	Actor UserID
	// Plugin caused it on the actor's behalf; empty otherwise.
	Plugin PluginID
	At     time.Time
	// Payload is the event's body, JSON, at most 64 KiB.
	Payload json.RawMessage
}

// EventStale says that what a plugin shows is not up to date any more. It is for
// open windows only; its payload is a Stale, and Plugin says whose surfaces.
const EventStale = "plugin.stale"

// EventNotices says that the notices of the event's actor have changed, and to
// nobody else. It is for open windows only.
const EventNotices = "person.notices"

// PrivateEvents begin the names of events that are between Pegboard's own parts
// or between two people: no plugin may watch them.
var PrivateEvents = []string{"person.notice", "notice.", "plugin.mailing", EventStale}

// Private reports whether no plugin may watch such events.
func Private(eventType string) bool {
	for _, p := range PrivateEvents {
		if strings.HasPrefix(eventType, p) {
			return true
		}
	}
	return false
}

// Stale is the payload of EventStale.
type Stale struct {
	// Topic is "plugin:<id>:<name>".
	Topic string `json:"topic"`
}

// Outbox takes events inside the transaction that ctx carries.
type Outbox interface {
	Append(ctx context.Context, events ...Event) error
}

// Transactor runs fn in one database transaction, carried by the context that
// fn gets. A nested call joins the outer transaction. An error or a panic
// rolls everything back.
type Transactor interface {
	InTx(ctx context.Context, fn func(ctx context.Context) error) error
}
