package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"pegboard.dev/pegboard/core/blocks"
)

// declared is a function or a type that is written by hand.
type declared struct{ signature, doc string }

// readDeclared lists what the folder's files declare that are not generated.
func readDeclared(dir string) (map[string]declared, error) {
	out := map[string]declared{}
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_gen.go") || strings.HasSuffix(path, "_test.go") {
			continue
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, path, src, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		text := func(from, to token.Pos) string {
			return strings.TrimSpace(string(src[fset.Position(from).Offset:fset.Position(to).Offset]))
		}
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil && d.Name.IsExported() {
					out[d.Name.Name] = declared{text(d.Pos(), d.Body.Pos()), oneLine(d.Doc.Text())}
				}
			case *ast.GenDecl:
				for _, s := range d.Specs {
					if s, ok := s.(*ast.TypeSpec); ok && s.Name.IsExported() {
						out[s.Name.Name] = declared{text(d.Pos(), d.End()), oneLine(d.Doc.Text())}
					}
				}
			}
		}
	}
	return out, nil
}

// sentence is a comment as one that does not begin with a Go name.
func sentence(name, doc string) string {
	for _, verb := range []string{" is ", " are ", " "} {
		if rest, ok := strings.CutPrefix(doc, name+verb); ok {
			doc = rest
			break
		}
	}
	r := []rune(doc)
	if len(r) > 0 {
		r[0] = unicode.ToUpper(r[0])
	}
	return strings.ReplaceAll(string(r), "<", "&lt;")
}

// since says from which version on a type is understood, if not from the first.
func since(t blocks.TypeInfo) string {
	if t.Since == "" || t.Since == "1.0" {
		return ""
	}
	return " Since " + t.Since + "."
}
