package tickets

import (
	"encoding/json"
	"time"

	"pegboard.dev/pegboard/core"
)

// Activity is a line of a ticket's log: who did what, when. Employees who see
// the ticket may read it; nobody may change it.
type Activity struct {
	ID     core.ActivityID
	Ticket core.TicketID
	Actor  Person
	Plugin core.PluginID
	// Type is what happened, such as "status_changed"; the constants below.
	Type string
	// Data are the particulars: {"from": …, "to": …} for changes.
	Data json.RawMessage
	At   time.Time
}

// other is the second ticket that a line is about, zero for none.
func (a *Activity) other() core.TicketID {
	switch "ticket." + a.Type {
	case EventMerged, "ticket.merged_from", EventRelated, EventUnrelated:
		var p Payload
		if json.Unmarshal(a.Data, &p) == nil {
			return p.Other
		}
	}
	return 0
}
