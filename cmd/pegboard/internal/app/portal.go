package app

import (
	"context"
	"io"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/blocks"
	"pegboard.dev/pegboard/core/httpapi/portal"
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/records"
)

// portalSurfaces shows what plugins draw to the customers' pages.
type portalSurfaces struct{ m *plugin.Manager }

// Places implements portal.Surfaces.
func (s portalSurfaces) Places(who *rbac.Subject, ext string) []portal.Place {
	list := s.m.Places(who, ext)
	out := make([]portal.Place, len(list))
	for i, p := range list {
		out[i] = portal.Place{Plugin: p.Plugin, Surface: p.Surface, Title: p.Title}
	}
	return out
}

// Place implements portal.Surfaces.
func (s portalSurfaces) Place(who *rbac.Subject, id core.PluginID, surface string) (portal.Place, bool) {
	p, ok := s.m.Place(who, id, surface, "portal.page", "portal.home")
	return portal.Place{Plugin: p.Plugin, Surface: p.Surface, Title: p.Title}, ok
}

// Render implements portal.Surfaces.
func (s portalSurfaces) Render(ctx context.Context, who *rbac.Subject, at portal.Place, r portal.Reader, params map[string]string) (*blocks.Document, error) {
	drawn, err := s.m.Render(ctx, who, at.Plugin, at.Surface, plugin.RenderInput{
		Params: params, Reason: "ssr", Locale: plugin.Locale{Language: r.Locale, Timezone: r.Timezone},
	})
	if err != nil {
		return nil, err
	}
	return drawn.Doc, nil
}

// Upload implements portal.Surfaces.
func (s portalSurfaces) Upload(ctx context.Context, who *rbac.Subject, at portal.Place, into, name string, content io.Reader) (string, error) {
	collection, field, _ := strings.Cut(into, ".")
	c, err := s.m.Collection(at.Plugin, collection)
	if err != nil {
		return "", err
	}
	a, err := s.m.Records().Upload(ctx, who, c, records.Upload{Field: field, Name: name}, content)
	if err != nil {
		return "", err
	}
	return a.ID, nil
}

// Event implements portal.Surfaces.
func (s portalSurfaces) Event(ctx context.Context, who *rbac.Subject, at portal.Place, r portal.Reader, event *blocks.Event) (*blocks.Response, error) {
	raw, err := s.m.Event(ctx, who, at.Plugin, at.Surface, plugin.EventInput{
		Event: event, Locale: plugin.Locale{Language: r.Locale, Timezone: r.Timezone},
	})
	if err != nil {
		return nil, err
	}
	return blocks.DecodeResponse(raw, blocks.PageLimits())
}
