package main

import (
	"fmt"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// example is the body of an ExampleXxx of the SDK.
type example struct {
	name, doc, code string
	// uses are the functions of package ui that it calls.
	uses map[string]bool
}

// examples are in the order in which they stand in their files.
type examples []*example

// readExamples parses the testable examples of a folder.
func readExamples(dir string) (examples, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "example*_test.go"))
	if err != nil {
		return nil, err
	}
	var out examples
	for _, path := range paths {
		src, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, path, src, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		for _, e := range doc.Examples(f) {
			if e.Name == "" {
				continue
			}
			body, ok := e.Code.(*ast.BlockStmt)
			if !ok || e.Output == "" {
				return nil, fmt.Errorf("%s: Example%s has no checked output", path, e.Name)
			}
			text := string(src[fset.Position(body.Lbrace).Offset+1 : fset.Position(body.Rbrace).Offset])
			text = text[:strings.LastIndex(text, "// Output:")]
			out = append(out, &example{e.Name, oneLine(e.Doc), undent(text), called(body)})
		}
	}
	slices.SortStableFunc(out, func(a, b *example) int { return strings.Compare(a.name, b.name) })
	return out, nil
}

func undent(s string) string {
	lines := strings.Split(strings.Trim(s, "\n\t "), "\n")
	for i := range lines {
		lines[i] = strings.TrimPrefix(lines[i], "\t")
	}
	return strings.Join(lines, "\n")
}

// called lists what is called, or converted to, of package ui.
func called(n ast.Node) map[string]bool {
	out := map[string]bool{}
	ast.Inspect(n, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok && x.Name == "ui" {
				out[s.Sel.Name] = true
			}
		}
		return true
	})
	return out
}

// of are a function's own examples.
func (list examples) of(fn string) (out examples) {
	for _, e := range list {
		if name, _, _ := strings.Cut(e.name, "_"); name == fn {
			out = append(out, e)
		}
	}
	return out
}

// using is an example that calls a function, nil if none does.
func (list examples) using(fn string) *example {
	for _, e := range list {
		if e.uses[fn] {
			return e
		}
	}
	return nil
}
