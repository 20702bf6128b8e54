package blocks

import (
	"bytes"
	"html"
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"pegboard.dev/pegboard/core"
)

var markdowner = goldmark.New(goldmark.WithExtensions(extension.Strikethrough, extension.Table, extension.Linkify))

var cleaner = newCleaner()

// newCleaner allows what Markdown can say and nothing else. goldmark leaves raw
// HTML out already; this is the second lock.
func newCleaner() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "strong", "em", "del", "code", "pre", "blockquote", "ul", "ol", "li",
		"h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td")
	p.AllowAttrs("start").Matching(regexp.MustCompile(`^\d{1,6}$`)).OnElements("ol")
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("src", "alt").OnElements("img")
	p.AllowAttrs("loading").Matching(regexp.MustCompile(`^lazy$`)).OnElements("img")
	p.AllowURLSchemes("https", "mailto", "tel")
	p.AllowRelativeURLs(true)
	p.RequireNoFollowOnLinks(true)
	p.RequireNoReferrerOnLinks(true)
	return p
}

// RenderMarkdown turns Markdown into clean HTML. The first level of headings
// becomes <hN> with N = level (2 to 6), deeper ones follow without a gap. image
// gives the address at which a picture is served, "" to show its text instead;
// nil refuses every picture. Links that SafeHref refuses lose their address. Tangled
// text (core.TangledMarkdown) stands as it is written.
func RenderMarkdown(src string, level int, image func(url string) string) string {
	return renderMarkdown(src, level, addresses{link: SafeHref, image: image})
}

// RenderForeign is RenderMarkdown for what a stranger wrote who has no place here,
// such as the README of a package: no picture is shown, and links lead only out of
// the site (https:, mailto:), never to a page of it.
func RenderForeign(src string, level int) string {
	return renderMarkdown(src, level, addresses{link: func(to string) bool {
		scheme, _, _ := strings.Cut(strings.ToLower(to), ":")
		return SafeHref(to) && (scheme == "https" || scheme == "mailto")
	}})
}

// addresses decide what a text may lead to and show.
type addresses struct {
	link  func(to string) bool
	image func(url string) string // nil for none
}

func renderMarkdown(src string, level int, may addresses) string {
	if core.TangledMarkdown(src) {
		return "<p>" + strings.ReplaceAll(html.EscapeString(src), "\n", "<br>\n") + "</p>"
	}
	raw := []byte(src)
	doc := markdowner.Parser().Parse(text.NewReader(raw))
	tidy(doc, raw, min(max(level, 2), 6), may)
	var out bytes.Buffer
	if err := markdowner.Renderer().Render(&out, raw, doc); err != nil {
		return ""
	}
	return unheaded.ReplaceAllString(cleaner.Sanitize(out.String()), "<td$1></td>")
}

// unheaded is the head of a column that has no name: it names nothing, so it is none.
var unheaded = regexp.MustCompile(`<th([^>]*)></th>`)

// tidy sets heading levels by nesting, and decides about addresses.
func tidy(doc ast.Node, src []byte, level int, may addresses) {
	var open []int // the written levels of the headings around the current one
	var images []*ast.Image
	var bare []*ast.AutoLink // addresses that must not become links
	_ = ast.Walk(doc, func(n ast.Node, enter bool) (ast.WalkStatus, error) {
		if !enter {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			for len(open) > 0 && open[len(open)-1] >= n.Level {
				open = open[:len(open)-1]
			}
			open = append(open, n.Level)
			n.Level = min(level+len(open)-1, 6)
		case *ast.Link:
			if !may.link(string(n.Destination)) {
				n.Destination = nil
			}
		case *ast.AutoLink:
			if n.AutoLinkType == ast.AutoLinkURL && !may.link(string(n.URL(src))) {
				bare = append(bare, n)
			}
		case *ast.Image:
			images = append(images, n)
		}
		return ast.WalkContinue, nil
	})
	for _, n := range bare {
		n.Parent().ReplaceChild(n.Parent(), n, ast.NewString(n.Label(src)))
	}
	for _, n := range images {
		to := ""
		if may.image != nil {
			to = may.image(string(n.Destination))
		}
		if SafeHref(to) {
			n.Destination = []byte(to)
			n.SetAttributeString("loading", []byte("lazy"))
			continue
		}
		n.Parent().ReplaceChild(n.Parent(), n, ast.NewString([]byte(altOf(n, src))))
	}
}

// altOf returns the text that stands for a picture.
func altOf(n ast.Node, src []byte) string {
	var b bytes.Buffer
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Segment.Value(src))
		} else {
			b.WriteString(altOf(c, src))
		}
	}
	return b.String()
}
