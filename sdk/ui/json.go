package ui

import (
	"math"
	"strconv"
	"unicode/utf8"
)

// obj is a JSON object under construction: all but its lists and closing brace.
type obj struct{ j []byte }

func open(begin string) obj { return obj{append(make([]byte, 0, 96), begin...)} }

func (o *obj) key(name string) {
	if o.j[len(o.j)-1] != '{' {
		o.j = append(o.j, ',')
	}
	o.j = append(append(append(o.j, '"'), name...), '"', ':')
}

func (o *obj) mustStr(name, v string) {
	o.key(name)
	o.j = appendString(o.j, v)
}

func (o *obj) str(name, v string) {
	if v != "" {
		o.mustStr(name, v)
	}
}

func (o *obj) mustText(name, v string) {
	o.key(name)
	o.j = appendText(o.j, v)
}

func (o *obj) text(name, v string) {
	if v != "" {
		o.mustText(name, v)
	}
}

func (o *obj) mustBool(name string, v bool) {
	o.key(name)
	o.j = strconv.AppendBool(o.j, v)
}

func (o *obj) bool(name string, v bool) {
	if v {
		o.mustBool(name, v)
	}
}

func (o *obj) num(name string, v float64) {
	o.key(name)
	o.j = appendNum(o.j, v)
}

func (o *obj) any(name string, v any) {
	o.key(name)
	o.j = appendAny(o.j, v)
}

// list is the elements of a JSON list, or the entries of an object.
type list struct{ j []byte }

func (l *list) comma() {
	if len(l.j) > 0 {
		l.j = append(l.j, ',')
	}
}

func (l *list) name(name string) {
	l.comma()
	l.j = append(appendString(l.j, name), ':')
}

// closeInto writes the list behind what to holds of its object; an empty one only when required.
func (l *list) closeInto(to []byte, begin string, required bool) []byte {
	if len(l.j) == 0 && !required {
		return to
	}
	if to[len(to)-1] != '{' {
		to = append(to, ',')
	}
	to = append(append(to, begin...), l.j...)
	if begin[len(begin)-1] == '[' {
		return append(to, ']')
	}
	return append(to, '}')
}

// Raw is JSON that stands as it is; it must be valid.
type Raw []byte

// appendAny writes what has no fixed type: nil, bool, string, whole and
// floating numbers, lists of strings, []any, map[string]any and Raw. Anything
// else becomes null.
func appendAny(to []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		return appendString(to, v)
	case bool:
		return strconv.AppendBool(to, v)
	case int:
		return strconv.AppendInt(to, int64(v), 10)
	case int64:
		return strconv.AppendInt(to, v, 10)
	case float64:
		return appendNum(to, v)
	case Raw:
		if len(v) > 0 {
			return append(to, v...)
		}
	case []string:
		to = append(to, '[')
		for i, s := range v {
			if i > 0 {
				to = append(to, ',')
			}
			to = appendString(to, s)
		}
		return append(to, ']')
	case []any:
		to = append(to, '[')
		for i, x := range v {
			if i > 0 {
				to = append(to, ',')
			}
			to = appendAny(to, x)
		}
		return append(to, ']')
	case map[string]any:
		to = append(to, '{')
		first := true
		for k, x := range v {
			if !first {
				to = append(to, ',')
			}
			first = false
			to = appendAny(append(appendString(to, k), ':'), x)
		}
		return append(to, '}')
	}
	return append(to, "null"...)
}

// appendPairs writes an object from names and values in turn; a name without a
// value gets null.
func appendPairs(to []byte, pairs []any) []byte {
	to = append(to, '{')
	for i := 0; i < len(pairs); i += 2 {
		if i > 0 {
			to = append(to, ',')
		}
		name, _ := pairs[i].(string)
		to = append(appendString(to, name), ':')
		if i+1 < len(pairs) {
			to = appendAny(to, pairs[i+1])
		} else {
			to = append(to, "null"...)
		}
	}
	return append(to, '}')
}

// appendNum writes a number; what JSON cannot say, such as a gap in a chart given as NaN, is null.
func appendNum(to []byte, f float64) []byte {
	if f == math.Trunc(f) && math.Abs(f) < 1e15 {
		return strconv.AppendInt(to, int64(f), 10)
	}
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return append(to, "null"...)
	}
	return strconv.AppendFloat(to, f, 'g', -1, 64)
}

const hexDigits = "0123456789abcdef"

// appendText writes a text of the vocabulary: a JSON string, or Tr's reference.
func appendText(to []byte, s string) []byte {
	if len(s) > len(trMark) && s[0] == 0 && s[:len(trMark)] == trMark {
		return appendTr(to, s[len(trMark):])
	}
	return appendString(to, s)
}

// appendString writes a JSON string. Bytes that are not UTF-8 become U+FFFD.
func appendString(to []byte, s string) []byte {
	to = append(to, '"')
	from := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' && c < utf8.RuneSelf {
			continue
		}
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			if r != utf8.RuneError || n > 1 {
				i += n - 1
				continue
			}
		}
		to = append(to, s[from:i]...)
		from = i + 1
		switch {
		case c == '"' || c == '\\':
			to = append(to, '\\', c)
		case c == '\n':
			to = append(to, '\\', 'n')
		case c >= utf8.RuneSelf:
			to = append(to, "\uFFFD"...)
		default:
			to = append(to, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		}
	}
	return append(append(to, s[from:]...), '"')
}
