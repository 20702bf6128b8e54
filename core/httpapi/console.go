package httpapi

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/words"
	"pegboard.dev/pegboard/web"
)

// notBuilt is what a binary without the console has to say.
const notBuilt = "This binary was built without the web console. Run `make build`, which needs Node.\n"

// mountConsole serves the single-page app: its shell at /app and every address
// below, and the files that the build left beside it. language says in which
// language somebody gets the page; first run before the page, and not before the files.
func (s *Server) mountConsole(language func(*fiber.Ctx) (*words.Words, error), first ...fiber.Handler) {
	shell := func(c *fiber.Ctx) error {
		in, err := language(c)
		if err != nil {
			return err
		}
		return s.shell(c, in)
	}
	handlers := append(first, shell)
	s.app.Get("/app", handlers...)
	s.app.Get("/app/*", handlers...)
	s.app.Get("/assets/*", func(c *fiber.Ctx) error { return s.asset(c, "assets/"+c.Params("*")) })
}

// shell answers with the console's page, its scripts bound to a fresh nonce.
func (s *Server) shell(c *fiber.Ctx, in *words.Words) error {
	page, built := web.Index()
	if !built {
		return c.Status(http.StatusServiceUnavailable).SendString(notBuilt)
	}
	page = bytes.Replace(page, []byte(web.LanguageMark), fmt.Appendf(nil, `<html lang="%s" dir="%s"`, in.Tag(), in.Dir()), 1)
	if path, ok := web.Language(in.Language()); ok {
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
	page = bytes.Replace(page, []byte("</head>"), append(hints(c), "</head>"...), 1)
	c.Set("Content-Security-Policy", consoleCSP(nonce))
	c.Set(fiber.HeaderCacheControl, "no-cache")
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return c.Send(bytes.ReplaceAll(page, []byte(web.NonceMark), []byte(nonce)))
}

// hints name what the page will ask for in a moment, so that the browser fetches it
// beside the shell's own scripts: the parts of the route, and who is signed in.
func hints(c *fiber.Ctx) []byte {
	var b []byte
	scripts, styles := web.Route(strings.TrimPrefix(c.Path(), "/app"))
	for _, path := range scripts {
		b = fmt.Appendf(b, `<link rel="modulepreload" crossorigin href="/%s">`, path)
	}
	for _, path := range styles {
		b = fmt.Appendf(b, `<link rel="preload" as="style" crossorigin href="/%s">`, path)
	}
	if who := stateOf(c.UserContext()).subject; who != nil && who.User != 0 {
		b = append(b, `<link rel="preload" as="fetch" crossorigin href="`+prefix+`/me">`...)
	}
	return b
}

// language is in which language a page is for whoever asks: their own, else the
// helpdesk's, else the browser's.
func (s *Server) language(c *fiber.Ctx) (*words.Words, error) {
	ctx, own := c.UserContext(), ""
	who := stateOf(ctx).subject
	if who.User != 0 {
		p, err := s.svc.People.User(ctx, who, who.User)
		if err != nil {
			return nil, err
		}
		own = p.Locale
	}
	company, err := s.svc.People.Company(ctx)
	if err != nil {
		return nil, err
	}
	return words.For(own, company.Locale, c.Get(fiber.HeaderAcceptLanguage)), nil
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
