package app_test

import (
	"context"
	"encoding/json"
	"io/fs"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"pegboard.dev/pegboard/core/plugin/peg"
	"pegboard.dev/pegboard/core/store/storetest"
	"pegboard.dev/pegboard/plugins"
)

// needPlugins packs the bundled plugins if `make plugins` has not: they are
// embedded, so a test binary without them must say so.
func needPlugins(t *testing.T) {
	t.Helper()
	if _, err := fs.Stat(plugins.Bundled(), "calllogs.peg"); err != nil {
		t.Skip("SKIPPED: this test binary carries no plugins; run `make plugins` first, as `make test` does.")
	}
}

// TestFeaturesNameTheirPlugin: in the role editor, as people call it.
func TestFeaturesNameTheirPlugin(t *testing.T) {
	needPlugins(t)
	eachWorld(t, func(t *testing.T, w *world) {
		w.play([]scenario{{name: "enabling", as: "owner", method: "POST", path: "/plugins/calllogs/enable", body: `{}`, status: 200, events: []string{"plugin.enabled"}}})
		for language, want := range map[string]string{"en": "Call Logs", "de": "Anrufe"} {
			var registry struct {
				Features []struct{ ID, Plugin string }
			}
			w.must(json.Unmarshal(w.do("owner", "GET", "/permissions", "", map[string]string{"Accept-Language": language}).body, &registry))
			of := map[string]string{}
			for _, f := range registry.Features {
				of[f.ID] = f.Plugin
			}
			if of["calllogs"] != want || of["tickets"] != "" {
				t.Errorf("%s: call logs are of %q, tickets of %q", language, of["calllogs"], of["tickets"])
			}
		}
	})
}

func TestPluginLife(t *testing.T) {
	needPlugins(t)
	eachWorld(t, func(t *testing.T, w *world) {
		w.play([]scenario{
			{name: "an owner sees what is there", as: "owner", method: "GET", path: "/plugins", status: 200,
				want: `{"items":[{"id":"calllogs","name":"Call Logs","tier":"bundled","state":"available","features":[{"id":"calllogs"}],
					"risk":"high","pages":[{"surface":"page","href":"/app/x/calllogs/page"}],"abilities":{"enable":true,"disable":false}}]}`},
			{name: "an agent does not", as: "ana", method: "GET", path: "/plugins", status: 403},
			{name: "its routes are missing before it is enabled", as: "ana", method: "GET", path: "/x/calllogs/calls", status: 404},
			{name: "what enabling would do", as: "owner", method: "GET", path: "/plugins/calllogs/effect", status: 200,
				want: `{"enable":true,"first":true,"refused":null,"roles":[{"slug":"owner"},{"slug":"admin"},{"slug":"manager"},{"slug":"agent","holders":2,"changes":[{"key":"calllogs.add_ticket","before":null,"after":"team"}]}]}`},
			{name: "is not for agents", as: "ana", method: "GET", path: "/plugins/calllogs/effect", status: 403},
			{name: "of a plugin that there is not", as: "owner", method: "GET", path: "/plugins/nothing/effect", status: 404},
			{name: "what it says about itself", as: "owner", method: "GET", path: "/plugins/calllogs/papers", status: 200,
				want: `{"version":"0.2.0","since":null,"releases":[{"version":"0.2.0","new":false},{"version":"0.1.0"}],"cut":false}`, without: []string{"<h1", "<h2", "<img"}},
			{name: "is not for agents either", as: "ana", method: "GET", path: "/plugins/calllogs/papers", status: 403},
			{name: "nor of a plugin that there is not", as: "owner", method: "GET", path: "/plugins/nothing/papers", status: 404},
			{name: "enabling", as: "owner", method: "POST", path: "/plugins/calllogs/enable", body: `{}`, status: 200, want: `{"state":"enabled"}`,
				events: []string{"plugin.enabled"}},
			{name: "gives agents its keys and its page", as: "ana", method: "GET", path: "/me", status: 200,
				want: `{"keys":{"calllogs.view":"team"},"pages":[{"plugin":"calllogs","surface":"page","title":"Call logs","icon":"phone"}]}`},
			{name: "and a panel beside tickets", as: "ana", method: "GET", path: "/tickets/{t1}", status: 200,
				want: `{"panels":[{"plugin":"calllogs","surface":"calls"}],"actions":[{"surface":"log_call"}]}`},
			{name: "which renders", as: "ana", method: "GET", path: "/ui/calllogs/calls?ticket={t1}", status: 200, want: `{"v":1}`},
			{name: "not beside a ticket out of sight", as: "ben", method: "GET", path: "/ui/calllogs/calls?ticket={t1}", status: 404},
			{name: "nor for customers", as: "carl", method: "GET", path: "/ui/calllogs/calls?ticket={t1}", status: 404},
			{name: "a call is logged through the collection", as: "ana", method: "POST", path: "/x/calllogs/calls",
				body: `{"direction":"in","number":"+49 30 1","ticket":{t1}}`, status: 201,
				want: `{"id":1,"ticket":{t1},"owner":{ana},"team":{billing},"abilities":{"update":true}}`, events: []string{"calllogs.calls_created"}},
			{name: "a wrong field is named", as: "ana", method: "POST", path: "/x/calllogs/calls", body: `{"direction":"sideways"}`, status: 422,
				want: `{"errors":[{"location":"body.direction"}]}`},
			{name: "another team's agent does not see the call", as: "ben", method: "GET", path: "/x/calllogs/calls/1", status: 404},
			{name: "nor in the list", as: "ben", method: "GET", path: "/x/calllogs/calls", status: 200, want: `{"items":[],"next":null}`},
			{name: "changing it", as: "ana", method: "PATCH", path: "/x/calllogs/calls/1", body: `{"version":1,"notes":"busy"}`, status: 200,
				want: `{"version":2,"notes":"busy"}`, events: []string{"calllogs.calls_updated"}},
			{name: "with a stale version", as: "ana", method: "PATCH", path: "/x/calllogs/calls/1", body: `{"version":1,"notes":"free"}`, status: 409},
			{name: "a method that the collection does not have", as: "ana", method: "PUT", path: "/x/calllogs/calls/1", body: `{}`, status: 405},
			{name: "what can be set", as: "owner", method: "GET", path: "/plugins/calllogs/settings", status: 200, want: `{"fields":[{"name":"country"}],"values":{"country":null},"secrets":{}}`},
			{name: "which is not for agents", as: "ana", method: "GET", path: "/plugins/calllogs/settings", status: 403},
			{name: "a setting that there is not is named", as: "owner", method: "PUT", path: "/plugins/calllogs/settings", body: `{"values":{"speed":1}}`, status: 422,
				want: `{"errors":[{"location":"body.values.speed"}]}`},
			{name: "its key in a role", as: "owner", method: "PATCH", path: "/roles/agent", body: `{"features":{"calllogs":{"level":"full","scope":"own"}}}`, status: 200,
				events: []string{"role.updated", "access.changed"}},
			{name: "what disabling would do", as: "owner", method: "GET", path: "/plugins/calllogs/effect", status: 200,
				want: `{"enable":false,"roles":[{"slug":"owner"},{"slug":"admin"},{"slug":"manager"},{"slug":"agent","changes":[{"key":"calllogs.add_ticket","before":"own","after":null}]}]}`},
			{name: "disabling", as: "owner", method: "POST", path: "/plugins/calllogs/disable", body: `{}`, status: 200, want: `{"state":"disabled"}`,
				events: []string{"plugin.disabled"}},
			{name: "its routes are gone", as: "ana", method: "GET", path: "/x/calllogs/calls", status: 404},
			{name: "its page is gone", as: "ana", method: "GET", path: "/ui/calllogs/page", status: 404},
			{name: "its panel and keys are gone", as: "ana", method: "GET", path: "/tickets/{t1}", status: 200, want: `{"panels":[],"actions":[]}`},
			{name: "and from the registry", as: "owner", method: "GET", path: "/permissions", status: 200, without: []string{"calllogs"}},
			{name: "enabling it again", as: "owner", method: "POST", path: "/plugins/calllogs/enable", body: `{}`, status: 200,
				events: []string{"plugin.enabled"}},
			{name: "the role still says what it said", as: "owner", method: "GET", path: "/roles/agent", status: 200,
				want: `{"features":{"calllogs":{"level":"full","scope":"own"}},"effective":{"calllogs.view":"own","calllogs.delete":"own"}}`},
			{name: "and its data is there", as: "ana", method: "GET", path: "/x/calllogs/calls/1", status: 200, want: `{"notes":"busy"}`},
			{name: "who let it in", as: "owner", method: "GET", path: "/plugins/calllogs/consents", status: 200,
				want: `{"items":[{"act":"enabled","by":{"name":"owner"},"diff":{"added":{"capabilities":[]}}},{"act":"enabled","version":"0.2.0","from":null}]}`},
			{name: "is not for agents", as: "ana", method: "GET", path: "/plugins/calllogs/consents", status: 403},
			{name: "how it failed", as: "owner", method: "GET", path: "/plugins/calllogs/failures", status: 200, want: `{"items":[]}`},
			{name: "its log", as: "owner", method: "GET", path: "/plugins/calllogs/log?after=0", status: 200, want: `{"items":[]}`},
			{name: "is not for agents", as: "ana", method: "GET", path: "/plugins/calllogs/log", status: 403},
			{name: "what it used", as: "owner", method: "GET", path: "/plugins/calllogs/usage", status: 200},
			{name: "back to a version that there is not", as: "owner", method: "POST", path: "/plugins/calllogs/rollback", status: 409},
			{name: "its data is not for agents", as: "ana", method: "GET", path: "/plugins/calllogs/export", status: 403},
			{name: "nothing is the matter", as: "owner", method: "GET", path: "/me", status: 200, want: `{"plugin_notice":{"safe_mode":false,"stopped":[],"waiting":[]}}`},
			{name: "which is not said to agents", as: "ana", method: "GET", path: "/me", status: 200, want: `{"plugin_notice":null}`},
			{name: "uninstalling what was not exported", as: "owner", method: "DELETE", path: "/plugins/calllogs?data=export", status: 409},
			{name: "uninstalling with its data", as: "owner", method: "DELETE", path: "/plugins/calllogs?data=purge", status: 200,
				want:   `{"plugin":"calllogs","name":"Call Logs","by":"owner","data":"purge","removed":{"collections":[{"name":"attachments"},{"name":"calls","records":1}]},"kept":{"collections":[],"roles":[]}}`,
				events: []string{"plugin.uninstalled"}},
			{name: "the receipt is kept", as: "owner", method: "GET", path: "/audit?action=plugin.uninstalled", status: 200,
				want: `{"items":[{"after":{"data":"purge","removed":{"collections":[{"name":"attachments"},{"name":"calls","records":1}]}}}]}`},
		})
	})
}

func TestBrokenPackagesChangeNothing(t *testing.T) {
	w := newWorld(t, storetest.OpenSQLite(t))
	before := w.do("owner", "GET", "/plugins", "", nil)
	for name, body := range map[string]string{"no zip": "hello", "truncated zip": "PK\x03\x04\x14\x00", "empty": " "} {
		t.Run(name, func(t *testing.T) {
			got := w.do("owner", "POST", "/plugins", body, map[string]string{"Content-Type": "application/octet-stream"})
			var p struct{ Kind, Detail string }
			if err := json.Unmarshal(got.body, &p); err != nil || got.status != http.StatusUnprocessableEntity || strings.Count(p.Detail, ".") > 2 || p.Detail == "" {
				t.Errorf("%d %s", got.status, got.body)
			}
		})
	}
	if got := w.do("ana", "POST", "/plugins", "hello", nil); got.status != http.StatusForbidden {
		t.Errorf("an agent uploads: %d", got.status)
	}
	if after := w.do("owner", "GET", "/plugins", "", nil); string(after.body) != string(before.body) {
		t.Errorf("the list changed: %s", after.body)
	}
}

// probe is a plugin that does what it is asked for: panic, loop, eat memory.
var probe = sync.OnceValues(func() ([]byte, error) {
	dir := filepath.Join("..", "..", "..", "..", "core", "plugin", "testdata", "probe")
	wasm, err := peg.Build(context.Background(), dir)
	if err != nil {
		return nil, err
	}
	return peg.PackDir(dir, wasm, "0.1.0")
})

func TestMisbehavingPlugin(t *testing.T) {
	pkg, err := probe()
	if err != nil {
		t.Fatal(err)
	}
	eachWorld(t, func(t *testing.T, w *world) {
		w.play([]scenario{
			{name: "an upload is installed and nothing more", as: "owner", method: "POST", path: "/plugins", body: string(pkg),
				header: map[string]string{"Content-Type": "application/octet-stream"}, status: 201,
				want: `{"id":"probe","tier":"local","state":"available"}`, events: []string{"plugin.installed"}},
			{name: "enabling", as: "owner", method: "POST", path: "/plugins/probe/enable", status: 200, want: `{"state":"enabled","error":null}`,
				events: []string{"plugin.enabled"}},
			{name: "a panic fails that one call", as: "ana", method: "GET", path: "/ui/probe/page?do=panic", status: 503,
				want: `{"kind":"unavailable"}`, without: []string{"as asked", "goroutine"}},
			{name: "the next one is fine", as: "ana", method: "GET", path: "/ui/probe/page", status: 200, want: `{"v":1}`},
			{name: "a loop ends at its deadline", as: "ana", method: "GET", path: "/ui/probe/page?do=loop", status: 503, want: `{"kind":"unavailable"}`},
			{name: "the ticket beside it is there", as: "ana", method: "GET", path: "/tickets/{t1}", status: 200, want: `{"id":{t1}}`},
			{name: "a plugin's own route", as: "ana", method: "GET", path: "/x/probe/hello/you?q=1", status: 200, want: `{"hello":"you","q":"1"}`},
			{name: "is not for those without its key", as: "carl", method: "GET", path: "/x/probe/hello/you", status: 403},
			{name: "a veto gives its reason", as: "ana", method: "POST", path: "/tickets", body: `{"subject":"veto","body":"x"}`, status: 409,
				want: `{"detail":"Not with this subject."}`},
			{name: "a patch is made along", as: "ana", method: "POST", path: "/tickets", body: `{"subject":"patch","body":"x"}`, status: 201,
				want: `{"priority":"urgent","tags":["probed"]}`, events: []string{"ticket.created"}},
		})
		t.Run("a watcher hears of what was committed", func(t *testing.T) {
			eventually(t, "the plugin noted the new ticket", func() bool {
				_, found, err := w.app.DB.Plugins().GetKV(t.Context(), "probe", "created:4", time.Now())
				return err == nil && found
			})
		})
		t.Run("a page of its own is the third failure, which switches it off", func(t *testing.T) {
			if got := w.do("ana", "GET", "/x/probe/hello/html", "", nil); got.status != http.StatusServiceUnavailable {
				t.Errorf("%d %s", got.status, got.body)
			}
			eventually(t, "it is off", func() bool {
				return strings.Contains(string(w.do("owner", "GET", "/plugins/probe", "", nil).body), `"state":"stopped"`)
			})
		})
	})
}
