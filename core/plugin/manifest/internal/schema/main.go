// Command schema writes the JSON Schema of plugin.json, with the comments of the
// structs that read it as descriptions. `make gen` runs it in the folder of package
// manifest.
package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"

	"pegboard.dev/pegboard/core/plugin/manifest"
)

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "schema:", err)
		os.Exit(1)
	}
}

func run(target string) error {
	docs := map[string]string{}
	for _, dir := range []string{".", "../../records", "../../rbac"} {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			return err
		}
		for _, name := range files {
			if err := comments(name, docs); err != nil {
				return err
			}
		}
	}
	out, err := manifest.Schema(func(structure, field string) string { return docs[structure+"."+field] })
	if err != nil {
		return err
	}
	return os.WriteFile(target, out, 0o644)
}

// comments collects what stands over the fields of a file's structs, or behind them.
func comments(name string, into map[string]string) error {
	f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
	if err != nil {
		return err
	}
	ast.Inspect(f, func(n ast.Node) bool {
		spec, ok := n.(*ast.TypeSpec)
		if !ok {
			return true
		}
		s, ok := spec.Type.(*ast.StructType)
		if !ok {
			return false
		}
		for _, field := range s.Fields.List {
			text := field.Doc.Text()
			if text == "" {
				text = field.Comment.Text()
			}
			for _, id := range field.Names {
				into[spec.Name.Name+"."+id.Name] = strings.Join(strings.Fields(text), " ")
			}
		}
		return false
	})
	return nil
}
