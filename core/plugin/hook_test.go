package plugin_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/tickets"
)

func TestWillHooks(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		w.install(probe(w))
		create := func(subject string) (*tickets.Ticket, error) {
			return w.tickets.Create(ctx, w.as("ana"), tickets.NewTicket{Subject: subject, Body: "x"})
		}
		if got, err := create("plain"); err != nil || got.Priority != tickets.Normal {
			w.Errorf("continue: %+v %v", got, err)
		}
		got, err := create("patch")
		if err != nil || got.Priority != tickets.Urgent || strings.Join(got.Tags, " ") != "probed" || got.Subject != "patch" {
			w.Errorf("patch: %+v %v", got, err)
		}
		_, err = create("veto")
		w.fails("veto", err, core.KindConflict)
		if e, ok := err.(*core.Error); !ok || e.Msg != "Not with this subject." {
			w.Errorf("the reason is lost: %v", err)
		}
		before := w.count("SELECT COUNT(*) FROM tickets")
		begin := time.Now()
		_, err = create("loop")
		w.fails("a guest that fails closed", err, core.KindUnavailable)
		if took := time.Since(begin); took > 5*time.Second {
			w.Errorf("the budget of 250 ms was not kept: %v", took)
		}
		if w.count("SELECT COUNT(*) FROM tickets") != before {
			w.Error("what was stopped was written")
		}
		// will_update fails open: the change goes through.
		bad := "panic"
		got, err = w.tickets.Update(ctx, w.as("ana"), got.ID, tickets.Patch{Version: got.Version, Subject: &bad})
		if err != nil || got.Subject != "panic" {
			w.Errorf("a guest that fails open: %+v %v", got, err)
		}
		if err := w.m.Disable(ctx, w.as("olga"), "probe"); err != nil {
			w.Fatal(err)
		}
		if _, err := create("veto"); err != nil {
			w.Errorf("disabled, it still vetoes: %v", err)
		}
	})
}

func TestWatchers(t *testing.T) {
	onBoth(t, func(w *world) {
		w.install(probe(w))
		ticket := w.ticket("Watched", "billing")
		watchers := w.m.Watchers()
		if len(watchers) != 1 || watchers[0].Name != "plugin:probe" || !watchers[0].Wants("ticket.created") || watchers[0].Wants("ticket.will_create") {
			w.Fatalf("watchers: %+v", watchers)
		}
		w.deliver("ticket.created")
		w.deliver("ticket.created") // at least once may be twice
		v, found, err := w.db.Plugins().GetKV(context.Background(), "probe", "created:"+itoa(ticket.ID), w.clock.Now())
		if err != nil || !found || !strings.HasPrefix(string(v), "event:") {
			w.Errorf("it was told %q, %v, %v", v, found, err)
		}
	})
}
