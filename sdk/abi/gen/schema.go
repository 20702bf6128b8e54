package main

import (
	"fmt"
	"strconv"
	"strings"
)

// record is one record of the schema. A patch has its mask in slot 0, so its
// fields begin at slot 1.
type record struct {
	name   string
	number int
	file   string
	doc    []string
	of     *record // what a patch changes; nil for plain records
	fields []field
}

type field struct {
	name string // snake_case
	typ  string
	doc  string
	slot int
	rec  *record // for REC and []REC
}

var plain = map[string]bool{"int": true, "bool": true, "string": true, "time": true, "bytes": true,
	"json": true, "text": true, "params": true, "[]string": true, "[]int": true}

// parse reads the schema's text, in order.
func parse(text string) ([]*record, error) {
	var recs []*record
	byName := map[string]*record{}
	var doc []string
	var cur *record
	for i, line := range strings.Split(text, "\n") {
		fail := func(format string, args ...any) error {
			return fmt.Errorf("line %d: %s", i+1, fmt.Sprintf(format, args...))
		}
		switch {
		case strings.TrimSpace(line) == "":
			doc = nil
		case strings.HasPrefix(line, "#"):
			doc = append(doc, strings.TrimPrefix(strings.TrimPrefix(line, "#"), " "))
		case line[0] == '\t':
			if cur == nil {
				return nil, fail("a field outside a record")
			}
			if err := cur.add(line, byName); err != nil {
				return nil, fail("%v", err)
			}
		default:
			w := strings.Fields(line)
			if len(w) < 4 || (w[0] != "record" && w[0] != "patch") {
				return nil, fail("expected record or patch")
			}
			n, err := strconv.Atoi(w[2])
			if err != nil || n < 1 || n > 255 {
				return nil, fail("number %q is not in 1..255", w[2])
			}
			cur = &record{name: w[1], number: n, file: w[3], doc: doc}
			if w[0] == "patch" {
				if len(w) != 5 || byName[w[4]] == nil {
					return nil, fail("a patch names the record it changes")
				}
				cur.of = byName[w[4]]
			}
			for _, r := range recs {
				if r.name == cur.name || r.number == cur.number {
					return nil, fail("%s or %d is taken by %s", cur.name, n, r.name)
				}
			}
			recs, doc = append(recs, cur), nil
			byName[cur.name] = cur
		}
	}
	for _, r := range recs {
		for i := range r.fields {
			f := &r.fields[i]
			if !plain[f.typ] {
				if f.rec = byName[strings.TrimPrefix(f.typ, "[]")]; f.rec == nil {
					return nil, fmt.Errorf("%s.%s: unknown type %s", r.name, f.name, f.typ)
				}
			}
		}
	}
	return recs, nil
}

func (r *record) add(line string, byName map[string]*record) error {
	line, doc, _ := strings.Cut(line, "#")
	w := strings.Fields(line)
	if r.of != nil {
		for _, name := range w {
			f, ok := r.of.field(name)
			if !ok || !plain[f.typ] || f.typ == "params" || f.typ == "[]int" {
				return fmt.Errorf("%s has no field %s that a patch can change", r.of.name, name)
			}
			r.fields = append(r.fields, field{name: f.name, typ: f.typ, slot: len(r.fields) + 1})
		}
		return nil
	}
	if len(w) != 2 {
		return fmt.Errorf("expected: name type")
	}
	if _, dup := r.field(w[0]); dup {
		return fmt.Errorf("%s occurs twice", w[0])
	}
	r.fields = append(r.fields, field{name: w[0], typ: w[1], doc: strings.TrimSpace(doc), slot: len(r.fields)})
	return nil
}

func (r *record) field(name string) (field, bool) {
	for _, f := range r.fields {
		if f.name == name {
			return f, true
		}
	}
	return field{}, false
}

func (r *record) slots() int {
	if r.of != nil {
		return len(r.fields) + 1
	}
	return len(r.fields)
}

var initialisms = map[string]string{"id": "ID", "ids": "IDs", "html": "HTML", "url": "URL", "ui": "UI", "ttl": "TTL", "ms": "MS", "mime": "MIME", "cc": "CC"}

// goName turns body_html into BodyHTML.
func goName(snake string) string {
	var b strings.Builder
	for _, w := range strings.Split(snake, "_") {
		if s, ok := initialisms[w]; ok {
			b.WriteString(s)
		} else {
			b.WriteString(strings.ToUpper(w[:1]) + w[1:])
		}
	}
	return b.String()
}
