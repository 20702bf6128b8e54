package app

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/blocks"
	"pegboard.dev/pegboard/core/httpapi"
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
	"pegboard.dev/pegboard/core/words"
)

// surfaces shows what plugins draw to the HTTP rim.
type surfaces struct{ m *plugin.Manager }

// TicketPlaces implements httpapi.UI.
func (s surfaces) TicketPlaces(ctx context.Context, who *rbac.Subject, t *tickets.Ticket, ext string) []httpapi.Place {
	return placesOf(s.m.TicketPlaces(ctx, who, t, ext), ext)
}

// Places implements httpapi.UI.
func (s surfaces) Places(_ context.Context, who *rbac.Subject, ext string) []httpapi.Place {
	return placesOf(s.m.Places(who, ext), ext)
}

// PersonPlaces implements httpapi.UI.
func (s surfaces) PersonPlaces(_ context.Context, who *rbac.Subject, ext string) []httpapi.Place {
	return placesOf(s.m.PersonPlaces(who, ext), ext)
}

// OrganizationPlaces implements httpapi.UI.
func (s surfaces) OrganizationPlaces(_ context.Context, who *rbac.Subject, ext string) []httpapi.Place {
	return placesOf(s.m.OrganizationPlaces(who, ext), ext)
}

// Catalogue implements httpapi.UI.
func (s surfaces) Catalogue(ctx context.Context, id core.PluginID, language string) httpapi.Catalogue {
	return s.m.Catalogue(ctx, id, language)
}

func placesOf(list []plugin.Place, ext string) []httpapi.Place {
	out := make([]httpapi.Place, len(list))
	for i, p := range list {
		out[i] = placeOf(p, ext)
	}
	return out
}

func atOf(at httpapi.Surface) plugin.At {
	return plugin.At{Ticket: at.Ticket, Person: at.Person, Organization: at.Organization}
}

// Render implements httpapi.UI.
func (s surfaces) Render(ctx context.Context, who *rbac.Subject, at httpapi.Surface) (json.RawMessage, error) {
	doc, err := s.m.Render(ctx, who, at.Plugin, at.Name, plugin.RenderInput{
		At: atOf(at), Params: at.Params, Locale: plugin.Locale{Language: at.Language},
	})
	if err != nil {
		return nil, err
	}
	return doc.JSON, nil
}

// Print implements httpapi.Papers.
func (s surfaces) Print(ctx context.Context, who *rbac.Subject, at httpapi.Surface) (*httpapi.Paper, error) {
	p, err := s.m.Print(ctx, who, at.Plugin, at.Name, plugin.PrintInput{At: atOf(at), Params: at.Params, Language: at.Language})
	if err != nil {
		return nil, err
	}
	return &httpapi.Paper{Name: p.Name, Body: p.Body}, nil
}

// wordsOfBlocks are the words of blocks.Words in a language.
func wordsOfBlocks(language string) func(key string) string {
	w := words.For(language)
	return func(key string) string { return w.Say(blocks.Words[key]) }
}

// Event implements httpapi.UI.
func (s surfaces) Event(ctx context.Context, who *rbac.Subject, at httpapi.Surface, event *blocks.Event) (json.RawMessage, error) {
	return s.m.Event(ctx, who, at.Plugin, at.Name, plugin.EventInput{
		At: atOf(at), Event: event, Locale: plugin.Locale{Language: at.Language},
	})
}

// extensions answers the addresses below /x/<plugin>: collections first, which
// the host serves, and the plugin's own routes after them.
type extensions struct{ m *plugin.Manager }

// Serve implements httpapi.Extensions.
func (e extensions) Serve(ctx context.Context, who *rbac.Subject, r httpapi.ExtensionRequest) (*httpapi.ExtensionResponse, error) {
	if answer, err := e.file(ctx, who, r); answer != nil || err != nil {
		return answer, err
	}
	name, id, nested := strings.Cut(strings.Trim(r.Path, "/"), "/")
	if _, err := e.m.Collection(r.Plugin, name); err == nil && !strings.Contains(id, "/") {
		if !nested {
			return e.collection(ctx, who, r, name)
		}
		if id == "aggregate" {
			return e.figures(ctx, who, r, name)
		}
		rec, err := core.ParseID[core.RecordID](id)
		if err != nil {
			return nil, err
		}
		return e.record(ctx, who, r, name, rec)
	}
	query := map[string]string{}
	for key, values := range r.Query {
		query[key] = values[0]
	}
	reply, err := e.m.Route(ctx, who, r.Plugin, plugin.RouteInput{
		Method: r.Method, Path: r.Path, Query: query, Body: r.Body, Locale: plugin.Locale{Language: r.Language},
	})
	if err != nil {
		return nil, err
	}
	return &httpapi.ExtensionResponse{Status: reply.Status, ContentType: reply.ContentType, Body: reply.Body}, nil
}

// recordList is a page of a collection, in the API's usual form.
type recordList struct {
	Items     []json.RawMessage `json:"items"`
	Next      *string           `json:"next"`
	Abilities map[string]bool   `json:"abilities"`
}

func (e extensions) collection(ctx context.Context, who *rbac.Subject, r httpapi.ExtensionRequest, name string) (*httpapi.ExtensionResponse, error) {
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		page, err := e.m.ListRecords(ctx, who, r.Plugin, name, r.Query)
		if err != nil {
			return nil, err
		}
		out := recordList{Items: page.Items, Abilities: page.Abilities}
		if page.Next != "" {
			out.Next = &page.Next
		}
		body, err := json.Marshal(out)
		return &httpapi.ExtensionResponse{Status: http.StatusOK, Body: body}, err
	case http.MethodPost:
		body, err := e.m.CreateRecord(ctx, who, r.Plugin, name, r.Body)
		return &httpapi.ExtensionResponse{Status: http.StatusCreated, Body: body}, err
	}
	return nil, httpapi.MethodNotAllowed("GET, HEAD, POST")
}

// figures answers /x/<plugin>/<collection>/aggregate.
func (e extensions) figures(ctx context.Context, who *rbac.Subject, r httpapi.ExtensionRequest, name string) (*httpapi.ExtensionResponse, error) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return nil, httpapi.MethodNotAllowed("GET, HEAD")
	}
	body, err := e.m.GroupRecords(ctx, who, r.Plugin, name, r.Query)
	return &httpapi.ExtensionResponse{Status: http.StatusOK, Body: body}, err
}

func (e extensions) record(ctx context.Context, who *rbac.Subject, r httpapi.ExtensionRequest, name string, rec core.RecordID) (*httpapi.ExtensionResponse, error) {
	var body json.RawMessage
	var err error
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		body, err = e.m.GetRecord(ctx, who, r.Plugin, name, rec)
	case http.MethodPatch:
		body, err = e.m.UpdateRecord(ctx, who, r.Plugin, name, rec, r.Body)
	case http.MethodDelete:
		var version int64
		if text := r.Query.Get("version"); text != "" {
			if err := json.Unmarshal([]byte(text), &version); err != nil {
				return nil, core.InvalidField("app.record", "version", "Give a number.")
			}
		}
		err = e.m.DeleteRecord(ctx, who, r.Plugin, name, rec, version)
		return &httpapi.ExtensionResponse{Status: http.StatusNoContent}, err
	default:
		return nil, httpapi.MethodNotAllowed("GET, HEAD, PATCH, DELETE")
	}
	return &httpapi.ExtensionResponse{Status: http.StatusOK, Body: body}, err
}
