package blocks

import (
	"bytes"
	"encoding/json"
	"strings"
)

// Eval decides a condition. get returns a form field's value; nil for one that
// is missing or has none. Values are equal when their JSON is, except that a
// number equals the string that spells it, as browsers' inputs give strings. A
// list is compared as "contains" by is, in and not. Empty are missing values,
// null, "", false, [] and {}.
func (c *Cond) Eval(get func(form, field string) Raw) bool {
	if c == nil {
		return true
	}
	if c.All != nil {
		for i := range c.All {
			if !c.All[i].Eval(get) {
				return false
			}
		}
		return true
	}
	if c.Any != nil {
		for i := range c.Any {
			if c.Any[i].Eval(get) {
				return true
			}
		}
		return false
	}
	v := get(c.Form, c.Field)
	if c.Is != nil && !holds(v, c.Is) || c.Not != nil && holds(v, c.Not) {
		return false
	}
	if c.Empty != nil && isEmptyJSON(v) != *c.Empty {
		return false
	}
	if c.In == nil {
		return true
	}
	for _, x := range c.In {
		if holds(v, x) {
			return true
		}
	}
	return false
}

// holds reports whether v is x, or a list that contains x.
func holds(v, x Raw) bool {
	if same(v, x) {
		return true
	}
	if len(v) == 0 || v[0] != '[' {
		return false
	}
	var list []json.RawMessage
	if json.Unmarshal(v, &list) != nil {
		return false
	}
	for _, e := range list {
		if same(Raw(e), x) {
			return true
		}
	}
	return false
}

func same(a, b Raw) bool {
	a, b = bytes.TrimSpace(a), bytes.TrimSpace(b)
	if len(a) == 0 || len(b) == 0 {
		return isNull(a) && isNull(b)
	}
	if bytes.Equal(a, b) {
		return true
	}
	if isScalar(a) && isScalar(b) {
		return scalarText(a) == scalarText(b)
	}
	var x, y any
	if json.Unmarshal(a, &x) != nil || json.Unmarshal(b, &y) != nil {
		return false
	}
	xs, err1 := json.Marshal(x)
	ys, err2 := json.Marshal(y)
	return err1 == nil && err2 == nil && bytes.Equal(xs, ys)
}

func isNull(r Raw) bool { return len(r) == 0 || string(r) == "null" }

// isScalar reports whether r is a string or a number.
func isScalar(r Raw) bool {
	s := shapeOf(r)
	return s == 's' || s == 'n' && r[0] != 'n'
}

// scalarText spells a string or a number the way an input does.
func scalarText(r Raw) string {
	if r[0] == '"' {
		var s string
		_ = json.Unmarshal(r, &s)
		return s
	}
	var f float64
	if json.Unmarshal(r, &f) == nil {
		return string(appendNum(nil, f))
	}
	return string(r)
}

func isEmptyJSON(r Raw) bool {
	switch s := strings.TrimSpace(string(r)); s {
	case "", "null", `""`, "false", "[]", "{}":
		return true
	}
	return false
}

// lookup is the current value of a form's field: what was typed, or what the
// document gave.
func (w *writer) lookup(form, field string) Raw {
	if typed, ok := w.Values[form]; ok {
		return typed[field]
	}
	return w.doc.given(form, field)
}

// given is the value of a form's field as the document has it.
func (d *Document) given(form, field string) Raw {
	if f := d.Form(form); f != nil {
		for x := range f.Each() {
			if x.Name == field {
				return x.Value
			}
		}
	}
	return nil
}

// Shows reports whether a block of the document is to be seen at all, as long as
// nobody has typed anything.
func (d *Document) Shows(b Block) bool {
	base := b.base()
	return !base.Hidden && (base.ShowIf == nil || base.ShowIf.Eval(d.given))
}
