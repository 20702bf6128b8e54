package blocks

import "strings"

func (x *Form) settle(d *decoder) {
	d.unique(x.ID)
	if x.ID == "" {
		d.failAt("id", "is required")
	}
	n, names := 0, map[string]bool{}
	for f := range x.Each() {
		n++
		if names[f.Name] {
			d.failAt("fields", "has two fields named %q", f.Name)
		}
		names[f.Name] = true
	}
	if most := d.lim.Fields; most > 0 && n > most {
		d.failAt("fields", "has %d entries, of at most %d", n, most)
	}
	for name := range x.Errors {
		if !names[name] {
			d.note("has an error for the unknown field %q", name)
		}
	}
}

// Each iterates over the form's fields, those in groups included.
func (x *Form) Each() func(yield func(*Field) bool) {
	return func(yield func(*Field) bool) {
		for _, n := range x.Fields {
			switch n := n.(type) {
			case *Field:
				if !yield(n) {
					return
				}
			case *FieldGroup:
				for i := range n.Fields {
					if !yield(&n.Fields[i]) {
						return
					}
				}
			}
		}
	}
}

// jsonShape is what a field kind's value looks like in JSON: one or more of
// s(tring), n(umber), b(ool), a(rray), o(bject).
var jsonShape = map[string]string{
	"number": "n", "percent": "n", "slider": "n", "rating": "n", "duration": "n", "money": "sn",
	"checkbox": "b", "switch": "b",
	"multiselect": "a", "tags": "a", "list": "a", "daterange": "ao", "file": "sa", "image": "sa",
	"schedule": "o", "keyvalue": "ao",
	"user": "sa", "team": "sa", "contact": "sa", "org": "sa", "ticket": "sa", "combobox": "sa",
	"select": "sa", "static": "snbao", "hidden": "snbao",
}

var shapeWords = map[string]string{
	"n": "a number", "sn": "a decimal in a string, or a number", "b": "true or false", "a": "a list", "sa": "a string, or a list of strings",
	"ao": "a list or an object", "o": "an object", "s": "a string",
}

// shapeOf names the kind of JSON that b begins.
func shapeOf(b []byte) byte {
	switch b[0] {
	case '"':
		return 's'
	case '[':
		return 'a'
	case '{':
		return 'o'
	case 't', 'f':
		return 'b'
	}
	return 'n'
}

// ValueOf says in words what the value of a kind of field is in JSON.
func ValueOf(kind string) string {
	want := valueShape(kind)
	if len(want) == len("snbao") {
		return "anything"
	}
	return shapeWords[want]
}

func valueShape(kind string) string {
	if s := jsonShape[kind]; s != "" {
		return s
	}
	return "s"
}

func (x *Field) settle(d *decoder) {
	want := valueShape(x.Kind)
	if len(x.Value) > 0 && strings.IndexByte(want, shapeOf(x.Value)) < 0 {
		d.failAt("value", "must be %s", shapeWords[want])
	}
	if x.Kind == "list" && len(x.Fields) == 0 {
		d.failAt("fields", "is required for a list")
	}
	seen := map[string]bool{}
	for _, o := range x.Options {
		if seen[o.Value] {
			d.failAt("options", "has two options with the value %.64q", o.Value)
		}
		seen[o.Value] = true
	}
}
