package records

import (
	"fmt"
	"strings"
)

// Kind is the basic sort of value that a field holds.
type Kind uint8

const (
	// String is a short text of one line, at most 500 characters.
	String Kind = iota + 1
	// Text is a long text, at most 50,000 characters.
	Text
	// Int is a whole number within ±2^53, so that browsers read it exactly.
	Int
	// Float is a finite number.
	Float
	// Bool is true or false.
	Bool
	// Time is a moment in UTC, to the microsecond.
	Time
	// JSON is any JSON value, at most 16 KiB. It can be neither filtered nor sorted.
	JSON
	// Ref names one person, team, ticket or organization.
	Ref
	// Refs names several people. A collection has at most one: its contributors.
	Refs
	// File is a file that the host keeps. It can be neither sorted nor indexed.
	File
)

// Target says what a reference points at.
type Target string

// The targets a manifest may name after "ref:".
const (
	TargetUser         Target = "user"
	TargetTeam         Target = "team"
	TargetTicket       Target = "ticket"
	TargetOrganization Target = "organization"
	// TargetRecord is a record of another collection of the plugin, Type.Of.
	TargetRecord Target = "record"
)

// Type is a field's type as a manifest writes it: "string", "ref:ticket", "refs:user".
type Type struct {
	Kind   Kind
	Target Target // of Ref and Refs only
	Of     string // of TargetRecord: the collection
}

var kindNames = map[Kind]string{String: "string", Text: "text", Int: "int", Float: "float", Bool: "bool", Time: "time", JSON: "json", File: "file"}

// ParseType reads a type as a manifest writes it.
func ParseType(s string) (Type, error) {
	for k, name := range kindNames {
		if s == name {
			return Type{Kind: k}, nil
		}
	}
	if s == "refs:user" {
		return Type{Kind: Refs, Target: TargetUser}, nil
	}
	if target, ok := strings.CutPrefix(s, "ref:"); ok {
		switch t := Target(target); t {
		case TargetUser, TargetTeam, TargetTicket, TargetOrganization:
			return Type{Kind: Ref, Target: t}, nil
		}
		if collectionName.MatchString(target) {
			return Type{Kind: Ref, Target: TargetRecord, Of: target}, nil
		}
	}
	return Type{}, fmt.Errorf("the type %q is none of string, text, int, float, bool, time, json, file, ref:user, ref:team, ref:ticket, ref:organization, ref:<collection>, refs:user", s)
}

// String returns the type as a manifest writes it.
func (t Type) String() string {
	switch {
	case t.Target == TargetRecord:
		return "ref:" + t.Of
	case t.Kind == Ref:
		return "ref:" + string(t.Target)
	case t.Kind == Refs:
		return "refs:" + string(t.Target)
	}
	return kindNames[t.Kind]
}

// MarshalText implements encoding.TextMarshaler.
func (t Type) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (t *Type) UnmarshalText(b []byte) error {
	p, err := ParseType(string(b))
	if err != nil {
		return err
	}
	*t = p
	return nil
}

// sortable reports whether a list can be ordered by fields of this type.
func (t Type) sortable() bool {
	switch t.Kind {
	case String, Int, Float, Bool, Time:
		return true
	}
	return false
}
