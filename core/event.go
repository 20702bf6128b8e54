package core

import (
	"context"
	"encoding/json"
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
