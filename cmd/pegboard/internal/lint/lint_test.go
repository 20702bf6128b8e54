package lint_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pegboard.dev/pegboard/cmd/pegboard/internal/lint"
	"pegboard.dev/pegboard/cmd/pegboard/internal/scaffold"
)

// changed makes the project of a new plugin and replaces texts in its files.
func changed(t *testing.T, file string, replace ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "parcels")
	if err := scaffold.New(dir, "parcels", "0.1.0"); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, file)
	old, err := os.ReadFile(name)
	if err != nil && len(replace) > 2 {
		t.Fatal(err)
	}
	text := strings.NewReplacer(replace...).Replace(string(old))
	if text == string(old) && len(replace) > 0 {
		t.Fatalf("%s: nothing of %q was found", file, replace)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestFindings(t *testing.T) {
	for _, tc := range []struct {
		name, file string
		replace    []string
		where      string
		says       string
		fails      bool
	}{
		{"a manifest that is refused", "plugin.json", []string{`"abi": 1`, `"abi": 7`}, "plugin.json", "plugin ABI 7", true},
		{"code that does not parse", "main.go", []string{"func main() {}", "func main() {"}, "main.go:34", "expected", true},
		{"a surface that nobody draws", "main.go", []string{`sdk.Render("notes", panel)`, `_ = panel`}, "plugin.json", "no handler draws it", true},
		{"a surface that nobody declared", "main.go", []string{`sdk.Render("notes"`, `sdk.Render("other"`}, "main.go:26", "not declared", true},
		{"a hook that nobody declared", "main.go", []string{`"ticket.will_create"`, `"ticket.will_close"`}, "main.go:28", "ticket.will_close is not declared", true},
		{"an action at no surface", "main.go", []string{`sdk.Action("notes"`, `sdk.Action("page"`}, "main.go:27", "no surface page", true},
		{"a collection that nobody declared", "main.go", []string{`Name: "notes"`, `Name: "memos"`}, "main.go", "the collection memos", true},
		{"a service that was not asked for", "main.go", []string{"doc := ui.Doc()", "doc := ui.Doc()\n\t_, _ = sdk.People.Get(1)"}, "main.go", `the capability "people.read"`, true},
		{"a capability that nothing uses", "plugin.json", []string{`{"name": "records"`, `{"name": "kv", "reason": "Might be needed one day."}, {"name": "records"`}, "plugin.json", "asks for kv", false},
		{"a text that is missing", "i18n/en.json", []string{`"saved"`, `"stored"`}, "main.go", `the text "saved"`, true},
		{"a language that lags", "i18n/de.json", []string{"", `{"none": "Noch nichts."}`}, "i18n/de.json", `"saved" is missing`, false},
		{"a title that lags", "i18n/de.json", []string{"", `{"none": "Noch nichts."}`}, "i18n/de.json", `"key.parcels.view" translates "Read notes"`, false},
		{"a key that is not registered", "main.go", []string{`May("parcels.write")`, `May("parcels.wrote")`}, "main.go", "parcels.wrote is not registered", true},
		{"a service that nobody declared", "main.go", []string{"doc := ui.Doc()", "doc := ui.Doc()\n\tsdk.Serve(\"rates\", nil)"}, "main.go", "the service rates is not declared", true},
		{"a service that nobody answers", "plugin.json", []string{`"surfaces"`, `"provides": [{"name": "rates", "title": "Rates"}], "surfaces"`}, "plugin.json", "no handler answers it: sdk.Serve", true},
		{"a service that is not under uses", "main.go", []string{"doc := ui.Doc()", "doc := ui.Doc()\n\t_ = sdk.Services.Call(\"carriers\", \"rates\", nil, nil)"}, "main.go", "carriers rates is not declared under uses", true},
		{"a version that nobody described", "plugin.json", []string{`"version": "0.1.0"`, `"version": "0.2.0"`}, "CHANGELOG.md", "nothing of version 0.2.0", false},
		{"the network", "main.go", []string{`"strings"`, "\"net/http\"\n\t\"strings\""}, "main.go", "net/http finds no network", false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			found, err := lint.Dir(changed(t, tc.file, tc.replace...), "0.1.0")
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range found {
				if f.Fails == tc.fails && strings.HasPrefix(f.Where, tc.where) && strings.Contains(f.Text, tc.says) {
					return
				}
			}
			t.Errorf("there is no such finding among %q", found)
		})
	}
}

func TestNothingToFind(t *testing.T) {
	for _, dir := range []string{changed(t, "README.md"), filepath.Join("..", "..", "..", "..", "plugins", "calllogs"), filepath.Join("..", "..", "..", "..", "sdk", "examples", "gallery")} {
		found, err := lint.Dir(dir, "0.1.0")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			t.Errorf("%s: %s", filepath.Base(dir), f)
		}
	}
}

func TestBundledPluginsSpeakGerman(t *testing.T) {
	bundled, err := filepath.Glob(filepath.Join("..", "..", "..", "..", "plugins", "*", "plugin.json"))
	if err != nil || len(bundled) < 4 {
		t.Fatal(bundled, err)
	}
	for _, file := range bundled {
		dir := filepath.Dir(file)
		if _, err := os.Stat(filepath.Join(dir, "i18n", "de.json")); err != nil {
			t.Errorf("%s: %v", filepath.Base(dir), err)
		}
		found, err := lint.Dir(dir, "0.1.0")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			if strings.Contains(f.String(), "English is shown") {
				t.Errorf("%s: %s", filepath.Base(dir), f)
			}
		}
	}
}
