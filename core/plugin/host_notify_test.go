package plugin_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
)

// canMail names a mail server; the outbox is as far as letters go here.
func (w *world) canMail() {
	w.Helper()
	_, err := w.people.SetMailServer(context.Background(), w.as("olga"), people.MailServer{
		Host: "mail.example.com", Port: 587, Security: people.MailStartTLS, From: "help@example.com",
	})
	if err != nil {
		w.Fatal(err)
	}
}

func TestNotices(t *testing.T) {
	onBoth(t, func(w *world) {
		w.install(courier(w))
		ben, carl := itoa(w.ids["ben"]), itoa(w.ids["carl"])
		_, err := w.says("olga", "notify "+carl+" Late It-is-late")
		w.fails("a customer, without a mail server", err, core.KindUnavailable)
		w.canMail()
		mine, other := w.ticket("Mine", "billing"), w.ticket("Theirs", "tech")
		w.must("ana", "notify "+ben+" Late It-is-late key=k href=/app/x/courier/page")
		w.must("ana", "notify "+ben+" Late Again key=k")
		w.must("ana", "notify "+itoa(w.ids["ana"])+" Note To-oneself ticket="+itoa(mine.ID))
		var payload string
		if err := w.db.SQL().QueryRow("SELECT payload FROM outbox WHERE type = 'person.notice' AND plugin = 'courier' ORDER BY id LIMIT 1").Scan(&payload); err != nil {
			t.Fatal(err)
		}
		var n people.Notice
		if err := json.Unmarshal([]byte(payload), &n); err != nil || n.User != w.ids["ben"] || n.From != "Courier" || n.Text != "It-is-late" || n.Path != "/app/x/courier/page" {
			t.Errorf("%+v %v", n, err)
		}
		if n := w.count("SELECT COUNT(*) FROM outbox WHERE type = 'person.notice'"); n != 2 {
			t.Errorf("%d letters, and one key is for one", n)
		}
		for _, c := range []struct {
			what, do string
			kind     core.Kind
		}{
			{"to nobody", "notify 0 T x", core.KindNotFound},
			{"to who is not there", "notify 9999 T x", core.KindNotFound},
			{"about a ticket out of sight", "notify " + ben + " T x ticket=" + itoa(other.ID), core.KindNotFound},
			{"to another site", "notify " + ben + " T x href=https://evil.example.com", core.KindInvalid},
			{"to another site without a scheme", "notify " + ben + " T x href=//evil.example.com", core.KindInvalid},
			{"to another site behind a backslash", `notify ` + ben + ` T x href=/\evil.example.com`, core.KindInvalid},
			{"too long", "notify " + ben + " T " + strings.Repeat("x", 4001), core.KindInvalid},
			{"the host's own entries", "peek", core.KindInvalid},
			{"a flood to one person", "notices " + ben, core.KindRateLimited},
		} {
			_, err := w.says("ana", c.do)
			w.fails(c.what, err, c.kind)
		}
		// Ana's role reaches customers of hers only as far as people.view says.
		_, err = w.says("ana", "notify "+carl+" Hello x")
		if reached, _ := w.people.Reached(context.Background(), w.as("ana"), "people.view", w.ids["carl"]); reached[w.ids["carl"]] != (err == nil) {
			t.Errorf("a customer: reached %v, %v", reached, err)
		}
		w.clock.pass(time.Hour)
		w.must("ana", "notify "+ben+" Later x")
		for _, watcher := range w.m.Watchers() {
			if watcher.Wants("person.notice") || watcher.Wants("plugin.stale") {
				t.Errorf("%s may watch what is between two people", watcher.Name)
			}
		}
	})
}

func TestNoticesNeedTheCapability(t *testing.T) {
	w := newWorld(t, openSQLite(t), newClock())
	w.install(edited(t, courier(t), func(m map[string]any) {
		without("mail", "realtime")(m)
		delete(m, "channels")
		m["hooks"] = []any{map[string]any{"on": "courier.sent"}, map[string]any{"on": "plugin.stale"}}
	}))
	w.canMail()
	_, err := w.says("ana", "notify "+itoa(w.ids["ben"])+" T x")
	w.fails("a letter", err, core.KindForbidden)
	_, err = w.says("ana", "stale board")
	w.fails("redrawing", err, core.KindForbidden)
	for _, watcher := range w.m.Watchers() {
		if watcher.Wants("person.notice") || watcher.Wants("plugin.stale") {
			t.Errorf("%s may watch what is between two people", watcher.Name)
		}
	}
}

func TestStale(t *testing.T) {
	w := newWorld(t, openSQLite(t), newClock())
	w.install(edited(t, courier(t), func(m map[string]any) { m["surfaces"] = m["surfaces"].([]any)[:1] })) // the page that takes a key
	w.must("ana", "stale board")
	if n := w.count(`SELECT COUNT(*) FROM outbox WHERE type = 'plugin.stale' AND plugin = 'courier' AND actor_id IS NULL AND payload = '{"topic":"plugin:courier:board"}'`); n != 1 {
		t.Errorf("%d events", n)
	}
	for _, topic := range []string{"Board", "a:b", "ticket:1", `x"y`, strings.Repeat("x", 61)} {
		_, err := w.says("ana", "stale "+topic)
		w.fails("the topic "+topic, err, core.KindInvalid)
	}
	_, err := w.says("ana", "stales")
	w.fails("a flood", err, core.KindRateLimited)
	if !w.m.Opens(w.as("ana"), "courier") || w.m.Opens(w.as("carl"), "courier") || w.m.Opens(w.as("olga"), "nothing") {
		t.Error("who may open it")
	}
}
