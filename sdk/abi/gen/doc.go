package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"
)

// The tables of the specification stand between these two lines.
const (
	docBegin = "<!-- records: written by `go generate ./sdk/abi` from abi.schema -->\n"
	docEnd   = "<!-- end of records -->\n"
)

// document puts the tables of all records into the specification.
func document(file string, recs []*record) error {
	old, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	before, rest, found := strings.Cut(string(old), docBegin)
	_, after, closed := strings.Cut(rest, docEnd)
	if !found || !closed {
		return fmt.Errorf("%s: the lines around the records are missing", file)
	}
	var b bytes.Buffer
	b.WriteString(before + docBegin)
	for _, r := range recs {
		describe(&b, r)
	}
	b.WriteString("\n" + docEnd + after)
	if bytes.Equal(b.Bytes(), old) {
		return nil
	}
	return os.WriteFile(file, b.Bytes(), 0o644)
}

func describe(b *bytes.Buffer, r *record) {
	fmt.Fprintf(b, "\n### %d · %s\n\n", r.number, r.name)
	if len(r.doc) > 0 {
		fmt.Fprintf(b, "%s\n\n", strings.Join(r.doc, " "))
	}
	b.WriteString("| slot | field | type | |\n|--:|---|---|---|\n")
	if r.of != nil {
		b.WriteString("| 0 | | int | which of the fields are set: bit n for slot n + 1 |\n")
	}
	for _, f := range r.fields {
		doc := f.doc
		if r.of != nil {
			doc = "as in " + r.of.name
		}
		fmt.Fprintf(b, "| %d | `%s` | %s | %s |\n", f.slot, f.name, f.typ, doc)
	}
}
