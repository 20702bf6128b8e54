package blocks

import (
	"encoding/json"
	"maps"
	"math"
	"reflect"
	"slices"
	"strconv"
	"unicode/utf8"
)

// JSON writes the document as it is. Properties that are not given are left
// out, and nothing in the result can end a script element.
func (d *Document) JSON() []byte { return encode(documentTyp, d) }

// JSON writes the response as it is.
func (r *Response) JSON() []byte { return encode(responseTyp, r) }

func encode[T any](t *typ, x *T) []byte {
	return appendValue(make([]byte, 0, 4096), t, &rules{}, reflect.ValueOf(x).Elem())
}

func appendValue(b []byte, t *typ, is *rules, v reflect.Value) []byte {
	switch t.kind {
	case kindString:
		return appendString(b, v.String())
	case kindBool:
		return strconv.AppendBool(b, v.Bool())
	case kindInt:
		return strconv.AppendInt(b, v.Int(), 10)
	case kindNum:
		return appendNum(b, v.Float())
	case kindText:
		return appendText(b, v.Interface().(Text))
	case kindRaw:
		if v.Len() == 0 {
			return append(b, "null"...)
		}
		return append(b, v.Bytes()...)
	case kindPtr:
		if v.IsNil() {
			return append(b, "null"...)
		}
		return appendValue(b, t.elem, is, v.Elem())
	case kindStruct:
		return appendObject(b, t, v, "", "")
	case kindUnion:
		return appendMember(b, t, v)
	case kindSlice:
		b = append(b, '[')
		for i := range v.Len() {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendValue(b, t.elem, is, v.Index(i))
		}
		return append(b, ']')
	case kindMap:
		return appendMap(b, t, is, v)
	}
	return b
}

func appendMap(b []byte, t *typ, is *rules, v reflect.Value) []byte {
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int {
		if a.String() < b.String() {
			return -1
		}
		return 1
	})
	b = append(b, '{')
	for i, k := range keys {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendString(b, k.String()), ':')
		b = appendValue(b, t.elem, is, v.MapIndex(k))
	}
	return append(b, '}')
}

func appendMember(b []byte, t *typ, v reflect.Value) []byte {
	if v.IsNil() {
		return append(b, "null"...)
	}
	p := v.Elem().Elem() // the struct behind the pointer in the interface
	if plain, ok := v.Interface().(*PlainValue); ok {
		if plain.Number != nil {
			return appendNum(b, *plain.Number)
		}
		return appendString(b, plain.Text)
	}
	mt := plans[p.Type()]
	name := t.union.byType[p.Type()]
	if mt.tagAt >= 0 {
		name = mt.fields[mt.tagAt].at(p).String()
	}
	if t.union.def.name == "FieldNode" && name != "group" {
		name = "" // a Field writes its kind itself
	}
	return appendObject(b, mt, p, t.union.def.tag, name)
}

// appendObject writes a struct, with its tag first where it is a union's member.
func appendObject(b []byte, t *typ, v reflect.Value, tag, name string) []byte {
	b = append(b, '{')
	from := len(b)
	if name != "" {
		b = append(appendString(b, tag), ':')
		b = appendString(b, name)
	}
	for i := range t.fields {
		f := &t.fields[i]
		x := f.at(v)
		if f.is.tag || !f.is.required && empty(f.typ, x) {
			continue
		}
		if len(b) > from {
			b = append(b, ',')
		}
		b = append(b, '"')
		b = append(b, f.name...)
		b = append(b, '"', ':')
		b = appendValue(b, f.typ, &f.is, x)
	}
	return append(b, '}')
}

func empty(t *typ, v reflect.Value) bool {
	switch t.kind {
	case kindSlice, kindMap: // an empty list is not the same as none
		return v.IsNil()
	case kindRaw:
		return v.Len() == 0
	}
	return v.IsZero()
}

func appendText(b []byte, t Text) []byte {
	if t.Key == "" {
		return appendString(b, t.Plain)
	}
	b = append(b, `{"$t":`...)
	b = appendString(b, t.Key)
	if len(t.Args) > 0 {
		b = append(b, `,"args":{`...)
		for i, k := range slices.Sorted(maps.Keys(t.Args)) {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(appendString(b, k), ':')
			switch a := t.Args[k].(type) {
			case float64:
				b = appendNum(b, a)
			case int:
				b = strconv.AppendInt(b, int64(a), 10)
			case string:
				b = appendString(b, a)
			default:
				b = append(b, "null"...)
			}
		}
		b = append(b, '}')
	}
	return append(b, '}')
}

// appendNum writes what encoding/json would; JSON has no infinities, so they are 0.
func appendNum(b []byte, f float64) []byte {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		return append(b, '0')
	}
	if f == math.Trunc(f) && math.Abs(f) < 1e15 {
		return strconv.AppendInt(b, int64(f), 10)
	}
	out, _ := json.Marshal(f)
	return append(b, out...)
}

const hexDigits = "0123456789abcdef"

// appendString writes a JSON string in which <, >, & and the two line
// separators of JavaScript are escaped.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && n == 1 || r == '\u2028' || r == '\u2029' {
				b = append(b, s[from:i]...)
				b = append(b, '\\', 'u', hexDigits[r>>12&15], hexDigits[r>>8&15], hexDigits[r>>4&15], hexDigits[r&15])
				from = i + n
			}
			i += n
			continue
		}
		if c >= ' ' && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&' {
			i++
			continue
		}
		b = append(b, s[from:i]...)
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		default:
			b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		}
		i++
		from = i
	}
	b = append(b, s[from:]...)
	return append(b, '"')
}
