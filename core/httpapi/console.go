package httpapi

import (
	"bytes"
	"net/http"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/web"
)

// notBuilt is what a binary without the console has to say.
const notBuilt = "This binary was built without the web console. Run `make build`, which needs Node.\n"

// mountConsole serves the single-page app: its shell at /app and every address
// below, and the files that the build left beside it.
func (s *Server) mountConsole() {
	s.app.Get("/app", s.shell)
	s.app.Get("/app/*", s.shell)
	s.app.Get("/assets/*", func(c *fiber.Ctx) error { return s.asset(c, "assets/"+c.Params("*")) })
}

// shell answers with the console's page, its scripts bound to a fresh nonce.
func (s *Server) shell(c *fiber.Ctx) error {
	page, built := web.Index()
	if !built {
		return c.Status(http.StatusServiceUnavailable).SendString(notBuilt)
	}
	nonce := newNonce()
	c.Set("Content-Security-Policy", consoleCSP(nonce))
	c.Set(fiber.HeaderCacheControl, "no-cache")
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return c.Send(bytes.ReplaceAll(page, []byte(web.NonceMark), []byte(nonce)))
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
