package records

import "fmt"

// Widen compares a new declaration with the one the table was made for, and
// returns the fields to add. Fields that are gone keep their column, unseen. The
// error is one sentence about a change that would damage existing records: a
// field that changes its type or becomes required, a new required field without
// a default to fill in.
func (c *Collection) Widen(was *Collection) ([]*Field, error) {
	var added []*Field
	for i := range c.Fields {
		f := &c.Fields[i]
		old := was.byName[f.Name]
		switch {
		case old == nil:
			if f.Required && (len(f.Default) == 0 || f.dynamicDefault()) {
				return nil, fmt.Errorf("the new field %q of the collection %q is required but has no default for the records that exist", f.Name, c.Name)
			}
			added = append(added, f)
		case old.Type != f.Type:
			return nil, fmt.Errorf("the field %q of the collection %q cannot change from %s to %s", f.Name, c.Name, old.Type, f.Type)
		case old.Required != f.Required:
			return nil, fmt.Errorf("the field %q of the collection %q cannot change whether it is required", f.Name, c.Name)
		}
	}
	return added, nil
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
