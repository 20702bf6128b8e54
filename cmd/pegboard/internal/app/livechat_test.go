package app_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fasthttp/websocket"

	"pegboard.dev/pegboard/cmd/pegboard/internal/app"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/storetest"
	"pegboard.dev/pegboard/plugins"
	"pegboard.dev/pegboard/web"
)

const shop = "https://shop.example"

// chatting is a world in which guests may chat from the shop.
func chatting(w *world) {
	w.play([]scenario{
		{name: "live chat is enabled", as: "owner", method: "POST", path: "/plugins/livechat/enable", body: `{}`, status: 200, events: []string{"plugin.enabled"}},
		{name: "for guests", as: "owner", method: "PUT", path: "/settings/guests", body: `{"submit":true,"chat":true,"rate":false,"comment":false}`, status: 200,
			events: []string{"settings.guests_changed", "access.changed"}},
		{name: "of the shop", as: "owner", method: "PUT", path: "/plugins/livechat/settings", body: `{"values":{"origins":"` + shop + `"}}`, status: 200,
			events: []string{"plugin.settings_changed"}},
	})
}

// guest is a browser on a page of a site.
type guest struct {
	w      *world
	origin string
	secret string
}

func (g *guest) do(method, path, body string) answer {
	g.w.t.Helper()
	header := map[string]string{}
	if g.origin != "" {
		header["Origin"] = g.origin
	}
	if g.secret != "" {
		header["Authorization"] = "Visitor " + g.secret
	}
	return g.w.do("", method, "/visit/livechat"+path, body, header)
}

func (w *world) guest(origin string) *guest {
	w.t.Helper()
	g := &guest{w: w, origin: origin}
	got := g.do("POST", "", `{"site":"`+origin+`"}`)
	if got.status != 201 {
		w.t.Fatalf("not let in: %d %s", got.status, got.body)
	}
	var in struct{ Secret string }
	w.must(json.Unmarshal(got.body, &in))
	g.secret = in.Secret
	return g
}

// begin starts a chat with billing and returns its number.
func (g *guest) begin(text string) int64 {
	g.w.t.Helper()
	got := g.do("POST", "/widget/start", `{"name":"Vera","email":"vera@shop.example","department":"{billing}","text":"`+text+`","client":"begin"}`)
	if got.status != 200 {
		g.w.t.Fatalf("no chat: %d %s", got.status, got.body)
	}
	var state struct{ Chat int64 }
	g.w.must(json.Unmarshal(got.body, &state))
	return state.Chat
}

// dials opens a socket as a visitor's window does, before it has said who it is.
func (g *guest) dials(t *testing.T) *window {
	t.Helper()
	ws, resp, err := websocket.DefaultDialer.Dial(strings.Replace(g.w.url, "http", "ws", 1)+"/api/v1/visit/livechat/live", http.Header{"Origin": {g.origin}})
	if err != nil {
		t.Fatal(err, resp)
	}
	t.Cleanup(func() { _ = ws.Close() })
	return &window{t, ws}
}

// listens opens the visitor's socket.
func (g *guest) listens(t *testing.T, chats ...int64) *window {
	t.Helper()
	win := g.dials(t)
	topics := []string{}
	for _, id := range chats {
		topics = append(topics, fmt.Sprintf("plugin:livechat:chat:%d", id))
	}
	raw, _ := json.Marshal(map[string]any{"t": "visitor", "secret": g.secret, "channels": topics})
	win.say("%s", raw)
	return win
}

// hears waits for a message that holds a text.
func (win *window) hears(text string) {
	win.t.Helper()
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); {
		if strings.Contains(win.next(15*time.Second), text) {
			return
		}
	}
	win.t.Fatalf("nothing was heard of %s", text)
}

func TestVisitorsComeFromListedSitesOnly(t *testing.T) {
	needPlugins(t)
	eachWorld(t, func(t *testing.T, w *world) {
		if got := (&guest{w: w}).do("POST", "", `{}`); got.status != 404 {
			t.Errorf("before live chat is enabled: %d", got.status)
		}
		chatting(w)
		in := w.guest(shop)
		got := in.do("GET", "/widget", "")
		if got.status != 200 || got.header.Get("Access-Control-Allow-Origin") != shop || got.header.Get("Access-Control-Allow-Credentials") != "" {
			t.Errorf("the shop gets %d, %v", got.status, got.header)
		}
		for _, origin := range []string{"https://evil.example", "https://shop.example.evil.example", "http://shop.example", "null"} {
			out := &guest{w: w, origin: origin, secret: in.secret}
			for _, path := range []string{"", "/widget", "/widget/chat"} {
				if got := out.do("GET", path, ""); got.status != 403 || got.header.Get("Access-Control-Allow-Origin") != "" {
					t.Errorf("%s gets %d from %s", origin, got.status, path)
				}
			}
		}
		if got := (&guest{w: w}).do("POST", "", `{"site":"https://evil.example"}`); got.status != 403 {
			t.Errorf("a frame in another site: %d", got.status)
		}
		req, err := http.NewRequestWithContext(t.Context(), http.MethodOptions, w.url+"/api/v1/visit/livechat/widget/lines", nil)
		w.must(err)
		req.Header.Set("Origin", shop)
		resp, err := http.DefaultClient.Do(req)
		w.must(err)
		_ = resp.Body.Close()
		if resp.StatusCode != 204 || !strings.Contains(resp.Header.Get("Access-Control-Allow-Headers"), "authorization") {
			t.Errorf("asked beforehand: %d %v", resp.StatusCode, resp.Header)
		}
		if _, resp, err := websocket.DefaultDialer.Dial(strings.Replace(w.url, "http", "ws", 1)+"/api/v1/visit/livechat/live", http.Header{"Origin": {"https://evil.example"}}); err == nil || resp.StatusCode != 403 {
			t.Errorf("a socket from elsewhere: %v", err)
		}
		if _, built := web.Widget(); !built {
			t.Skip("SKIPPED: this test binary carries no widget; run `make web` first, as `make test` does.")
		}
		page, err := http.Get(w.url + "/widget/livechat")
		w.must(err)
		_ = page.Body.Close()
		if csp := page.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "frame-ancestors 'self' "+shop) || page.Header.Get("X-Frame-Options") != "" || len(page.Cookies()) > 0 {
			t.Errorf("the frame's page: %v", page.Header)
		}
	})
}

func TestBothSidesHearEachOther(t *testing.T) {
	needPlugins(t)
	eachWorld(t, func(t *testing.T, w *world) {
		chatting(w)
		vera, max := w.guest(shop), w.guest(shop)
		chat := vera.begin("Hello?")
		other := max.begin("Hi")
		topic := fmt.Sprintf("plugin:livechat:chat:%d", chat)

		ear, spy := vera.listens(t, chat), max.listens(t, chat, other)
		ear.hears(`"hello"`)
		spy.hears(`{"t":"gone","topic":"` + topic + `"}`)
		spy.hears(`"hello"`) // once it is settled what a visitor hears
		desk := w.open(t, "ana")
		desk.say(`{"t":"watch","channels":["%s","plugin:livechat:desk:%d","plugin:livechat:queue:%d"]}`, topic, chat, w.ids["billing"])
		stranger := w.open(t, "ben")
		stranger.say(`{"t":"watch","channels":["%s","plugin:livechat:queue:%d","plugin:livechat:mine:%d"]}`, topic, w.ids["billing"], w.ids["ana"])
		for range 3 {
			stranger.hears(`"gone"`)
		}
		time.Sleep(200 * time.Millisecond) // what the windows want is read in their own time
		if got := vera.do("POST", "/widget/lines", `{"text":"Anybody there?","client":"c1"}`); got.status != 200 {
			t.Fatalf("%d %s", got.status, got.body)
		}
		ear.hears("Anybody there?")
		desk.hears("Anybody there?")
		if got := w.do("ana", "POST", "/x/livechat/notes", fmt.Sprintf(`{"chat":%d,"text":"A secret."}`, chat), nil); got.status != 201 {
			t.Fatalf("%d %s", got.status, got.body)
		}
		for _, quiet := range []*window{spy, stranger} {
			// A visitor may still be told of the beginning of their own chat.
			for got := quiet.next(300 * time.Millisecond); got != ""; got = quiet.next(300 * time.Millisecond) {
				if strings.Contains(got, topic) || quiet == stranger {
					t.Errorf("heard by somebody whom it does not concern: %s", got)
				}
			}
		}
		if got := max.do("GET", fmt.Sprintf("/widget/chat?chat=%d", chat), ""); strings.Contains(string(got.body), "Anybody") {
			t.Errorf("another visitor reads %s", got.body)
		}
		late := (&guest{w: w, origin: shop, secret: strings.Repeat("x", 43)}).listens(t, chat)
		late.expectClosed(4401)
	})
}

func TestOneOfManyTakesAChat(t *testing.T) {
	needPlugins(t)
	eachWorld(t, func(t *testing.T, w *world) {
		chatting(w)
		chat := w.guest(shop).begin("Hello?")
		var row struct{ Version int }
		w.must(json.Unmarshal(w.do("manager", "GET", fmt.Sprintf("/x/livechat/chats/%d", chat), "", nil).body, &row))
		w.signIn("ana")
		var wg sync.WaitGroup
		var mu sync.Mutex
		won := map[int]int{}
		for i := range 12 {
			as := []string{"ana", "manager"}[i%2]
			wg.Go(func() {
				got := w.do(as, "PATCH", fmt.Sprintf("/x/livechat/chats/%d", chat), fmt.Sprintf(`{"version":%d,"owner":{%s}}`, row.Version, as), nil)
				mu.Lock()
				won[got.status]++
				mu.Unlock()
			})
		}
		wg.Wait()
		if won[200] != 1 || won[200]+won[409] != 12 {
			t.Errorf("answers by status: %v", won)
		}
	})
}

func TestAFloodIsLimited(t *testing.T) {
	needPlugins(t)
	eachWorld(t, func(t *testing.T, w *world) {
		chatting(w)
		vera, limited := w.guest(shop), 0
		vera.begin("Hello?")
		for i := range 80 {
			if got := vera.do("POST", "/widget/lines", fmt.Sprintf(`{"text":"x","client":"f%d"}`, i)); got.status == 429 {
				limited++
			}
		}
		let := 0
		for range 30 {
			if got := (&guest{w: w, origin: shop}).do("POST", "", `{}`); got.status == 201 {
				let++
			}
		}
		if limited == 0 || let > 12 {
			t.Errorf("of 80 lines at once %d were held back, of 30 visitors %d let in", limited, let)
		}
	})
}

// TestAChatSurvivesARestart: the same secret, every line once, and what was sent
// again after the answer got lost is not there twice.
func TestAChatSurvivesARestart(t *testing.T) {
	needPlugins(t)
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		chatting(w)
		vera := w.guest(shop)
		vera.begin("One")
		vera.do("POST", "/widget/lines", `{"text":"Two","client":"c2"}`)

		a, err := app.Open(t.Context(), app.Config{Version: "0.1.0", Data: t.TempDir(), Cache: compiled, DB: db, Bundled: plugins.Bundled()})
		if err != nil {
			t.Fatal(err)
		}
		again := &world{t: t, app: a, ids: w.ids, cookies: map[string]string{}}
		again.serve()
		vera.w = again
		for _, body := range []string{`{"text":"Two","client":"c2"}`, `{"text":"Three","client":"c3"}`, `{"text":"Three","client":"c3"}`} {
			if got := vera.do("POST", "/widget/lines", body); got.status != 200 {
				t.Fatalf("%d %s", got.status, got.body)
			}
		}
		var state struct {
			Items []struct {
				Text string
				Seq  int
			}
		}
		w.must(json.Unmarshal(vera.do("GET", "/widget/chat", "").body, &state))
		var texts []string
		for i, it := range state.Items {
			texts = append(texts, it.Text)
			if it.Seq != i+1 {
				t.Errorf("%s has the number %d", it.Text, it.Seq)
			}
		}
		if got := strings.Join(texts, " "); got != "One Two Three" {
			t.Errorf("after the restart it says %q", got)
		}
	})
}
