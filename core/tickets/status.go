package tickets

import (
	"fmt"

	"pegboard.dev/pegboard/core"
)

// Status is where a ticket stands. Its numbers are stored; the list is
// append-only. The zero value is no status.
type Status uint8

const (
	// Open waits for an employee.
	Open Status = iota + 1
	// Pending waits for the customer.
	Pending
	// OnHold waits for somebody else.
	OnHold
	// Solved is answered; a reply opens it again.
	Solved
	// Closed is done with; a customer's reply opens it again all the same.
	Closed
)

var statusNames = []string{"", "open", "pending", "on_hold", "solved", "closed"}

// String returns the status as it is written everywhere, such as "on_hold".
func (s Status) String() string { return nameOf(statusNames, s) }

// Active reports whether work on the ticket is left: open, pending or on hold.
func (s Status) Active() bool { return s >= Open && s <= OnHold }

// MarshalText implements encoding.TextMarshaler.
func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler. KindInvalid for unknown names.
func (s *Status) UnmarshalText(b []byte) error { return parseName(statusNames, "status", b, s) }

// ParseStatus reads a status' name. KindInvalid for anything else.
func ParseStatus(name string) (Status, error) {
	var s Status
	err := s.UnmarshalText([]byte(name))
	return s, err
}

// Priority is how pressing a ticket is. Stored by number, append-only.
type Priority uint8

const (
	// Low can wait.
	Low Priority = iota + 1
	// Normal is what a ticket gets when nobody says anything.
	Normal
	// High comes before normal ones.
	High
	// Urgent comes first.
	Urgent
)

var priorityNames = []string{"", "low", "normal", "high", "urgent"}

// String returns the priority as it is written everywhere.
func (p Priority) String() string { return nameOf(priorityNames, p) }

// MarshalText implements encoding.TextMarshaler.
func (p Priority) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler. KindInvalid for unknown names.
func (p *Priority) UnmarshalText(b []byte) error { return parseName(priorityNames, "priority", b, p) }

// ParsePriority reads a priority's name. KindInvalid for anything else.
func ParsePriority(name string) (Priority, error) {
	var p Priority
	err := p.UnmarshalText([]byte(name))
	return p, err
}

// MessageKind tells a reply from a private note. Stored by number, append-only.
type MessageKind uint8

const (
	// Reply is part of the conversation with the customer: public.
	Reply MessageKind = iota + 1
	// Comment is a private note among employees; customers never see it.
	Comment
	// System is written by Pegboard or a plugin, and private as well.
	System
)

var messageKindNames = []string{"", "reply", "comment", "system"}

// String returns the kind as it is written everywhere.
func (k MessageKind) String() string { return nameOf(messageKindNames, k) }

// Public reports whether customers may read messages of this kind.
func (k MessageKind) Public() bool { return k == Reply }

// MarshalText implements encoding.TextMarshaler.
func (k MessageKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler. KindInvalid for unknown names.
func (k *MessageKind) UnmarshalText(b []byte) error {
	return parseName(messageKindNames, "kind", b, k)
}

func nameOf[T ~uint8](names []string, v T) string {
	if int(v) < len(names) {
		return names[v]
	}
	return fmt.Sprintf("unknown(%d)", v)
}

func parseName[T ~uint8](names []string, field string, b []byte, v *T) error {
	for i, n := range names {
		if n != "" && n == string(b) {
			*v = T(i)
			return nil
		}
	}
	return core.InvalidField("tickets.parse", field, "%q is no %s; use one of %q.", b, field, names[1:])
}
