package peg

import (
	"regexp"
	"strings"
	"unicode"
)

// Changes is what the package's CHANGELOG.md says of its version.
func (p *Package) Changes() string {
	return ChangesOf(string(p.Files[changelogName]), p.Manifest.Version)
}

// ChangesOf is what a changelog says of one version. It has no control characters,
// so that it may be printed. Empty if it says nothing.
func ChangesOf(changelog, version string) string {
	for _, r := range Releases(changelog) {
		if r.Version == version {
			return r.Text
		}
	}
	return ""
}

// Release is what a changelog says of one version.
type Release struct {
	Version string // "1.2.0"
	Heading string // as it stands there: "1.2.0 - 2026-11-30"
	Text    string // Markdown, without control characters
}

var (
	headingLine = regexp.MustCompile(`^(#{1,6})[ \t]+(.*)$`)
	fenceLine   = regexp.MustCompile("^ {0,3}(```|~~~)")
	versionWord = regexp.MustCompile(`^\d+\.\d+\.\d+$`)
)

// Releases reads a changelog: below each heading that names a version, "## 1.2.0",
// also with a date, a v or brackets, stands its text, up to the next heading of its
// kind or above. They come in the order in which they stand there.
func Releases(changelog string) []Release {
	var out []Release
	level, fence := 0, "" // of the heading whose text this is, 0 for none; what ends the code around a line
	for line := range strings.Lines(printable(changelog)) {
		if f := fenceLine.FindStringSubmatch(line); f != nil && (fence == "" || fence == f[1]) {
			if fence == "" {
				fence = f[1]
			} else {
				fence = ""
			}
		} else if h := headingLine.FindStringSubmatch(strings.TrimRight(line, "\n")); h != nil && fence == "" && (level == 0 || len(h[1]) <= level) {
			if level = 0; versionIn(h[2]) != "" {
				level = len(h[1])
				out = append(out, Release{Version: versionIn(h[2]), Heading: strings.TrimSpace(strings.TrimRight(h[2], "# \t"))})
			}
			continue
		}
		if level > 0 {
			out[len(out)-1].Text += line
		}
	}
	for i := range out {
		out[i].Text = strings.TrimSpace(out[i].Text)
	}
	return out
}

// versionIn finds the version that a heading names.
func versionIn(heading string) string {
	for word := range strings.FieldsSeq(heading) {
		if v := strings.TrimLeft(strings.Trim(word, "[](),:"), "v"); versionWord.MatchString(v) {
			return v
		}
	}
	return ""
}

// printable drops control characters and what is not UTF-8.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}
