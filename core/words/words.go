// Package words says what people read in their language: the sentences of
// errors, the titles of features and permission keys, the portal's pages.
//
// Everybody else writes English, in place, and knows nothing of languages; the
// edge (core/httpapi, core/mail, core/plugin's manifests) passes what it is about
// to show through Words. The English text is the name of the German one in de/.
// RATIONALE.md says why sentences are recognized instead of numbered.
//
// It imports nothing of ours, and the domain must not import it.
package words

import (
	"fmt"
	"strings"

	"golang.org/x/text/language"
)

// Words say things in one language, written as one place writes. The zero value
// is not valid; For makes them. They are shared and safe for concurrent use.
type Words struct {
	tag       language.Tag
	catalogue *catalogue // nil for English, which stands in the code
}

// spoken are the languages that there are words in, English first.
var spoken = []struct {
	tag       language.Tag
	catalogue *catalogue
}{
	{language.English, nil},
	{language.German, load("de")},
}

var matcher = language.NewMatcher([]language.Tag{language.English, language.German})

// For returns the words for the first of the wishes that there is a language
// for, English where there is none. A wish is a tag such as "de-AT" or a whole
// Accept-Language header; an empty one does not count.
func For(wishes ...string) *Words {
	for _, wish := range wishes {
		tags, _, err := language.ParseAcceptLanguage(wish)
		if err != nil {
			continue
		}
		for _, tag := range tags {
			if _, i, confidence := matcher.Match(tag); confidence >= language.High {
				return &Words{tag: placed(tag, spoken[i].tag), catalogue: spoken[i].catalogue}
			}
		}
	}
	return &Words{tag: language.English}
}

// placed keeps the region of what was asked for: German as Austria writes it.
func placed(asked, spoken language.Tag) language.Tag {
	if region, confidence := asked.Region(); confidence == language.Exact {
		if tag, err := language.Compose(spoken, region); err == nil {
			return tag
		}
	}
	return spoken
}

// Tag is the language and the place as BCP 47 writes them, for an html element's lang.
func (w *Words) Tag() string { return w.tag.String() }

// Language is the language alone, "en" or "de".
func (w *Words) Language() string {
	base, _ := w.tag.Base()
	return base.String()
}

// rightToLeft are the scripts that are, of those that people write today.
var rightToLeft = map[string]bool{"Arab": true, "Hebr": true, "Thaa": true, "Syrc": true, "Nkoo": true, "Adlm": true}

// Dir is in which direction the language is written, "ltr" or "rtl".
func (w *Words) Dir() string {
	if script, _ := w.tag.Script(); rightToLeft[script.String()] {
		return "rtl"
	}
	return "ltr"
}

// Say translates what is ready to be read: a title, a label, a sentence with its
// values in place. What the catalogue does not know stays as it is.
func (w *Words) Say(text string) string {
	if w.catalogue == nil || text == "" {
		return text
	}
	return w.catalogue.say(text, maxDepth)
}

// Has reports whether there are words for a text; in English there always are.
func (w *Words) Has(text string) bool {
	if w.catalogue == nil {
		return true
	}
	_, ok := w.catalogue.texts[text]
	return ok
}

// Sayf is Say of a format with its values: Sayf("Tickets of %s", name). The
// values stay as they are.
func (w *Words) Sayf(format string, values ...any) string {
	if w.catalogue != nil {
		if german, ok := w.catalogue.texts[format]; ok {
			return fill(german, written(values))
		}
	}
	return fmt.Sprintf(format, values...)
}

func written(values []any) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = fmt.Sprint(v)
	}
	return out
}

// fill puts values in the places {1}, {2*}, ….
func fill(text string, values []string) string {
	if len(values) == 0 {
		return text
	}
	pairs := make([]string, 0, 4*len(values))
	for i, v := range values {
		pairs = append(pairs, fmt.Sprintf("{%d}", i+1), v, asWord(i), v)
	}
	return strings.NewReplacer(pairs...).Replace(text)
}
