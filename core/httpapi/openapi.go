package httpapi

import (
	"encoding/json"
	"reflect"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"
)

// openAPIConfig sets huma up without its own documents and pages: they load
// scripts from other hosts, and its document cannot say that an object may be
// null. JSON is the only format.
func (s *Server) openAPIConfig() huma.Config {
	cfg := huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{
				Title: "Pegboard", Version: s.cfg.Version,
				Description: "The helpdesk's API. Errors are problem+json (RFC 9457); lists are pages with a cursor; every object says in `abilities` what the caller may do with it.",
			},
			Servers:    []*huma.Server{{URL: prefix}},
			Components: &huma.Components{Schemas: huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer)},
		},
		Formats:       map[string]huma.Format{"application/json": huma.DefaultJSONFormat, "json": huma.DefaultJSONFormat},
		DefaultFormat: "application/json",
	}
	cfg.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"session": {Type: "apiKey", In: "cookie", Name: cookieName, Description: "Set by POST /session. Under TLS the name is " + secureCookieName + "."},
		"token":   {Type: "http", Scheme: "bearer", Description: "An API token, made by `pegboard token create`."},
	}
	return cfg
}

// OpenAPI returns the API's description, OpenAPI 3.1 in JSON. The same bytes
// are served at /api/v1/openapi.json.
func (s *Server) OpenAPI() ([]byte, error) {
	raw, err := json.Marshal(s.api.OpenAPI())
	if err != nil {
		return nil, err
	}
	var doc map[string]any
	if err := json.Unmarshal(raw, &doc); err != nil {
		return nil, err
	}
	s.markNullable(doc)
	return json.MarshalIndent(doc, "", "  ")
}

// markNullable says of every field that is a pointer to an object that it may
// be null, which huma leaves out.
func (s *Server) markNullable(doc map[string]any) {
	registry := s.api.OpenAPI().Components.Schemas
	components, _ := doc["components"].(map[string]any)
	schemas, _ := components["schemas"].(map[string]any)
	for name, schema := range schemas {
		t := registry.TypeFromRef("#/components/schemas/" + name)
		object, _ := schema.(map[string]any)
		props, _ := object["properties"].(map[string]any)
		if t == nil || t.Kind() != reflect.Struct {
			continue
		}
		for _, f := range reflect.VisibleFields(t) {
			field, options, _ := strings.Cut(f.Tag.Get("json"), ",")
			prop, _ := props[field].(map[string]any)
			if f.Type.Kind() != reflect.Pointer || prop["$ref"] == nil || strings.Contains(options, "omit") {
				continue
			}
			ref := map[string]any{"$ref": prop["$ref"]}
			delete(prop, "$ref")
			prop["anyOf"] = []any{ref, map[string]any{"type": "null"}}
		}
	}
}

// mountDocs serves the description and the page that shows it. Both are made
// at the first request and kept.
func (s *Server) mountDocs() {
	document := sync.OnceValues(s.OpenAPI)
	page := sync.OnceValues(s.docsPage)
	s.app.Get(prefix+"/openapi.json", func(c *fiber.Ctx) error {
		body, err := document()
		if err != nil {
			return err
		}
		c.Set(fiber.HeaderContentType, "application/openapi+json")
		c.Set(fiber.HeaderCacheControl, "no-cache")
		return c.Send(body)
	})
	s.app.Get(prefix+"/docs", func(c *fiber.Ctx) error {
		body, err := page()
		if err != nil {
			return err
		}
		c.Set("Content-Security-Policy", "default-src 'none'; style-src 'sha256-"+docsStyleHash()+"'; base-uri 'none'; frame-ancestors 'none'")
		c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
		c.Set(fiber.HeaderCacheControl, "no-cache")
		return c.Send(body)
	})
}
