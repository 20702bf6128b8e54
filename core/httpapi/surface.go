package httpapi

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/blocks"
	"pegboard.dev/pegboard/core/rbac"
)

// Document is a block document or an answer of one, as blocks.v1 defines them.
type Document struct{ raw json.RawMessage }

// MarshalJSON implements json.Marshaler.
func (d Document) MarshalJSON() ([]byte, error) { return d.raw, nil }

// Schema implements huma.SchemaProvider.
func (Document) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true, Description: "See the block vocabulary, version 1."}
}

// SurfacePath takes every query parameter there is: what is not a place is the surface's own.
type SurfacePath struct {
	Plugin  string `path:"plugin" pattern:"^[a-z][a-z0-9_]*$" maxLength:"32"`
	Surface string `path:"surface" pattern:"^[a-z0-9_.-]+$" maxLength:"64"`
	Accept  string `header:"Accept-Language"`
	query   map[string]string
}

// Resolve implements huma.Resolver.
func (p *SurfacePath) Resolve(ctx huma.Context) []error {
	u := ctx.URL()
	p.query = map[string]string{}
	for name, values := range u.Query() {
		p.query[name] = values[0]
	}
	return nil
}

// at reads where the surface stands from the query, and the rest as parameters.
func (p *SurfacePath) at() (Surface, error) {
	at := Surface{Plugin: core.PluginID(p.Plugin), Name: p.Surface, Params: map[string]string{}, Language: firstLanguage(p.Accept)}
	var err error
	for name, value := range p.query {
		switch name {
		case "ticket":
			if at.Ticket, err = queryID[core.TicketID](name, value); err != nil {
				return at, err
			}
		case "person":
			if at.Person, err = queryID[core.UserID](name, value); err != nil {
				return at, err
			}
		case "org":
			if at.Organization, err = queryID[core.OrganizationID](name, value); err != nil {
				return at, err
			}
		default:
			at.Params[name] = value
		}
	}
	return at, nil
}

// firstLanguage takes the first tag of an Accept-Language header.
func firstLanguage(header string) string {
	tag, _, _ := strings.Cut(header, ",")
	tag, _, _ = strings.Cut(tag, ";")
	if tag = strings.TrimSpace(tag); tag == "*" || len(tag) > 35 {
		return ""
	}
	return tag
}

// eventPlace is the part of an event that says where it happened.
type eventPlace struct {
	Ctx    map[string]any    `json:"ctx"`
	Params map[string]string `json:"params"`
}

func (s *Server) mountSurfaces() {
	handle(s, route{
		method: http.MethodGet, path: "/ui/{plugin}/{surface}", id: "render-surface", tag: "plugins", title: "Render a plugin's surface",
		help:  "ticket=, person= or org= say beside what it stands; other parameters are the surface's own.",
		needs: anyone("the surface's own permission decides, and public ones have none"), open: true,
	}, func(ctx context.Context, who *rbac.Subject, in *SurfacePath) (*of[Document], error) {
		at, err := in.at()
		if err != nil {
			return nil, err
		}
		raw, err := s.svc.UI.Render(ctx, who, at)
		return ok(Document{raw}, err)
	})
	handle(s, route{
		method: http.MethodPost, path: "/ui/{plugin}/{surface}/events", id: "surface-event", tag: "plugins", title: "Act on a plugin's surface",
		needs: anyone("the sealed action was made for its viewer, and is checked again"), open: true,
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		SurfacePath
		Body json.RawMessage
	}) (*of[Document], error) {
		if err := s.limitGuests(ctx, who); err != nil {
			return nil, err
		}
		at, err := in.at()
		if err != nil {
			return nil, err
		}
		if err := at.readPlace(in.Body); err != nil {
			return nil, err
		}
		event, err := blocks.DecodeEvent(in.Body)
		if err != nil {
			return nil, err
		}
		raw, err := s.svc.UI.Event(ctx, who, at, event)
		return ok(Document{raw}, err)
	})
}

// readPlace takes the context and parameters that an event carries. Numbers
// come as numbers or as text.
func (at *Surface) readPlace(event json.RawMessage) error {
	const op = "httpapi.readPlace"
	var place eventPlace
	if err := json.Unmarshal(event, &place); err != nil {
		return &core.Error{Op: op, Kind: core.KindInvalid, Msg: "The event cannot be read.", Err: err}
	}
	for name, value := range place.Params {
		at.Params[name] = value
	}
	number := func(name string) (int64, error) {
		var n int64
		var err error
		switch v := place.Ctx[name].(type) {
		case nil:
			return 0, nil
		case float64:
			n = int64(v)
		case string:
			n, err = strconv.ParseInt(v, 10, 64)
		}
		if err != nil || n <= 0 {
			return 0, core.InvalidField(op, "ctx."+name, "Give a number.")
		}
		return n, nil
	}
	ticket, err := number("ticket")
	if err != nil {
		return err
	}
	person, err := number("person")
	if err != nil {
		return err
	}
	organization, err := number("org")
	if err != nil {
		return err
	}
	if ticket != 0 {
		at.Ticket = core.TicketID(ticket)
	}
	if person != 0 {
		at.Person = core.UserID(person)
	}
	if organization != 0 {
		at.Organization = core.OrganizationID(organization)
	}
	return nil
}
