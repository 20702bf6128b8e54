package blocks

import (
	"net/url"
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
	// Values are what the person typed, by form and field, after a refused post.
	Values map[string]url.Values
}

// RenderHTML writes the prepared document as plain, accessible HTML that needs
// no script. Everything from the plugin is escaped or was cleaned by Prepare.
func (d *Document) RenderHTML(o HTMLOptions) []byte {
	h := newWriter(o)
	h.blocks(d.Blocks)
	return h.b
}
