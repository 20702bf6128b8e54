// Package lint looks for what a plugin's manifest, code and texts say differently:
// a surface that nobody draws, a hook that nobody declared, a service that was not
// asked for, a text that is missing in a language. It reads; nothing runs.
package lint

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/scanner"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/plugin/peg"
)

// Finding is one thing to look at.
type Finding struct {
	// Fails is set for what does not work; otherwise it is advice.
	Fails bool
	// Where is a file, with a line where there is one.
	Where string
	Text  string
}

// String is the finding as one line.
func (f Finding) String() string {
	what := "advice"
	if f.Fails {
		what = "error"
	}
	return fmt.Sprintf("%s: %s: %s", f.Where, what, f.Text)
}

// linter holds what was read.
type linter struct {
	dir   string
	m     *manifest.Manifest
	code  *source
	texts map[string]map[string]string // language → key → text
	found []Finding
}

func (l *linter) fail(where, format string, args ...any) {
	l.found = append(l.found, Finding{Fails: true, Where: where, Text: fmt.Sprintf(format, args...)})
}

func (l *linter) advise(where, format string, args ...any) {
	l.found = append(l.found, Finding{Where: where, Text: fmt.Sprintf(format, args...)})
}

// Dir looks at the plugin in dir as Pegboard version host would. The error is for
// a folder that cannot be read.
func Dir(dir, host string) ([]Finding, error) {
	l := &linter{dir: dir}
	raw, err := os.ReadFile(filepath.Join(dir, peg.ManifestName))
	if err != nil {
		return nil, err
	}
	if l.m, err = manifest.Parse(raw, host); err != nil {
		said := err.Error()
		var refused *core.Error
		if errors.As(err, &refused) {
			said = strings.TrimPrefix(refused.Msg, peg.ManifestName+": ")
		}
		l.fail(peg.ManifestName, "%s", said)
		return l.found, nil
	}
	if l.code, err = readSource(dir); err != nil {
		l.unreadable(err)
		return l.found, nil
	}
	l.readTexts()
	if l.code.files > 0 {
		l.handlers()
		l.capabilities()
		l.keys()
	}
	l.languages()
	l.paper()
	slices.SortStableFunc(l.found, func(a, b Finding) int {
		if a.Fails != b.Fails {
			if a.Fails {
				return -1
			}
			return 1
		}
		return strings.Compare(a.Where, b.Where)
	})
	return l.found, nil
}

// unreadable says where a file is no Go.
func (l *linter) unreadable(err error) {
	var list scanner.ErrorList
	if !errors.As(err, &list) {
		l.fail("Go", "%s", err)
		return
	}
	for _, e := range list {
		l.fail(fmt.Sprintf("%s:%d", e.Pos.Filename, e.Pos.Line), "%s", e.Msg)
	}
}

func (l *linter) readTexts() {
	l.texts = map[string]map[string]string{}
	names, err := filepath.Glob(filepath.Join(l.dir, "i18n", "*.json"))
	if err != nil {
		return // cannot be: the pattern is well formed
	}
	for _, name := range names {
		texts := map[string]string{}
		raw, err := os.ReadFile(name)
		if err == nil {
			err = json.Unmarshal(raw, &texts)
		}
		if err != nil {
			l.fail("i18n/"+filepath.Base(name), "it is not a JSON object of texts: %v", err)
			continue
		}
		l.texts[strings.TrimSuffix(filepath.Base(name), ".json")] = texts
	}
}

// languages compares the catalogues: English is what others fall back to.
func (l *linter) languages() {
	english := l.texts["en"]
	for _, use := range l.code.uses["text"] {
		if _, ok := english[use.name]; !ok {
			l.fail(use.at, "the text %q is not in i18n/en.json, so people read its key", use.name)
		}
	}
	said := map[string]bool{}
	for _, text := range l.m.Texts() {
		said[text.Key] = true
	}
	for language, texts := range l.texts {
		if language == "en" {
			continue
		}
		file := "i18n/" + language + ".json"
		for _, text := range l.m.Texts() {
			if _, ok := texts[text.Key]; !ok {
				l.advise(file, "%q translates %q of plugin.json and is missing; English is shown", text.Key, text.English)
			}
		}
		for key := range english {
			if _, ok := texts[key]; !ok {
				l.advise(file, "the text %q is missing; English is shown", key)
			}
		}
		for key := range texts {
			if _, ok := english[key]; !ok && !said[key] {
				l.advise(file, "the text %q is neither in en.json nor one of plugin.json's", key)
			}
		}
	}
}

// paper looks for what people read, and for tests.
func (l *linter) paper() {
	for _, name := range []string{"README.md", "CHANGELOG.md"} {
		if _, err := os.Stat(filepath.Join(l.dir, name)); err != nil {
			l.advise(name, "there is none; site owners read it before they install a plugin")
		}
	}
	if said, err := os.ReadFile(filepath.Join(l.dir, "CHANGELOG.md")); err == nil && peg.ChangesOf(string(said), l.m.Version) == "" {
		l.advise("CHANGELOG.md", "it says nothing of version %s; a heading names it, such as \"## %[1]s\"", l.m.Version)
	}
	if l.code.files > 0 && l.code.tests == 0 {
		l.advise("Go", "there are no tests; package plugintest runs the plugin in a real helpdesk")
	}
	for _, c := range l.m.Capabilities {
		if len(c.Reason) < 20 {
			l.advise(peg.ManifestName, "the reason for %s says little: %q", c.Name, c.Reason)
		}
	}
}
