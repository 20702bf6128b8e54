package blocks

import (
	"net/url"
	"strconv"
	"strings"
	"time"
)

// HTMLOptions say where a document is rendered. The document must have been
// prepared for the same viewer.
type HTMLOptions struct {
	// Path is the page's own path; state such as a table's page is put behind it.
	Path string
	// Query is the page's current state, from its address.
	Query url.Values
	// ActionPath is where forms and buttons post to.
	ActionPath string
	// HeadingLevel as in Options.
	HeadingLevel int
	// Locale and Zone are the reader's; "en" and UTC when not given.
	Locale string
	Zone   *time.Location
	// Now is what relative times count from.
	Now time.Time
	// Word translates the renderer's own words, which are listed in Words; nil means English.
	Word func(key string) string
	// Values are what the person typed, by form id and field name, after a refused post.
	Values map[string]map[string]Raw
}

// RenderHTML writes the prepared document as plain, accessible HTML that needs
// no script, no inline style and no event handler: elements with classes that
// begin with "pb-". Everything from the plugin is escaped or was cleaned by
// Prepare. The surface's title and actions are the page's to show; see
// RenderActions.
func (d *Document) RenderHTML(o HTMLOptions) []byte {
	w := newWriter(o)
	w.doc = d
	w.blocks(d.Blocks)
	return w.b
}

// RenderActions writes the surface's own actions, for the page's head.
func (d *Document) RenderActions(o HTMLOptions) []byte {
	w := newWriter(o)
	w.doc = d
	if len(d.Actions) > 0 {
		w.actionRow(d.Actions, "")
	}
	return w.b
}

// writer appends HTML. Only raw writes unescaped, and only literals of this
// package, numbers and HTML cleaned by RenderMarkdown go through it.
type writer struct {
	HTMLOptions
	Format
	doc   *Document
	b     []byte
	level int
	ids   int
}

func newWriter(o HTMLOptions) *writer {
	if o.HeadingLevel == 0 {
		o.HeadingLevel = 2
	}
	return &writer{HTMLOptions: o, Format: NewFormat(o.Locale, o.Zone, o.Now), b: make([]byte, 0, 8192), level: o.HeadingLevel}
}

func (w *writer) raw(parts ...string) {
	for _, s := range parts {
		w.b = append(w.b, s...)
	}
}

// esc writes text.
func (w *writer) esc(s string) {
	from := 0
	for i := range len(s) {
		var r string
		switch s[i] {
		case '<':
			r = "&lt;"
		case '>':
			r = "&gt;"
		case '&':
			r = "&amp;"
		case '"':
			r = "&#34;"
		case '\'':
			r = "&#39;"
		case 0:
			r = "\uFFFD"
		default:
			continue
		}
		w.b = append(append(w.b, s[from:i]...), r...)
		from = i + 1
	}
	w.b = append(w.b, s[from:]...)
}

// attr writes an attribute with its value; an empty value writes nothing.
func (w *writer) attr(name, value string) {
	if value != "" {
		w.raw(" ", name, `="`)
		w.esc(value)
		w.raw(`"`)
	}
}

func (w *writer) text(t Text) { w.esc(t.String()) }

// el writes an element around a text; class may be empty.
func (w *writer) el(tag, class, text string) {
	w.open(tag, class)
	w.raw(">")
	w.esc(text)
	w.raw("</", tag, ">")
}

// open writes an element's beginning up to its closing bracket.
func (w *writer) open(tag, class string) {
	w.raw("<", tag)
	w.attr("class", strings.TrimSpace(class))
}

func (w *writer) begin(tag, class string) {
	w.open(tag, class)
	w.raw(">")
}

// heading writes a heading of the current depth.
func (w *writer) heading(class, text string) {
	tag := "h" + strconv.Itoa(min(w.level, 6))
	w.el(tag, class, text)
}

// nested writes what fn does one heading level deeper.
func (w *writer) nested(fn func()) {
	w.level++
	fn()
	w.level--
}

// unique makes an id for elements that need one of their own.
func (w *writer) unique(what string) string {
	w.ids++
	return "pb-" + what + "-" + strconv.Itoa(w.ids)
}

// tone is the class of a tone; unknown words have been emptied by Decode.
func tone(t string) string {
	if t == "" {
		return ""
	}
	return " pb-" + t
}

// link is the page's own address with parts of its state changed: names and
// values in turn, an empty value taking the parameter away.
func (w *writer) link(pairs ...string) string {
	q := url.Values{}
	for k, v := range w.Query {
		q[k] = v
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if q.Del(pairs[i]); pairs[i+1] != "" {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	if len(q) == 0 {
		return w.Path
	}
	return w.Path + "?" + q.Encode()
}

// carried writes the page's state into a GET form, but for what the form sets itself.
func (w *writer) carried(but ...string) {
	for _, k := range sortedKeys(w.Query) {
		skip := false
		for _, b := range but {
			skip = skip || k == b || strings.HasSuffix(b, "*") && strings.HasPrefix(k, strings.TrimSuffix(b, "*"))
		}
		if skip {
			continue
		}
		for _, v := range w.Query[k] {
			w.raw(`<input type="hidden"`)
			w.attr("name", k)
			w.attr("value", v)
			w.raw(">")
		}
	}
}
