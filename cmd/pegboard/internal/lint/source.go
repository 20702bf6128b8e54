package lint

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

const (
	sdkPath = "pegboard.dev/pegboard/sdk"
	uiPath  = sdkPath + "/ui"
)

// use is a name that the code mentions, and where.
type use struct{ name, at string }

// source is what the Go files of a folder do with the SDK.
type source struct {
	files, tests int
	// uses are names by what they are for: surface, action, hook, route, collection,
	// text, key, service of the host (such as "Tickets.Get"), serve, call and insert (services
	// between plugins), import; mention is any text at all.
	uses   map[string][]use
	consts map[string]string
	fset   *token.FileSet
}

// readSource parses the folder's Go files. It follows literals and constants; what
// is put together while the plugin runs it cannot see.
func readSource(dir string) (*source, error) {
	s := &source{uses: map[string][]use{}, consts: map[string]string{}, fset: token.NewFileSet()}
	list, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var files []*ast.File
	for _, e := range list {
		switch name := e.Name(); {
		case !strings.HasSuffix(name, ".go"):
		case strings.HasSuffix(name, "_test.go"):
			s.tests++
		default:
			text, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				return nil, err
			}
			f, err := parser.ParseFile(s.fset, name, text, parser.SkipObjectResolution)
			if err != nil {
				return nil, err
			}
			files = append(files, f)
		}
	}
	s.files = len(files)
	for _, f := range files {
		s.readConsts(f)
	}
	for _, f := range files {
		s.read(f)
	}
	return s, nil
}

func (s *source) readConsts(f *ast.File) {
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.CONST {
			continue
		}
		for _, spec := range g.Specs {
			v := spec.(*ast.ValueSpec)
			for i, name := range v.Names {
				if i < len(v.Values) {
					if text, ok := s.text(v.Values[i]); ok {
						s.consts[name.Name] = text
					}
				}
			}
		}
	}
}

// text is the value of a literal, a constant, or several of them put together.
func (s *source) text(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			v, err := strconv.Unquote(e.Value)
			return v, err == nil
		}
	case *ast.Ident:
		v, ok := s.consts[e.Name]
		return v, ok
	case *ast.BinaryExpr:
		a, okA := s.text(e.X)
		b, okB := s.text(e.Y)
		return a + b, okA && okB && e.Op == token.ADD
	}
	return "", false
}

func (s *source) add(kind, name string, at token.Pos) {
	p := s.fset.Position(at)
	s.uses[kind] = append(s.uses[kind], use{name, fmt.Sprintf("%s:%d", p.Filename, p.Line)})
}

func (s *source) read(f *ast.File) {
	local := map[string]string{} // name in the file → path
	for _, im := range f.Imports {
		path, _ := strconv.Unquote(im.Path.Value) // the parser has checked it
		name := path[strings.LastIndex(path, "/")+1:]
		if im.Name != nil {
			name = im.Name.Name
		}
		local[name] = path
		s.add("import", path, im.Pos())
	}
	of := func(e ast.Expr) (path, name string) {
		if sel, ok := e.(*ast.SelectorExpr); ok {
			if x, ok := sel.X.(*ast.Ident); ok {
				return local[x.Name], sel.Sel.Name
			}
			// sdk.Tickets.Get: the service is the selector's own left side.
			if inner, ok := sel.X.(*ast.SelectorExpr); ok {
				if x, ok := inner.X.(*ast.Ident); ok {
					return local[x.Name], inner.Sel.Name + "." + sel.Sel.Name
				}
			}
		}
		return "", ""
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if text, ok := s.text(n); ok {
				s.add("mention", text, n.Pos())
			}
		case *ast.CallExpr:
			s.call(n, of)
		case *ast.CompositeLit:
			typ := n.Type
			if ix, ok := typ.(*ast.IndexExpr); ok {
				typ = ix.X
			}
			if path, name := of(typ); path == sdkPath && name == "Collection" {
				s.collection(n)
			}
		}
		return true
	})
}

func (s *source) collection(n *ast.CompositeLit) {
	for _, e := range n.Elts {
		v := e
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			v = kv.Value
		}
		if name, ok := s.text(v); ok {
			s.add("collection", name, n.Pos())
		}
	}
}

// call notes what one call of the SDK is about.
func (s *source) call(n *ast.CallExpr, of func(ast.Expr) (string, string)) {
	fun := n.Fun
	if ix, ok := fun.(*ast.IndexExpr); ok {
		fun = ix.X
	}
	path, name := of(fun)
	arg := func(i int) (string, bool) {
		if i >= len(n.Args) {
			return "", false
		}
		return s.text(n.Args[i])
	}
	note := func(kind string, i int) {
		if text, ok := arg(i); ok {
			s.add(kind, text, n.Pos())
		}
	}
	if sel, ok := n.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "Perm" && len(n.Args) == 1 {
		note("key", 0)
	}
	if path == uiPath && name == "Tr" || path == sdkPath && name == "Text" {
		note("text", 0)
	}
	if path == sdkPath && name == "TextIn" {
		note("text", 1)
	}
	if path == uiPath && name == "InsertFrom" {
		plugin, ok := arg(0)
		if service, also := arg(1); ok && also {
			s.add("insert", plugin+" "+service, n.Pos())
		}
	}
	if path != sdkPath {
		return
	}
	s.add("service", name, n.Pos())
	switch name {
	case "Render":
		note("surface", 0)
	case "Action":
		note("action", 0)
	case "OnSchedule":
		note("schedule", 0)
	case "OnMailing":
		note("mailing", 0)
	case "Serve":
		note("serve", 0)
	case "ServeReports":
		s.add("serve", "reports", n.Pos())
	case "Services.Call", "Services.CallBytes":
		plugin, ok := arg(0)
		if service, also := arg(1); ok && also {
			s.add("call", plugin+" "+service, n.Pos())
		}
	case "OnTicket", "OnMessage", "OnPerson", "OnEvent", "OnMail":
		note("hook", 0)
	case "Route":
		method, ok := arg(0)
		if pattern, also := arg(1); ok && also {
			s.add("route", method+" "+pattern, n.Pos())
		}
	case "Access.May", "Access.MayTicket", "Access.MayRecord", "Access.Scope":
		note("key", 0)
	}
}
