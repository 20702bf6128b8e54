package plugintest

import (
	"pegboard.dev/pegboard/sdk/plugintest/wire"
)

// Visitor is somebody without an account whom the plugin lets in, who comes from
// one of the helpdesk's own pages.
type Visitor struct {
	h        *Helpdesk
	secret   string
	language string
}

// Visitor lets somebody in. It takes what the manifest's visitors name: where
// guests may not chat, LetIn tells how that is refused.
func (h *Helpdesk) Visitor() *Visitor {
	h.t.Helper()
	v := &Visitor{h: h}
	if r := v.LetIn(); r.Status != 201 {
		h.t.Fatalf("a visitor is not let in: %d %s", r.Status, r.Body)
	}
	return v
}

// Stranger is a visitor who was not let in.
func (h *Helpdesk) Stranger() *Visitor { return &Visitor{h: h} }

// LetIn asks to be let in.
func (v *Visitor) LetIn() *Reply {
	v.h.t.Helper()
	r := v.send("POST", "", struct{}{})
	if r.Status == 201 {
		v.secret = r.Text("secret")
	}
	return r
}

// In returns the same visitor, who reads that language.
func (v *Visitor) In(language string) *Visitor {
	w := *v
	w.language = language
	return &w
}

// Route sends a request to one of the plugin's routes for visitors, or to a public
// one: path is as the manifest has it.
func (v *Visitor) Route(method, path string, body any) *Reply {
	v.h.t.Helper()
	return v.send(method, path, body)
}

// Upload sends a file for the field of a collection, as Person.Upload does.
func (v *Visitor) Upload(collection, field, name string, content []byte) *Reply {
	v.h.t.Helper()
	return v.send("PUT", uploadPath(collection, field, name), content)
}

func (v *Visitor) send(method, path string, body any) *Reply {
	v.h.t.Helper()
	r := &wire.Request{Do: wire.HTTP, Method: method, Path: "/api/v1/visit/" + v.h.plugin + path, Header: map[string]string{}}
	if v.secret != "" {
		r.Header["Authorization"] = "Visitor " + v.secret
	}
	if v.language != "" {
		r.Header["Accept-Language"] = v.language
	}
	r.Body = v.h.encode(body)
	a := v.h.ask(r)
	return &Reply{t: v.h.t, what: "a visitor: " + method + " " + path, Status: a.Status, Body: a.Body}
}
