package plugin_test

import (
	"context"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin"
)

// TestItself: a plugin that was granted it acts under its own name, for as long
// as it says, within its capabilities, whoever is behind the call.
func TestItself(t *testing.T) {
	onBoth(t, func(w *world) {
		w.install(courier(w))
		theirs := w.ticket("Theirs", "tech").ID
		id := itoa(theirs)
		_, err := w.says("ana", "ticket "+id)
		w.fails("a ticket out of ana's sight", err, core.KindNotFound)
		if got := w.must("ana", "itself ticket "+id); got != "Theirs" {
			t.Errorf("as itself it reads %q", got)
		}
		_, err = w.says("ana", "back ticket "+id)
		w.fails("as ana again", err, core.KindNotFound)
		w.must("ana", "itself comment "+id+" Noted")
		page, err := w.tickets.Messages(context.Background(), w.as("olga"), theirs, "", 10)
		if err != nil || len(page.Items) != 2 || page.Items[0].Text != "Noted" || page.Items[0].Author.ID != 0 {
			t.Errorf("it writes %+v, %v", page.Items, err)
		}
		for key, want := range map[string]string{
			"courier.view": "true", "tickets.view": "true", "tickets.reply": "true", "tickets.delete": "false", "people.view": "false", "settings.edit": "false",
		} {
			if got := w.must("ana", "itself may "+key); got != want {
				t.Errorf("as itself, %s is %s", key, got)
			}
		}
		guest, err := w.people.Guest(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		door := func(do string) error {
			_, err := w.m.Render(context.Background(), guest, "courier", "door", plugin.RenderInput{Params: map[string]string{"do": do}})
			return err
		}
		w.fails("a guest's own rights", door("ticket "+id), core.KindNotFound)
		if err := door("itself ticket " + id); err != nil {
			t.Errorf("for a guest: %v", err)
		}
	})
}

func TestItselfNeedsTheCapability(t *testing.T) {
	w := newWorld(t, openSQLite(t), newClock())
	w.install(edited(t, courier(t), without("itself")))
	id := itoa(w.ticket("Theirs", "tech").ID)
	_, err := w.says("ana", "itself ticket "+id)
	w.fails("acting as itself", err, core.KindForbidden)
}

// TestUnlistedPages are found by who knows where they are, and stand in no menu.
func TestUnlistedPages(t *testing.T) {
	w := newWorld(t, openSQLite(t), newClock())
	w.install(courier(t))
	guest, err := w.people.Guest(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if list := w.m.Places(guest, "portal.page"); len(list) != 0 {
		t.Errorf("the menu has %v", list)
	}
	if at, ok := w.m.Place(guest, "courier", "door", "portal.page", "portal.home"); !ok || at.Title != "Door" {
		t.Errorf("found: %v %v", at, ok)
	}
	for surface, ext := range map[string]string{"page": "console.page", "door": "console.page", "nothing": "portal.page"} {
		if at, ok := w.m.Place(guest, "courier", surface, ext); ok {
			t.Errorf("a guest finds %v at %s", at, ext)
		}
	}
	if _, ok := w.m.Place(guest, "nothing", "door", "portal.page"); ok {
		t.Error("a page of no plugin")
	}
}
