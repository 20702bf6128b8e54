package sdk

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"
)

// rowPlan says where the fields of a row's struct go. encoding/json would do the
// same, but reads everything twice and costs five times as much inside a guest.
type rowPlan map[string]int

var rowPlans = map[reflect.Type]rowPlan{}

// planFor returns the plan of a struct, nil where encoding/json must do it:
// embedded structs, options such as ",string".
func planFor(t reflect.Type) rowPlan {
	if p, ok := rowPlans[t]; ok {
		return p
	}
	var p rowPlan
	if t.Kind() == reflect.Struct && !reflect.PointerTo(t).Implements(reflect.TypeFor[json.Unmarshaler]()) {
		p = rowPlan{}
		for i := range t.NumField() {
			f := t.Field(i)
			name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
			if f.Anonymous || strings.Contains(options, "string") {
				p = nil
				break
			}
			if name == "" {
				name = f.Name
			}
			if f.IsExported() && name != "-" {
				p[strings.ToLower(name)] = i
			}
		}
	}
	rowPlans[t] = p
	return p
}

// readRow decodes the host's JSON object of a row's fields into the struct that
// v points to. Names of fields are lower case on the wire.
func readRow(b []byte, v any) error {
	rv := reflect.ValueOf(v).Elem()
	plan := planFor(rv.Type())
	if plan == nil || !scanRow(b, rv, plan) {
		return json.Unmarshal(b, v)
	}
	return nil
}

// scanRow reports false, having set some of the fields, when there is anything
// that it does not read.
func scanRow(b []byte, rv reflect.Value, plan rowPlan) bool {
	if len(b) < 2 || b[0] != '{' {
		return false
	}
	for i := 1; ; i++ {
		if i < len(b) && b[i] == '}' {
			return i == len(b)-1
		}
		name, next := plainString(b, i)
		if next < 0 || next >= len(b) || b[next] != ':' {
			return false
		}
		from := next + 1
		end := valueEnd(b, from)
		if end < 0 || end >= len(b) || b[end] != ',' && b[end] != '}' {
			return false
		}
		at, ok := plan[string(name)]
		if ok && !setField(rv.Field(at), b[from:end]) || !ok && !lower(name) {
			return false
		}
		if i = end; b[i] == '}' {
			return i == len(b)-1
		}
	}
}

// lower reports whether encoding/json, which matches names in any case, would
// find no other field by this one.
func lower(name []byte) bool {
	for _, c := range name {
		if c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// plainString returns the string at b[i], if it has no escapes, and where it ends.
func plainString(b []byte, i int) ([]byte, int) {
	if i >= len(b) || b[i] != '"' {
		return nil, -1
	}
	for j := i + 1; j < len(b); j++ {
		switch {
		case b[j] == '"':
			return b[i+1 : j], j + 1
		case b[j] == '\\' || b[j] < ' ':
			return nil, -1
		}
	}
	return nil, -1
}

// valueEnd returns where the value that begins at i ends, -1 if it does not.
func valueEnd(b []byte, i int) int {
	depth := 0
	for ; i < len(b); i++ {
		switch b[i] {
		case '"':
			for i++; i < len(b) && b[i] != '"'; i++ {
				if b[i] == '\\' {
					i++
				}
			}
		case '[', '{':
			depth++
		case ']', '}':
			if depth == 0 {
				return i
			}
			depth--
		case ',':
			if depth == 0 {
				return i
			}
		}
	}
	return -1
}

func setField(f reflect.Value, raw []byte) bool {
	if u, ok := f.Addr().Interface().(json.Unmarshaler); ok {
		return u.UnmarshalJSON(raw) == nil
	}
	if string(raw) == "null" {
		switch f.Kind() {
		case reflect.String, reflect.Int, reflect.Int64, reflect.Bool, reflect.Float64:
			return true // leaves the field as it is
		}
	}
	switch f.Kind() {
	case reflect.String:
		s, end := plainString(raw, 0)
		if end == len(raw) && utf8.Valid(s) {
			f.SetString(string(s))
			return true
		}
	case reflect.Int, reflect.Int64:
		n, err := strconv.ParseInt(string(raw), 10, 64)
		if err == nil && !f.OverflowInt(n) {
			f.SetInt(n)
			return true
		}
	case reflect.Bool:
		if s := string(raw); s == "true" || s == "false" {
			f.SetBool(s == "true")
			return true
		}
	}
	return json.Unmarshal(raw, f.Addr().Interface()) == nil
}
