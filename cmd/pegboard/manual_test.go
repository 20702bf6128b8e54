package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/plugin/sandbox"
	"pegboard.dev/pegboard/core/records"
)

// declared parses the Go files of a folder, tests left out, and lists the names
// and values of its exported string constants, and its exported functions.
func declared(t *testing.T, dir string) (consts map[string]string, funcs map[string]bool) {
	t.Helper()
	consts, funcs = map[string]string{}, map[string]bool{}
	parsed, err := parser.ParseDir(token.NewFileSet(), dir, func(f fs.FileInfo) bool { return !strings.HasSuffix(f.Name(), "_test.go") }, 0)
	if err != nil || len(parsed) == 0 {
		t.Fatal(dir, err)
	}
	for _, p := range parsed {
		for _, f := range p.Files {
			for _, d := range f.Decls {
				switch d := d.(type) {
				case *ast.FuncDecl:
					if d.Recv == nil && d.Name.IsExported() {
						funcs[d.Name.Name] = true
					}
				case *ast.GenDecl:
					for _, spec := range d.Specs {
						v, ok := spec.(*ast.ValueSpec)
						if !ok || d.Tok != token.CONST {
							continue
						}
						for i, name := range v.Names {
							if lit, ok := value(v, i).(*ast.BasicLit); ok && lit.Kind == token.STRING && name.IsExported() {
								consts[name.Name], _ = strconv.Unquote(lit.Value)
							}
						}
					}
				}
			}
		}
	}
	return consts, funcs
}

func value(v *ast.ValueSpec, i int) ast.Expr {
	if i < len(v.Values) {
		return v.Values[i]
	}
	return nil
}

// TestManualIsComplete: the README speaks of every member of the manifest, every
// capability, type of field, hook, event and function of the SDK that there is, and
// of no block that there is not.
func TestManualIsComplete(t *testing.T) {
	readme, _ := fences(t)
	source := func(parts ...string) string { return filepath.Join(append([]string{"..", ".."}, parts...)...) }
	says := func(what, name string) {
		t.Helper()
		if !strings.Contains(readme, "`"+name+"`") && !strings.Contains(readme, `"`+name+`"`) {
			t.Errorf("it does not tell of the %s %s", what, name)
		}
	}
	members(t, reflect.TypeFor[manifest.Manifest](), says)
	members(t, reflect.TypeFor[manifest.Hook](), says)
	members(t, reflect.TypeFor[manifest.Surface](), says)
	members(t, reflect.TypeFor[manifest.When](), says)
	members(t, reflect.TypeFor[manifest.Route](), says)
	members(t, reflect.TypeFor[records.Collection](), says)
	for _, hook := range manifest.WillHooks {
		says("hook", hook)
	}
	consts, _ := declared(t, source("core", "tickets"))
	for name, event := range consts {
		if strings.HasPrefix(name, "Event") {
			says("event", event)
		}
	}
	consts, _ = declared(t, source("core", "plugin", "manifest"))
	for name, v := range consts {
		if name != "Schema" && regexp.MustCompile(`^[a-z]+(\.[a-z]+)?$`).MatchString(v) {
			says("capability", v)
		}
	}
	for _, kind := range []string{"string", "text", "int", "float", "bool", "time", "json", "ref:user", "ref:team", "ref:ticket", "ref:organization", "refs:user"} {
		if _, err := records.ParseType(kind); err != nil {
			t.Error(err)
		}
		says("type", kind)
	}
	_, funcs := declared(t, source("sdk"))
	for name := range funcs {
		if name != "Sources" && !regexp.MustCompile(`\b`+name+`\b`).MatchString(readme) {
			t.Errorf("it does not tell of sdk.%s", name)
		}
	}
	_, funcs = declared(t, source("sdk", "ui"))
	reference, err := os.ReadFile(source("sdk", "ui", "REFERENCE.md"))
	if err != nil {
		t.Fatal(err)
	}
	for name := range funcs {
		if !strings.Contains(string(reference), "func "+name+"(") && !strings.Contains(string(reference), "| `"+name+"` |") {
			t.Errorf("the reference does not tell of ui.%s", name)
		}
	}
	_, groups, _ := strings.Cut(readme, "| group | functions |")
	groups, _, _ = strings.Cut(groups, "\n\n")
	methods := " Title Icon Blocks Style Perm Args Confirm Collect Busy "
	for _, m := range regexp.MustCompile("`([A-Za-z]+)`").FindAllStringSubmatch(groups, -1) {
		if !funcs[m[1]] && !strings.Contains(methods, " "+m[1]+" ") {
			t.Errorf("it tells of ui.%s, which is not there", m[1])
		}
	}
}

// members asks for every member of a struct's JSON form.
func members(t *testing.T, typ reflect.Type, says func(what, name string)) {
	t.Helper()
	for i := range typ.NumField() {
		name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
		if name != "" && name != "-" && name != "$schema" {
			says("member", name)
		}
	}
}

// TestLimitsAreWhatTheSpecificationSays compares the numbers of sdk/abi.md with
// those that hold.
func TestLimitsAreWhatTheSpecificationSays(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("..", "..", "sdk", "abi.md"))
	if err != nil {
		t.Fatal(err)
	}
	text := string(raw)
	e, err := sandbox.New(sandbox.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close(t.Context())
	l := e.Lazy(nil, sandbox.Limits{}).Limits()
	for what, want := range map[string]string{
		"linear memory of an instance": mib(l.Memory), "native stack of a call": mib(l.Stack), "an answer": mib(int64(l.Output)),
		"the request of a host call": mib(int64(l.Request)), "host calls in one call": "10,000", "calls of one plugin at once": strconv.Itoa(l.Concurrency),
		"plugins that wait for each other": strconv.Itoa(sandbox.MaxDepth), "the module": mib(sandbox.MaxModule),
		"log of one call": strconv.Itoa(l.LogLines) + " lines, " + strconv.Itoa(l.LogBytes>>10) + " KiB", "time of a call": strconv.Itoa(int(l.Timeout.Seconds())) + " s",
	} {
		if !strings.Contains(text, "| "+what+" | "+want) {
			t.Errorf("abi.md does not say that the bound of %q is %s", what, want)
		}
	}
	if l.HostCalls != 10_000 || l.Table != 65_536 {
		t.Errorf("%d host calls, %d table entries", l.HostCalls, l.Table)
	}
}

func mib(n int64) string { return strconv.FormatInt(n>>20, 10) + " MiB" }
