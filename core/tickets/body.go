package tickets

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"golang.org/x/net/html/atom"

	xhtml "golang.org/x/net/html"

	"pegboard.dev/pegboard/core"
)

// Longer Markdown, and what is tangled, is kept as plain text.
const maxMarkdown = 64 << 10

// policy keeps what formats text, links that cannot run code, and pictures
// among our own attachments; never styles, scripts, forms, frames, or pictures
// from elsewhere, which would tell a sender who reads and when.
var policy = func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "div", "span", "h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "i", "em",
		"u", "s", "del", "ins", "sub", "sup", "small", "mark", "code", "pre", "kbd", "blockquote", "ul", "ol", "li",
		"dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption")
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("http", "https", "mailto", "tel")
	p.RequireParseableURLs(true)
	p.RequireNoFollowOnLinks(true)
	p.RequireNoReferrerOnLinks(true)
	p.AddTargetBlankToFullyQualifiedLinks(true)
	p.AllowAttrs("src").Matching(regexp.MustCompile(`^/api/v1/attachments/[0-9]+$`)).OnElements("img")
	p.AllowRelativeURLs(true)
	p.AllowAttrs("alt", "title").Matching(bluemonday.Paragraph).OnElements("img")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("colspan", "rowspan").Matching(regexp.MustCompile(`^[0-9]{1,2}$`)).OnElements("td", "th")
	return p
}()

var markdown = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Linkify))

// CleanBody turns what somebody wrote into HTML that is safe in our own page,
// and into the same in plain words. KindInvalid for an unknown format, a body
// over MaxBody, and one that says nothing.
func CleanBody(format Format, src string) (htm, text string, err error) {
	const op = "tickets.CleanBody"
	if len(src) > MaxBody {
		return "", "", core.InvalidField(op, "body", "The text is too long: at most %d KiB.", MaxBody>>10)
	}
	src = strings.ReplaceAll(plain(src), "\r\n", "\n")
	if format == FormatMarkdown && (len(src) > maxMarkdown || core.TangledMarkdown(src)) {
		format = FormatText
	}
	switch format {
	case "", FormatText:
		text = strings.TrimSpace(src)
		htm = textToHTML(text)
	case FormatMarkdown:
		var b bytes.Buffer
		if err := markdown.Convert([]byte(src), &b); err != nil {
			return "", "", &core.Error{Op: op, Kind: core.KindInternal, Err: err}
		}
		htm = strings.TrimSpace(policy.Sanitize(b.String()))
		text = htmlToText(htm)
	case FormatHTML:
		htm = strings.TrimSpace(policy.Sanitize(src))
		text = htmlToText(htm)
	default:
		return "", "", core.InvalidField(op, "format", "%q is no format; use text, markdown or html.", format)
	}
	if text == "" && !strings.Contains(htm, "<img ") {
		return "", "", core.InvalidField(op, "body", "Write something first.")
	}
	return htm, text, nil
}

// plain makes s valid UTF-8 without control characters, which no database and
// no page wants; line ends and tabs stay.
func plain(s string) string {
	ok := utf8.ValidString(s) && !strings.ContainsFunc(s, unwanted)
	if ok {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unwanted(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

func unwanted(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' && r != '\r' || r >= 0x7f && r < 0xa0 || r == 0xfeff
}

var blankLines = regexp.MustCompile(`\n{2,}`)

func textToHTML(text string) string {
	if text == "" {
		return ""
	}
	var b strings.Builder
	for _, par := range blankLines.Split(text, -1) {
		b.WriteString("<p>")
		b.WriteString(strings.ReplaceAll(html.EscapeString(strings.Trim(par, "\n")), "\n", "<br>\n"))
		b.WriteString("</p>\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// htmlToText keeps the words of clean HTML, with line breaks where blocks begin
// and end. It reads tokens, so that nesting costs nothing.
func htmlToText(s string) string {
	var b strings.Builder
	z := xhtml.NewTokenizer(strings.NewReader(s))
	pre := 0
	newline := func(n int) {
		t := b.String()
		for i := 0; i < n && !strings.HasSuffix(t, strings.Repeat("\n", i+1)); i++ {
			b.WriteByte('\n')
		}
	}
	for {
		switch tt := z.Next(); tt {
		case xhtml.ErrorToken:
			return strings.TrimSpace(b.String())
		case xhtml.TextToken:
			t := string(z.Text())
			if pre == 0 {
				t = spaces.ReplaceAllString(t, " ")
				if n := b.Len(); n == 0 || b.String()[n-1] == '\n' {
					t = strings.TrimLeft(t, " ")
				}
			}
			b.WriteString(html.UnescapeString(t))
		case xhtml.StartTagToken, xhtml.EndTagToken, xhtml.SelfClosingTagToken:
			name, _ := z.TagName()
			switch a := atom.Lookup(name); a {
			case atom.Br, atom.Hr:
				b.WriteByte('\n')
			case atom.P, atom.Pre, atom.Blockquote, atom.Ul, atom.Ol, atom.Table, atom.Dl,
				atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
				if b.Len() > 0 {
					newline(2)
				}
				if a == atom.Pre {
					pre += map[xhtml.TokenType]int{xhtml.StartTagToken: 1, xhtml.EndTagToken: -1}[tt]
				}
			case atom.Div, atom.Li, atom.Tr, atom.Dt, atom.Dd, atom.Caption:
				if b.Len() > 0 {
					newline(1)
				}
				if a == atom.Li && tt == xhtml.StartTagToken {
					b.WriteString("- ")
				}
			case atom.Td, atom.Th:
				if tt == xhtml.EndTagToken {
					b.WriteByte(' ')
				}
			}
		}
	}
}

var spaces = regexp.MustCompile(`[ \t\r\n]+`)
