package plugin_test

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/store/storetest"
)

// post sends what is due and writes the letters that were asked for since, and
// returns them as "reader: text".
func (w *world) post() []string {
	w.Helper()
	ctx := context.Background()
	if err := w.m.SendDue(ctx); err != nil {
		w.Fatal(err)
	}
	return w.write()
}

// write is what the watcher does with each event that asks for a letter.
func (w *world) write() []string {
	w.Helper()
	had := w.count("SELECT COALESCE(MAX(id), 0) FROM outbox WHERE type = 'person.notice'")
	for _, e := range w.events("plugin.mailing") {
		if err := w.m.WriteMailing(context.Background(), e); err != nil {
			w.Fatal(err)
		}
	}
	var out []string
	for _, e := range w.events("person.notice") {
		var n people.Notice
		if err := json.Unmarshal(e.Payload, &n); err != nil {
			w.Fatal(err)
		}
		if int(e.ID) > had && n.Letter {
			out = append(out, strconv.FormatInt(int64(n.User), 10)+" "+n.Title+": "+n.Text)
		}
	}
	return out
}

func (w *world) events(eventType string) (out []core.Event) {
	w.Helper()
	rows, err := w.db.SQL().Query("SELECT id, plugin, payload FROM outbox WHERE type = '" + eventType + "' ORDER BY id")
	if err != nil {
		w.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		e := core.Event{Type: eventType}
		var payload string
		if err := rows.Scan(&e.ID, &e.Plugin, &payload); err != nil {
			w.Fatal(err)
		}
		e.Payload = json.RawMessage(payload)
		out = append(out, e)
	}
	return out
}

// A letter at a set time is written with the rights of whom it goes to, whoever had
// it sent, and goes to nobody else.
func TestMailingsAreEachReadersOwn(t *testing.T) {
	onBoth(t, func(w *world) {
		w.install(courier(w))
		secret := w.ticket("Secret of tech", "tech")
		olga, ana, ben := itoa(w.ids["olga"]), itoa(w.ids["ana"]), itoa(w.ids["ben"])
		id := w.must("olga", "mailing 0 "+ana+",team"+itoa(w.teams["tech"])+","+olga+" ticket "+itoa(secret.ID))
		if got := w.post(); len(got) != 0 {
			t.Errorf("before it is due: %q", got)
		}
		w.clock.pass(24 * time.Hour)
		got := strings.Join(w.post(), "\n")
		if want := olga + " Round of olga: olga reads Secret of tech\n" + ben + " Round of olga: ben reads Secret of tech"; got != want {
			t.Errorf("letters:\n%s\nwant:\n%s", got, want)
		}
		if got := w.must("olga", "mailings"); got != id+" by olga  olga:sent ana:denied ben:sent" {
			t.Errorf("the owner reads %q", got)
		}
		if got := w.must("ben", "mailings"); got != id+" by olga " {
			t.Errorf("a reader reads %q", got)
		}
		if got := w.must("mona", "mailings"); got != "" {
			t.Errorf("somebody else reads %q", got)
		}
		if again := w.post(); len(again) != 0 {
			t.Errorf("the same day again: %q", again)
		}
		w.must("ben", "leave "+id)
		w.clock.pass(24 * time.Hour)
		if got := w.post(); len(got) != 1 || !strings.HasPrefix(got[0], olga+" ") {
			t.Errorf("after ben left: %q", got)
		}
		if got := w.must("ben", "mailings"); got != "" {
			t.Errorf("who left reads %q", got)
		}
	})
}

// While it writes for somebody who has not asked, the plugin changes nothing and
// tells nobody.
func TestMailingsOnlyRead(t *testing.T) {
	w := newWorld(t, openSQLite(t), newClock())
	w.install(courier(t))
	w.canMail()
	mine, ana := w.ticket("Mine", "billing"), itoa(w.ids["ana"])
	before := w.count("SELECT COUNT(*) FROM outbox WHERE type NOT IN ('plugin.mailing')")
	for _, do := range []string{
		"publish courier.sent 0 {}", "comment " + itoa(mine.ID) + " done", "fetch GET https://api.example.com/", "notify " + itoa(w.ids["ben"]) + " T x",
		"stale board", "say yard {}", "van ABC", "plan x", "itself ticket " + itoa(mine.ID), "count letters 1", "mailing 0 " + ana + " plain x", "leave 1",
	} {
		id := w.must("ana", "mailing 0 "+ana+" "+do)
		w.clock.pass(24 * time.Hour)
		if got := w.post(); len(got) != 0 {
			t.Errorf("%s: %q", do, got)
		}
		if got := w.must("ana", "mailings"); !strings.HasPrefix(got, id+" by ana  ana:denied") {
			t.Errorf("%s: %s", do, got)
		}
		w.must("ana", "leave "+id)
	}
	if n := w.count("SELECT COUNT(*) FROM outbox WHERE type NOT IN ('plugin.mailing')") - before; n != 0 {
		t.Errorf("%d things happened", n)
	}
	if got := w.must("ana", "mailings"); got != "" {
		t.Errorf("left over: %s", got)
	}
}

// Each time the owner is asked for, too.
func TestMailingsRestWithoutTheirOwner(t *testing.T) {
	onBoth(t, func(w *world) {
		w.install(courier(w))
		ctx, olga := context.Background(), w.as("olga")
		ids := itoa(w.ids["olga"]) + "," + itoa(w.ids["ana"])
		w.must("ana", "mailing 0 "+ids+" plain Hello")
		if _, err := w.people.SetRoles(ctx, olga, w.ids["ana"], nil); err != nil {
			t.Fatal(err)
		}
		w.clock.pass(24 * time.Hour)
		if got := w.post(); len(got) != 0 {
			t.Errorf("its owner lost the key: %q", got)
		}
		if n := w.count("SELECT COUNT(*) FROM plugin_mailings WHERE stopped = 'denied' AND paused_at IS NOT NULL"); n != 1 {
			t.Error("it does not say why it rests")
		}
		w.must("ben", "mailing 0 "+itoa(w.ids["olga"])+" plain Hello")
		if _, err := w.people.DisableUser(ctx, olga, w.ids["ben"]); err != nil {
			t.Fatal(err)
		}
		w.clock.pass(24 * time.Hour)
		if got := w.post(); len(got) != 0 {
			t.Errorf("its owner is switched off: %q", got)
		}
		if got := w.must("olga", "mailings"); !strings.Contains(got, " by ben gone") {
			t.Errorf("it says %q", got)
		}
	})
}

// Two nodes find the same due time, and an event comes twice: one letter.
func TestMailingsAreSentOnce(t *testing.T) {
	c := newClock()
	dbs := storetest.OpenNodes(t, 2, storetest.WithClock(c))
	w := newWorld(t, dbs[0], c)
	w.install(courier(t))
	w.must("ana", "mailing 0 "+itoa(w.ids["ana"])+" plain Hello")
	second := w.beside(dbs[1])
	w.clock.pass(24 * time.Hour)
	done := make(chan error)
	for _, m := range []*plugin.Manager{w.m, second, w.m, second} {
		go func() { done <- m.SendDue(context.Background()) }()
	}
	for range 4 {
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	if n := w.count("SELECT COUNT(*) FROM outbox WHERE type = 'plugin.mailing'"); n != 1 {
		t.Fatalf("asked for %d times", n)
	}
	e := w.events("plugin.mailing")[0]
	for _, m := range []*plugin.Manager{w.m, second, w.m, second} {
		go func() { done <- m.WriteMailing(context.Background(), e) }()
	}
	for range 4 {
		if err := <-done; err != nil && !core.IsKind(err, core.KindConflict) {
			t.Error(err)
		}
	}
	if n := w.count("SELECT COUNT(*) FROM outbox WHERE type = 'person.notice'"); n != 1 {
		t.Errorf("written %d times", n)
	}
}

func TestWhoMaySetUpMailings(t *testing.T) {
	w := newWorld(t, openSQLite(t), newClock())
	w.install(courier(t))
	ana, carl := itoa(w.ids["ana"]), itoa(w.ids["carl"])
	id := w.must("ana", "mailing 0 "+ana+" plain Hello")
	for _, c := range []struct {
		what, who, do string
		kind          core.Kind
	}{
		{"to nobody", "ana", "mailing 0 0 plain x", core.KindInvalid},
		{"to who is not there", "ana", "mailing 0 9999 plain x", core.KindInvalid},
		{"to a customer out of sight", "ana", "mailing 0 " + carl + " plain x", core.KindInvalid},
		{"to no team", "ana", "mailing 0 team9999 plain x", core.KindInvalid},
		{"one of somebody else", "mona", "mailing " + id + " " + ana + " plain x", core.KindNotFound},
		{"one that is not there", "ana", "mailing 999 " + ana + " plain x", core.KindNotFound},
		{"in nobody's name", "ana", "itself mailing 0 " + ana + " plain x", core.KindForbidden},
		{"taking away what is somebody else's", "mona", "leave " + id, core.KindNotFound},
	} {
		_, err := w.says(c.who, c.do)
		w.fails(c.what, err, c.kind)
	}
	w.must("ana", "plan mailing 0 "+ana+" plain x")
	if err := w.night("nightly"); err != nil {
		t.Fatal(err)
	}
	if got := w.must("ana", "said night"); !strings.Contains(got, "failed: denied: Only a person") {
		t.Errorf("at night: %s", got)
	}
	if got := w.must("ana", "mailings"); got != id+" by ana " {
		t.Errorf("there are %s", got)
	}
}
