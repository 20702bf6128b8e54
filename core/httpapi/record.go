package httpapi

import (
	"context"
	"encoding/json"
	"io"
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
	// Picture returns a picture of an enabled plugin's package and its content type.
	// What is at an address never changes.
	Picture(ctx context.Context, plugin core.PluginID, hash, path string) (content []byte, kind string, err error)
}

// ExtensionRequest is a request below /x/{plugin}.
type ExtensionRequest struct {
	Plugin core.PluginID
	Method string
	// Path is what follows the plugin's id, with a leading slash.
	Path  string
	Query url.Values
	// Body is at most 1 MiB, ContentType as the client said. It is nil where the body
	// is Upload, of any size up to that of an attachment.
	Body        []byte
	Upload      io.Reader
	ContentType string
	// Language as in Surface.
	Language string
}

// ExtensionResponse answers it. JSON is sent unless ContentType says otherwise.
type ExtensionResponse struct {
	Status      int
	ContentType string
	Body        []byte
	// File is sent in place of all these, as a download.
	File *ExtensionFile
}

// ExtensionFile is a file of a plugin's record; Content is closed once it is sent.
type ExtensionFile struct {
	Name    string
	Size    int64
	Content io.ReadCloser
	// Picture is its content type where it is to be shown as one; else it is sent as
	// a download.
	Picture string
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
		r := extensionRequest(c, core.PluginID(c.Params("plugin")), query)
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

// mountPictures serves the pictures of plugins' packages. They are sent as what they
// are called, and nothing in them can run: neither as a picture nor opened alone.
func (s *Server) mountPictures() {
	s.app.Get("/pictures/:plugin/:hash/*", func(c *fiber.Ctx) error {
		b, kind, err := s.svc.Extensions.Picture(c.UserContext(), core.PluginID(c.Params("plugin")), c.Params("hash"), c.Params("*"))
		if err != nil {
			return problemOf(err, "path")
		}
		c.Set(fiber.HeaderContentSecurityPolicy, bareCSP+"; sandbox")
		c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
		c.Set(fiber.HeaderContentType, kind)
		return c.Send(b)
	})
}

// extensionRequest reads the request. A body that is streamed waits to be read.
func extensionRequest(c *fiber.Ctx, plugin core.PluginID, query url.Values) ExtensionRequest {
	r := ExtensionRequest{
		Plugin: plugin, Method: c.Method(), Path: "/" + c.Params("*"), Query: query,
		ContentType: c.Get(fiber.HeaderContentType), Language: firstLanguage(c.Get(fiber.HeaderAcceptLanguage)),
	}
	if up := stateOf(c.UserContext()).upload; up != nil {
		r.Upload = up
	} else {
		r.Body = c.Body()
	}
	return r
}

func sendExtension(c *fiber.Ctx, answer *ExtensionResponse) error {
	if f := answer.File; f != nil {
		sendFile(c, f.Name, f.Size, f.Content)
		if f.Picture != "" {
			c.Response().Header.Del(fiber.HeaderContentDisposition)
			c.Set(fiber.HeaderContentType, f.Picture)
		}
		return nil
	}
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
