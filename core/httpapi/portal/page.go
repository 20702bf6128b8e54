package portal

import (
	"bytes"
	"embed"
	"html/template"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/blocks"
	"pegboard.dev/pegboard/core/httpapi"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/words"
	assets "pegboard.dev/pegboard/web/portal"
)

//go:embed pages/*.html
var pageFiles embed.FS

// person is the reader as the pages know them.
type person struct {
	ID                                   core.UserID
	Name, Email, Theme, Locale, Timezone string
	Organization                         core.OrganizationID
	// Console: may enter the employees' console.
	Console bool
}

// view is one page on its way to the browser. Handlers fill in Title, Here,
// Notice, Form and Data.
type view struct {
	Title, Description string
	// Search is the title that search engines are told; empty for Title. Canonical is
	// the address that counts, Schema what kind of page it is in words of schema.org.
	Search, Canonical string
	Schema            map[string]string
	// Own: the title is in somebody's own words, and stays as it is.
	Own bool
	// Here is the menu's entry that is current.
	Here string
	// Notice says what just happened; read out by screen readers.
	Notice string
	// Blocks: the page shows blocks of plugins and needs their styles.
	Blocks bool
	// Index: search engines may keep the page.
	Index bool
	Form  *form
	Forms []*form // where there are several
	Data  any

	Me      *person
	Company string
	Brand   *people.Branding
	Theme   string
	Path    string
	Nonce   string
	// Submit: the reader may open tickets.
	Submit bool
	Pages  []Place
	fmt    blocks.Format
	words  *words.Words
	zone   *time.Location
}

// Lang and Dir are the page's language and the direction it is written in.
func (v *view) Lang() string { return v.words.Tag() }

// Dir is "ltr" or "rtl".
func (v *view) Dir() string { return v.words.Dir() }

// CSS and Script are ours, so the template may trust them.
func (v *view) CSS() template.CSS {
	css := assets.CSS
	if v.Blocks {
		css += assets.BlocksCSS
	}
	if v.Brand != nil {
		css += httpapi.PortalStyle(people.PaletteOf(v.Brand.Accent))
	}
	return template.CSS(css)
}

// Logo returns the helpdesk's logo, nil for Pegboard's mark.
func (v *view) Logo() *people.Logo {
	if v.Brand == nil {
		return nil
	}
	return v.Brand.Logo
}

// Script returns the page's script.
func (v *view) Script() template.JS { return template.JS(assets.Script) }

// Icon returns the brand's mark.
func (v *view) Icon() template.HTML { return template.HTML(assets.Icon) }

// When writes a moment for the reader; Ago how long ago it was.
func (v *view) When(t time.Time) string { return v.fmt.Time(t) }

// Ago writes how long ago t was.
func (v *view) Ago(t time.Time) string { return v.fmt.Ago(t) }

// ISO writes a moment for machines.
func (v *view) ISO(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// Size writes a number of bytes.
func (v *view) Size(n int64) string { return v.fmt.Bytes(float64(n)) }

// show answers with a page.
func (p *Portal) show(c *fiber.Ctx, status int, name string, v *view) error {
	if err := p.complete(c, v); err != nil {
		return err
	}
	return p.send(c, status, name, v)
}

// complete fills in what every page has.
func (p *Portal) complete(c *fiber.Ctx, v *view) error {
	s := who(c)
	if v.Me == nil {
		me, err := p.me(c.UserContext(), s)
		if err != nil {
			return err
		}
		v.Me = me
	}
	company, err := p.People.Company(c.UserContext())
	if err != nil {
		return err
	}
	if v.Brand, err = p.People.Branding(c.UserContext()); err != nil {
		return err
	}
	v.Company, v.Submit = company.Name, s != nil && maySubmit(s)
	if p.Surfaces != nil && s != nil {
		v.Pages = p.Surfaces.Places(s, "portal.page")
	}
	zone := company.Timezone
	if v.Me != nil {
		zone = or(v.Me.Timezone, zone)
	}
	v.speak(c, company.Locale)
	v.zone = location(zone)
	v.fmt = blocks.NewFormat(v.words.Tag(), v.zone, p.Clock.Now())
	return nil
}

// location returns a time zone by name, UTC where there is none of that name.
func location(name string) *time.Location {
	if loc, err := time.LoadLocation(name); err == nil {
		return loc
	}
	return time.UTC
}

// send writes the page, compressed where the browser takes it.
func (p *Portal) send(c *fiber.Ctx, status int, name string, v *view) error {
	v.Nonce, v.Path, v.Theme = newNonce(), c.OriginalURL(), themeOf(c, v.Me)
	v.translated()
	var b bytes.Buffer
	if err := pages[v.words.Language()][name].ExecuteTemplate(&b, "layout", v); err != nil {
		return err
	}
	c.Set("Content-Security-Policy", policy(v.Nonce))
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	c.Set(fiber.HeaderCacheControl, "private, no-cache")
	c.Set(fiber.HeaderVary, "Cookie, Accept-Encoding, Accept-Language")
	c.Status(status)
	if strings.Contains(c.Get(fiber.HeaderAcceptEncoding), "gzip") {
		c.Set(fiber.HeaderContentEncoding, "gzip")
		return c.Send(fasthttp.AppendGzipBytesLevel(nil, b.Bytes(), 5))
	}
	return c.Send(b.Bytes())
}

// policy lets the page's own style and script run, and nothing else. The script
// asks for nothing; search engines' tools ask for robots.txt from within the page.
func policy(nonce string) string {
	return "default-src 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'" +
		"; script-src 'nonce-" + nonce + "'; style-src 'nonce-" + nonce + "'; img-src 'self' data:; connect-src 'self'" +
		"; require-trusted-types-for 'script'; trusted-types 'none'"
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
