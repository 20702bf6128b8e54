package rbac

import (
	"fmt"
	"slices"
)

// Scope says how far a key reaches. Scopes are ordered: each includes the ones
// before it, so that min and max of two scopes mean what they say.
type Scope uint8

const (
	// ScopeNone is a key that is not held. In a role it means "nothing said".
	ScopeNone Scope = iota
	// Own is what I am assignee (owner) or contributor of.
	Own
	// Team is Own and what belongs to one of my teams.
	Team
	// Department is Team and what belongs to a team of a department in which I am in a team.
	Department
	// All is everything.
	All
)

var scopeNames = []string{"", "own", "team", "department", "all"}

// String returns the scope's word; "" for ScopeNone.
func (s Scope) String() string {
	if int(s) < len(scopeNames) {
		return scopeNames[s]
	}
	return ""
}

// MarshalText implements encoding.TextMarshaler.
func (s Scope) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler. The empty text is
// ScopeNone; any other word than the four scopes is an error.
func (s *Scope) UnmarshalText(b []byte) error {
	i := slices.Index(scopeNames, string(b))
	if i < 0 {
		return fmt.Errorf("unknown scope %q: write own, team, department or all", b)
	}
	*s = Scope(i)
	return nil
}

// Share is how far an organization shares its members' tickets among them.
// Shares are ordered, each including the ones before it.
type Share uint8

const (
	// ShareNone keeps tickets to their requesters.
	ShareNone Share = iota
	// ShareRead lets members see each other's tickets.
	ShareRead
	// ShareReply lets members reply to each other's tickets as well, with attachments.
	ShareReply
)

var shareNames = []string{"none", "read", "reply"}

// String returns the share's word.
func (s Share) String() string {
	if int(s) < len(shareNames) {
		return shareNames[s]
	}
	return "none"
}

// MarshalText implements encoding.TextMarshaler.
func (s Share) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler; an unknown word is an error.
func (s *Share) UnmarshalText(b []byte) error {
	i := slices.Index(shareNames, string(b))
	if i < 0 {
		return fmt.Errorf("unknown share %q: write none, read or reply", b)
	}
	*s = Share(i)
	return nil
}
