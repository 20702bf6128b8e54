package records

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// checkCarry checks what a new part hands to its parent: of one type, and nothing
// that decides who may do what.
func (c *Collection) checkCarry(parent *Collection) error {
	for to, from := range c.Carry {
		p, f := parent.byName[to], c.Field(from)
		switch {
		case p == nil || f == nil:
			return fmt.Errorf("the collection %q carries %q to %q, which are no fields of it and its parent", c.Name, from, to)
		case p.Required || len(p.Options) > 0 || slices.Contains([]string{parent.Owner, parent.Team, parent.Contributors, parent.Visitor, parent.Contact}, to):
			return fmt.Errorf("the collection %q cannot carry anything to %q, which its parent needs for itself", c.Name, to)
		case p.isText() && f.isText(), p.Type == f.Type && (p.Type.Kind == Int || p.Type.Kind == Float || p.Type.Kind == Bool || p.Type.Kind == Time):
		default:
			return fmt.Errorf("the collection %q carries %q to %q, which is of another type", c.Name, from, to)
		}
	}
	return nil
}

// cut makes a text one that the field can have: as much of it as fits, and one line.
func (f *Field) cut(s string) any {
	limit := MaxText
	if f.Type.Kind == String {
		limit = MaxString
		s = strings.Join(strings.Fields(s), " ")
	}
	if f.Max != nil {
		limit = min(limit, int(*f.Max))
	}
	if r := []rune(s); len(r) > limit {
		s = string(r[:max(0, limit-1)]) + "…"
	}
	if s == "" {
		return nil
	}
	return s
}

func (f *Field) isText() bool { return f.Type.Kind == String || f.Type.Kind == Text }

// carry hands what the new part has to its parent, which the transaction has locked.
func (s *Service) carry(ctx context.Context, c *Collection, part, parent *Record) error {
	var changed []*Field
	for to, from := range c.Carry {
		f, v := c.parent.byName[to], part.Values[from]
		if from == ColCreatedAt {
			v = part.CreatedAt
		}
		if text, ok := v.(string); ok {
			v = f.cut(text)
		}
		if !sameValue(v, parent.Values[to]) {
			parent.Values[to] = v
			changed = append(changed, f)
		}
	}
	if len(changed) == 0 {
		return nil
	}
	was := parent.Version
	parent.Version, parent.UpdatedAt = was+1, part.CreatedAt
	return s.store.UpdateRecord(ctx, c.parent, parent, was, changed)
}
