package plugin_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/tickets"
)

// TestThreeFailuresSwitchOff: on every node, with a notice, until somebody decides.
func TestThreeFailuresSwitchOff(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		other := w.manager(fstest.MapFS{})
		w.install(probe(w))
		if err := w.mailServer(); err != nil {
			w.Fatal(err)
		}
		ana := w.as("ana")
		create := func() error {
			_, err := w.tickets.Create(ctx, w.as("ana"), tickets.NewTicket{Subject: "Plain", Body: "x"})
			return err
		}
		fail := func(n int) {
			for range n {
				_, err := w.do(ana, "panic")
				w.fails("a crash", err, core.KindUnavailable)
			}
			w.m.Settle()
		}
		fail(2)
		w.clock.pass(11 * time.Minute)
		fail(2) // the first two are too long ago
		if in := w.info("probe"); in.State != "enabled" || in.Error == "" {
			w.Fatalf("after two failures within ten minutes: %+v", in)
		}
		fail(1)
		in := w.info("probe")
		if in.State != "stopped" || !strings.Contains(in.Error, "crashed") || in.StoppedAt.IsZero() || !in.Abilities["enable"] || !in.Abilities["disable"] ||
			!slices.Equal(in.MustAgree, []string{"ticket.will_create"}) {
			w.Errorf("after the third: %+v", in)
		}
		if w.as("olga").Holds("probe.view") {
			w.Error("its keys do not sleep")
		}
		_, err := w.do(ana, "")
		w.fails("its page", err, core.KindNotFound)
		w.fails("what it must agree to", create(), core.KindUnavailable)
		if n := w.m.Notice(w.as("olga")); len(n.Stopped) != 1 || n.Stopped[0] != (plugin.Named{ID: "probe", Name: "Probe"}) {
			w.Errorf("the notice: %+v", n)
		}
		var told string
		var letter people.Notice
		if err := w.db.SQL().QueryRow("SELECT payload FROM outbox WHERE type = '" + people.EventNotice + "'").Scan(&told); err != nil ||
			json.Unmarshal([]byte(told), &letter) != nil || letter.User != w.ids["olga"] || letter.Path != "/app/plugins/probe" ||
			!strings.Contains(letter.Title, "Probe was switched off") || !strings.Contains(letter.Text, in.Error) {
			w.Errorf("the owner is told %s, %v", told, err)
		}
		if n := w.count("SELECT COUNT(*) FROM audit_log WHERE action = 'plugin.stopped'"); n != 1 {
			w.Errorf("%d audit entries", n)
		}
		if err := other.Sync(ctx); err != nil {
			w.Fatal(err)
		}
		_, err = other.Collection("probe", "notes")
		w.fails("another node", err, core.KindNotFound)
		list, err := w.m.Failures(ctx, w.as("olga"), "probe")
		if err != nil || len(list) != 5 || list[0].Place != "surface page" || list[0].Version != "1.0.0" || !list[0].Counted || list[0].Why != in.Error {
			w.Errorf("failures: %+v %v", list, err)
		}

		// Switched on again, three more are needed.
		w.enable("probe")
		fail(2)
		if in := w.info("probe"); in.State != "enabled" || !in.StoppedAt.IsZero() {
			w.Errorf("on again: %+v", in)
		}
		if err := create(); err != nil {
			w.Errorf("on again, it does not agree: %v", err)
		}
		fail(1)
		if err := w.m.Disable(ctx, w.as("olga"), "probe"); err != nil {
			w.Fatal(err)
		}
		if in := w.info("probe"); in.State != "disabled" || in.Error != "" {
			w.Errorf("left off: %+v", in)
		}
		if err := create(); err != nil {
			w.Errorf("left off, it must still agree: %v", err)
		}
	})
}

// mailServer makes the helpdesk one that can write letters.
func (w *world) mailServer() error {
	_, err := w.people.SetMailServer(context.Background(), w.as("olga"), people.MailServer{Host: "127.0.0.1", Port: 25, Security: "none", From: "help@example.com"})
	return err
}

// TestWhoseFailuresCount: nobody who does not work here switches a plugin off.
func TestWhoseFailuresCount(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		w.install(probe(w))
		carl := w.as("carl")
		for range 6 {
			_, err := w.tickets.Create(ctx, carl, tickets.NewTicket{Subject: "panic", Body: "x"})
			w.fails("a customer's ticket", err, core.KindUnavailable)
		}
		w.m.Settle()
		if in := w.info("probe"); in.State != "failed" {
			w.Errorf("after six failures of a customer's: %+v", in)
		}
		w.clock.pass(2 * time.Minute)
		if _, err := w.do(w.as("ana"), ""); err != nil {
			w.Errorf("after a pause: %v", err)
		}
		if in := w.info("probe"); in.State != "enabled" {
			w.Errorf("after a pause: %+v", in)
		}
		list, err := w.m.Failures(ctx, w.as("olga"), "probe")
		if err != nil || len(list) != 5 || list[0].Counted || list[0].Place != "ticket.will_create" {
			w.Errorf("failures: %+v %v", list, err)
		}
		// An answer in good order is no failure, however often it is one.
		for range 4 {
			_, err := w.do(w.as("ana"), "error")
			w.fails("an error of its own", err, core.KindUnavailable)
		}
		w.m.Settle()
		if in := w.info("probe"); in.State != "enabled" {
			w.Errorf("after errors of its own: %+v", in)
		}
	})
}
