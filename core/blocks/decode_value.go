package blocks

import (
	"math"
	"reflect"
	"slices"
	"strconv"
)

// value reads the next value into v. It returns how many elements of a list
// were left out because of the limits.
func (d *decoder) value(t *typ, is *rules, v reflect.Value) (omitted int) {
	c := d.s.peek()
	if c == 'n' { // null means absent
		d.s.skip()
		if is.required {
			d.fail("is required")
		}
		return 0
	}
	switch t.kind {
	case kindString:
		if c != '"' {
			return d.wrong("a string")
		}
		v.SetString(d.checked(d.s.str(), is))
	case kindBool:
		if c != 't' && c != 'f' {
			return d.wrong("true or false")
		}
		v.SetBool(c == 't')
		d.s.skip()
	case kindInt:
		n, err := strconv.Atoi(string(d.s.skip()))
		switch {
		case err != nil || n < 0 || n > math.MaxInt32:
			d.fail("must be a whole number from 0")
		case is.cols != nil && !slices.Contains(is.cols, n):
			d.fail("must be one of %v", is.cols)
		default:
			v.SetInt(int64(n))
		}
	case kindNum:
		if c != '-' && (c < '0' || c > '9') {
			return d.wrong("a number")
		}
		n, err := strconv.ParseFloat(string(d.s.skip()), 64)
		if err != nil {
			d.fail("is out of range")
		}
		v.SetFloat(n)
	case kindText:
		v.Set(reflect.ValueOf(d.text(is)))
	case kindRaw:
		v.SetBytes(d.raw(is))
	case kindPtr:
		p := reflect.New(t.elem.rt)
		d.value(t.elem, is, p.Elem())
		v.Set(p)
	case kindStruct:
		d.object(t, v, "")
	case kindUnion:
		if m := d.member(t, is); m.IsValid() {
			v.Set(m)
		}
	case kindSlice:
		return d.slice(t, is, v)
	case kindMap:
		d.mapping(t, is, v)
	}
	return 0
}

// wrong says that the value should have been something else, and passes over it.
func (d *decoder) wrong(what string) int {
	d.s.skip()
	d.fail("must be %s", what)
	return 0
}

func (d *decoder) mapping(t *typ, is *rules, v reflect.Value) {
	if d.s.peek() != '{' {
		d.wrong("an object")
		return
	}
	m := reflect.MakeMap(t.rt)
	for first := true; d.s.more(first, '}'); first = false {
		k := d.s.key()
		d.push(k)
		e := reflect.New(t.elem.rt).Elem()
		if !isName(k) {
			d.fail("is not a name: 1 to 64 letters, digits, dots, dashes and underscores")
			d.s.skip()
		} else if d.value(t.elem, &rules{loose: is.loose, max: is.max}, e); t.elem.kind != kindUnion || !e.IsNil() {
			m.SetMapIndex(reflect.ValueOf(k), e)
		}
		d.pop()
	}
	v.Set(m)
}

func (d *decoder) slice(t *typ, is *rules, v reflect.Value) (omitted int) {
	if d.s.peek() != '[' {
		return d.wrong("a list")
	}
	if t == blocksTyp {
		d.depth++
		defer func() { d.depth-- }()
		if d.lim.Depth > 0 && d.depth > d.lim.Depth {
			d.fail("is nested deeper than %d blocks", d.lim.Depth)
			d.s.skip()
			return 0
		}
	}
	each := *is
	each.required, each.some = t.elem.kind != kindPtr || t.elem.elem.kind != kindNum, false
	most := d.most(t.elem)
	out, n := reflect.MakeSlice(t.rt, 0, 4), 0
	for first := true; d.s.more(first, ']'); first = false {
		d.pushIndex(n)
		n++
		switch {
		case most > 0 && n > most && d.lim.Truncate:
			d.s.skip()
			omitted++
		case t == blocksTyp:
			out = d.block(out)
		default:
			e := reflect.New(t.elem.rt).Elem()
			d.value(t.elem, &each, e)
			if t.elem.kind != kindUnion || !e.IsNil() {
				out = reflect.Append(out, e)
			}
		}
		d.pop()
	}
	switch {
	case omitted > 0:
		d.notes = append(d.notes, d.at()+" was cut after "+strconv.Itoa(most)+" of "+strconv.Itoa(n))
	case most > 0 && n > most:
		d.fail("has %d entries, of at most %d", n, most)
	case is.some && n == 0:
		d.fail("must not be empty")
	}
	v.Set(out)
	return omitted
}

// most returns how many elements of that type a list may have; zero for any number.
func (d *decoder) most(elem *typ) int {
	switch elem.rt {
	case reflect.TypeFor[Row]():
		return d.lim.Rows
	case reflect.TypeFor[Option]():
		return d.lim.Options
	}
	return 0
}

// block reads one element of a list of blocks: an unknown one gives way to its fallback.
func (d *decoder) block(out reflect.Value) reflect.Value {
	if d.s.peek() == '{' {
		if name := d.s.property("type"); name != "" && blockUnion.byName[name] == nil {
			for _, b := range d.unknown(name) {
				out = reflect.Append(out, reflect.ValueOf(&b).Elem())
			}
			return out
		}
	}
	e := reflect.New(blocksTyp.elem.rt).Elem()
	d.value(blocksTyp.elem, &rules{required: true}, e)
	if e.IsNil() {
		return out
	}
	return reflect.Append(out, e)
}

func (d *decoder) unknown(name string) (out Blocks) {
	d.note("has a type this version does not know: %.64q", name)
	for first := true; d.s.more(first, '}'); first = false {
		if d.s.key() != "fallback" {
			d.s.skip()
			continue
		}
		d.push("fallback")
		d.value(blocksTyp, &rules{}, reflect.ValueOf(&out).Elem())
		d.pop()
	}
	return out
}
