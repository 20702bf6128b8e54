package words

import (
	"embed"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

//go:embed de/*.json
var files embed.FS

// maxDepth bounds sentences within sentences: "The package is refused: {1}."
const maxDepth = 3

// catalogue is one language: its texts by the English text or format, and the
// formats of sentences among them, by which a finished one is recognized.
type catalogue struct {
	texts   map[string]string
	names   map[string]string // those of names.json, for places such as {1*}
	formats []format
}

// format is a text with places for values: the pieces between them.
type format struct {
	pieces []string // one more than there are places
	text   string   // in the catalogue's language, its places as {1}, {2}, …
	weight int      // bytes of the pieces: the more, the surer
}

// verbs are the places that formats in Go have.
var verbs = regexp.MustCompile(`%(?:\.\d+)?[sdqvx]|%02x`)

// load reads a language's files. What is wrong with them is a mistake in this
// package, found by its tests.
func load(language string) *catalogue {
	entries, err := files.ReadDir(language)
	if err != nil {
		panic(err)
	}
	c := &catalogue{texts: map[string]string{}}
	for _, e := range entries {
		data, err := files.ReadFile(language + "/" + e.Name())
		if err != nil {
			panic(err)
		}
		file := parse(e.Name(), data)
		if e.Name() == "names.json" {
			c.names = file
		}
		for english, text := range file {
			if _, twice := c.texts[english]; twice {
				panic(fmt.Sprintf("%s: %q stands in another file, too", e.Name(), english))
			}
			c.texts[english] = text
		}
	}
	for english, text := range c.texts {
		if f, ok := formatOf(english, text); ok && strings.HasSuffix(english, ".") {
			c.formats = append(c.formats, f)
		}
	}
	slices.SortFunc(c.formats, func(a, b format) int {
		if a.weight != b.weight {
			return b.weight - a.weight
		}
		return strings.Compare(strings.Join(a.pieces, "\x00"), strings.Join(b.pieces, "\x00"))
	})
	return c
}

func parse(name string, data []byte) map[string]string {
	var out map[string]string
	if err := json.Unmarshal(data, &out); err != nil {
		panic(fmt.Sprintf("%s: %v", name, err))
	}
	return out
}

// formatOf takes an English format apart; false for a text without places.
func formatOf(english, text string) (format, bool) {
	places := verbs.FindAllStringIndex(english, -1)
	if places == nil {
		return format{}, false
	}
	f, at := format{text: text}, 0
	for _, p := range places {
		before, after := english[at:p[0]], ""
		if english[p[1]-1] == 'q' { // its quotation marks belong to the pieces
			before, after = before+`"`, `"`
		}
		if len(f.pieces) > 0 {
			before = f.pieces[len(f.pieces)-1] + before
			f.pieces = f.pieces[:len(f.pieces)-1]
		}
		f.pieces = append(f.pieces, before, after)
		at = p[1]
	}
	f.pieces[len(f.pieces)-1] += english[at:]
	for _, piece := range f.pieces {
		f.weight += len(piece)
	}
	return f, true
}

// say translates a text that may be a format with its values in place. A value
// that is a sentence is translated, too, and one in a place such as {1*}, where the
// name of a role stands that may be one of ours; another name never is, whatever
// it looks like.
func (c *catalogue) say(text string, depth int) string {
	if german, ok := c.texts[text]; ok {
		return german
	}
	if depth == 0 {
		return text
	}
	for i := range c.formats {
		values, ok := c.formats[i].match(text)
		if !ok {
			continue
		}
		for j, v := range values {
			if strings.HasSuffix(v, ".") {
				values[j] = c.say(v, depth-1)
			} else if word := c.names[v]; word != "" && strings.Contains(c.formats[i].text, asWord(j)) {
				values[j] = word
			}
		}
		return fill(c.formats[i].text, values)
	}
	return text
}

// asWord is the place of a value that may be a word of ours.
func asWord(i int) string { return fmt.Sprintf("{%d*}", i+1) }

// match returns what stands in the places of a text made by the format.
func (f *format) match(text string) ([]string, bool) {
	rest, ok := strings.CutPrefix(text, f.pieces[0])
	if !ok {
		return nil, false
	}
	last := len(f.pieces) - 1
	values := make([]string, 0, last)
	for _, piece := range f.pieces[1:last] {
		value, after, found := strings.Cut(rest, piece)
		if !found {
			return nil, false
		}
		values, rest = append(values, value), after
	}
	value, ok := strings.CutSuffix(rest, f.pieces[last])
	return append(values, value), ok
}
