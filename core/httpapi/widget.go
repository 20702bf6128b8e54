package httpapi

import (
	"net/http"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/web"
)

// widgetScript is the one script that a site puts into its pages.
const widgetScript = "widget.js"

// mountWidget serves the chat widget: the script, and the page that it shows in a
// frame. Both are the same for everybody; neither sets a cookie.
func (s *Server) mountWidget() {
	s.app.Get("/"+widgetScript, func(c *fiber.Ctx) error {
		c.Set("Cross-Origin-Resource-Policy", "cross-origin")
		return s.asset(c, widgetScript)
	})
	s.app.Get("/widget/:plugin", s.widget)
}

// widget answers with the frame's page, for the sites that the owner allows.
func (s *Server) widget(c *fiber.Ctx) error {
	sites, err := s.svc.Visitors.Sites(c.UserContext(), core.PluginID(c.Params("plugin")))
	if err != nil {
		return err
	}
	if !sites.Widget {
		return fiber.ErrNotFound
	}
	page, built := web.Widget()
	if !built {
		return c.Status(http.StatusServiceUnavailable).SendString(notBuilt)
	}
	c.Response().Header.Del("X-Frame-Options") // it knows no list of sites; frame-ancestors does
	c.Set("Content-Security-Policy", widgetCSP(string(c.Request().Host()), sites.List))
	c.Set(fiber.HeaderCacheControl, "no-cache")
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return c.Send(page)
}

// widgetCSP lets the widget's own script run and talk to this server, in frames of
// the sites. The sites were checked when they were set: nothing in them ends a
// directive.
func widgetCSP(host string, sites []string) string {
	return "default-src 'none'; base-uri 'none'; form-action 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:" +
		"; connect-src 'self' ws://" + host + " wss://" + host +
		"; require-trusted-types-for 'script'; trusted-types 'none'" +
		"; frame-ancestors " + strings.Join(append([]string{"'self'"}, sites...), " ")
}
