package app

import (
	"context"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/httpapi"
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/rbac"
)

// visitors shows whom plugins let in to the HTTP rim.
type visitors struct{ m *plugin.Manager }

// Sites implements httpapi.Visitors.
func (v visitors) Sites(_ context.Context, id core.PluginID) (*httpapi.Sites, error) {
	list, widget, err := v.m.Sites(id)
	if err != nil {
		return nil, err
	}
	return &httpapi.Sites{Allows: func(origin string) bool { return manifest.AllowsOrigin(list, origin) }, List: list, Widget: widget}, nil
}

// Admit implements httpapi.Visitors.
func (v visitors) Admit(ctx context.Context, who *rbac.Subject, id core.PluginID, in core.Visitor) (string, time.Time, error) {
	secret, let, err := v.m.Admit(ctx, who, id, in)
	if err != nil {
		return "", time.Time{}, err
	}
	return secret, let.ExpiresAt, nil
}

// Serve implements httpapi.Visitors.
func (v visitors) Serve(ctx context.Context, who *rbac.Subject, secret string, r httpapi.ExtensionRequest) (*httpapi.ExtensionResponse, error) {
	if secret != "" && fileOf(v.m, r) != nil {
		// Files of what is the visitor's; who else asks has /x/ for that.
		if visitor, err := v.m.VisitorSubject(ctx, r.Plugin, secret); err != nil {
			return nil, err
		} else if answer, err := (extensions{v.m}).file(ctx, visitor, r); answer != nil || err != nil {
			return answer, err
		}
	}
	query := map[string]string{}
	for key, values := range r.Query {
		query[key] = values[0]
	}
	in := plugin.RouteInput{Method: r.Method, Path: r.Path, Query: query, Body: r.Body, Locale: plugin.Locale{Language: r.Language}}
	var reply *plugin.RouteReply
	var err error
	if secret == "" {
		reply, err = v.m.Route(ctx, who, r.Plugin, in)
	} else {
		reply, err = v.m.VisitorRoute(ctx, r.Plugin, secret, in)
	}
	if err != nil {
		return nil, err
	}
	return &httpapi.ExtensionResponse{Status: reply.Status, ContentType: reply.ContentType, Body: reply.Body}, nil
}
