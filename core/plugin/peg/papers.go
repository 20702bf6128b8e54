package peg

import (
	"strings"
)

// What people read of a package beside its manifest.
const (
	readmeName    = "README.md"
	changelogName = "CHANGELOG.md"
)

// MaxPaper is how much of a README.md or a CHANGELOG.md is shown, in bytes.
const MaxPaper = 50_000

// Papers are what a package says to those who decide about it: Markdown that a
// stranger wrote, without control characters, each at most MaxPaper long.
type Papers struct {
	// Readme is without its title, a heading in its first line: where it is shown, the
	// plugin's name stands above it.
	Readme string
	// Releases are the parts of the changelog. One that names no version is a single
	// part without one.
	Releases []Release
	// Cut: there is more than is shown.
	Cut bool
}

// Papers are those of the package.
func (p *Package) Papers() Papers { return papersOf(p.Files) }

// ReadPapers returns only the papers of a package that Read has accepted before.
func ReadPapers(b []byte) (Papers, error) {
	files, err := some("peg.ReadPapers", b, func(name string) bool { return name == readmeName || name == changelogName })
	return papersOf(files), err
}

func papersOf(files map[string][]byte) Papers {
	readme, more := shorten(files[readmeName])
	log, older := shorten(files[changelogName])
	p := Papers{Readme: untitled(printable(readme)), Releases: Releases(log), Cut: more || older}
	if log = strings.TrimSpace(untitled(printable(log))); len(p.Releases) == 0 && log != "" {
		p.Releases = []Release{{Text: log}}
	}
	return p
}

// shorten keeps whole lines of at most MaxPaper bytes together.
func shorten(b []byte) (text string, cut bool) {
	if len(b) <= MaxPaper {
		return string(b), false
	}
	text = string(b[:MaxPaper])
	if end := strings.LastIndexByte(text, '\n'); end > 0 {
		text = text[:end]
	}
	return text, true
}

// untitled drops the title of a text, a heading of the first kind in its first line.
func untitled(text string) string {
	first, rest, _ := strings.Cut(strings.TrimLeft(text, "\ufeff \n"), "\n")
	if h := headingLine.FindStringSubmatch(first); h != nil && len(h[1]) == 1 {
		return strings.TrimSpace(rest)
	}
	return strings.TrimSpace(text)
}
