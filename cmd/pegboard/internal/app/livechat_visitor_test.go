package app_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"pegboard.dev/pegboard/cmd/pegboard/internal/app"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/storetest"
	"pegboard.dev/pegboard/plugins"
)

// TestASecretIsNotGuessed: what is near it, what names the visitor, and the secret in
// any other place than its own open nothing.
func TestASecretIsNotGuessed(t *testing.T) {
	needPlugins(t)
	eachWorld(t, func(t *testing.T, w *world) {
		chatting(w)
		vera := w.guest(shop)
		chat := vera.begin("My card number is 4711")
		var row struct{ Visitor string }
		w.must(json.Unmarshal(w.do("owner", "GET", fmt.Sprintf("/x/livechat/chats/%d", chat), "", nil).body, &row))
		if len(row.Visitor) != 32 {
			t.Fatalf("the visitor is called %q", row.Visitor)
		}
		other := "A"
		if strings.HasPrefix(vera.secret, other) {
			other = "B"
		}
		for _, guess := range []string{
			row.Visitor, strings.Repeat("A", 43), other + vera.secret[1:], vera.secret[:42], vera.secret + "A", strings.ToUpper(vera.secret), strings.Repeat("x", 9000),
		} {
			thief := &guest{w: w, origin: shop, secret: guess}
			for _, path := range []string{"/widget/chat", "/lines/1/file", "/widget"} {
				if got := thief.do("GET", path, ""); got.status != 401 && got.status != 431 || strings.Contains(string(got.body), "4711") {
					t.Errorf("%.50s reads %s: %d %s", guess, path, got.status, got.body)
				}
			}
		}
		(&guest{w: w, origin: shop, secret: other + vera.secret[1:]}).listens(t, chat).expectClosed(4401)
		for name, header := range map[string]map[string]string{
			"in the address": nil, "as a bearer": {"Authorization": "Bearer " + vera.secret}, "in a cookie": {"Cookie": "visitor=" + vera.secret + "; secret=" + vera.secret},
		} {
			got := w.do("", "GET", "/visit/livechat/widget/chat?secret="+vera.secret+"&visitor="+row.Visitor+fmt.Sprintf("&chat=%d", chat), "", header)
			if got.status < 400 || strings.Contains(string(got.body), "4711") {
				t.Errorf("the secret %s: %d %s", name, got.status, got.body)
			}
		}
	})
}

// TestNothingIsDoubled: what is sent again, at once or later, is there once; and what
// another visitor calls the same is theirs.
func TestNothingIsDoubled(t *testing.T) {
	needPlugins(t)
	eachWorld(t, func(t *testing.T, w *world) {
		chatting(w)
		vera, max := w.guest(shop), w.guest(shop)
		chat := vera.begin("One")
		if again := vera.begin("One"); again != chat {
			t.Errorf("begun again it is chat %d, not %d", again, chat)
		}
		max.begin("Mine")
		var all sync.WaitGroup
		for range 6 {
			all.Go(func() { vera.do("POST", "/widget/lines", `{"text":"Two","client":"same"}`) })
			all.Go(func() { max.do("POST", "/widget/lines", `{"text":"Yours","client":"same"}`) })
		}
		all.Wait()
		for who, want := range map[*guest]string{vera: "One|Two", max: "Mine|Yours"} {
			var state struct{ Items []struct{ Text string } }
			w.must(json.Unmarshal(who.do("GET", fmt.Sprintf("/widget/chat?chat=%d&after=0", chat), "").body, &state))
			var said []string
			for _, it := range state.Items {
				said = append(said, it.Text)
			}
			if got := strings.Join(said, "|"); got != want {
				t.Errorf("there is %q, not %q", got, want)
			}
		}
	})
}

// TestASocketSaysNothing: a visitor's socket takes one message. Whatever comes after
// it ends the connection, and a visitor has no more of them than a person needs.
func TestASocketSaysNothing(t *testing.T) {
	needPlugins(t)
	eachWorld(t, func(t *testing.T, w *world) {
		chatting(w)
		vera, max := w.guest(shop), w.guest(shop)
		chat := vera.begin("Hello")
		max.begin("Hi")
		topic := fmt.Sprintf("plugin:livechat:chat:%d", chat)
		for _, more := range []string{
			`{"t":"visitor","secret":"` + max.secret + `","channels":["` + topic + `"]}`, `{"t":"watch","channels":["` + topic + `"]}`, `{"t":"said","topic":"` + topic + `"}`,
		} {
			spy := max.listens(t)
			spy.hears(`"hello"`)
			spy.say("%s", more)
			spy.expectClosed(1008)
		}
		for _, first := range []string{`{}`, `[]`, `{"t":"visitor"`, `{"t":"visitor","channels":["a","b","c","d","e"]}`} {
			win := max.dials(t)
			win.say("%s", first)
			win.expectClosed(1008)
		}
		for range 10 {
			max.listens(t).hears(`"hello"`)
		}
		max.listens(t).expectClosed(1008)
	})
}

// TestAFloodOfASiteIsLimited: however many addresses it comes from, and it is said
// in words for how long; other sites go on.
func TestAFloodOfASiteIsLimited(t *testing.T) {
	needPlugins(t)
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		chatting(w)
		w.do("owner", "PUT", "/plugins/livechat/settings", `{"values":{"origins":"`+shop+`\nhttps://other.example"}}`, nil)
		a, err := app.Open(t.Context(), app.Config{
			Version: "0.1.0", Data: t.TempDir(), Cache: compiled, DB: db, Bundled: plugins.Bundled(), TrustedProxies: []string{"127.0.0.1"},
		})
		w.must(err)
		behind := &world{t: t, app: a, ids: w.ids, cookies: map[string]string{}}
		behind.serve()
		ask := func(n int, origin string) answer {
			return behind.do("", "POST", "/visit/livechat", `{}`, map[string]string{
				"Origin": origin, "X-Forwarded-For": fmt.Sprintf("10.1.%d.%d", n>>8, n&255), "Accept-Language": "de",
			})
		}
		var held answer
		for n := 0; n < 2000 && held.status == 0; n++ {
			if got := ask(n, shop); got.status != http.StatusCreated {
				held = got
			}
		}
		if held.status != http.StatusTooManyRequests || !strings.Contains(string(held.body), "Zu viel auf einmal. Versuchen Sie es in ") {
			t.Errorf("in the end it is answered %d %s", held.status, held.body)
		}
		if got := ask(2001, "https://other.example"); got.status != http.StatusCreated {
			t.Errorf("another site is answered %d %s", got.status, got.body)
		}
	})
}
