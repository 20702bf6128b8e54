package httpapi

import (
	"bytes"
	"fmt"
	"html"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/words"
	"pegboard.dev/pegboard/web"
)

// notBuilt is what a binary without the console has to say.
const notBuilt = "This binary was built without the web console. Run `make build`, which needs Node.\n"

// mountConsole serves the single-page app: its shell at /app and every address
// below, and the files that the build left beside it. readerOf says how somebody has
// the page; first run before the page, and not before the files.
func (s *Server) mountConsole(readerOf func(*fiber.Ctx) (reader, error), first ...fiber.Handler) {
	shell := func(c *fiber.Ctx) error {
		r, err := readerOf(c)
		if err != nil {
			return err
		}
		return s.shell(c, r)
	}
	handlers := append(first, shell)
	s.app.Get("/app", handlers...)
	s.app.Get("/app/*", handlers...)
	s.app.Get("/assets/*", func(c *fiber.Ctx) error { return s.asset(c, "assets/"+c.Params("*")) })
}

// reader is how somebody has the console: in which language and theme. The theme is
// written on the page since looking it up in the browser's storage delays the first
// paint.
type reader struct {
	in    *words.Words
	theme string // "auto", "light" or "dark"
}

// shell answers with the console's page, its scripts bound to a fresh nonce.
func (s *Server) shell(c *fiber.Ctx, r reader) error {
	page, built := web.Index()
	if !built {
		return c.Status(http.StatusServiceUnavailable).SendString(notBuilt)
	}
	page = bytes.Replace(page, []byte(web.LanguageMark), fmt.Appendf(nil, `<html lang="%s" dir="%s" data-theme="%s"`, r.in.Tag(), r.in.Dir(), r.theme), 1)
	if path, ok := web.Language(r.in.Language()); ok {
		script := fmt.Appendf(nil, `<script type="module" nonce="%s" src="/%s"></script>`, web.NonceMark, path)
		page = bytes.Replace(page, []byte("<script type=\"module\""), append(script, "<script type=\"module\""...), 1)
	}
	nonce := newNonce()
	if s.svc.People != nil {
		brand, err := s.svc.People.Branding(c.UserContext())
		if err != nil {
			return err
		}
		if style := consoleStyle(people.PaletteOf(brand.Accent)); style != "" {
			page = bytes.Replace(page, []byte("</head>"), []byte(`<style nonce="`+nonce+`">`+style+"</style></head>"), 1)
		}
	}
	page = bytes.Replace(page, []byte("</head>"), append(hints(c, r.in), "</head>"...), 1)
	if hasCompiled(c) {
		page = askForCompiled(page)
	}
	c.Set("Content-Security-Policy", consoleCSP(nonce))
	c.Set(fiber.HeaderCacheControl, "no-cache")
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return c.Send(bytes.ReplaceAll(page, []byte(web.NonceMark), []byte(nonce)))
}

// hints name what the page will ask for in a moment, so that the browser fetches it
// beside the shell's own scripts: the parts of the route, who is signed in, and what
// the page begins with. Styles that are there already are not waited for by the script
// that imports the route. The browser asks ahead in its own language, so nothing with
// texts in it is asked for where the page speaks another.
func hints(c *fiber.Ctx, in *words.Words) []byte {
	var b []byte
	address := strings.Trim(strings.TrimPrefix(c.Path(), "/app"), "/")
	scripts, styles := web.Route(address)
	for _, path := range scripts {
		b = fmt.Appendf(b, `<link rel="modulepreload" crossorigin href="/%s">`, path)
	}
	for _, path := range styles {
		b = fmt.Appendf(b, `<link rel="stylesheet" crossorigin href="/%s">`, path)
	}
	if who := stateOf(c.UserContext()).subject; who != nil && who.User != 0 {
		var ahead []string
		if words.For(c.Get(fiber.HeaderAcceptLanguage)).Language() == in.Language() {
			ahead = append([]string{"/me"}, questions(address, c.Context().QueryArgs())...)
		}
		for _, question := range ahead {
			b = fmt.Appendf(b, `<link rel="preload" as="fetch" crossorigin href="%s">`, html.EscapeString(prefix+question))
		}
	}
	return b
}

// questions are what the pages that are opened most ask the API first, written as the
// console writes them: a list with nothing but a view, and a ticket.
func questions(address string, query *fasthttp.Args) []string {
	switch kind, id, _ := strings.Cut(address, "/"); kind {
	case "inbox":
		view := "open" // as the console has it where the address says none
		if query.Len() > 0 {
			view = string(query.Peek("view"))
		}
		if query.Len() <= 1 && viewName.MatchString(view) {
			return []string{"/views", "/tickets?view=" + view + "&limit=50"}
		}
	case "tickets":
		if n, err := strconv.ParseUint(id, 10, 63); err == nil && strconv.FormatUint(n, 10) == id {
			return []string{"/tickets/" + id}
		}
	}
	return nil
}

// viewName is what a view's address has, of those that need no escaping.
var viewName = regexp.MustCompile(`^[a-z0-9_-]{1,40}$`)

// reader is how whoever asks has the console: in their own language, else the
// helpdesk's, else the browser's, and in their own theme, else the system's.
func (s *Server) reader(c *fiber.Ctx) (reader, error) {
	ctx, own, theme := c.UserContext(), "", "auto"
	who := stateOf(ctx).subject
	if who.User != 0 {
		p, err := s.svc.People.User(ctx, who, who.User)
		if err != nil {
			return reader{}, err
		}
		own, theme = p.Locale, p.Theme
	}
	company, err := s.svc.People.Company(ctx)
	if err != nil {
		return reader{}, err
	}
	return reader{words.For(own, company.Locale, c.Get(fiber.HeaderAcceptLanguage)), theme}, nil
}

// asset answers with one built file, compressed as the build left it.
func (s *Server) asset(c *fiber.Ctx, name string) error {
	f, found := web.Lookup(name)
	if !found {
		return fiber.ErrNotFound
	}
	c.Set(fiber.HeaderContentType, f.Type)
	c.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	if f.Immutable {
		c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	} else {
		c.Set(fiber.HeaderCacheControl, "public, max-age=3600")
	}
	if strings.Contains(c.Get(fiber.HeaderAcceptEncoding), "gzip") {
		c.Set(fiber.HeaderContentEncoding, "gzip")
		return c.Send(f.Gzip)
	}
	body, err := f.Raw()
	if err != nil {
		return err
	}
	return c.Send(body)
}
