package plugin_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
)

func TestPublishedEvents(t *testing.T) {
	onBoth(t, func(w *world) {
		w.install(courier(w))
		w.install(probe(w))
		mine, other := w.ticket("Mine", "billing"), w.ticket("Theirs", "tech")
		w.must("ana", "publish courier.sent "+itoa(mine.ID)+` {"to":"Lisbon"}`)
		if n := w.count("SELECT COUNT(*) FROM outbox WHERE type = 'courier.sent' AND plugin = 'courier' AND actor_id = " + itoa(w.ids["ana"]) + " AND ticket_id = " + itoa(mine.ID)); n != 1 {
			t.Fatalf("%d events in the outbox", n)
		}
		w.deliver("courier.sent")
		if got := w.must("ana", "said sent"); !strings.HasSuffix(got, itoa(mine.ID)+` {"to":"Lisbon"}`) && !strings.HasSuffix(got, itoa(mine.ID)+` {"to": "Lisbon"}`) {
			t.Errorf("the plugin itself heard %q", got)
		}
		v, found, err := w.db.Plugins().GetKV(context.Background(), "probe", "courier", w.clock.Now())
		if err != nil || !found || !strings.HasPrefix(string(v), "courier.sent by") {
			t.Errorf("another plugin heard %q %v %v", v, found, err)
		}
		for _, c := range []struct {
			what, do string
			kind     core.Kind
		}{
			{"a ticket out of sight", "publish courier.sent " + itoa(other.ID) + " {}", core.KindNotFound},
			{"another plugin's name", "publish probe.sent 0 {}", core.KindInvalid},
			{"an event of the helpdesk", "publish ticket.created 0 {}", core.KindInvalid},
			{"a name that only begins alike", "publish courierx.sent 0 {}", core.KindInvalid},
			{"no name", "publish courier. 0 {}", core.KindInvalid},
			{"capitals and worse", "publish courier.Sent'-- 0 {}", core.KindInvalid},
			{"a payload over the bound", `publish courier.sent 0 "` + strings.Repeat("x", 64<<10) + `"`, core.KindInvalid},
			{"a flood", "flood", core.KindRateLimited},
		} {
			_, err := w.says("ana", c.do)
			w.fails(c.what, err, c.kind)
		}
		if n := w.count("SELECT COUNT(*) FROM outbox WHERE type = 'courier.sent'"); n > 250 {
			t.Errorf("a flood brought %d events", n)
		}
		w.clock.pass(time.Minute)
		w.must("ana", "publish courier.sent 0 {}")
	})
}

func TestPublishingNeedsTheCapability(t *testing.T) {
	w := newWorld(t, openSQLite(t), newClock())
	w.install(edited(t, courier(t), without("events")))
	_, err := w.says("ana", "publish courier.sent 0 {}")
	w.fails("without the capability", err, core.KindForbidden)
	if n := w.count("SELECT COUNT(*) FROM outbox WHERE type = 'courier.sent'"); n != 0 {
		t.Error("it was published")
	}
}
