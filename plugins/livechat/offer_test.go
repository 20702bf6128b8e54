package main

import (
	"fmt"
	"testing"

	"pegboard.dev/pegboard/sdk/plugintest"
)

// offering has the chats of some teams offered.
func offering(h *plugintest.Helpdesk, set map[string]any) {
	h.As("olga").Must("PUT", "/plugins/livechat/settings", map[string]any{"values": set})
}

// runsOut has the time of what was offered, or is to be offered again, pass.
func runsOut(h *plugintest.Helpdesk, chat string) {
	olga := h.As("olga")
	version := olga.Route("GET", "/chats/"+chat, nil).Int("version")
	olga.Route("PATCH", "/chats/"+chat, map[string]any{"version": version, "offered_until": "2020-01-01T00:00:00Z"}).Is(200)
}

// wanted reports whether a chat of the visitor is offered to the person.
func wanted(who *plugintest.Person) bool {
	return who.Page("desk").Offers("accept")
}

func TestAChatIsOfferedToOneAfterTheOther(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		offering(h, map[string]any{"offers": "Billing", "offer_seconds": 30})
		v, ana, eve := opened(h), h.As("ana"), h.Add("eve", "agent", "billing")
		ana.Page("desk").Press("on")
		eve.Page("desk").Press("on")
		begin(h, v, "Hello").Is(200)
		first, second := ana, eve
		if !wanted(first) {
			first, second = eve, ana
		}
		if !wanted(first) || wanted(second) {
			t.Fatal("it is offered to nobody, or to both")
		}
		second.Page("desk", "open", "1").Has("It is being offered to ")
		first.Page("desk").Press("decline")
		if wanted(first) || !wanted(second) {
			t.Fatal("after one declined it is not offered to the other")
		}
		// The other one is not there: the visitor's window asks, and the first is asked again
		// after a while, but not the second, who is off now.
		runsOut(h, "1")
		v.Route("GET", "/widget/chat", nil).Is(200)
		if !second.Page("desk").Offers("on") {
			t.Error("who let an offer pass is still on")
		}
		if wanted(first) {
			t.Error("who declined is asked again at once")
		}
		runsOut(h, "1")
		v.Route("GET", "/widget/chat", nil).Is(200)
		if !wanted(first) {
			t.Fatal("nobody is asked any more")
		}
		first.Page("desk").Press("accept")
		if got := v.Route("GET", "/widget/chat", nil); got.Text("state") != "open" {
			t.Errorf("after it was accepted it is %s", got.Body)
		}
		if wanted(second) || wanted(first) {
			t.Error("it is offered although somebody has it")
		}
	})
}

// TestOffersRespectCapacityAndPlace: who has enough in hand gets no more until one
// ends, visitors learn their place, and nobody else takes what is offered.
func TestOffersRespectCapacityAndPlace(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		offering(h, map[string]any{"offers": "*", "capacity": 1})
		ana, mona := h.As("ana"), h.As("mona")
		ana.Page("desk").Press("on")
		one, two := opened(h), h.Visitor()
		begin(h, one, "One").Is(200)
		begin(h, two, "Two").Is(200)
		if got := two.Route("GET", "/widget/chat", nil).Text("place"); got != "You are number 2 in the queue." {
			t.Errorf("the second reads %q", got)
		}
		if mona.Page("desk", "open", "1").Offers("take") {
			t.Error("a chat that is offered to ana can be taken by mona")
		}
		if !mona.Page("desk", "open", "2").Offers("take") {
			t.Error("a chat that is offered to nobody cannot be taken")
		}
		ana.Page("desk").Press("accept")
		if wanted(ana) {
			t.Error("she gets a second although one is enough")
		}
		ana.Page("desk", "open", "1").Press("end")
		if !wanted(ana) {
			t.Error("now that the first is over she does not get the second")
		}
		if got := two.Route("GET", "/widget/chat", nil); got.Get("place") != nil {
			t.Errorf("who is first is told %s", got.Body)
		}
	})
}

// TestWhoIsAwayIsOfferedNothing: neither one who is off, nor one of another team; a
// chat that waits is offered as soon as somebody is there.
func TestWhoIsAwayIsOfferedNothing(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		offering(h, map[string]any{"offers": "Billing"})
		v, ana, ben := opened(h), h.As("ana"), h.As("ben")
		ben.Page("desk").Press("on") // of another team
		ana.Page("desk").Press("on")
		ana.Page("desk").Press("off")
		chat := fmt.Sprint(begin(h, v, "Hello").Is(200).Int("chat"))
		if row := h.As("olga").Route("GET", "/chats/"+chat, nil); row.Get("offered") != nil || wanted(ana) || wanted(ben) {
			t.Errorf("it is offered to %v", row.Get("offered"))
		}
		ana.Page("desk").Press("on")
		if !wanted(ana) {
			t.Error("she is back, and gets nothing")
		}
		h.RunSchedule("offers")
		if !wanted(ana) {
			t.Error("what stands was taken back")
		}
		ana.Page("desk").Press("off")
		if ana.Page("desk").Offers("off") {
			t.Error("she is off, and it does not show")
		}
	})
}

func TestPick(t *testing.T) {
	set := &Settings{Capacity: 3}
	list := []*free{{id: 1, load: 2, last: "b"}, {id: 2, load: 1, last: "c"}, {id: 3, load: 1, last: "a"}, {id: 4, load: 3}, {id: 5, asked: true}}
	for _, c := range []struct {
		by, passed string
		want       int64
	}{{"least", "", 3}, {"least", "3", 2}, {"longest", "", 3}, {"longest", "3", 1}, {"least", "3 2", 1}} {
		set.OfferBy = c.by
		if got := pick(list, c.passed, set); got == nil || got.id != c.want {
			t.Errorf("by %s after %q: %+v", c.by, c.passed, got)
		}
	}
	if got := pick(list, "1 2 3", set); got != nil {
		t.Errorf("nobody is left, and %d is picked", got.id)
	}
}
