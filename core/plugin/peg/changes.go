package peg

import (
	"strings"
	"unicode"
)

// Changes is what the package's CHANGELOG.md says of its version.
func (p *Package) Changes() string {
	return ChangesOf(string(p.Files["CHANGELOG.md"]), p.Manifest.Version)
}

// ChangesOf is the text below the heading of a changelog that names the version, up
// to the next heading of its kind: "## 1.2.0", also with a date, a v or brackets.
// It has no control characters, so that it may be printed. Empty if there is none.
func ChangesOf(changelog, version string) string {
	var b strings.Builder
	level := 0 // of the heading whose text this is; 0 for none
	for line := range strings.Lines(changelog) {
		if n := len(line) - len(strings.TrimLeft(line, "#")); n > 0 && (level == 0 || n <= level) {
			if level > 0 {
				break
			}
			for word := range strings.FieldsSeq(line) {
				if strings.TrimLeft(strings.Trim(word, "[](),:"), "v") == version {
					level = n
				}
			}
			continue
		}
		if level > 0 {
			b.WriteString(line)
		}
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r != '\n' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, b.String()))
}
