package plugin

import (
	"context"
	"encoding/json"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/sdk/abi"
)

// maxPayload is the most bytes of an event's payload.
const maxPayload = 64 << 10

// eventsPublish appends an event of the plugin's own to the outbox, in the
// transaction that is under way if there is one. The event belongs to whoever
// stands behind the call, who must see the ticket that it names.
func (c *call) eventsPublish(ctx context.Context, in []byte) (any, error) {
	const op = "plugin.eventsPublish"
	var req abi.Publication
	if err := decode(in, &req); err != nil {
		return nil, err
	}
	mf := c.unit.manifest
	if !strings.HasPrefix(req.Type, string(mf.ID)+".") || !manifest.HookName(req.Type) || len(req.Type) > 100 {
		return nil, core.InvalidField(op, "type", "An event of this plugin is called %s.something, in lower-case letters, digits and underscores.", mf.ID)
	}
	for _, col := range mf.Collections {
		for _, verb := range []string{"_created", "_updated", "_deleted"} {
			if req.Type == col.ID()+verb {
				return nil, core.InvalidField(op, "type", "The event %s is the host's to publish.", req.Type)
			}
		}
	}
	if len(req.Payload) > maxPayload {
		return nil, core.InvalidField(op, "payload", "An event's payload may have at most %d KiB.", maxPayload>>10)
	}
	if len(req.Payload) > 0 && !json.Valid(req.Payload) {
		return nil, core.InvalidField(op, "payload", "An event's payload must be JSON.")
	}
	if err := c.unit.rates.take("publish", publishRate); err != nil {
		return nil, err
	}
	if req.TicketID != 0 {
		if _, err := c.m.svc.Tickets.Get(ctx, c.who(), core.TicketID(req.TicketID)); err != nil {
			return nil, err
		}
	}
	return nil, c.m.Tx.InTx(ctx, func(ctx context.Context) error {
		return c.m.Outbox.Append(ctx, core.Event{
			Type: req.Type, Ticket: core.TicketID(req.TicketID), Actor: c.behind().User, Plugin: mf.ID, At: c.m.Clock.Now(),
			Payload: json.RawMessage(req.Payload),
		})
	})
}
