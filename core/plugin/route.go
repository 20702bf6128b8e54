package plugin

import (
	"context"
	"mime"
	"slices"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/sdk/abi"
)

// RouteInput is an HTTP request below /x/<plugin>.
type RouteInput struct {
	Method string
	Path   string // begins with a slash
	Query  map[string]string
	Body   []byte
	Locale Locale
}

// RouteReply is the answer to it.
type RouteReply struct {
	Status      int
	ContentType string
	Body        []byte
}

// maxRouteBody bounds what a route gets, in bytes.
const maxRouteBody = 1 << 20

// routeTypes are what a route may answer. HTML and script are not among them:
// a plugin shows pages as blocks.
var routeTypes = []string{"application/json", "text/plain", "text/csv", "text/calendar", "application/octet-stream"}

// Route answers an HTTP request to one of a plugin's routes. KindNotFound for a
// plugin or route that is not there; KindForbidden, or KindUnauthenticated for a
// guest, without the route's key; KindUnavailable when the plugin fails.
func (m *Manager) Route(ctx context.Context, who *rbac.Subject, id core.PluginID, in RouteInput) (*RouteReply, error) {
	const op = "plugin.Route"
	u, err := m.enabled(op, id)
	if err != nil {
		return nil, err
	}
	r, params := match(u.manifest.Routes, in.Method, in.Path)
	if r == nil || r.Visitor {
		return nil, core.Errorf(op, core.KindNotFound, "There is nothing here, or it is not yours to see.")
	}
	if r.Perm != "" {
		if err := who.Require(op, r.Perm); err != nil {
			return nil, err
		}
	}
	locale, err := m.localeOf(ctx, who, in.Locale)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	return m.route(ctx, u, m.newCall(u, who, locale), r, params, in)
}

// route asks the guest.
func (m *Manager) route(ctx context.Context, u *unit, c *call, r *manifest.Route, params abi.Params, in RouteInput) (*RouteReply, error) {
	const op = "plugin.Route"
	if len(in.Body) > maxRouteBody {
		return nil, core.Errorf(op, core.KindInvalid, "The body may have at most %d KiB.", maxRouteBody>>10)
	}
	query, err := wireParams(op, in.Query)
	if err != nil {
		return nil, err
	}
	req := &abi.RouteRequest{Method: in.Method, Path: in.Path, Pattern: r.Path, Params: params, Query: query, Body: abi.Text(in.Body), Caller: c.caller()}
	raw, err := c.do(ctx, abi.OpRoute, req, "route "+r.Method+" "+r.Path, max(eventTime, m.timeToDraw(u)))
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	return routeReply(op, c, r, raw)
}

func routeReply(op string, c *call, r *manifest.Route, raw []byte) (*RouteReply, error) {
	bad := func(why string) (*RouteReply, error) {
		e := core.Errorf(op, core.KindUnavailable, "The plugin %s answered what it may not: %s.", c.unit.manifest.Name, why)
		c.unit.failed(failure{place: "route " + r.Method + " " + r.Path, why: e.Msg, grave: trusted(c.person)})
		return nil, e
	}
	var rep abi.RouteReply
	if err := abi.Decode(raw, &rep); err != nil {
		return bad("an answer that cannot be read")
	}
	out := &RouteReply{Status: int(rep.Status), ContentType: "application/json", Body: rep.Body}
	if out.Status == 0 {
		out.Status = 200
	}
	if out.Status < 200 || out.Status > 499 || out.Status/100 == 3 {
		return bad("a status outside 200 to 299 and 400 to 499")
	}
	if t := rep.Headers.Get("content-type"); t != "" {
		kind, _, err := mime.ParseMediaType(t)
		if err != nil || !slices.Contains(routeTypes, kind) {
			return bad("a kind of content that is not allowed")
		}
		out.ContentType = t
	}
	return out, nil
}

// match finds the route of a request. A plain part beats a parameter.
func match(routes []manifest.Route, method, path string) (*manifest.Route, abi.Params) {
	var best *manifest.Route
	var values abi.Params
	for i := range routes {
		r := &routes[i]
		if r.Method != method {
			continue
		}
		if params, ok := matchPath(r.Path, path); ok && (best == nil || len(params) < len(values)) {
			best, values = r, params
		}
	}
	return best, values
}

func matchPath(pattern, path string) (abi.Params, bool) {
	want, have := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(want) != len(have) {
		return nil, false
	}
	params := abi.Params{}
	for i, part := range want {
		switch {
		case strings.HasPrefix(part, "{"):
			if have[i] == "" || len(have[i]) > 200 {
				return nil, false
			}
			params = append(params, abi.Pair{Name: strings.Trim(part, "{}"), Value: have[i]})
		case part != have[i]:
			return nil, false
		}
	}
	return params, true
}
