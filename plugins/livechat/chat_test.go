package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pegboard.dev/pegboard/sdk/plugintest"
)

// opened is a helpdesk where guests may chat, with a visitor of the billing team.
func opened(h *plugintest.Helpdesk) *plugintest.Visitor {
	h.As("olga").Must("PUT", "/settings/guests", map[string]any{"submit": true, "chat": true, "rate": false, "comment": false})
	return h.Visitor()
}

func begin(h *plugintest.Helpdesk, v *plugintest.Visitor, text string) *plugintest.Reply {
	return v.Route("POST", "/widget/start", map[string]any{
		"name": "Vera", "email": "vera@shop.example", "department": fmt.Sprint(h.ID("billing")), "text": text, "client": "c1", "page": "https://shop.example/cart",
	})
}

// heard is what the visitor's window would show: side and text.
func heard(v *plugintest.Visitor) string {
	var state struct{ Items []struct{ Side, Text string } }
	v.Route("GET", "/widget/chat", nil).Is(200).Into(&state)
	var out []string
	for _, it := range state.Items {
		out = append(out, it.Side+" "+it.Text)
	}
	return strings.Join(out, "|")
}

func TestAChatFromEndToEnd(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		v, ana := opened(h), h.As("ana")
		welcome := v.Route("GET", "/widget", nil).Is(200)
		if welcome.Get("open") != true || welcome.Text("texts", "start") != "Start the chat" {
			t.Errorf("welcomed by %s", welcome.Body)
		}
		begun := begin(h, v, "Where is my order?").Is(200)
		if begun.Text("state") != "waiting" || begun.Text("items", 0, "side") != in {
			t.Errorf("begun as %s", begun.Body)
		}
		chat := begun.Int("chat")
		open := []string{"open", fmt.Sprint(chat)}

		desk := ana.Page("desk", open...)
		desk.Has("Vera", "Where is my order?", "Take the chat to answer.")
		desk.Press("take")
		desk = ana.Page("desk", open...)
		if desk.Offers("take") || !desk.Offers("say") {
			t.Error("the chat that she took cannot be answered")
		}
		block := "chat-" + fmt.Sprint(chat)
		desk.Submit(block, "say", map[string]any{"text": "In Lisbon.", "client": "a1"})
		desk.Submit(block, "say", map[string]any{"text": "In Lisbon.", "client": "a1"}) // the answer to the first got lost
		desk.Submit(block, "note", map[string]any{"text": "He is new.", "client": "n1"})
		v.Route("POST", "/widget/lines", map[string]any{"text": "Thank you!", "client": "c2"}).Is(200)
		v.Route("POST", "/widget/lines", map[string]any{"text": "Thank you!", "client": "c2"}).Is(200)
		if got, want := heard(v), "in Where is my order?|event ana has joined.|out In Lisbon.|in Thank you!"; got != want {
			t.Errorf("the visitor reads %q, not %q", got, want)
		}
		state := v.Route("GET", "/widget/chat?after=3", nil).Is(200)
		if state.Text("items", 0, "text") != "Thank you!" || state.Get("items", 1) != nil || state.Int("items", 0, "seq") != 4 {
			t.Errorf("after the third line come %s", state.Body)
		}
		ana.Page("desk", open...).Has("He is new.", "Thank you!")

		v.Route("POST", "/widget/seen", map[string]any{"seq": 3}).Is(204)
		desk.Submit(block, "seen", map[string]any{"seq": 4})
		if got := v.Route("GET", "/widget/chat", nil).Int("read"); got != 4 {
			t.Errorf("the desk has read up to %d", got)
		}
		desk = ana.Page("desk", open...)
		desk.Has("vera@shop.example")
		desk.Press("add_ticket")
		ticket := ana.Route("GET", "/chats/"+fmt.Sprint(chat), nil).Int("ticket")
		made := ana.Must("GET", "/tickets/"+fmt.Sprint(ticket), nil)
		if body := made.Text("messages", 0, "body_text"); !strings.Contains(body, "In Lisbon.") || strings.Contains(body, "He is new.") {
			t.Errorf("the ticket says %q", body)
		}
		ana.Panel("chats", ticket).Has("Vera")

		desk.Press("end")
		if got := v.Route("GET", "/widget/chat", nil).Text("state"); got != "ended" {
			t.Errorf("after the end it is %s", got)
		}
		v.Route("POST", "/widget/lines", map[string]any{"text": "Wait", "client": "c3"}).Is(409)
		ana.Page("past").Has("Vera", "Where is my order?")
		ana.Page("past", "chat", fmt.Sprint(chat)).Has("In Lisbon.", "https://shop.example/cart")
	})
}

// TestAVisitorReachesTheirOwn: neither chats nor lines nor private comments of
// anybody else, by no number and by no address.
func TestAVisitorReachesTheirOwn(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		vera := opened(h)
		chat := begin(h, vera, "My card number is 4711").Is(200).Int("chat")
		mallory := h.Visitor()
		mallory.Route("GET", "/widget/chat", nil).Is(404)
		mallory.Route("POST", "/widget/lines", map[string]any{"text": "Let me in", "client": "x"}).Is(404)
		begin(h, mallory, "Hello").Is(200)
		if got := heard(mallory); got != "in Hello" {
			t.Errorf("a stranger reads %q", got)
		}
		for _, path := range []string{"/chats", "/lines", "/notes", fmt.Sprintf("/chats/%d", chat), "/desk"} {
			mallory.Route("GET", path, nil).Is(404)
			if r := h.Nobody().Route("GET", path, nil); r.Status < 400 {
				t.Errorf("%s without signing in: %s", path, r)
			}
		}
		for _, path := range []string{"/widget/chat", "/widget/start"} {
			h.Nobody().Route("GET", path, nil).Is(404)
			if r := h.Stranger().Route("GET", path, nil); r.Status < 400 {
				t.Errorf("%s without having been let in: %s", path, r)
			}
		}
		h.As("olga").Must("PUT", "/settings/guests", map[string]any{"submit": true, "chat": false, "rate": false, "comment": false})
		vera.Route("GET", "/widget/chat", nil).Is(403)
		h.Stranger().LetIn().Is(401)
		h.Disable()
		vera.Route("GET", "/widget/chat", nil).Is(404)
	})
}

func TestOneOfTwoTakesIt(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		v, eve := opened(h), h.Add("eve", "agent", "billing")
		chat := fmt.Sprint(begin(h, v, "Hello").Is(200).Int("chat"))
		first, second := h.As("ana").Page("desk", "open", chat), eve.Page("desk", "open", chat)
		first.Press("take")
		if _, refused := second.Try("take", "", nil); refused == nil || refused.Status != 409 {
			t.Errorf("who comes second: %v", refused)
		}
		if got := eve.Route("GET", "/chats/"+chat, nil); got.Int("owner") != h.ID("ana") {
			t.Errorf("it belongs to %s", got.Body)
		}
		if got := heard(v); got != "in Hello|event ana has joined." {
			t.Errorf("the visitor reads %q", got)
		}
	})
}

// TestWhoSeesAChat: the queue of one's teams, and what is within scope.
func TestWhoSeesAChat(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		v, ana, ben := opened(h), h.As("ana"), h.As("ben")
		chat := fmt.Sprint(begin(h, v, "Hello").Is(200).Int("chat"))
		ben.Page("desk").Lacks("Vera")
		ben.Route("GET", "/chats/"+chat, nil).Is(404)
		ben.Route("GET", "/lines?chat="+chat, nil).Is(200)
		if list, _ := ben.Route("GET", "/lines?chat="+chat, nil).Get("items").([]any); len(list) != 0 {
			t.Errorf("lines of a chat out of sight: %v", list)
		}
		ben.Route("POST", "/notes", map[string]any{"chat": 1, "text": "I was here"}).Is(404)

		h.Level("agent", "livechat", "modify", "own")
		ana.Page("desk").Has("Vera")                                    // it waits in the queue of her team
		version := ana.Route("GET", "/chats/"+chat, nil).Int("version") // the visitor's line has changed it
		ana.Route("PATCH", "/chats/"+chat, map[string]any{"version": version, "tags": "x"}).Is(403)
		ana.Page("desk", "open", chat).Press("take")
		eve := h.Add("eve", "agent", "billing")
		eve.Page("desk").Lacks("Vera") // not hers, and nobody waits
		h.Level("agent", "livechat", "none", "")
		if _, refused := ana.Open("desk", plugintest.Place{}); refused == nil || refused.Status != 403 {
			t.Errorf("without the level: %v", refused)
		}
		ana.Route("POST", "/notes", map[string]any{"chat": 1, "text": "She called."}).Is(201) // she took part in it
		eve.Route("POST", "/notes", map[string]any{"chat": 1, "text": "Me too."}).Is(404)
	})
}

func TestHandOverAndInvite(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		v, mona, ben := opened(h), h.As("mona"), h.As("ben")
		chat := fmt.Sprint(begin(h, v, "Hello").Is(200).Int("chat"))
		mona.Page("desk", "open", chat).Press("take")
		mona.Page("desk", "open", chat).Press("ask_invite").Submit("whom", "invite", map[string]any{"person": h.ID("ben")})
		ben.Page("desk").Has("Vera")
		h.As("olga").Page("desk", "open", chat).Press("ask_transfer").Submit("to", "transfer", map[string]any{"team": h.ID("tech")})
		if row := ben.Route("GET", "/chats/"+chat, nil); row.Get("owner") != nil || row.Int("team") != h.ID("tech") {
			t.Errorf("handed over it is %s", row.Body)
		}
		ben.Page("desk", "open", chat).Press("take")
		if got := v.Route("GET", "/widget/chat", nil).Text("state"); got != "open" {
			t.Errorf("the visitor's chat is %s", got)
		}
	})
}

// TestTheTranscriptGoesToTheirAddress: to the one that the visitor gave, which nobody
// can change, and not again and again.
func TestTheTranscriptGoesToTheirAddress(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		v, ana := opened(h), h.As("ana")
		begin(h, v, "Where is my order?").Is(200)
		ana.Page("desk", "open", "1").Press("take")
		desk := ana.Page("desk", "open", "1")
		desk.Submit("chat-1", "say", map[string]any{"text": "In Lisbon.", "client": "a1"})
		desk.Submit("chat-1", "note", map[string]any{"text": "He is new.", "client": "n1"})
		h.Letters()
		desk.Press("transcript")
		got := h.Letters()
		if len(got) != 1 || got[0].To != "vera@shop.example" || !strings.Contains(got[0].Text, "In Lisbon.") || strings.Contains(got[0].Text, "He is new.") {
			t.Fatalf("the letters are %+v", got)
		}
		version := ana.Route("GET", "/chats/1", nil).Int("version")
		ana.Route("PATCH", "/chats/1", map[string]any{"version": version, "email": "somebody@else.example"}).Is(422)
		limited := false
		for range 5 {
			if _, refused := desk.Try("transcript", "", nil); refused != nil {
				limited = refused.Status == 429
			}
		}
		if !limited {
			t.Error("six letters to one address went out at once")
		}
	})
}

func TestBan(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		v, ana := opened(h), h.As("ana")
		chat := fmt.Sprint(begin(h, v, "Rude words").Is(200).Int("chat"))
		ana.Page("desk", "open", chat).Press("take")
		ana.Page("desk", "open", chat).Press("ban")
		v.Route("POST", "/widget/lines", map[string]any{"text": "More", "client": "z"}).Is(403)
		h.Stranger().LetIn().Is(403) // from the same address
		h.Pass(25 * time.Hour)
		h.Visitor()
	})
}

func TestFloodOfAVisitor(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		v := opened(h)
		begin(h, v, "Hello").Is(200)
		limited := 0
		for i := range 60 {
			if r := v.Route("POST", "/widget/lines", map[string]any{"text": "spam", "client": fmt.Sprint("s", i)}); r.Status == 429 {
				limited++
			}
		}
		if limited == 0 {
			t.Error("sixty lines at once went through")
		}
	})
}

func TestMissingAndWrongInput(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		v := opened(h)
		r := v.In("de").Route("POST", "/widget/start", map[string]any{"text": "Hi"}).Is(422)
		if got := r.FieldErrors()["name"]; got != "Das wird gebraucht." {
			t.Errorf("refused with %s", r.Body)
		}
		for name, body := range map[string]map[string]any{
			"email":      {"name": "V", "email": "not an address", "department": "1", "text": "Hi"},
			"department": {"name": "V", "email": "v@x.example", "department": "999", "text": "Hi"},
			"text":       {"name": "V", "email": "v@x.example", "text": " "},
		} {
			if r := v.Route("POST", "/widget/start", body).Is(422); r.FieldErrors()[name] == "" {
				t.Errorf("%s: %s", name, r.Body)
			}
		}
		begin(h, v, "Hello").Is(200)
		v.Route("POST", "/widget/lines", map[string]any{"text": "  ", "client": "e"}).Is(422)
		v.Route("POST", "/widget/lines", map[string]any{"text": strings.Repeat("x", 5000), "client": "long"}).Is(200)
	})
}

func TestWhileNobodyIsThere(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		v, olga := opened(h), h.As("olga")
		closed := map[string]any{"hours": "Mon 00:00-00:01\n"}
		if time.Now().UTC().Weekday() == time.Monday {
			closed["hours"] = "Tue 00:00-00:01"
		}
		olga.Must("PUT", "/plugins/livechat/settings", map[string]any{"values": closed})
		welcome := v.Route("GET", "/widget", nil)
		if welcome.Get("open") != false || welcome.Get("leave") != true {
			t.Errorf("welcomed by %s", welcome.Body)
		}
		begin(h, v, "Hello").Is(409)
		v.Route("POST", "/widget/leave", map[string]any{
			"name": "Vera", "email": "vera@shop.example", "department": fmt.Sprint(h.ID("billing")), "text": "Call me back.",
		}).Is(201)
		list := olga.Must("GET", "/tickets?view=all", nil)
		if list.Text("items", 0, "subject") != "Call me back." || list.Text("items", 0, "channel") != "livechat" {
			t.Errorf("the tickets are %s", list.Body)
		}
	})
}

func TestSitesAreChecked(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		olga := h.As("olga")
		for _, bad := range []string{"shop.example", "https://", "https://a b", "javascript://x", "https://x.example/path", "https://x.example; script-src *"} {
			olga.API("PUT", "/plugins/livechat/settings", map[string]any{"values": map[string]any{"origins": bad}}).Is(422)
		}
		olga.Must("PUT", "/plugins/livechat/settings", map[string]any{"values": map[string]any{"origins": "https://shop.example/\nhttps://*.acme.example:8443"}})
	})
}

func TestHours(t *testing.T) {
	set := Settings{Hours: "Mon-Fri 09:00-17:00\nsat 10:00-12:00\nnonsense", Timezone: "Europe/Berlin"}
	for at, want := range map[string]bool{
		"2026-11-30T08:30:00Z": true, "2026-11-30T07:30:00Z": false, "2026-11-30T16:00:00Z": false, "2026-11-28T09:30:00Z": true, "2026-11-29T10:00:00Z": false,
		"2026-07-01T07:30:00Z": true,
	} {
		when, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := set.open(when); got != want {
			t.Errorf("at %s open is %v", at, got)
		}
	}
}
