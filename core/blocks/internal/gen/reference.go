package main

import (
	"bytes"
	"fmt"
	"log"
	"slices"
	"strings"

	"pegboard.dev/pegboard/core/blocks"
)

// reference writes the manual of all builders: what each is for, what it takes, and
// an example. It ends the program for a builder without a meaning or an example.
type reference struct {
	*goGen
	examples examples
	hand     map[string]declared // what package ui declares by hand
	at       map[string]string   // function → heading's anchor
	out      bytes.Buffer
	done     map[string]bool
	missing  []string
}

func writeReference(types []blocks.TypeInfo, docs comments, dir string) []byte {
	list, err := readExamples(dir)
	if err != nil {
		log.Fatal(err)
	}
	hand, err := readDeclared(dir)
	if err != nil {
		log.Fatal(err)
	}
	r := &reference{goGen: newGoGen(types, docs), examples: list, hand: hand, at: map[string]string{}, done: map[string]bool{}}
	taken := map[string]bool{}
	take := func(heading string) string {
		if taken[anchor(heading)] {
			r.miss("there are two headings %s", heading)
		}
		taken[anchor(heading)] = true
		return anchor(heading)
	}
	for _, g := range groups {
		take(g.title)
		for _, e := range g.entries {
			at := take(r.heading(e))
			for _, fn := range r.functions(e) {
				r.at[fn] = at
			}
		}
	}
	r.head()
	for _, g := range groups {
		r.p("\n## %s\n", g.title)
		if g.about != "" {
			r.p("\n%s\n", g.about)
		}
		for _, e := range g.entries {
			r.entry(e)
		}
	}
	for _, t := range types {
		if t.Members == nil && !r.done[t.Name] && !apart[t.Name] {
			r.miss("%s stands in no group", t.Name)
		}
	}
	if r.missing != nil {
		log.Fatalf("the reference is not complete:\n%s", strings.Join(r.missing, "\n"))
	}
	return r.out.Bytes()
}

func (r *reference) p(format string, args ...any) { fmt.Fprintf(&r.out, format, args...) }

func (r *reference) miss(format string, args ...any) {
	r.missing = append(r.missing, fmt.Sprintf(format, args...))
}

func (r *reference) typeOf(entry string) blocks.TypeInfo {
	if a := alias[entry]; a != "" {
		entry = a
	}
	t, ok := r.types[entry]
	if !ok {
		log.Fatalf("the reference speaks of %s, which is not there", entry)
	}
	return t
}

// functions are those that an entry is about.
func (r *reference) functions(entry string) []string {
	if fn, ok := strings.CutPrefix(entry, "ui."); ok {
		return []string{fn}
	}
	if entry == "Field" {
		return append([]string{"Field"}, r.funcNames(r.typeOf(entry))...)
	}
	return r.funcNames(r.typeOf(entry))
}

func (r *reference) heading(entry string) string {
	if entry == "Field" {
		return "Fields"
	}
	return strings.Join(r.functions(entry), ", ")
}

func anchor(heading string) string {
	return strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(heading), ",", ""), " ", "-")
}

// entry writes what there is to know about one type or function.
func (r *reference) entry(entry string) {
	r.p("\n### %s\n\n", r.heading(entry))
	fns := r.functions(entry)
	if strings.HasPrefix(entry, "ui.") {
		d, ok := r.hand[fns[0]]
		if !ok || d.doc == "" {
			r.miss("%s has no comment", entry)
		}
		r.p("%s\n\n```go\n%s\n```\n", sentence(fns[0], d.doc), d.signature)
		r.example(fns, false)
		return
	}
	t := r.typeOf(entry)
	r.done[t.Name] = true
	if r.docs[t.Name] == "" {
		r.miss("%s has no comment", t.Name)
	}
	r.p("%s%s\n\n```go\n", sentence(t.Name, r.docs[t.Name]), since(t))
	params, _ := r.params(t)
	if entry == "Field" {
		r.p("func Field(kind, name, label string) *FieldBuilder\nfunc TextField(name, label string) *FieldBuilder // and so on, as below\n")
	} else {
		for _, fn := range fns {
			r.p("func %s(%s) *%s\n", fn, strings.Join(params, ", "), builderOf(t.Name))
		}
	}
	r.p("```\n")
	r.methods(t)
	if entry == "Field" {
		r.kinds(fns[1:])
		fns = fns[:1]
	}
	own := r.member[t.Name] != "" && t.Name != "Field"
	r.example(fns, own)
}

// example writes the functions' own examples, or where else they are used. Blocks,
// values, effects and patches need one of their own.
func (r *reference) example(fns []string, own bool) {
	var list examples
	for _, fn := range fns {
		list = append(list, r.examples.of(fn)...)
	}
	for _, e := range list {
		if e.doc != "" {
			r.p("\n%s\n", e.doc)
		}
		r.p("\n```go\n%s\n```\n", e.code)
	}
	for _, fn := range fns {
		e := r.examples.using(fn)
		if e == nil || own && len(list) == 0 {
			r.miss("%s has no example", fn)
			continue
		}
		name, _, _ := strings.Cut(e.name, "_")
		if len(list) == 0 {
			r.p("\nExample: [%s](#%s).\n", name, r.at[name])
			return
		}
		if !slices.ContainsFunc(list, func(e *example) bool { return e.uses[fn] }) {
			r.miss("%s is in no example of %s", fn, strings.Join(fns, ", "))
		}
	}
}
