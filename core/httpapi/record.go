package httpapi

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Extensions answer the addresses that plugins add below /x/{plugin}: their
// collections, which the host serves, and their own routes. A plugin that is
// not enabled, and an address that it does not have, is KindNotFound.
type Extensions interface {
	Serve(ctx context.Context, who *rbac.Subject, r ExtensionRequest) (*ExtensionResponse, error)
}

// ExtensionRequest is a request below /x/{plugin}.
type ExtensionRequest struct {
	Plugin core.PluginID
	Method string
	// Path is what follows the plugin's id, with a leading slash.
	Path  string
	Query url.Values
	// Body is at most 1 MiB, ContentType as the client said.
	Body        []byte
	ContentType string
	// Language as in Surface.
	Language string
}

// ExtensionResponse answers it. JSON is sent unless ContentType says otherwise.
type ExtensionResponse struct {
	Status      int
	ContentType string
	Body        []byte
}

// extensionTypes are what a plugin's own route may answer with. A page of its
// own is not among them: it would run as ours.
var extensionTypes = map[string]bool{
	"application/json": true, "text/plain": true, "text/csv": true, "text/calendar": true, "application/octet-stream": true,
}

// MethodNotAllowed is the answer to a method that an address does not have.
func MethodNotAllowed(allowed string) error {
	return problemOfStatus(http.StatusMethodNotAllowed, "This address answers to "+allowed+" only.", nil)
}

// mountExtensions adds one address for all of them. It is not an operation of
// the OpenAPI document, because what is there depends on the plugins.
func (s *Server) mountExtensions() {
	s.routes = append(s.routes, route{
		method: "*", path: "/x/{plugin}/*", id: "plugin-route", tag: "plugins", title: "A plugin's collections and routes",
		needs: anyone("each collection and route declares a key of its own, which the host checks"),
	})
	s.app.All(prefix+"/x/:plugin/*", func(c *fiber.Ctx) error {
		ctx, st := c.UserContext(), stateOf(c.UserContext())
		st.route = "plugin-route"
		query, err := url.ParseQuery(string(c.Request().URI().QueryString()))
		if err != nil {
			return problemOfStatus(http.StatusBadRequest, "The address cannot be read.", err)
		}
		r := ExtensionRequest{
			Plugin: core.PluginID(c.Params("plugin")), Method: c.Method(), Path: "/" + c.Params("*"), Query: query,
			Body: c.Body(), ContentType: c.Get(fiber.HeaderContentType), Language: firstLanguage(c.Get(fiber.HeaderAcceptLanguage)),
		}
		answer, err := s.svc.Extensions.Serve(ctx, st.subject, r)
		if err != nil {
			where := "body"
			if safeMethods[r.Method] || r.Method == http.MethodDelete {
				where = "query"
			}
			return problemOf(err, where)
		}
		return sendExtension(c, answer)
	})
}

func sendExtension(c *fiber.Ctx, answer *ExtensionResponse) error {
	if answer.Status < 200 || answer.Status > 499 || answer.Status/100 == 3 {
		return core.Errorf("httpapi.sendExtension", core.KindUnavailable, "The plugin answered with a status that it may not use.")
	}
	kind, _, _ := strings.Cut(answer.ContentType, ";")
	if kind = strings.ToLower(strings.TrimSpace(kind)); kind == "" {
		kind = "application/json"
	}
	if !extensionTypes[kind] {
		return core.Errorf("httpapi.sendExtension", core.KindUnavailable, "The plugin answered in a form that cannot be shown.")
	}
	if kind == "application/json" && len(answer.Body) > 0 && !json.Valid(answer.Body) {
		return core.Errorf("httpapi.sendExtension", core.KindUnavailable, "The plugin's answer cannot be read.")
	}
	if answer.Status == http.StatusNoContent {
		c.Status(http.StatusNoContent)
		return nil
	}
	if kind != "application/json" && kind != "text/plain" {
		c.Set(fiber.HeaderContentDisposition, "attachment")
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderContentType, kind)
	return c.Status(answer.Status).Send(answer.Body)
}
