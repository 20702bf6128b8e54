package httpapi

import (
	"time"

	"pegboard.dev/pegboard/core/tickets"
)

// Snoozing says how long a ticket is out of the lists of work: until a time, or
// until the customer replies. A reply ends either.
type Snoozing struct {
	Until *time.Time `json:"until,omitempty"`
	Reply bool       `json:"reply,omitempty" doc:"However long the customer's reply takes."`
}

func snoozingOf(s tickets.Snooze) *Snoozing {
	if !s.Asleep() {
		return nil
	}
	return &Snoozing{Until: timeOf(s.Until), Reply: s.Reply}
}

// snooze reads it in the service's terms; nil when the field was left out.
func (s Snoozing) snooze(set bool) *tickets.Snooze {
	if !set {
		return nil
	}
	return &tickets.Snooze{Until: or0(s.Until), Reply: s.Reply}
}
