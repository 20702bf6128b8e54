package portal

import (
	"html/template"
	"io/fs"
	"regexp"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core/words"
)

// The templates are written in English. They are translated once, before they
// are parsed: every piece of text between tags and actions, and every attribute
// that is read to people, is looked up. What handlers bring with them (titles,
// labels, messages) is translated on its way into the page.

// pages are the templates by language and name, each with the layout around it.
var pages = map[string]map[string]*template.Template{"en": parsePages(words.For("en")), "de": parsePages(words.For("de"))}

func parsePages(w *words.Words) map[string]*template.Template {
	layout := template.New("layout").Funcs(functions(w))
	names, err := fs.Glob(pageFiles, "pages/*.html")
	if err != nil {
		panic(err) // a bad pattern
	}
	texts := map[string]string{}
	for _, path := range names {
		text, err := fs.ReadFile(pageFiles, path)
		if err != nil {
			panic(err)
		}
		texts[strings.TrimSuffix(strings.TrimPrefix(path, "pages/"), ".html")] = translate(string(text), w.Say)
	}
	template.Must(layout.Parse(texts["layout"]))
	template.Must(layout.Parse(texts["parts"]))
	out := map[string]*template.Template{}
	for name, text := range texts {
		if name != "layout" && name != "parts" {
			out[name] = template.Must(template.Must(layout.Clone()).Parse(text))
		}
	}
	return out
}

var (
	// pieces are the actions, tags and texts of a template, in this order of preference.
	pieces = regexp.MustCompile(`(?s)\{\{.*?\}\}|<(?:[^<>{]|\{\{.*?\}\}|\{)*>|[^<{]+|[<{]`)
	// readOut are the attributes that hold words for people.
	readOut = regexp.MustCompile(`\b(aria-label|placeholder|title|alt)="([^"{]*[A-Za-z][^"{]*)"`)
	letters = regexp.MustCompile(`[A-Za-z]{2}`)
)

// translate puts a template's texts through say, and leaves the rest as it is.
func translate(text string, say func(string) string) string {
	return pieces.ReplaceAllStringFunc(text, func(piece string) string {
		switch {
		case strings.HasPrefix(piece, "{{"):
			return piece
		case strings.HasPrefix(piece, "<"):
			return readOut.ReplaceAllStringFunc(piece, func(attribute string) string {
				m := readOut.FindStringSubmatch(attribute)
				return m[1] + `="` + say(m[2]) + `"`
			})
		}
		words := strings.TrimSpace(piece)
		if !letters.MatchString(words) || strings.Contains(words, `="`) { // the latter are attributes between actions
			return piece
		}
		return strings.Replace(piece, words, say(words), 1)
	})
}

// speak decides the page's language: the reader's, else the helpdesk's, else the
// browser's.
func (v *view) speak(c *fiber.Ctx, company string) {
	own := ""
	if v.Me != nil {
		own = v.Me.Locale
	}
	v.words = words.For(own, company, c.Get(fiber.HeaderAcceptLanguage))
}

// translated puts what a handler brought into the page's language.
func (v *view) translated() {
	say := v.words.Say
	if !v.Own {
		v.Title, v.Description = say(v.Title), say(v.Description)
	}
	v.Notice = say(v.Notice)
	for _, f := range append([]*form{v.Form}, v.Forms...) {
		f.say(say)
	}
}

// say puts a form's words into the reader's language.
func (f *form) say(say func(string) string) {
	if f == nil {
		return
	}
	f.Message = say(f.Message)
	for name, label := range f.labels {
		f.labels[name] = say(label)
	}
	for i := range f.Errors {
		e := &f.Errors[i]
		e.Label, e.Message = say(e.Label), say(e.Message)
	}
}
