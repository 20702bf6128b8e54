package rbac_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// sentences is a row of SENTENCES.md: its number, the sentence, what proves it.
var sentences = regexp.MustCompile(`(?m)^\| ([A-Z]\d+) \| (.+) \| (.+) \|$`)

// anchor is the comment in a scenario that expectations stand below.
var anchor = regexp.MustCompile(`(?m)^ *# ([A-Z]\d+): "`)

// TestSentences keeps SENTENCES.md and what it refers to together, in both
// directions: whatever it names is there, and no scenario proves a sentence
// that it does not have.
func TestSentences(t *testing.T) {
	page, err := os.ReadFile("SENTENCES.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := sentences.FindAllStringSubmatch(string(page), -1)
	if len(rows) < 150 {
		t.Fatalf("only %d sentences", len(rows))
	}
	proven := map[string][]string{} // by file: sentences that it is said to prove
	seen := map[string]bool{}
	for _, row := range rows {
		id := row[1]
		if seen[id] {
			t.Errorf("%s stands twice", id)
		}
		seen[id] = true
		for _, proof := range strings.Split(row[3], " · ") {
			if strings.HasPrefix(proof, "not yet: ") {
				continue
			}
			name := strings.Trim(proof, "`")
			if dir, test, isTest := strings.Cut(name, ": "); isTest {
				if !hasTest(t, dir, test) {
					t.Errorf("%s: there is no %s in %s", id, test, dir)
				}
				continue
			}
			proven[name] = append(proven[name], id)
		}
	}
	files, _ := filepath.Glob("presets/testdata/*.yaml")
	more, _ := filepath.Glob("presets/testdata/catalogue/*.yaml")
	for _, file := range append(files, more...) {
		name := strings.TrimPrefix(filepath.ToSlash(file), "presets/testdata/")
		got := anchorsOf(t, file)
		for _, id := range proven[name] {
			if !slices.Contains(got, id) {
				t.Errorf("%s has no expectation for %s", name, id)
			}
		}
		for _, id := range got {
			if !slices.Contains(proven[name], id) {
				t.Errorf("%s speaks of %s, and SENTENCES.md does not say so", name, id)
			}
		}
		delete(proven, name)
	}
	for name := range proven {
		t.Errorf("there is no scenario %s", name)
	}
}

// anchorsOf returns the sentences of a scenario; each must have an expectation.
func anchorsOf(t *testing.T, file string) []string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	at := anchor.FindAllStringSubmatchIndex(string(data), -1)
	for i, m := range at {
		end := len(data)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		id := string(data[m[2]:m[3]])
		if !strings.Contains(string(data[m[1]:end]), "\n  - {user: ") {
			t.Errorf("%s: nothing is expected below %s", file, id)
		}
		out = append(out, id)
	}
	return out
}

// hasTest reports whether a package has a test of that name.
func hasTest(t *testing.T, dir, name string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", filepath.FromSlash(dir), "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(data), "\nfunc "+name+"(t *testing.T)") {
			return true
		}
	}
	return false
}
