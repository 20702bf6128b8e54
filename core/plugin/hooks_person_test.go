package plugin_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
)

func clerk(t testing.TB) []byte { return built(t, filepath.Join("testdata", "clerk")) }

// saw is what the clerk kept under a name.
func (w *world) saw(name string) string {
	w.Helper()
	v, _, err := w.db.Plugins().GetKV(context.Background(), "clerk", name, w.clock.Now())
	if err != nil {
		w.Fatal(err)
	}
	return string(v)
}

func TestHooksAboutPeople(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		w.install(clerk(t))
		create := func(name, email string) (*people.PersonView, error) {
			return w.people.CreateUser(ctx, w.as("olga"), people.PersonInput{Name: name, Email: email})
		}
		p, err := create("Dr. Eve", "eve@example.com")
		if err != nil || p.Name != "Eve" || p.Phone != "+49 30 1" {
			t.Fatalf("%+v %v", p, err)
		}
		w.deliver("person.created")
		if got := w.saw("person.created"); got != itoa(p.ID)+" Eve false" {
			t.Errorf("the watcher saw %q", got)
		}
		_, err = create("Mallory", "m@banned.example")
		w.fails("a veto", err, core.KindConflict)
		if err == nil || !strings.HasSuffix(err.Error(), "Nobody from there.") && err.(*core.Error).Msg != "Nobody from there." {
			t.Errorf("the reason is lost: %v", err)
		}
		if p, err := create("Crash", "crash@example.com"); err != nil || p.Name != "Crash" {
			t.Errorf("one that fails open: %+v %v", p, err)
		}
		if p, err := create("Email", "mine@example.com"); err != nil || p.Email != "mine@example.com" {
			t.Errorf("an address is not a plugin's to change: %+v %v", p, err)
		}

		update := func(as string, patch people.PersonPatch) (*people.PersonView, error) {
			return w.people.UpdateUser(ctx, w.as(as), p.ID, patch)
		}
		text := func(s string) *string { return &s }
		if got, err := update("olga", people.PersonPatch{Name: text("Dr. Eva")}); err != nil || got.Name != "Eva" {
			t.Errorf("%+v %v", got, err)
		}
		_, err = update("olga", people.PersonPatch{Phone: text("+1 999")})
		w.fails("a veto of a change", err, core.KindConflict)
		_, err = update("olga", people.PersonPatch{Name: text("Crash")})
		w.fails("one that fails closed", err, core.KindUnavailable)
		// Who may not change a person hears that, and no plugin is asked.
		_, err = update("carl", people.PersonPatch{Phone: text("+1 999")})
		w.fails("a stranger", err, core.KindNotFound)
		if got, err := w.people.UpdateProfile(ctx, w.as("ana"), people.ProfilePatch{Name: text("Dr. Ana")}); err != nil || got.Name != "Ana" {
			t.Errorf("one's own: %+v %v", got, err)
		}

		if _, err := w.people.DisableUser(ctx, w.as("olga"), p.ID); err != nil {
			t.Fatal(err)
		}
		w.deliver("person.disabled")
		if got := w.saw("person.disabled"); got != itoa(p.ID)+" Eva true" {
			t.Errorf("the watcher saw %q", got)
		}
		if err := w.people.DeleteUser(ctx, w.as("olga"), p.ID); err != nil {
			t.Fatal(err)
		}
		w.deliver("person.deleted")
		if got := w.saw("person.deleted"); got != itoa(p.ID)+"  false" {
			t.Errorf("of somebody who is gone the watcher saw %q", got)
		}
	})
}

func TestImportsAskAboutPeople(t *testing.T) {
	w := newWorld(t, openSQLite(t), newClock())
	w.install(clerk(t))
	rows := []people.ImportRow{{Line: 2, Name: "Dr. Eve", Email: "eve@example.com"}, {Line: 3, Name: "Mallory", Email: "m@banned.example"}}
	got, err := w.people.ImportUsers(context.Background(), w.as("olga"), rows, false, true)
	if err != nil || got[0].Name != "Eve" || len(got[0].Problems) > 0 || got[1].Problems["email"] != "Nobody from there." {
		t.Errorf("%+v %v", got, err)
	}
}

func TestLettersAskBeforeTheyLeave(t *testing.T) {
	w := newWorld(t, openSQLite(t), newClock())
	w.install(clerk(t))
	ticket := w.ticket("Refund", "billing")
	letter := func(text string) core.Outgoing {
		return core.Outgoing{To: "carl@example.com", Subject: "Re: Refund", Text: text, Ticket: ticket.ID, Actor: w.ids["ana"]}
	}
	send := func(text string) (core.Outgoing, error) {
		l := letter(text)
		err := w.m.WillSend(context.Background(), &l)
		return l, err
	}
	if l, err := send("Your PIN is 1234."); err != nil || l.Text != "Your PIN is ****." || l.Subject != "Re: Refund for carl@example.com" {
		t.Errorf("%+v %v", l, err)
	}
	_, err := send("please keep back")
	w.fails("a veto", err, core.KindConflict)
	for _, text := range []string{"a crash", "some html"} {
		if l, err := send(text); err != nil || l.Subject != "Re: Refund" || l.Text != text {
			t.Errorf("%s, and failing open: %+v %v", text, l, err)
		}
	}
	if n := w.count("SELECT COUNT(*) FROM activities WHERE type = 'plugin_heard' AND ticket_id = " + itoa(ticket.ID)); n < 4 {
		t.Errorf("the ticket's log has %d lines about it", n)
	}
	w.install(edited(t, clerk(t), func(m map[string]any) {
		m["id"], m["version"] = "clerk_closed", "1.0.1"
		m["hooks"] = []any{map[string]any{"on": "mail.will_send", "fail": "closed"}}
	}))
	_, err = send("a crash")
	w.fails("one that fails closed", err, core.KindUnavailable)
}
