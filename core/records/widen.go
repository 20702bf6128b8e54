package records

import (
	"fmt"
	"slices"

	"pegboard.dev/pegboard/core/rbac"
)

// Stored is for what a collection's table was made last.
type Stored struct {
	*Collection
	// Resting are fields of earlier declarations that this one does not name. Their
	// columns and what is in them stay, unseen, until a version names them again.
	Resting []Field
}

// Whole is the collection with what rests in it, to be read in full with the given
// key. Nothing is written by it.
func (s Stored) Whole(read rbac.Key) *Collection {
	c := *s.Collection
	c.Fields = append(slices.Clone(c.Fields), s.Resting...)
	c.byName = make(map[string]*Field, len(c.Fields))
	for i := range c.Fields {
		f := &c.Fields[i]
		c.byName[f.Name] = f
		if f.Type.Kind == Refs && c.Contributors == "" {
			c.Contributors = f.Name
		}
	}
	c.Keys.Read = read
	c.resource = &rbac.Resource{Name: c.ID(), View: read}
	return &c
}

// Widen compares a new declaration with the one the table was made for, and with
// the fields that rest in it. It returns the fields to add a column for, and those
// that rest from now on. The error is one sentence about a change that would
// damage existing records: a field that changes its type or becomes required, a
// new required field without a default to fill in, one left out that every row
// must have.
func (c *Collection) Widen(was *Collection, resting []Field) (added []*Field, rest []Field, err error) {
	for i := range was.Fields {
		f := &was.Fields[i]
		if c.byName[f.Name] != nil {
			continue
		}
		if f.Required && f.FixedDefault() == nil {
			return nil, nil, fmt.Errorf("the field %q of the collection %q is required of every record and cannot be left out", f.Name, c.Name)
		}
		rest = append(rest, *f)
	}
	for i := range c.Fields {
		f := &c.Fields[i]
		old := was.byName[f.Name]
		if at := slices.IndexFunc(resting, func(r Field) bool { return r.Name == f.Name }); old == nil && at >= 0 {
			old = &resting[at]
		}
		switch {
		case old == nil:
			if f.Required && (len(f.Default) == 0 || f.dynamicDefault()) {
				return nil, nil, fmt.Errorf("the new field %q of the collection %q is required but has no default for the records that exist", f.Name, c.Name)
			}
			added = append(added, f)
		case old.Type != f.Type:
			return nil, nil, fmt.Errorf("the field %q of the collection %q cannot change from %s to %s", f.Name, c.Name, old.Type, f.Type)
		case old.Required != f.Required:
			return nil, nil, fmt.Errorf("the field %q of the collection %q cannot change whether it is required", f.Name, c.Name)
		}
	}
	for i := range resting {
		if c.byName[resting[i].Name] == nil {
			rest = append(rest, resting[i])
		}
	}
	return added, rest, nil
}

// FixedDefault returns the default value that does not depend on who asks, nil
// if there is none.
func (f *Field) FixedDefault() any {
	if f.dynamicDefault() {
		return nil
	}
	v, _ := f.Parse(f.Default) // checked with the declaration
	return v
}
