package app_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/plugin/peg"
	"pegboard.dev/pegboard/core/store/storetest"
)

// drawn says of every place that a manifest may name where it shows: who asks for
// what, and below which name of the answer it is listed; of the portal's pages, what
// the probe's surface says there.
var drawn = map[string]struct{ as, path, says string }{
	"console.page":    {"ana", "/me", "pages"},
	"console.command": {"ana", "/me", "commands"},
	"inbox.column":    {"ana", "/me", "columns"},
	"ticket.sidebar":  {"ana", "/tickets/{t1}", "panels"},
	"ticket.tab":      {"ana", "/tickets/{t1}", "tabs"},
	"ticket.action":   {"ana", "/tickets/{t1}", "actions"},
	"composer.action": {"ana", "/tickets/{t1}", "inserts"},
	"contact.sidebar": {"owner", "/users/{carl}", "panels"},
	"org.sidebar":     {"owner", "/organizations/1", "panels"},
	"portal.page":     {"carl", "/p/probe/page", "ready"},
	"portal.home":     {"carl", "/", "beside person 0"},
	"portal.request":  {"carl", "/tickets/{t1}", "beside organization 0"},
}

// surfaceAt is what the probe shows at a place: in the portal a surface that it draws,
// elsewhere one that is called like its place and only listed.
func surfaceAt(ext string) string {
	switch ext {
	case "portal.page":
		return "page"
	case "portal.home":
		return "person"
	case "portal.request":
		return "organization"
	}
	return strings.ReplaceAll(ext, ".", "-")
}

// everywhere is the probe at every place.
func everywhere(t *testing.T) []byte {
	t.Helper()
	pkg, err := probe()
	if err != nil {
		t.Fatal(err)
	}
	raw, err := peg.ManifestOf(pkg)
	if err != nil {
		t.Fatal(err)
	}
	wasm, err := peg.ReadWasm(pkg)
	if err != nil {
		t.Fatal(err)
	}
	places, _ := manifest.Extensions()
	var surfaces []string
	for _, ext := range places {
		perm := `"perm":"probe.view",`
		if strings.HasPrefix(ext, "portal.") {
			perm = ""
		}
		surfaces = append(surfaces, fmt.Sprintf(`{"ext":%q,"id":%q,"title":"At %s",%s"ui":"1"}`, ext, surfaceAt(ext), ext, perm))
	}
	dir := t.TempDir()
	var members map[string]json.RawMessage
	if err := json.Unmarshal(raw, &members); err != nil {
		t.Fatal(err)
	}
	members["surfaces"] = json.RawMessage("[" + strings.Join(surfaces, ",") + "]")
	text, err := json.Marshal(members)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "plugin.json"), text, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := peg.PackDir(dir, wasm, "0.1.0")
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// portal is a page that Go renders, as somebody who is signed in sees it.
func (w *world) portal(as, path string) string {
	w.t.Helper()
	if w.cookies[as] == "" {
		w.signIn(as)
	}
	req, err := http.NewRequestWithContext(w.t.Context(), "GET", w.url+w.fill(path), nil)
	w.must(err)
	req.Header.Set("Cookie", w.cookies[as])
	resp, err := http.DefaultClient.Do(req)
	w.must(err)
	defer resp.Body.Close()
	got, err := io.ReadAll(resp.Body)
	w.must(err)
	return string(got)
}

func TestEveryPlaceIsDrawn(t *testing.T) {
	places, kept := manifest.Extensions()
	manual, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "sdk", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, ext := range kept {
		if !strings.Contains(string(manual), "`"+ext+"`") {
			t.Errorf("the manual does not say that %s is reserved", ext)
		}
		if _, shown := drawn[ext]; shown {
			t.Errorf("%s is reserved, and drawn", ext)
		}
	}
	w := newWorld(t, storetest.OpenSQLite(t))
	w.play([]scenario{
		{name: "an organization", as: "owner", method: "POST", path: "/organizations", body: `{"name":"Acme","domain":"acme.example","share":"none"}`, status: 201, want: `{"id":1}`, events: []string{"organization.created"}},
		{name: "the plugin", as: "owner", method: "POST", path: "/plugins", body: string(everywhere(t)), header: map[string]string{"Content-Type": "application/octet-stream"}, status: 201, events: []string{"plugin.installed"}},
		{name: "let in", as: "owner", method: "POST", path: "/plugins/probe/enable", status: 200, events: []string{"plugin.enabled"}},
	})
	for _, ext := range places {
		if ext == manifest.InsertPoint {
			continue // a conversation has it: TestConversationsOfferInserts
		}
		t.Run(ext, func(t *testing.T) {
			at, ok := drawn[ext]
			if !ok {
				t.Fatal("a manifest may name it, and nothing says where it is drawn")
			}
			if !strings.Contains(string(manual), "| `"+ext+"` |") || !strings.Contains(string(manual), `{"ext": "`+ext+`"`) {
				t.Error("the manual lacks its line or its example")
			}
			if strings.HasPrefix(ext, "portal.") {
				if got := w.portal(at.as, at.path); !strings.Contains(got, at.says) {
					t.Errorf("the page lacks it: %s", got)
				}
				return
			}
			want := fmt.Sprintf(`{%q:[{"plugin":"probe","surface":%q}]}`, at.says, surfaceAt(ext))
			got := w.do(at.as, "GET", at.path, "", nil)
			if missing := contains(got.body, []byte(want)); got.status != 200 || missing != "" {
				t.Errorf("%d, %s in %s", got.status, missing, got.body)
			}
		})
	}
}
