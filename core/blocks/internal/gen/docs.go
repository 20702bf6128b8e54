package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"pegboard.dev/pegboard/core/blocks"
)

// comments are the source's doc comments, by "Type" and "Type.property".
type comments map[string]string

// readDocs also returns which file, without its ending, each type is written in.
func readDocs(dir string) (out comments, in map[string]string, err error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, nil, err
	}
	out, in = comments{}, map[string]string{}
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return nil, nil, err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, src, parser.ParseComments)
		if err != nil {
			return nil, nil, err
		}
		for _, d := range f.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.TYPE {
				for _, s := range g.Specs {
					out.add(g.Doc, s.(*ast.TypeSpec))
					in[s.(*ast.TypeSpec).Name.Name] = strings.TrimSuffix(filepath.Base(path), ".go")
				}
			}
		}
	}
	return out, in, nil
}

func (c comments) add(doc *ast.CommentGroup, s *ast.TypeSpec) {
	if s.Doc != nil {
		doc = s.Doc
	}
	c[s.Name.Name] = oneLine(doc.Text())
	st, ok := s.Type.(*ast.StructType)
	if !ok {
		return
	}
	for _, f := range st.Fields.List {
		if f.Tag == nil {
			continue
		}
		name := reflect.StructTag(strings.Trim(f.Tag.Value, "`")).Get("json")
		c[s.Name.Name+"."+name] = oneLine(f.Doc.Text())
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// propDoc returns a property's comment, wherever it is embedded from.
func (c comments) propDoc(t blocks.TypeInfo, prop string) string {
	from := []string{t.Name, "Named"}
	if t.IsBlock {
		from = append(from, "Base")
	}
	for _, name := range from {
		if s := c[name+"."+prop]; s != "" {
			return s
		}
	}
	return ""
}
