package plugin_test

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
)

// ordered are the PDFs that letters written so far are to carry, by their readers.
func (w *world) ordered() map[core.UserID]*people.PrintOrder {
	w.Helper()
	out := map[core.UserID]*people.PrintOrder{}
	for _, e := range w.events("person.notice") {
		var n people.Notice
		if err := json.Unmarshal(e.Payload, &n); err != nil {
			w.Fatal(err)
		}
		if n.Print != nil && n.Letter {
			out[n.User] = n.Print
		}
	}
	return out
}

// What a letter carries is made when it is sent, with its reader's rights at that
// moment, and its parameters stand open nowhere until then.
func TestALettersPDFIsItsReadersOwn(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		w.install(courier(w))
		w.canMail()
		secret := w.ticket("Secret of tech", "tech")
		w.must("olga", "mailing 0 "+itoa(w.ids["olga"])+","+itoa(w.ids["ana"])+" print page ticket "+itoa(secret.ID))
		w.clock.pass(24 * time.Hour)
		if got := w.post(); len(got) != 2 {
			t.Fatalf("letters: %q", got)
		}
		if n := w.count("SELECT COUNT(*) FROM outbox WHERE type = 'person.notice' AND CAST(payload AS TEXT) LIKE '%ticket " + itoa(secret.ID) + "%'"); n != 0 {
			t.Error("the outbox tells what the PDF is about")
		}
		orders := w.ordered()
		file, err := w.m.PrintOrdered(ctx, w.as("olga"), "courier", orders[w.ids["olga"]])
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(file.Body, []byte("%PDF-")) || file.Type != "application/pdf" || !strings.HasPrefix(file.Name, "Courier 20") || !strings.HasSuffix(file.Name, ".pdf") {
			t.Errorf("%s, %s: %.20q", file.Name, file.Type, file.Body)
		}
		_, err = w.m.PrintOrdered(ctx, w.as("ana"), "courier", orders[w.ids["ana"]])
		w.fails("without the key for printing", err, core.KindForbidden)
		if err := w.m.Disable(ctx, w.as("olga"), "courier"); err != nil {
			t.Fatal(err)
		}
		_, err = w.m.PrintOrdered(ctx, w.as("olga"), "courier", orders[w.ids["olga"]])
		w.fails("when the plugin is off", err, core.KindNotFound)
	})
}

// Whoever gets a letter has not asked for its PDF: the guest that draws it changes nothing.
func TestALettersPDFOnlyReads(t *testing.T) {
	w := newWorld(t, openSQLite(t), newClock())
	w.install(courier(t))
	mine, olga := w.ticket("Mine", "billing"), w.ids["olga"]
	for _, do := range []string{"comment " + itoa(mine.ID) + " done", "van ABC", "publish courier.sent 0 {}"} {
		id := w.must("olga", "mailing 0 "+itoa(olga)+" print page "+do)
		w.clock.pass(24 * time.Hour)
		w.post()
		before := w.count("SELECT COUNT(*) FROM outbox")
		_, err := w.m.PrintOrdered(context.Background(), w.as("olga"), "courier", w.ordered()[olga])
		w.fails(do, err, core.KindForbidden)
		if n := w.count("SELECT COUNT(*) FROM outbox"); n != before {
			t.Errorf("%s: %d things happened", do, n-before)
		}
		w.must("olga", "leave "+id)
	}
}

func TestLettersCarryWhatCanBePrinted(t *testing.T) {
	w := newWorld(t, openSQLite(t), newClock())
	w.install(courier(t))
	ana := itoa(w.ids["ana"])
	for what, do := range map[string]string{
		"a surface that is not there":         "print nowhere x",
		"a surface that cannot be printed":    "print door x",
		"more parameters than a letter keeps": "print page " + strings.Repeat("%", 1500),
	} {
		id := w.must("ana", "mailing 0 "+ana+" "+do)
		w.clock.pass(24 * time.Hour)
		if err := w.m.SendDue(context.Background()); err != nil {
			t.Fatal(err)
		}
		if got := w.must("ana", "mailings"); w.count("SELECT COUNT(*) FROM outbox WHERE type = 'person.notice'") != 0 {
			t.Errorf("%s: a letter was written; %s", what, got)
		}
		w.must("ana", "leave "+id)
	}
	_, err := w.says("ana", "notify "+ana+" Report See print=page")
	w.fails("where no mail can be sent", err, core.KindUnavailable)
	w.canMail()
	w.must("ana", "notify "+ana+" Report See print=page")
	if w.ordered()[w.ids["ana"]] == nil {
		t.Error("a letter to oneself carries nothing")
	}
	_, err = w.says("ana", "notify "+itoa(w.ids["ben"])+" Report See print=page")
	w.fails("to somebody else", err, core.KindForbidden)
	_, err = w.says("ana", "notify "+ana+" Report See print=nowhere")
	w.fails("what is not there", err, core.KindInvalid)
}
