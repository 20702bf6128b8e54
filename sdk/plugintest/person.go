package plugintest

import (
	"net/url"
	"slices"
	"strconv"

	"pegboard.dev/pegboard/sdk/plugintest/wire"
)

// Person acts in the helpdesk, with the rights of this moment.
type Person struct {
	h        *Helpdesk
	name     string
	id       int64
	language string
}

// ID returns the person's number.
func (p *Person) ID() int64 { return p.id }

// In returns the same person, who reads that language: "de", "pt-BR".
func (p *Person) In(language string) *Person {
	q := *p
	q.language = language
	return &q
}

func (p *Person) String() string {
	if p.name == "" {
		return "nobody"
	}
	return p.name
}

// API sends a request to the helpdesk's API: path is below /api/v1. Body is
// encoded as JSON, but for bytes, which are sent as they are; nil sends none. Whatever the answer is, the test goes on.
func (p *Person) API(method, path string, body any) *Reply {
	p.h.t.Helper()
	r := &wire.Request{Do: wire.HTTP, As: p.name, Method: method, Path: "/api/v1" + path, Header: map[string]string{}}
	if p.language != "" {
		r.Header["Accept-Language"] = p.language
	}
	r.Body = p.h.encode(body)
	a := p.h.ask(r)
	return &Reply{t: p.h.t, what: p.String() + ": " + method + " " + path, Status: a.Status, Body: a.Body}
}

// Upload sends a file for the field of a collection; the answer has its id, to be put
// into a row.
func (p *Person) Upload(collection, field, name string, content []byte) *Reply {
	p.h.t.Helper()
	return p.API("PUT", "/x/"+p.h.plugin+uploadPath(collection, field, name), content)
}

// Must is API for what has to succeed.
func (p *Person) Must(method, path string, body any) *Reply {
	p.h.t.Helper()
	r := p.API(method, path, body)
	if r.Status >= 300 {
		p.h.t.Fatalf("%s: %d %s", r.what, r.Status, r.Body)
	}
	return r
}

// Route sends a request to one of the plugin's routes or collections: path is
// below /x/<plugin>, such as "/stats" or "/calls/7". As API.
func (p *Person) Route(method, path string, body any) *Reply {
	p.h.t.Helper()
	return p.API(method, "/x/"+p.h.plugin+path, body)
}

// Panel opens a surface beside a ticket.
func (p *Person) Panel(surface string, ticket int64) *View {
	p.h.t.Helper()
	v, refused := p.Open(surface, Place{Ticket: ticket})
	if refused != nil {
		p.h.t.Fatalf("%s: %d %s", refused.what, refused.Status, refused.Body)
	}
	return v
}

// Page opens a surface that stands by itself; params are name and value by turns,
// as in the page's address.
func (p *Person) Page(surface string, params ...string) *View {
	p.h.t.Helper()
	at := Place{Params: map[string]string{}}
	for i := 0; i+1 < len(params); i += 2 {
		at.Params[params[i]] = params[i+1]
	}
	v, refused := p.Open(surface, at)
	if refused != nil {
		p.h.t.Fatalf("%s: %d %s", refused.what, refused.Status, refused.Body)
	}
	return v
}

// Place is where a surface is opened.
type Place struct {
	Ticket, Person, Organization int64
	Params                       map[string]string
}

func (at *Place) query() string {
	q := url.Values{}
	for name, value := range at.Params {
		q.Set(name, value)
	}
	for name, id := range map[string]int64{"ticket": at.Ticket, "person": at.Person, "org": at.Organization} {
		if id != 0 {
			q.Set(name, number(id))
		}
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

// Open opens a surface anywhere. The reply is nil unless the helpdesk refuses.
func (p *Person) Open(surface string, at Place) (*View, *Reply) {
	p.h.t.Helper()
	r := p.API("GET", "/ui/"+p.h.plugin+"/"+surface+at.query(), nil)
	if r.Status != 200 {
		return nil, r
	}
	return newView(p, surface, at, r), nil
}

// Places lists what the plugin shows beside a ticket, in its tabs and its menu, and
// offers to insert into an answer: the ids of its surfaces.
func (p *Person) Places(ticket int64) []string {
	p.h.t.Helper()
	var t struct {
		Panels, Tabs, Actions, Inserts []struct{ Plugin, Surface string }
	}
	p.Must("GET", "/tickets/"+number(ticket), nil).Into(&t)
	var out []string
	for _, place := range slices.Concat(t.Panels, t.Tabs, t.Actions, t.Inserts) {
		if place.Plugin == p.h.plugin {
			out = append(out, place.Surface)
		}
	}
	return out
}

// CreateTicket makes a ticket as the person would: will-hooks may change or stop
// it. fields are those of the API beside subject and body, or nil.
func (p *Person) CreateTicket(subject, body string, fields map[string]any) *Reply {
	p.h.t.Helper()
	in := map[string]any{"subject": subject, "body": body}
	for name, value := range fields {
		in[name] = value
	}
	return p.API("POST", "/tickets", in)
}

// Reply answers on a ticket, so that the requester reads it.
func (p *Person) Reply(ticket int64, body string) *Reply {
	p.h.t.Helper()
	return p.message(ticket, "reply", body)
}

// Comment leaves a private note on a ticket.
func (p *Person) Comment(ticket int64, body string) *Reply {
	p.h.t.Helper()
	return p.message(ticket, "comment", body)
}

func (p *Person) message(ticket int64, kind, body string) *Reply {
	p.h.t.Helper()
	return p.API("POST", "/tickets/"+number(ticket)+"/messages", map[string]any{"kind": kind, "body": body})
}

// Update changes fields of a ticket, whatever its version is.
func (p *Person) Update(ticket int64, fields map[string]any) *Reply {
	p.h.t.Helper()
	in := map[string]any{"version": p.Must("GET", "/tickets/"+number(ticket), nil).Int("version")}
	for name, value := range fields {
		in[name] = value
	}
	return p.API("PATCH", "/tickets/"+number(ticket), in)
}

func number(id int64) string { return strconv.FormatInt(id, 10) }
