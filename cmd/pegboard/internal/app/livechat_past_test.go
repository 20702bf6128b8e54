package app_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// over has guests begin chats that all ask for a lamp, ends them under the names of
// their owners, and returns their numbers. whose says owner and team, by the chat's name.
func (w *world) over(whose map[string][2]string) map[string]int64 {
	w.t.Helper()
	ids := map[string]int64{}
	for name, of := range whose {
		got := w.guest(shop).do("POST", "/widget/start", fmt.Sprintf(
			`{"name":%q,"email":"x@shop.example","department":"{%s}","text":"A lamp, said %s","client":"begin"}`, name, of[1], name))
		var state struct{ Chat int64 }
		w.must(json.Unmarshal(got.body, &state))
		row := w.do("owner", "GET", fmt.Sprintf("/x/livechat/chats/%d", state.Chat), "", nil)
		var now struct{ Version int }
		w.must(json.Unmarshal(row.body, &now))
		change := fmt.Sprintf(`{"version":%d,"owner":{%s},"ended_at":"2026-11-30T10:00:00Z","ended_by":"agent"}`, now.Version, of[0])
		if got := w.do("owner", "PATCH", fmt.Sprintf("/x/livechat/chats/%d", state.Chat), change, nil); got.status != 200 {
			w.t.Fatalf("%s does not end: %d %s", name, got.status, got.body)
		}
		ids[name] = state.Chat
	}
	return ids
}

// TestPastChatsAreFoundWithinScope: searching and listing find those within reach of
// the role; neither the chat nor a line of any other is there by its number.
func TestPastChatsAreFoundWithinScope(t *testing.T) {
	needPlugins(t)
	eachWorld(t, func(t *testing.T, w *world) {
		chatting(w)
		ids := w.over(map[string][2]string{
			"Anas": {"ana", "billing"}, "Monas": {"manager", "billing"}, "Orders": {"manager", "orders"}, "Bens": {"ben", "tech"},
		})
		status := func(path string) int { return w.do("ana", "GET", path, "", nil).status }
		for _, level := range []struct {
			level, scope string
			finds        []string
		}{
			{"read", "own", []string{"Anas"}}, {"modify", "own", []string{"Anas"}}, {"modify", "team", []string{"Anas", "Monas"}},
			{"modify", "department", []string{"Anas", "Monas", "Orders"}}, {"modify", "all", []string{"Anas", "Monas", "Orders", "Bens"}},
			{"none", "all", nil},
		} {
			if got := w.do("owner", "PATCH", "/roles/agent", fmt.Sprintf(`{"features":{"livechat":{"level":%q,"scope":%q}}}`, level.level, level.scope), nil); got.status != 200 {
				t.Fatalf("%d %s", got.status, got.body)
			}
			at := level.level + " " + level.scope
			shown := level.level != "none"
			for _, q := range []string{"", "lamp", "x@shop", "nobody said this"} {
				page := w.do("ana", "GET", "/ui/livechat/past?past.q="+url.QueryEscape(q), "", nil)
				if (page.status == 200) != shown {
					t.Errorf("%s: the page answers %d", at, page.status)
				}
				matches := level.level != "modify" || q != "nobody said this" // at read there is no search
				for name := range ids {
					if found := strings.Contains(string(page.body), "said "+name); found != (matches && slices.Contains(level.finds, name)) {
						t.Errorf("%s: %q finds %s: %v", at, q, name, found)
					}
				}
			}
			for name, id := range ids {
				want := 404
				if slices.Contains(level.finds, name) {
					want = 200
				}
				if got := status(fmt.Sprintf("/x/livechat/chats/%d", id)); got != want {
					t.Errorf("%s: the chat of %s answers %d", at, name, got)
				}
				if shown {
					if got := status(fmt.Sprintf("/ui/livechat/past?chat=%d", id)); got != want {
						t.Errorf("%s: the page of %s answers %d", at, name, got)
					}
				}
				lines := w.do("ana", "GET", fmt.Sprintf("/x/livechat/lines?chat=%d", id), "", nil)
				if got := strings.Contains(string(lines.body), "said "+name); got != (want == 200) {
					t.Errorf("%s: lines of %s: %s", at, name, lines.body)
				}
			}
		}
	})
}
