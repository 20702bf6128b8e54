package httpapi

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core/rbac"
)

// bare is a server that can describe itself and answer what needs no service.
func bare(t *testing.T) *Server {
	t.Helper()
	s, err := New(Config{Version: "0.1.0"}, Services{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// undeclaredPaths are answered before anybody is known: probes, the console's
// shell and files, and the documents. Everything else declares a permission.
var undeclaredPaths = map[string]string{
	"/healthz": "a probe that says nothing", "/readyz": "a probe that says nothing",
	"/app": "the shell is the same for everybody", "/app/*": "the shell is the same for everybody",
	"/widget.js": "a built file, the same for everybody", "/widget/:plugin": "an empty page, the same for everybody",
	"/assets/*":                     "built files, the same for everybody",
	"/brand/:name":                  "the logo, the same for everybody",
	"/pictures/:plugin/:hash/*":     "pictures of plugins' packages, the same for everybody",
	ProviderPath + ":provider":      "this is how one stops being a guest",
	ProviderPath + ":provider/back": "the provider's signed word is the permission",
	prefix + "/openapi.json":        "describes the API, holds no data", prefix + "/docs": "describes the API, holds no data",
}

func TestEveryRouteDeclaresAPermission(t *testing.T) {
	s := bare(t)
	for _, at := range s.Undeclared() {
		if _, path, _ := strings.Cut(at, " "); undeclaredPaths[path] == "" {
			t.Errorf("%s is mounted without a declaration", at)
		}
	}
	for _, r := range s.routes {
		switch r.needs.level {
		case undeclared:
			t.Errorf("%s %s (%s) declares no permission", r.method, r.path, r.id)
		case openToAll, forPeople:
			if r.needs.why == "" {
				t.Errorf("%s: say why it is open to so many", r.id)
			}
		default:
			if len(r.needs.keys) == 0 {
				t.Errorf("%s names no key", r.id)
			}
		}
	}
}

func TestDeclaredKeysAreRegistered(t *testing.T) {
	reg := rbac.Core()
	for _, r := range bare(t).routes {
		for _, k := range r.needs.keys {
			if _, known := reg.Key(k); !known {
				t.Errorf("%s needs %s, which nobody registers", r.id, k)
			}
		}
	}
}

func TestOpenAPIDescribesEveryOperation(t *testing.T) {
	s := bare(t)
	raw, err := s.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		OpenAPI    string
		Paths      map[string]map[string]map[string]any
		Components struct{ Schemas map[string]map[string]any }
	}
	if err := json.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(doc.OpenAPI, "3.1") {
		t.Errorf("version %q", doc.OpenAPI)
	}
	for _, r := range s.routes {
		if r.method == "*" {
			continue
		}
		op := doc.Paths[r.path][strings.ToLower(r.method)]
		if op == nil {
			t.Errorf("%s %s is missing", r.method, r.path)
		} else if op["x-permission"] == "" || op["operationId"] != r.id {
			t.Errorf("%s: %v, permission %q", r.id, op["operationId"], op["x-permission"])
		}
	}
	team := doc.Components.Schemas["TicketRow"]["properties"].(map[string]any)["team"].(map[string]any)
	if team["anyOf"] == nil {
		t.Errorf("a ticket's team can be null, but the schema says %v", team)
	}
}

func TestDocsPageNeedsNoOtherHost(t *testing.T) {
	page, err := bare(t).docsPage()
	if err != nil {
		t.Fatal(err)
	}
	if links := regexp.MustCompile(`(?:src|href)="(https?:)?//[^"]*"`).FindAll(page, -1); links != nil {
		t.Errorf("loads %q", links)
	}
	for _, want := range []string{"list-tickets", "/tickets/{id}/messages", "TicketRow", "tickets.take"} {
		if !strings.Contains(string(page), want) {
			t.Errorf("does not mention %s", want)
		}
	}
}
