package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/plugin/manifest"
)

// TestManualHasCodeForEverything: every hook, every event and every function and
// service of the SDK is used in a piece of Go of the README. TestReadmeWalkthrough
// compiles them.
func TestManualHasCodeForEverything(t *testing.T) {
	_, list := fences(t)
	code := ""
	for _, f := range list {
		if f.info == "go" {
			code += f.text
		}
	}
	names := append(append([]string{}, manifest.WillHooks...), people.PersonEvents...)
	consts, _ := declared(t, filepath.Join("..", "..", "core", "tickets"))
	for name, event := range consts {
		if strings.HasPrefix(name, "Event") {
			names = append(names, event)
		}
	}
	for _, name := range names {
		if !strings.Contains(code, `"`+name+`"`) {
			t.Errorf("there is no code for %s", name)
		}
	}
	for _, call := range sdkCalls(t) {
		if !regexp.MustCompile(regexp.QuoteMeta(call) + `[(\[]`).MatchString(code) {
			t.Errorf("there is no code that uses %s", call)
		}
	}
}

// sdkCalls are the SDK's functions and its services' methods as one writes them:
// "sdk.Notify", "sdk.Tickets.Get", ".Aggregate" of a collection.
func sdkCalls(t *testing.T) []string {
	t.Helper()
	parsed, err := parser.ParseDir(token.NewFileSet(), filepath.Join("..", "..", "sdk"), func(f fs.FileInfo) bool { return !strings.HasSuffix(f.Name(), "_test.go") }, 0)
	if err != nil {
		t.Fatal(err)
	}
	vars, methods := map[string]string{}, map[string][]string{} // type → variable, methods
	var calls []string
	for _, f := range parsed["sdk"].Files {
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				switch {
				case !d.Name.IsExported() || d.Name.Name == "Sources":
				case d.Recv == nil:
					calls = append(calls, "sdk."+d.Name.Name)
				default:
					of := receiver(d.Recv.List[0].Type)
					methods[of] = append(methods[of], d.Name.Name)
				}
			case *ast.GenDecl:
				for _, s := range d.Specs {
					if v, ok := s.(*ast.ValueSpec); ok && d.Tok == token.VAR && v.Names[0].IsExported() {
						vars[receiver(v.Type)] = v.Names[0].Name
					}
				}
			}
		}
	}
	for of, list := range methods {
		for _, m := range list {
			if of == "Collection" {
				calls = append(calls, "."+m)
			} else if name := vars[of]; name != "" {
				calls = append(calls, "sdk."+name+"."+m)
			}
		}
	}
	if len(calls) < 60 {
		t.Fatalf("only %d calls were found", len(calls))
	}
	return calls
}

// receiver is a type's name without its parameters.
func receiver(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.StarExpr:
		return receiver(e.X)
	case *ast.IndexExpr:
		return receiver(e.X)
	}
	return ""
}
