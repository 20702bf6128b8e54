package rbac

import (
	"fmt"
	"strings"
)

// Key names one thing a person may do: "tickets.reply", "people.org.view". The
// part before the first dot is its owner, a core feature or a plugin.
type Key string

// Owner returns the part before the first dot, the whole key if it has none.
func (k Key) Owner() string {
	owner, _, _ := strings.Cut(string(k), ".")
	return owner
}

// MaxKeyLength bounds a key, in bytes.
const MaxKeyLength = 96

// Valid reports whether k is spelled as a key: two or more parts joined by
// dots, each of lower-case letters, digits, "_" and "-" and starting with a
// letter or a digit, at most MaxKeyLength bytes in all.
func (k Key) Valid() bool {
	return len(k) <= MaxKeyLength && strings.Contains(string(k), ".") && dotted(string(k))
}

// dotted reports whether s is one or more name parts joined by dots.
func dotted(s string) bool {
	for part := range strings.SplitSeq(s, ".") {
		if !namePart(part) {
			return false
		}
	}
	return true
}

func namePart(s string) bool {
	for i, c := range []byte(s) {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
		case i > 0 && (c == '_' || c == '-'):
		default:
			return false
		}
	}
	return s != ""
}

// Audience says which type of role a feature or key is for. It is a set: Both
// is Employee and User together, and the zero value means "as the feature".
type Audience uint8

const (
	// Employee is people who work with the console. A role of this type holds keys for employees.
	Employee Audience = 1 << iota
	// User is customers and visitors.
	User
	// Both is everybody.
	Both = Employee | User
)

// Includes reports whether something for audience a may be held by a role of type t.
func (a Audience) Includes(t Audience) bool { return a&t != 0 }

// String returns "employee", "user", "both", or "" for the zero value.
func (a Audience) String() string {
	switch a {
	case Employee:
		return "employee"
	case User:
		return "user"
	case Both:
		return "both"
	}
	return ""
}

// MarshalText implements encoding.TextMarshaler.
func (a Audience) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler; anything but the three words is an error.
func (a *Audience) UnmarshalText(b []byte) error {
	for _, v := range [...]Audience{Employee, User, Both} {
		if v.String() == string(b) {
			*a = v
			return nil
		}
	}
	return fmt.Errorf("unknown audience %q: write employee, user or both", b)
}
