package main

import (
	"strings"
	"testing"
	"time"

	"pegboard.dev/pegboard/sdk/plugintest"
)

// one logs a call through the collection and returns its number.
func one(p *plugintest.Person, fields map[string]any) int64 {
	return p.Route("POST", "/calls", fields).Is(201).Int("id")
}

func callPage(p *plugintest.Person, id int64) *plugintest.View {
	return p.Page("page", "call", itoa(id))
}

func TestTimer(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		ana := h.As("ana")
		ana.Page("page").Press("begin").Has("The clock is running.")
		stored(t, ana, "/calls/1", map[string]any{"running": true, "direction": "out", "owner": ana.ID()})
		page := ana.Page("page")
		page.Has("You are on an outgoing call")
		if page.Offers("begin") {
			t.Error("a second call is offered while one goes on")
		}
		h.As("ben").Page("page").Lacks("You are on")
		form := page.Press("finish")
		form.Submit("finish", "save", map[string]any{"direction": "in", "outcome": "busy", "minutes": 3}).Has("Call saved.")
		stored(t, ana, "/calls/1", map[string]any{"running": false, "duration": 180.0, "outcome": "busy"})
		ana.Page("page").Lacks("You are on")
	})
}

func TestPersonByNumber(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		olga, ana := h.As("olga"), h.As("ana")
		olga.Must("PUT", "/plugins/calllogs/settings", map[string]any{"values": map[string]any{"country": "+49"}})
		phone := func(who, number string) {
			v := olga.Must("GET", "/users/"+itoa(h.ID(who)), nil).Int("version")
			olga.Must("PATCH", "/users/"+itoa(h.ID(who)), map[string]any{"phone": number, "version": v})
		}
		phone("carl", "+49 (0)30 123456")
		phone("dora", "0170 5556667")
		log := func(p *plugintest.Person, number string) int64 {
			p.Page("page").Submit("new", "log", map[string]any{"direction": "in", "outcome": "answered", "number": number}).Has("Call logged.")
			list, _ := olga.Route("GET", "/calls?sort=-id&limit=1", nil).Get("items").([]any)
			v, _ := list[0].(map[string]any)["person"].(float64)
			return int64(v)
		}
		for number, want := range map[string]string{"030 123456": "carl", "0049 30 123456": "carl", "+49 170 5556667": "dora", "030 12345": "", "123456": ""} {
			if got := log(olga, number); want == "" && got != 0 || want != "" && got != h.ID(want) {
				t.Errorf("%s is the number of %d, not of %q", number, got, want)
			}
		}
		// One who may not see the person does not learn whose number it is.
		if got := log(ana, "0170 5556667"); got != 0 {
			t.Errorf("ana learns of %d", got)
		}
		// Of several the one who logs chooses.
		phone("dora", "030/123456")
		if got := log(olga, "030 123456"); got != 0 {
			t.Errorf("of two people it took %d", got)
		}
		offered := olga.Page("page").Submit("new", "match", map[string]any{"number": "030 123456"})
		offered.Has("carl", "dora")
	})
}

func TestHandOver(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		ana, ben, olga := h.As("ana"), h.As("ben"), h.As("olga")
		id := one(olga, map[string]any{"number": "555", "team": h.ID("billing"), "notes": "Wants a refund."})
		h.Letters()
		if _, refused := ben.Open("page", plugintest.Place{}); refused != nil {
			t.Fatal(refused)
		}
		if callPage(ana, id).Offers("ask_transfer") {
			t.Error("an agent without the key is offered to hand over")
		}
		form := callPage(olga, id).Press("ask_help")
		form.Submit("help", "help", map[string]any{"people": []string{itoa(ben.ID())}}).Has("Call saved.")
		callPage(ben, id).Has("Wants a refund.")
		letters := h.Letters()
		if len(letters) != 1 || !strings.HasPrefix(letters[0].To, "ben@") || !strings.Contains(letters[0].Text, "555") || !strings.Contains(letters[0].Text, "/app/x/calllogs/page?call="+itoa(id)) {
			t.Errorf("the letters are %+v", letters)
		}
		if errs := callPage(olga, id).Press("ask_transfer").Submit("transfer", "transfer", map[string]any{"owner": "", "team": ""}).Errors(); errs["owner"] == "" {
			t.Errorf("to nobody: %v", errs)
		}
		callPage(olga, id).Press("ask_transfer").Submit("transfer", "transfer", map[string]any{"owner": itoa(ben.ID()), "team": itoa(h.ID("tech"))}).Has("Call handed over.")
		stored(t, olga, "/calls/"+itoa(id), map[string]any{"owner": ben.ID(), "team": h.ID("tech")})
		if letters := h.Letters(); len(letters) != 1 {
			t.Errorf("%d letters to the new owner", len(letters))
		}
		if _, refused := ana.Open("page", plugintest.Place{Params: map[string]string{"call": itoa(id)}}); refused == nil || refused.Status != 404 {
			t.Errorf("out of her team: %v", refused)
		}
		// What happened stands there, whoever did it and by whichever way.
		olga.Route("PATCH", "/calls/"+itoa(id), map[string]any{"version": 3, "outcome": "busy"}).Is(200)
		callPage(ben, id).Has("Logged", "Changed: Colleagues", "Changed: Owner, Team", "Changed: Outcome")
		if got := ben.Route("POST", "/history", map[string]any{"call": id, "what": "forged"}); got.Status < 400 {
			t.Errorf("a forged history: %d", got.Status)
		}
		ben.Route("GET", "/states", nil).Is(403)
	})
}

func TestEventsByHand(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		ana, olga := h.As("ana"), h.As("olga")
		id := one(ana, map[string]any{"number": "555"})
		if callPage(ana, id).Offers("ask_remark") {
			t.Error("it is offered without calllogs.event")
		}
		callPage(olga, id).Press("ask_remark").Submit("remark", "remark", map[string]any{"text": "Left a message with the porter."}).Has("Call saved.")
		callPage(ana, id).Has("Left a message with the porter.")
	})
}

func TestRelated(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		ana, olga := h.As("ana"), h.As("olga")
		first, second, far := h.Ticket("One", "billing"), h.Ticket("Two", "billing"), h.Ticket("Far", "tech")
		id := one(ana, map[string]any{"number": "555"})
		for range 2 { // the same once
			form := callPage(ana, id).Press("ask_relate")
			form.Submit("relate", "relate", map[string]any{"ticket": itoa(first), "person": "", "organization": "", "more": itoa(second)}).Has("Call saved.")
		}
		stored(t, ana, "/calls/"+itoa(id), map[string]any{"ticket": first})
		list, _ := ana.Route("GET", "/relations?call="+itoa(id), nil).Get("items").([]any)
		if len(list) != 1 {
			t.Errorf("%d relations", len(list))
		}
		form := callPage(ana, id).Press("ask_relate")
		if errs := form.Submit("relate", "relate", map[string]any{"ticket": itoa(far), "person": "", "organization": "", "more": ""}).Errors(); errs["ticket"] == "" {
			t.Errorf("a ticket out of sight: %v", errs)
		}
		// Related by one who sees it, it is hidden from one who does not.
		olga.Route("POST", "/relations", map[string]any{"call": id, "ticket": far}).Is(201)
		callPage(ana, id).Lacks("Far")
		callPage(ana, id).Press("unrelate").Has("Call saved.")
	})
}

func TestCallbacks(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		ana, ben := h.As("ana"), h.As("ben")
		soon := time.Now().Add(-time.Hour).UTC().Format(moment)
		id := one(ana, map[string]any{"number": "555", "outcome": "callback", "callback_at": soon})
		one(ana, map[string]any{"number": "777", "outcome": "callback", "callback_at": time.Now().Add(9 * 24 * time.Hour).UTC().Format(moment)})
		h.Letters()
		ana.Page("page").Has("To call back: 2")
		ana.Page("page", "view", "callbacks").Has("Incoming call 555", "Incoming call 777", "Due")
		ben.Page("page", "view", "callbacks").Has("Nobody waits for a call.")
		h.RunSchedule("callbacks")
		letters := h.Letters()
		if len(letters) != 1 || !strings.HasPrefix(letters[0].To, "ana@") || !strings.Contains(letters[0].Text, "555") {
			t.Fatalf("the letters are %+v", letters)
		}
		h.RunSchedule("callbacks")
		if again := h.Letters(); len(again) != 0 {
			t.Errorf("reminded twice: %+v", again)
		}
		ana.Page("page", "view", "callbacks").Press("called_back").Has("Off the list.")
		ana.Page("page", "view", "callbacks").Press("called_back").Has("Off the list.")
		stored(t, ana, "/calls/"+itoa(id), map[string]any{"callback_at": nil})
		ana.Page("page", "view", "callbacks").Has("Nobody waits for a call.")
	})
}

func TestPersonPanel(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		ana, ben := h.As("ana"), h.As("ben")
		h.Ticket("Seen", "billing") // by it ana knows carl
		carl := plugintest.Place{Person: h.ID("carl")}
		panel, refused := ana.Open("person", carl)
		if refused != nil {
			t.Fatalf("%d %s", refused.Status, refused.Body)
		}
		panel.Submit("panel", "log", map[string]any{"direction": "out", "outcome": "answered", "notes": "Agreed."}).Has("Call logged.")
		stored(t, ana, "/calls/1", map[string]any{"person": h.ID("carl"), "owner": ana.ID()})
		if panel, _ = ana.Open("person", carl); !panel.Contains("Agreed.") {
			t.Error("the panel lacks the call")
		}
		if _, refused := ben.Open("person", carl); refused == nil || refused.Status != 404 {
			t.Errorf("one who does not know carl: %v", refused)
		}
	})
}
