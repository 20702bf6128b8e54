package words

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core/blocks"
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/rbac"
)

// silent are the folders whose sentences are for authors of plugins and of
// files of roles, who read them in a terminal or a log, or that have words of
// their own (letters, what Prometheus reads) or checked elsewhere (the portal's templates).
var silent = regexp.MustCompile(`/(testdata|storetest|internal|conform|meter|manifest|peg|source|scenario|rbactest|mail|metrics|words)/|rbac/(registry|registry_build|read)\.go$|httpapi/server\.go$`)

// sentence is what people read: it begins with a capital letter or a value, has
// more than one word and ends like a sentence.
var sentence = regexp.MustCompile(`^[A-Z%][^\n]* [^\n]*[.!?]$`)

// machine are sentences by their form that are SQL or a log's.
var machine = regexp.MustCompile(`^(SELECT|INSERT|UPDATE|DELETE|IN) `)

// docs are the fields and calls whose texts are the API's documentation or a log's.
var docs = map[string]bool{"help": true, "why": true, "title": true, "Description": true, "Summary": true, "panic": true, "anyone": true, "signedIn": true, "Warn": true, "Error": true, "Info": true, "WarnContext": true, "ErrorContext": true, "Doc": true}

func TestEverySentenceIsTranslated(t *testing.T) {
	said := map[string]string{} // by sentence, where
	for _, root := range []string{"..", "../../cmd/pegboard/internal/app"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || silent.MatchString(strings.TrimPrefix(path, "../../cmd/pegboard/internal")) {
				return err
			}
			return collect(path, said)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(said) < 200 {
		t.Fatalf("only %d sentences found: the test looks in the wrong place", len(said))
	}
	for text, where := range said {
		if _, ok := For("de").catalogue.texts[text]; !ok {
			t.Errorf("%s: no German for %q", where, text)
		}
	}
	for _, file := range []string{"people", "tickets", "records", "edge", "plugins", "roles"} {
		for text := range load1(t, "de/"+file+".json") {
			if _, ok := said[text]; !ok && sentence.MatchString(text) {
				t.Errorf("%s.json: nobody says %q", file, text)
			}
		}
	}
}

// collect adds the sentences of one file; those of errors that are never shown
// as they are (not_found, internal) do not count.
func collect(path string, said map[string]string) error {
	files := token.NewFileSet()
	f, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			if k, ok := n.Key.(*ast.Ident); ok && docs[k.Name] {
				return false
			}
		case *ast.CallExpr:
			return !docs[nameOf(n.Fun)] && !hidden(n)
		case *ast.BasicLit:
			if text, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING && n.Value[0] == '"' && sentence.MatchString(text) && !machine.MatchString(text) {
				said[text] = files.Position(n.Pos()).String()
			}
		}
		return true
	})
	return nil
}

func nameOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

// hidden reports whether a call makes an error whose own sentence nobody sees.
func hidden(call *ast.CallExpr) bool {
	for _, arg := range call.Args {
		if kind := nameOf(arg); kind == "KindNotFound" || kind == "KindInternal" {
			return true
		}
	}
	return false
}

// load1 reads one file of a catalogue.
func load1(t *testing.T, name string) map[string]string {
	t.Helper()
	data, err := files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return parse(name, data)
}

func TestTitlesAreTranslated(t *testing.T) {
	texts := For("de").catalogue.texts
	check := func(where, text string) {
		if _, ok := texts[text]; !ok && text != "" {
			t.Errorf("%s: no German for %q", where, text)
		}
	}
	for _, f := range rbac.CoreFeatures() {
		check(f.ID, f.Title)
		check(f.ID, f.Help)
		for _, k := range f.Keys {
			check(string(k.Key), k.Title)
			check(string(k.Key), k.Help)
		}
	}
	for _, info := range rbac.Presets() {
		check(info.Slug, info.Description)
		p, err := rbac.Preset(rbac.Core(), info.Slug)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range p.Roles {
			check(info.Slug+"'s role", r.Name)
		}
	}
	for key, word := range blocks.Words {
		check("the renderer's "+key, word)
	}
}

// A value's place must be the same in both, and no format may be so general
// that it fits what others say.
func TestFormats(t *testing.T) {
	places := regexp.MustCompile(`\{(\d+)\*?\}`)
	for english, german := range For("de").catalogue.texts {
		want := len(verbs.FindAllString(english, -1))
		seen := map[string]bool{}
		for _, m := range places.FindAllStringSubmatch(german, -1) {
			seen[m[1]] = true
			if n, _ := strconv.Atoi(m[1]); n < 1 || n > want {
				t.Errorf("%q has no value %s", english, m[0])
			}
		}
		if len(seen) != want {
			t.Errorf("%q shows %d of %d values", german, len(seen), want)
		}
	}
	for _, f := range For("de").catalogue.formats {
		example := strings.Join(f.pieces, "x")
		if got := For("de").Say(example); got != fill(f.text, strings.Split(strings.Repeat("x ", len(f.pieces)-1), " ")) {
			t.Errorf("%q is taken for something else: %q", example, got)
		}
	}
}

func TestASwitchedOffPluginIsToldOf(t *testing.T) {
	german := For("de-AT")
	if got := german.Say(fmt.Sprintf(plugin.StoppedTitle, "Call Logs")); got != "Das Plugin Call Logs wurde deaktiviert." {
		t.Error(got)
	}
	got := german.Say(fmt.Sprintf(plugin.StoppedText, "It ran out of memory\nin a loop"))
	if !strings.HasPrefix(got, "Es ist innerhalb von zehn Minuten") || !strings.Contains(got, "\n\nIt ran out of memory\nin a loop\n\nAuf seiner Seite") {
		t.Error(got)
	}
}
