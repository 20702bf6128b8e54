package app_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/fasthttp/websocket"

	"pegboard.dev/pegboard/core/store/storetest"
)

// window is one open browser window.
type window struct {
	t  *testing.T
	ws *websocket.Conn
}

func (w *world) open(t *testing.T, as string) *window {
	t.Helper()
	w.signIn(as)
	ws, resp, err := websocket.DefaultDialer.Dial(strings.Replace(w.url, "http", "ws", 1)+"/api/v1/live", http.Header{"Cookie": {w.cookies[as]}})
	if err != nil {
		t.Fatal(err, resp)
	}
	t.Cleanup(func() { _ = ws.Close() })
	win := &window{t, ws}
	win.expect(`{"t":"hello"}`)
	return win
}

func (win *window) say(format string, args ...any) {
	win.t.Helper()
	if err := win.ws.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, format, args...)); err != nil {
		win.t.Fatal(err)
	}
}

// noticed is told to who has a new notice. It comes when the outbox does, so before
// or after whatever else the same deed has windows told.
const noticed = `{"t":"notices"}`

// next returns the next message, "" when none comes. That there are notices is
// left out.
func (win *window) next(wait time.Duration) string {
	win.t.Helper()
	for {
		if got := win.read(wait); got != noticed {
			return got
		}
	}
}

// read is next with nothing left out.
func (win *window) read(wait time.Duration) string {
	win.t.Helper()
	_ = win.ws.SetReadDeadline(time.Now().Add(wait))
	_, raw, err := win.ws.ReadMessage()
	if err != nil {
		if websocket.IsUnexpectedCloseError(err) {
			win.t.Logf("the window ended: %v", err)
		}
		return ""
	}
	return string(raw)
}

func (win *window) expect(want string) {
	win.t.Helper()
	if got := win.next(10 * time.Second); got != want {
		win.t.Fatalf("the window was told %s, not %s", got, want)
	}
}

func (win *window) expectClosed(code int) {
	win.t.Helper()
	_ = win.ws.SetReadDeadline(time.Now().Add(10 * time.Second))
	for {
		if _, _, err := win.ws.ReadMessage(); err != nil {
			if !websocket.IsCloseError(err, code) {
				win.t.Fatalf("the window ended with %v, not %d", err, code)
			}
			return
		}
	}
}

func TestWindowsAreToldOfWhatTheyMayKnow(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		ana, ben, carl := w.open(t, "ana"), w.open(t, "ben"), w.open(t, "carl")
		t1, t2 := w.ids["t1"], w.ids["t2"]
		for _, win := range []*window{ana, ben, carl} {
			win.say(`{"t":"watch","all":true}`)
		}
		time.Sleep(100 * time.Millisecond) // the hub has no reply to give
		w.do("owner", "POST", "/tickets/{t1}/messages", `{"kind":"comment","body":"Between us."}`, nil)
		ana.expect(fmt.Sprintf(`{"t":"event","event":"ticket.commented","ticket":%d,"actor":%d}`, t1, w.ids["owner"]))
		w.do("owner", "POST", "/tickets/{t2}/messages", `{"kind":"reply","body":"Hello."}`, nil)
		reply := fmt.Sprintf(`{"t":"event","event":"ticket.replied","ticket":%d,"actor":%d}`, t2, w.ids["owner"])
		// Neither of them heard of the note: ben does not see the ticket, and carl,
		// whose ticket it is, no notes.
		ben.expect(reply)
		carl.expect(reply)

		ben.say(`{"t":"watch","tickets":[%d,%d]}`, t1, t2)
		ben.expect(fmt.Sprintf(`{"t":"gone","ticket":%d}`, t1))
		ben.expect(fmt.Sprintf(`{"t":"presence","ticket":%d,"people":[{"id":%d,"name":"ben","typing":false}]}`, t2, w.ids["ben"]))
		ben.say(`{"t":"typing","ticket":%d}`, t2)
		ben.expect(fmt.Sprintf(`{"t":"presence","ticket":%d,"people":[{"id":%d,"name":"ben","typing":true}]}`, t2, w.ids["ben"]))
		w.do("owner", "POST", "/tickets/{t2}/transfer", `{"team_id":{billing}}`, nil)
		ben.expect(fmt.Sprintf(`{"t":"gone","ticket":%d}`, t2))
	})
}

func TestRightsActOnOpenWindows(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		ana, ben := w.open(t, "ana"), w.open(t, "ben")
		ana.say(`{"t":"watch","all":true,"tickets":[%d]}`, w.ids["t1"])
		ana.expect(fmt.Sprintf(`{"t":"presence","ticket":%d,"people":[{"id":%d,"name":"ana","typing":false}]}`, w.ids["t1"], w.ids["ana"]))
		w.do("owner", "PATCH", "/roles/agent", `{"features":{"tickets":{"level":"none"}}}`, nil)
		ana.expect(`{"t":"rights"}`)
		ana.expect(fmt.Sprintf(`{"t":"gone","ticket":%d}`, w.ids["t1"]))
		w.do("owner", "POST", "/tickets/{t1}/messages", `{"kind":"reply","body":"x"}`, nil)
		ben.expect(`{"t":"rights"}`)
		w.do("owner", "POST", "/users/{ben}/disable", `{}`, nil)
		ben.expectClosed(4401)
		if got := ana.next(1500 * time.Millisecond); got != "" {
			t.Errorf("ana was told %s of a ticket that she does not see any more", got)
		}
	})
}

func TestWindowsOfStrangersStayShut(t *testing.T) {
	w := newWorld(t, storetest.OpenSQLite(t))
	w.signIn("ana")
	address := strings.Replace(w.url, "http", "ws", 1) + "/api/v1/live"
	for name, header := range map[string]http.Header{
		"a guest":             {},
		"another site's page": {"Cookie": {w.cookies["ana"]}, "Origin": {"https://evil.example"}},
	} {
		if ws, _, err := websocket.DefaultDialer.Dial(address, header); err == nil {
			ws.Close()
			t.Errorf("%s got in", name)
		}
	}
	if got := w.do("ana", "GET", "/live", "", nil); got.status != 422 || !json.Valid(got.body) {
		t.Errorf("a plain request: %d %s", got.status, got.body)
	}
	win := w.open(t, "ana")
	win.say("nonsense")
	win.expectClosed(1008)
}
