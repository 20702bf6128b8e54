package manifest

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// near asks whether one of the known words was meant; empty when none comes close.
func near(word string, known []string) string {
	if best := core.Nearest(word, known); best != "" {
		return fmt.Sprintf("; did you mean %q?", best)
	}
	return ""
}

// nearKey is near for keys.
func nearKey(k rbac.Key, known []rbac.Key) string {
	words := make([]string, len(known))
	for i, one := range known {
		words[i] = string(one)
	}
	return near(string(k), words)
}

// members are the names of all members that a manifest may have, at any depth.
func members(t reflect.Type, seen map[reflect.Type]bool) (out []string) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		return members(t.Elem(), seen)
	case reflect.Struct:
	default:
		return nil
	}
	if seen[t] {
		return nil
	}
	seen[t] = true
	for i := range t.NumField() {
		f := t.Field(i)
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && name != "-" {
			out = append(out, name)
		}
		out = append(out, members(f.Type, seen)...)
	}
	return out
}

// unknown words that a member is none of the manifest's, with its line where that is
// clear.
func unknown(b []byte, name string) error {
	where, quoted := "", []byte(`"`+name+`"`)
	if bytes.Count(b, quoted) == 1 {
		where = line(b, int64(bytes.Index(b, quoted)))
	}
	known := members(reflect.TypeFor[Manifest](), map[reflect.Type]bool{})
	return fmt.Errorf("%sthere is no member called %q%s", where, name, near(name, known))
}

// line names the line of an offset into the document.
func line(b []byte, offset int64) string {
	offset = max(0, min(offset, int64(len(b))))
	return fmt.Sprintf("line %d: ", 1+bytes.Count(b[:offset], []byte("\n")))
}
