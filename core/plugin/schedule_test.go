package plugin_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin"
)

// night runs one of the courier's schedules, as core/jobs does.
func (w *world) night(name string) error {
	w.Helper()
	for _, s := range w.m.Schedules() {
		if s.Name == "plugin:courier:"+name {
			return s.Run(context.Background())
		}
	}
	w.Fatalf("there is no schedule %s", name)
	return nil
}

func TestSchedules(t *testing.T) {
	onBoth(t, func(w *world) {
		if len(w.m.Schedules()) != 0 {
			t.Error("schedules of nobody")
		}
		w.install(courier(w))
		if list := w.m.Schedules(); len(list) != 2 || list[0].Spec != "15 3 * * *" {
			t.Fatalf("%+v", list)
		}
		ticket := w.ticket("At night", "billing")
		for _, c := range []struct{ do, want string }{
			{"ticket " + itoa(ticket.ID), "At night"},
			{"may courier.view", "true"},
			{"may tickets.delete", "false"}, // not granted
			{"may people.view", "false"},
			{"comment " + itoa(ticket.ID) + " done", ""},
			{"publish courier.sent " + itoa(ticket.ID) + " {}", "published"},
		} {
			w.must("ana", "plan "+c.do)
			if err := w.night("nightly"); err != nil {
				t.Fatal(err)
			}
			got := w.must("ana", "said night")
			if !strings.HasPrefix(got, "system schedule:nightly:2026-11-") || !strings.HasSuffix(got, " "+c.want) || strings.Contains(got, "failed") {
				t.Errorf("%s: %s", c.do, got)
			}
		}
		if n := w.count("SELECT COUNT(*) FROM outbox WHERE type = 'ticket.commented' AND plugin = 'courier' AND actor_id IS NULL"); n != 1 {
			t.Errorf("%d comments by the plugin itself", n)
		}
		if err := w.m.Disable(context.Background(), w.as("olga"), "courier"); err != nil {
			t.Fatal(err)
		}
		if len(w.m.Schedules()) != 0 {
			t.Error("a disabled plugin keeps its schedules")
		}
	})
}

func TestScheduleWithoutEnd(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for the deadline of a schedule")
	}
	w := newWorld(t, openSQLite(t), newClock())
	w.install(courier(t))
	ctx, cancel := context.WithTimeout(context.Background(), 700*time.Millisecond)
	defer cancel()
	var broken plugin.Schedule
	for _, s := range w.m.Schedules() {
		if strings.HasSuffix(s.Name, ":broken") {
			broken = s
		}
	}
	w.fails("a schedule that never ends", broken.Run(ctx), core.KindUnavailable)
	if in := w.info("courier"); in.Error == "" {
		t.Error("the failure was not counted")
	}
}
