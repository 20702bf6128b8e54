package httpapi

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core"
)

// safeMethods change nothing and need no guard. Everything else does, also
// methods that nobody thought of yet.
var safeMethods = map[string]bool{http.MethodGet: true, http.MethodHead: true, http.MethodOptions: true}

// sameOrigin refuses writes that another site's page sends with the person's
// cookie. Browsers tell by Sec-Fetch-Site, older ones by Origin; a client that
// sends neither is no browser and has no cookie that a page could misuse. A
// bearer token is never sent by a browser on its own, so it needs no guard. Visitors
// come from other sites on purpose: there no cookie counts, see visit.
func (s *Server) sameOrigin(c *fiber.Ctx) error {
	if safeMethods[c.Method()] || bearer(c) != "" || strings.HasPrefix(c.Path(), visitPrefix) {
		return c.Next()
	}
	refused := core.Errorf("httpapi.sameOrigin", core.KindForbidden, "This request came from another site and was refused.")
	switch site := c.Get("Sec-Fetch-Site"); site {
	case "same-origin", "none":
		return c.Next()
	case "":
	default:
		return refused
	}
	origin := c.Get(fiber.HeaderOrigin)
	if origin == "" {
		return c.Next()
	}
	u, err := url.Parse(origin)
	if err != nil || !strings.EqualFold(u.Host, string(c.Request().Host())) && !strings.EqualFold(u.Host, c.Hostname()) {
		return refused
	}
	return c.Next()
}

// bearer returns the request's API token, or "".
func bearer(c *fiber.Ctx) string {
	scheme, token, ok := strings.Cut(c.Get(fiber.HeaderAuthorization), " ")
	if !ok || !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}
