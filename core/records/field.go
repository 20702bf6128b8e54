package records

import (
	"encoding/json"
	"fmt"
	"regexp"

	"pegboard.dev/pegboard/core/rbac"
)

// Field is one column of a collection, as the manifest declares it.
type Field struct {
	// Name is the field's key in JSON and, behind a prefix, its column.
	Name  string `json:"name"`
	Type  Type   `json:"type"`
	Title string `json:"title"`
	Help  string `json:"help,omitempty"`
	// Required refuses a record without a value (and an empty string).
	Required bool `json:"required,omitempty"`
	// Options lists the only values a string may have.
	Options []Option `json:"options,omitempty"`
	// Min and Max bound a number, or the length of a string in characters; Max bounds
	// a file in bytes, which the helpdesk's own limit does anyway.
	Min *float64 `json:"min,omitempty"`
	Max *float64 `json:"max,omitempty"`
	// Accept lists what a file may be, by the ending of its name: ".pdf", or "image/*"
	// for all that are pictures by their ending. Empty takes any.
	Accept []string `json:"accept,omitempty"`
	// Default is what a new record gets where the caller says nothing: a value of
	// the type, or "$now" (time), "$me" (ref:user), "$my_team" (ref:team: the
	// caller's team if they are in exactly one).
	Default json.RawMessage `json:"default,omitempty"`
	// Key is what it takes to change this field, in place of the collection's
	// update key: calllogs.transfer for the owner.
	Key rbac.Key `json:"key,omitempty"`
	// TargetKey lets one who holds it on the thing referred to set the reference,
	// without Key; on a new record it also stands in for the create key. So
	// calllogs.add_to_ticket, a key of the tickets row, logs a call on a ticket.
	TargetKey rbac.Key `json:"target_key,omitempty"`
}

// Option is one allowed value of a string field.
type Option struct {
	Value string `json:"value"`
	Title string `json:"title"`
}

// The columns that the host adds to every collection. They can be filtered and
// sorted like fields, and never written by a caller.
const (
	ColID        = "id"
	ColVersion   = "version"
	ColCreatedAt = "created_at"
	ColUpdatedAt = "updated_at"
	ColCreatedBy = "created_by"
)

var hostFields = map[string]*Field{
	ColID:        {Name: ColID, Type: Type{Kind: Int}, Required: true},
	ColVersion:   {Name: ColVersion, Type: Type{Kind: Int}, Required: true},
	ColCreatedAt: {Name: ColCreatedAt, Type: Type{Kind: Time}, Required: true},
	ColUpdatedAt: {Name: ColUpdatedAt, Type: Type{Kind: Time}, Required: true},
	ColCreatedBy: {Name: ColCreatedBy, Type: Type{Kind: Ref, Target: TargetUser}},
}

// IsHost reports whether the name is one of the host's own columns.
func IsHost(name string) bool { return hostFields[name] != nil }

// reserved cannot name a field: the host's columns and the words of the list API.
func reserved(name string) bool {
	switch name {
	case "abilities", "cursor", "limit", "sort", "q":
		return true
	}
	return IsHost(name)
}

var fieldName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,29}$`)

// Check reports what is wrong with the declaration, in one sentence.
func (f *Field) Check() error {
	if !fieldName.MatchString(f.Name) {
		return fmt.Errorf("the field name %q must be 1 to 30 lower-case letters, digits and underscores, beginning with a letter", f.Name)
	}
	if reserved(f.Name) {
		return fmt.Errorf("the field name %q is taken by the host", f.Name)
	}
	if f.Type.Kind == 0 {
		return fmt.Errorf("the field %q has no type", f.Name)
	}
	if f.Title == "" {
		return fmt.Errorf("the field %q has no title", f.Name)
	}
	if len(f.Options) > 0 && f.Type.Kind != String {
		return fmt.Errorf("the field %q has options, which only a string may have", f.Name)
	}
	for _, o := range f.Options {
		if o.Value == "" || o.Title == "" {
			return fmt.Errorf("an option of the field %q lacks its value or title", f.Name)
		}
	}
	if err := f.checkFile(); err != nil {
		return err
	}
	if f.TargetKey != "" && f.Type.Kind != Ref {
		return fmt.Errorf("the field %q has a target_key, which only a reference may have", f.Name)
	}
	if f.Type.Kind == Refs && f.Required {
		return fmt.Errorf("the field %q names several people and cannot be required", f.Name)
	}
	if len(f.Default) > 0 && !f.dynamicDefault() {
		if _, err := f.Parse(f.Default); err != nil {
			return fmt.Errorf("the default of the field %q does not fit: %w", f.Name, err)
		}
	}
	return nil
}

// dynamicDefault reports whether the default depends on who asks, or when.
func (f *Field) dynamicDefault() bool {
	switch string(f.Default) {
	case `"$now"`:
		return f.Type.Kind == Time
	case `"$me"`:
		return f.Type.Kind == Ref && f.Type.Target == TargetUser
	case `"$my_team"`:
		return f.Type.Kind == Ref && f.Type.Target == TargetTeam
	}
	return false
}
