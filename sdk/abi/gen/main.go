// Command gen writes the record types of package abi from its schema: Go
// structs with JSON tags, the flat codec, patches and their diffs; and the
// tables of the specification.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
)

func main() {
	schema := flag.String("schema", "abi.schema", "schema to read")
	out := flag.String("out", ".", "folder to write *_gen.go to")
	doc := flag.String("doc", "", "specification whose tables to write")
	flag.Parse()
	if err := run(*schema, *out, *doc); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(schema, out, doc string) error {
	text, err := os.ReadFile(schema)
	if err != nil {
		return err
	}
	recs, err := parse(string(text))
	if err != nil {
		return fmt.Errorf("%s: %w", schema, err)
	}
	if doc != "" {
		if err := document(doc, recs); err != nil {
			return err
		}
	}
	for name, src := range render(recs) {
		code, err := format.Source(src)
		if err != nil {
			return fmt.Errorf("%s: %w\n%s", name, err, src)
		}
		path := filepath.Join(out, name)
		if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, code) {
			continue
		}
		if err := os.WriteFile(path, code, 0o644); err != nil {
			return err
		}
	}
	return nil
}
