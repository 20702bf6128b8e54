package rbac

import (
	"fmt"
	"slices"
)

// Level is one of the standard settings of a feature in a role.
type Level uint8

const (
	// None gives only what the feature lists under none, on what the person took part in.
	None Level = iota
	// Read gives view and what the feature lists under read.
	Read
	// Modify gives view and what the feature lists under modify.
	Modify
	// Full gives every key of the feature except those marked only custom.
	Full
	// Custom gives nothing by itself; keys are picked one by one.
	Custom
)

var levelNames = []string{"none", "read", "modify", "full", "custom"}

// String returns the level's word, such as "modify".
func (l Level) String() string {
	if int(l) < len(levelNames) {
		return levelNames[l]
	}
	return "none"
}

// MarshalText implements encoding.TextMarshaler.
func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler; an unknown word is an error.
func (l *Level) UnmarshalText(b []byte) error {
	i := slices.Index(levelNames, string(b))
	if i < 0 {
		return fmt.Errorf("unknown level %q: write none, read, modify, full or custom", b)
	}
	*l = Level(i)
	return nil
}
