package app_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"
)

// TestConversationsOfferInserts: an agent's chat offers what another plugin keeps
// ready while that is enabled and the agent may, and that plugin fills in what it
// is told; its surface alone decides who opens it.
func TestConversationsOfferInserts(t *testing.T) {
	needPlugins(t)
	eachWorld(t, func(t *testing.T, w *world) {
		chatting(w)
		chat := w.guest(shop).begin("Hello?")
		desk := func() string {
			got := w.do("ana", "GET", fmt.Sprintf("/ui/livechat/desk?open=%d", chat), "", nil)
			if got.status != 200 {
				t.Fatalf("%d %s", got.status, got.body)
			}
			return string(got.body)
		}
		offer := `"surface":"chat"`
		if got := desk(); strings.Contains(got, offer) {
			t.Errorf("without the plugin: %s", got)
		}
		if got := w.do("owner", "POST", "/plugins/canned/enable", `{}`, nil); got.status != 200 {
			t.Fatalf("%d %s", got.status, got.body)
		}
		if got := desk(); !strings.Contains(got, offer) || !strings.Contains(got, `"text":"Vera"`) {
			t.Errorf("with the plugin: %s", got)
		}
		made := w.do("ana", "POST", "/x/canned/replies", `{"title":"Greeting","shortcut":"hi","text":"**Hello** {{requester.first_name|there}}, {{ticket.number|no ticket}}","everyone":true}`, nil)
		if made.status != 201 {
			t.Fatalf("%d %s", made.status, made.body)
		}
		picker := "/ui/canned/chat?q=hi&about.requester.name=" + url.QueryEscape("Vera *Cruz*")
		got := w.do("ana", "GET", picker, "", nil)
		var doc struct {
			Rev    string
			Blocks []struct {
				Enter struct{ Token string }
				Items []struct{ Text string }
			}
		}
		w.must(json.Unmarshal(got.body, &doc))
		if len(doc.Blocks) != 2 || len(doc.Blocks[1].Items) != 1 || doc.Blocks[1].Items[0].Text != "Hello Vera, no ticket" {
			t.Fatalf("what can be inserted: %s", got.body)
		}
		first := fmt.Sprintf(`{"event":"action","action":"first","token":%q,"rev":%q,"idem":"one","ctx":{},"params":{"q":"hi","about.requester.name":"Vera *Cruz*"}}`,
			doc.Blocks[0].Enter.Token, doc.Rev)
		if got := w.do("ana", "POST", "/ui/canned/chat/events", first, nil); got.status != 200 || !strings.Contains(string(got.body), `"text":"Hello Vera, no ticket"`) {
			t.Errorf("what is inserted: %d %s", got.status, got.body)
		}
		if got := w.do("manager", "POST", "/ui/canned/chat/events", first, nil); got.status < 400 {
			t.Errorf("pressed by somebody else: %d %s", got.status, got.body)
		}

		is := func(as, method, path, body string, status int) {
			t.Helper()
			if got := w.do(as, method, path, body, nil); got.status != status {
				t.Fatalf("%s %s by %s: %d %s", method, path, as, got.status, got.body)
			}
		}
		is("owner", "PATCH", "/roles/agent", `{"features":{"canned":{"level":"none"}}}`, 200)
		is("ana", "GET", picker, "", 403)
		is("carl", "GET", picker, "", 403)
		if got := desk(); strings.Contains(got, offer) {
			t.Errorf("for one who may not insert: %s", got)
		}
		is("owner", "PATCH", "/roles/agent", `{"features":{"canned":{"level":"read"}}}`, 200)
		if got := desk(); !strings.Contains(got, offer) {
			t.Errorf("for one who may: %s", got)
		}
		is("owner", "POST", "/plugins/canned/disable", `{}`, 200)
		is("ana", "GET", picker, "", 404)
		if got := desk(); strings.Contains(got, offer) {
			t.Errorf("when it was disabled: %s", got)
		}
	})
}
