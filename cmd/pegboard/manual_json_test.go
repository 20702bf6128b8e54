package main

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/rbac"
)

// TestManualsManifestIsOne: the README's pieces of JSON together are a manifest that
// Pegboard takes, and every member that a manifest may have is in one of them.
func TestManualsManifestIsOne(t *testing.T) {
	_, list := fences(t)
	whole, text := map[string]json.RawMessage{}, ""
	for _, f := range list {
		if f.info != "json" {
			continue
		}
		text += f.text
		piece := map[string]json.RawMessage{}
		if err := json.Unmarshal([]byte("{"+f.text+"}"), &piece); err != nil {
			t.Fatalf("%v in\n%s", err, f.text)
		}
		for name, value := range piece {
			whole[name] = joined(t, name, whole[name], value)
		}
	}
	raw, err := json.Marshal(whole)
	if err != nil {
		t.Fatal(err)
	}
	m, err := manifest.Parse(raw, "0.1.0")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := rbac.NewRegistry(append(rbac.CoreFeatures(), m.RBAC()...)...); err != nil {
		t.Error(err)
	}
	for name, of := range jsonNames(reflect.TypeFor[manifest.Manifest](), map[reflect.Type]bool{}) {
		if !strings.Contains(text, `"`+name+`": `) {
			t.Errorf("no piece of JSON has %q of %s", name, of)
		}
	}
}

// joined adds what a later piece says of a member: more elements of a list.
func joined(t *testing.T, name string, before, more json.RawMessage) json.RawMessage {
	t.Helper()
	if before == nil {
		return more
	}
	var list, others []json.RawMessage
	if json.Unmarshal(before, &list) != nil || json.Unmarshal(more, &others) != nil {
		t.Fatalf("%q is given twice", name)
	}
	raw, err := json.Marshal(append(list, others...))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// jsonNames lists the members of a struct's JSON form and of those in it, with the
// type that has them. What a manifest may not say is left out.
func jsonNames(typ reflect.Type, seen map[reflect.Type]bool) map[string]reflect.Type {
	out := map[string]reflect.Type{}
	for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice || typ.Kind() == reflect.Map {
		typ = typ.Elem()
	}
	if typ.Kind() != reflect.Struct || seen[typ] || typ == reflect.TypeFor[rbac.Resource]() {
		return out
	}
	seen[typ] = true
	for i := range typ.NumField() {
		f := typ.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "-" || !f.IsExported() || typ == reflect.TypeFor[rbac.Feature]() && (name == "owner" || name == "resource") {
			continue
		}
		if name != "" {
			out[name] = typ
		}
		for n, of := range jsonNames(f.Type, seen) {
			out[n] = of
		}
	}
	return out
}
