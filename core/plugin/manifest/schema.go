package manifest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/records"
)

//go:generate go run ./internal/schema ../../../sdk/plugin.schema.json

// Schema returns the JSON Schema (draft 2020-12) of plugin.json, by which editors
// complete and check it. doc finds the comment of a struct's field. Types and
// members are those of Manifest; what else a schema can say is in rules. It never
// refuses what Parse accepts. What only Parse can tell, such as whether a key that
// is asked for is registered, it lets pass.
func Schema(doc func(structure, field string) string) ([]byte, error) {
	s := &schema{doc: doc, defs: map[string]any{}, used: map[string]bool{}}
	root := s.object(reflect.TypeFor[Manifest]())
	for name := range rules {
		if !s.used[name] {
			return nil, fmt.Errorf("manifest: the schema has a rule for %s, which is no member", name)
		}
	}
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["title"] = "plugin.json of a Pegboard plugin"
	root["$defs"] = s.defs
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(root)
	return b.Bytes(), err
}

// schema collects what is said of each struct.
type schema struct {
	doc  func(structure, field string) string
	defs map[string]any
	used map[string]bool // rules that found their member
}

// words are the types that a manifest writes as one of some words.
var words = map[reflect.Type][]string{
	reflect.TypeFor[rbac.Level]():    {"none", "read", "modify", "full", "custom"},
	reflect.TypeFor[rbac.Audience](): {"employee", "user", "both"},
}

// fieldTypes are the types of a collection's field.
var fieldTypes = []string{"string", "text", "int", "float", "bool", "time", "json", "file", "ref:user", "ref:team", "ref:ticket", "ref:organization", "refs:user"}

// partType is the type of a field that names a record of another collection.
const partType = `^ref:[a-z][a-z0-9]{0,19}$`

// of describes a type.
func (s *schema) of(t reflect.Type) map[string]any {
	if list, ok := words[t]; ok {
		return map[string]any{"enum": list}
	}
	if t == reflect.TypeFor[records.Type]() {
		return map[string]any{"anyOf": []any{map[string]any{"enum": fieldTypes}, map[string]any{"pattern": partType}}}
	}
	if t == reflect.TypeFor[json.RawMessage]() {
		return map[string]any{}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return s.of(t.Elem())
	case reflect.String:
		return map[string]any{"type": "string"}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int:
		return map[string]any{"type": "integer"}
	case reflect.Float64:
		return map[string]any{"type": "number"}
	case reflect.Slice:
		return map[string]any{"type": "array", "items": s.of(t.Elem())}
	case reflect.Map:
		m := map[string]any{"type": "object", "additionalProperties": s.of(t.Elem())}
		if list, ok := words[t.Key()]; ok {
			m["propertyNames"] = map[string]any{"enum": list}
		}
		return m
	case reflect.Struct:
		if _, ok := s.defs[t.Name()]; !ok {
			s.defs[t.Name()] = nil // a type within itself finds its name taken
			s.defs[t.Name()] = s.object(t)
		}
		return map[string]any{"$ref": "#/$defs/" + t.Name()}
	}
	panic("manifest: a member of the type " + t.String())
}

// object describes a struct: its members and the rules about each and about all.
func (s *schema) object(t reflect.Type) map[string]any {
	members := map[string]any{}
	var required []string
	s.members(t, t.Name(), members, &required)
	o := map[string]any{"type": "object", "properties": members, "additionalProperties": false}
	if len(required) > 0 {
		slices.Sort(required)
		o["required"] = required
	}
	s.apply(o, t.Name())
	return o
}

// members adds the members of a struct and of those embedded in it.
func (s *schema) members(t reflect.Type, name string, into map[string]any, required *[]string) {
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			s.members(f.Type, f.Type.Name(), into, required)
			continue
		}
		member, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		rule := name + "." + member
		if member == "" || member == "-" || rules[rule]["absent"] == true {
			s.used[rule] = true
			continue
		}
		m := s.of(f.Type)
		if d := s.doc(t.Name(), f.Name); d != "" {
			m["description"] = d
		}
		s.apply(m, rule)
		if m["required"] == true {
			delete(m, "required")
			*required = append(*required, member)
		}
		into[member] = m
	}
}

// apply adds a rule; what it says of items goes into what is said of them.
func (s *schema) apply(m map[string]any, name string) {
	s.used[name] = true
	for k, v := range rules[name] {
		for _, inner := range []string{"items", "additionalProperties"} {
			if more, ok := v.(map[string]any); ok && k == inner {
				for k, v := range more {
					m[inner].(map[string]any)[k] = v
				}
			}
		}
		if k != "items" && k != "additionalProperties" {
			m[k] = v
		}
	}
}
