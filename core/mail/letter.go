package mail

import (
	"bytes"
	"embed"
	"fmt"
	html "html/template"
	"net/url"
	"strings"
	text "text/template"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/tickets"
)

// Letter is a letter before it is addressed: the same words as text and as HTML.
type Letter struct {
	Subject string
	Text    string
	HTML    string
	// Thread is the ticket that the letter is about, zero for none: replies to the
	// same ticket stand together in the recipient's mailbox.
	Thread core.TicketID
	// File goes with it; nil for none.
	File *core.Attached
}

// content is what the templates draw.
type content struct {
	Company    string
	Language   string
	Greeting   string
	Paragraphs []string
	Quote      string // what somebody wrote, plain text
	Note       string // what is to be known about the letter itself; empty for nothing
	Label, URL string // the one thing to do; empty URL for none
	Footer     string
	// Accent is the helpdesk's colour, Logo the address of its picture; empty for none.
	Accent string
	Logo   string
}

//go:embed letters
var files embed.FS

var (
	asHTML = html.Must(html.ParseFS(files, "letters/letter.html"))
	asText = text.Must(text.ParseFS(files, "letters/letter.txt"))
)

// writer writes letters of one helpdesk.
type writer struct {
	company *people.Company
	brand   *people.Branding
}

// defaultAccent is the colour of buttons where a helpdesk has none of its own.
const defaultAccent = "#136b5d"

type letterKind string

const (
	invitation letterKind = "invitation"
	verify     letterKind = "verify"
	reset      letterKind = "reset"
	known      letterKind = "known"
	replied    letterKind = "answered"
	told       letterKind = "told"
	// toldOutside is told to a customer, who knows the company and not its plugins.
	toldOutside letterKind = "toldOutside"
	received    letterKind = "received"
)

// paths are the pages that the letters lead to.
var paths = map[letterKind]string{invitation: "/invitation", verify: "/verify", reset: "/reset", known: "/reset"}

// withCode writes a letter around a link with a one-time code.
func (w writer) withCode(kind letterKind, code *people.SentCode) (*Letter, error) {
	return w.draw(kind, code.Locale, code.Name, "", paths[kind]+"?code="+url.QueryEscape(code.Secret), w.company.Name)
}

// reply writes to a customer what was answered, and by whom; path is where they read it.
func (w writer) reply(to *people.PersonView, out *core.Outgoing, path, author string) (*Letter, error) {
	letter, err := w.draw(replied, to.Locale, to.Name, out.Text, path, author)
	if err == nil {
		letter.Subject, letter.Thread = out.Subject, out.Ticket
	}
	return letter, err
}

// replySubject keeps the letters about a ticket together in a mailbox.
func replySubject(t *tickets.Ticket) string { return fmt.Sprintf("Re: %s [#%d]", t.Subject, t.ID) }

// draw fills a letter's words: name is the recipient's, about what the words
// speak of.
func (w writer) draw(kind letterKind, locale, name, quote, path, about string) (*Letter, error) {
	return w.drawWith(kind, extras{}, locale, name, quote, path, about)
}

// extras are what few letters have.
type extras struct {
	label string // on the link, in place of the kind's own
	note  remark
}

// drawWith is draw with extras.
func (w writer) drawWith(kind letterKind, x extras, locale, name, quote, path, about string) (*Letter, error) {
	if w.company.Address == "" {
		return nil, core.Errorf("mail.draw", core.KindUnavailable,
			"No letter can be written: nobody has said under which address this helpdesk is reached. See the company's settings.")
	}
	words := wordsFor(locale, w.company.Locale)
	phrase := words.letters[kind]
	greeting := words.hello
	if name != "" {
		greeting = fmt.Sprintf(words.helloTo, name)
	}
	blanks := strings.NewReplacer("{about}", about, "{company}", w.company.Name)
	said := blanks.Replace
	c := content{
		Company: w.company.Name, Language: words.language, Greeting: greeting, Quote: strings.TrimSpace(quote),
		Accent: defaultAccent, Label: or(x.label, said(phrase.label)), Note: words.remarks[x.note], URL: w.company.Address + path, Footer: said(phrase.footer),
	}
	for _, p := range phrase.paragraphs {
		c.Paragraphs = append(c.Paragraphs, said(p))
	}
	if w.brand.Accent != "" {
		c.Accent = w.brand.Accent
	}
	if w.brand.Logo != nil {
		c.Logo = w.company.Address + w.brand.Logo.Path()
	}
	out := &Letter{Subject: said(phrase.subject)}
	var b bytes.Buffer
	if err := asText.Execute(&b, c); err != nil {
		return nil, err
	}
	out.Text = b.String()
	b.Reset()
	if err := asHTML.Execute(&b, c); err != nil {
		return nil, err
	}
	out.HTML = b.String()
	return out, nil
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
