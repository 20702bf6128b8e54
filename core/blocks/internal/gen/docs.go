package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"

	"pegboard.dev/pegboard/core/blocks"
)

// comments are the source's doc comments, by "Type" and "Type.property", and those
// of the kinds of fields, by "FieldKinds.kind".
type comments map[string]string

// usual are properties that mean the same wherever they stand.
var usual = map[string]string{
	"action":  "a button beside it",
	"actions": "buttons beside it",
	"icon":    "a name of the console's icons, such as package; the portal shows none",
	"label":   "its label",
	"name":    "its name",
	"text":    "its text",
	"title":   "its title",
	"tone":    "the colour",
	"blocks":  "what is in it",
	"help":    "a hint",
}

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
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, path, src, parser.ParseComments)
		if err != nil {
			return nil, nil, err
		}
		for _, d := range f.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, s := range g.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					out.add(g.Doc, s)
					in[s.Name.Name] = strings.TrimSuffix(filepath.Base(path), ".go")
				case *ast.ValueSpec:
					if s.Names[0].Name == "FieldKinds" {
						out.kinds(fset, f, s)
					}
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

// kinds takes the comment behind each word of the list.
func (c comments) kinds(fset *token.FileSet, f *ast.File, s *ast.ValueSpec) {
	at := map[int]string{}
	for _, g := range f.Comments {
		at[fset.Position(g.Pos()).Line] = oneLine(g.Text())
	}
	for _, e := range s.Values[0].(*ast.CompositeLit).Elts {
		kind, _ := strconv.Unquote(e.(*ast.BasicLit).Value)
		c["FieldKinds."+kind] = at[fset.Position(e.Pos()).Line]
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

// meaning is propDoc as the rest of a line that begins with the property's name.
// own says that the property has a comment of its own.
func (c comments) meaning(t blocks.TypeInfo, prop string) (text string, own bool) {
	doc := c.propDoc(t, prop)
	if doc == "" {
		return usual[prop], false
	}
	for _, verb := range []string{" is ", " are ", " "} {
		name, rest, found := strings.Cut(doc, verb)
		if found && strings.EqualFold(name, exported(prop)) {
			return strings.TrimSuffix(rest, "."), true
		}
	}
	return strings.TrimSuffix(doc, "."), true
}
