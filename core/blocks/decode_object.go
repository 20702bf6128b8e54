package blocks

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"unicode/utf8"
)

// recursive are the structs that contain themselves without blocks between.
var recursive = map[reflect.Type]bool{
	reflect.TypeFor[TreeNode](): true, reflect.TypeFor[Cond](): true, reflect.TypeFor[Field](): true,
	reflect.TypeFor[Action](): true,
}

// object reads an object into the struct v; tag is the property that said which.
func (d *decoder) object(t *typ, v reflect.Value, tag string) {
	if d.s.peek() != '{' {
		d.wrong("an object")
		return
	}
	if recursive[t.rt] {
		d.nest[t]++
		defer func() { d.nest[t]-- }()
		if d.nest[t] > maxNest {
			d.fail("is nested deeper than %d", maxNest)
			d.s.skip()
			return
		}
	}
	d.count(t)
	var seen uint64
	omitted := 0
	for first := true; d.s.more(first, '}'); first = false {
		name := d.s.key()
		i, ok := t.index[name]
		if !ok || t.fields[i].is.host || t.fields[i].is.tag {
			if !ok && name != tag {
				d.push(name)
				d.note("is not a property of this version")
				d.pop()
			}
			d.s.skip()
			continue
		}
		f := &t.fields[i]
		d.push(name)
		if seen&(1<<i) != 0 {
			d.fail("is given twice")
		}
		seen |= 1 << i
		omitted += d.value(f.typ, &f.is, f.at(v))
		d.pop()
	}
	for i := range t.fields {
		if t.fields[i].is.required && seen&(1<<i) == 0 {
			d.failAt(t.fields[i].name, "is required")
		}
	}
	if i, ok := t.index["omitted"]; ok && omitted > 0 {
		t.fields[i].at(v).SetInt(int64(omitted))
	}
	if t.settles {
		v.Addr().Interface().(settler).settle(d)
	}
}

// count keeps the tally of what the limits are about.
func (d *decoder) count(t *typ) {
	over := func(n *int, most int, what string) {
		if *n++; most > 0 && *n == most+1 {
			d.fail("is one more than the %d %s a surface may have", most, what)
		}
	}
	if t.rt == reflect.TypeFor[Action]() {
		over(&d.actions, d.lim.Actions, "actions")
	}
	if blockUnion.byType[t.rt] != "" {
		over(&d.blocks, d.lim.Blocks, "blocks")
	}
}

// member reads one member of a union; the zero Value is one that is unknown.
func (d *decoder) member(t *typ, is *rules) (none reflect.Value) {
	c := d.s.peek()
	if is.loose && (c == '"' || c == '-' || c >= '0' && c <= '9') {
		return reflect.ValueOf(d.plain(c))
	}
	if c != '{' {
		d.wrong("an object")
		return none
	}
	u := t.union
	name := d.s.property(u.def.tag)
	if name == "" {
		d.s.skip()
		d.failAt(u.def.tag, "is required")
		return none
	}
	mt := u.byName[name]
	if mt == nil && u.def.name == "FieldNode" {
		mt = u.byName["text"]
	}
	if mt == nil {
		if u.def.name == "Block" { // a single block, as in a patch
			return reflect.ValueOf(&Stack{Blocks: d.unknown(name)})
		}
		d.note("has a %s this version does not know: %.64q", u.def.tag, name)
		d.s.skip()
		if is.required && u.def.name == "Value" {
			return reflect.ValueOf(&TextValue{})
		}
		return none
	}
	p := reflect.New(mt.rt)
	if mt.tagAt >= 0 {
		mt.fields[mt.tagAt].at(p.Elem()).SetString(name)
	}
	d.object(mt, p.Elem(), u.def.tag)
	return p
}

func (d *decoder) plain(c byte) *PlainValue {
	if c == '"' {
		return &PlainValue{Text: d.checked(d.s.str(), &rules{})}
	}
	n, err := strconv.ParseFloat(string(d.s.skip()), 64)
	if err != nil {
		d.fail("is out of range")
	}
	return &PlainValue{Number: &n}
}

// checked applies a string's rules.
func (d *decoder) checked(s string, is *rules) string {
	most := is.max
	switch {
	case is.md:
		most = d.lim.Markdown
	case most == 0 && is.shape != "state":
		most = d.lim.Text
	}
	if most > 0 && len(s) > most && utf8.RuneCountInString(s) > most {
		d.fail("is longer than %d characters", most)
		return ""
	}
	if is.enum != nil && !slices.Contains(is.enum, s) {
		d.note("is not one of %v: %.64q", is.enum, s)
		if is.required {
			return is.enum[0]
		}
		return ""
	}
	sh := shapes[is.shape]
	switch {
	case sh == nil || sh.ok == nil || sh.ok(s) || s == "" && !is.required:
		return s
	case is.shape == "fieldkind":
		d.note("%s: %.64q", sh.says, s)
		return "text"
	case sh.drop:
		d.note("%s: %.64q", sh.says, s)
		return ""
	}
	d.fail("%s", sh.says)
	return ""
}

// text reads a string or a reference to the catalogue.
func (d *decoder) text(is *rules) (t Text) {
	switch d.s.peek() {
	case '"':
		t.Plain = d.checked(d.s.str(), is)
		return t
	case '{':
	default:
		d.wrong("a text, or {$t: key, args}")
		return t
	}
	for first := true; d.s.more(first, '}'); first = false {
		k := d.s.key()
		d.push(k)
		switch c := d.s.peek(); {
		case k == "$t" && c == '"':
			if t.Key = d.s.str(); len(t.Key) > 200 {
				d.fail("is longer than 200 bytes")
			}
		case k == "args" && c == '{':
			if err := json.Unmarshal(d.s.skip(), &t.Args); err != nil {
				d.fail("must be an object")
			}
			for name, a := range t.Args {
				switch a := a.(type) {
				case float64:
				case string:
					t.Args[name] = d.checked(a, &rules{})
				default:
					d.failAt(name, "must be a string or a number")
				}
			}
		default:
			d.s.skip()
			d.note("is not a property of a text")
		}
		d.pop()
	}
	if t.Key == "" {
		d.failAt("$t", "is required")
	}
	return t
}

// raw reads any JSON, compacted and safe inside a script element.
func (d *decoder) raw(is *rules) []byte {
	b := d.s.skip()
	if is.shape == "scalar" && (b[0] == '{' || b[0] == '[' || b[0] == 't' || b[0] == 'f') {
		d.fail("must be a number or a string")
		return nil
	}
	var out, safe bytes.Buffer
	_ = json.Compact(&out, b) // valid already
	json.HTMLEscape(&safe, out.Bytes())
	return safe.Bytes()
}
