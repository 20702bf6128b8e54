package records

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// ops says which comparisons a kind of value allows.
var ops = map[Kind][]Op{
	String: {Eq, Ne, In, Contains, Empty},
	Text:   {Contains, Empty},
	Int:    {Eq, Ne, Lt, Lte, Gt, Gte, In, Empty},
	Float:  {Lt, Lte, Gt, Gte, Empty},
	Bool:   {Eq, Ne, Empty},
	Time:   {Eq, Lt, Lte, Gt, Gte, Empty},
	JSON:   {Empty},
	Ref:    {Eq, Ne, In, Empty},
	Refs:   {Eq, In, Empty},
	File:   {Empty},
}

func (pl *planner) leaf(f *Filter) (*Cond, error) {
	if pl.leaves++; pl.leaves > maxLeaves {
		return nil, fmt.Errorf("The filter has more than %d comparisons.", maxLeaves)
	}
	field := pl.c.Field(f.Field)
	if field == nil {
		return nil, fmt.Errorf("There is no field %q.", f.Field)
	}
	op := f.Op
	if op == "" {
		op = Eq
	}
	allowed := false
	for _, o := range ops[field.Type.Kind] {
		allowed = allowed || o == op
	}
	if !allowed {
		return nil, fmt.Errorf("The field %q cannot be compared with %q.", f.Field, op)
	}
	c := &Cond{Field: field, Op: op}
	switch op {
	case Empty:
		want := true
		if len(f.Value) > 0 {
			if err := json.Unmarshal(f.Value, &want); err != nil {
				return nil, fmt.Errorf(`The value of "empty" for %q must be true or false.`, f.Field)
			}
		}
		c.Values = []any{want}
	case In:
		var items []json.RawMessage
		if err := json.Unmarshal(f.Value, &items); err != nil {
			return nil, fmt.Errorf(`The value of "in" for %q must be a list.`, f.Field)
		}
		if len(items) > maxIn {
			return nil, fmt.Errorf(`The list of %q has more than %d values.`, f.Field, maxIn)
		}
		c.Values = make([]any, 0, len(items))
		for _, it := range items {
			v, err := pl.value(field, it)
			if err != nil {
				return nil, fmt.Errorf("The value for %q does not fit: %w", f.Field, err)
			}
			c.Values = append(c.Values, v)
		}
	default:
		v, err := pl.value(field, f.Value)
		if err != nil {
			return nil, fmt.Errorf("The value for %q does not fit: %w", f.Field, err)
		}
		if op == Contains && utf8.RuneCountInString(v.(string)) > maxNeedle {
			return nil, fmt.Errorf("The text looked for may have at most %d characters.", maxNeedle)
		}
		c.Values = []any{v}
	}
	return c, nil
}

// value reads a filter's value. Options and bounds do not matter here: a filter
// for an unknown value just matches nothing.
func (pl *planner) value(field *Field, raw json.RawMessage) (any, error) {
	t := field.Type
	if (t.Kind == Ref || t.Kind == Refs) && t.Target == TargetUser && string(raw) == `"$me"` {
		return int64(pl.me), nil
	}
	if t.Kind == Refs {
		t.Kind = Ref
	}
	var v any
	var err error
	if t.Kind == String || t.Kind == Text {
		var s string
		if err = json.Unmarshal(raw, &s); err != nil || strings.ContainsRune(s, 0) {
			return nil, errors.New("This must be text.")
		}
		v = s
	} else {
		v, err = (&Field{Type: t}).Parse(raw)
	}
	if err != nil {
		return nil, err
	}
	if v == nil {
		return nil, errors.New(`This is empty; use "empty".`)
	}
	return v, nil
}
