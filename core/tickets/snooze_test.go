package tickets_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/storetest"
	"pegboard.dev/pegboard/core/tickets"
)

// mustSnoozed opens a ticket of carl's at ana's team that is asleep.
func (w *world) mustSnoozed(s tickets.Snooze) *tickets.Ticket {
	w.t.Helper()
	made := w.mustTicket(tickets.NewTicket{Team: w.billing, Assignee: w.ana})
	got, err := w.svc.Update(context.Background(), w.agent(w.ana), made.ID, tickets.Patch{Version: made.Version, Snooze: &s})
	if err != nil {
		w.t.Fatal(err)
	}
	return got
}

func (w *world) tomorrow() tickets.Snooze {
	return tickets.Snooze{Until: w.clock.Now().Add(24 * time.Hour)}
}

func (w *world) mustList(who *rbac.Subject, f tickets.Filter) (ids []core.TicketID) {
	w.t.Helper()
	page, err := w.svc.List(context.Background(), who, f)
	if err != nil {
		w.t.Fatal(err)
	}
	n, err := w.svc.Count(context.Background(), who, f)
	if err != nil || n.N != len(page.Items) {
		w.t.Fatalf("counted %d of %d, %v", n.N, len(page.Items), err)
	}
	for i := range page.Items {
		ids = append(ids, page.Items[i].ID)
	}
	return ids
}

// inWork reports whether the ticket is in every list of work, or in none.
func (w *world) inWork(who *rbac.Subject, id core.TicketID) bool {
	w.t.Helper()
	in := 0
	for _, view := range []string{"open", "mine"} {
		if slices.Contains(w.mustList(who, tickets.Filter{View: view}), id) {
			in++
		}
	}
	if asleep := slices.Contains(w.mustList(who, tickets.Filter{View: "snoozed"}), id); in == 1 || asleep == (in == 2) {
		w.t.Fatalf("in %d of 2 lists of work, among the snoozed: %t", in, asleep)
	}
	return in == 2
}

func TestSnoozeHidesAndComesBack(t *testing.T) {
	ctx := context.Background()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		w := mustWorld(t, db)
		t.Run("when its time has come, and says so until somebody works on it", func(t *testing.T) {
			tk := w.mustSnoozed(w.tomorrow())
			ana := w.agent(w.ana)
			if w.inWork(ana, tk.ID) {
				t.Fatal("a snoozed ticket is in the lists of work")
			}
			if got := w.mustList(w.customer(w.carl), tickets.Filter{Statuses: []tickets.Status{tickets.Open}}); !slices.Contains(got, tk.ID) {
				t.Fatalf("its customer finds %v", got)
			}
			if err := w.svc.WakeDue(ctx); err != nil || w.inWork(ana, tk.ID) {
				t.Fatalf("woken before its time: %v", err)
			}
			w.clock.advance(25 * time.Hour)
			if err := w.svc.WakeDue(ctx); err != nil || !w.inWork(ana, tk.ID) {
				t.Fatalf("not woken at its time: %v", err)
			}
			back, err := w.svc.Get(ctx, ana, tk.ID)
			if err != nil || back.WokenAt.IsZero() || back.Snooze.Asleep() || back.Version != tk.Version+1 {
				t.Fatalf("back as %+v, %v", back, err)
			}
			urgent := tickets.Urgent
			if back, err = w.svc.Update(ctx, ana, tk.ID, tickets.Patch{Priority: &urgent}); err != nil || !back.WokenAt.IsZero() {
				t.Fatalf("still marked after work on it: %+v, %v", back, err)
			}
			if got := w.events(); !slices.Contains(got, tickets.EventSnoozed) || !slices.Contains(got, tickets.EventWoken) {
				t.Fatalf("events %v", got)
			}
		})
		t.Run("when the customer replies, whatever it waits for", func(t *testing.T) {
			for _, s := range []tickets.Snooze{w.tomorrow(), {Reply: true}} {
				tk := w.mustSnoozed(s)
				if _, err := w.svc.AddMessage(ctx, w.agent(w.ana), tk.ID, tickets.NewMessage{Kind: tickets.Reply, Body: "Which one?"}); err != nil {
					t.Fatal(err)
				}
				if w.inWork(w.agent(w.ana), tk.ID) {
					t.Fatal("an employee's reply woke it")
				}
				if _, err := w.svc.AddMessage(ctx, w.customer(w.carl), tk.ID, tickets.NewMessage{Kind: tickets.Reply, Body: "This one."}); err != nil {
					t.Fatal(err)
				}
				if !w.inWork(w.agent(w.ana), tk.ID) {
					t.Fatalf("%+v: the customer's reply did not wake it", s)
				}
			}
		})
		t.Run("when somebody else gets it", func(t *testing.T) {
			tk := w.mustSnoozed(tickets.Snooze{Reply: true})
			if _, err := w.svc.Assign(ctx, w.manager(), tk.ID, w.mia, 0); err != nil {
				t.Fatal(err)
			}
			if !w.inWork(w.manager(), tk.ID) {
				t.Fatal("it sleeps on with its new assignee")
			}
		})
		t.Run("not when it was solved", func(t *testing.T) {
			tk := w.mustSnoozed(w.tomorrow())
			solved := tickets.Solved
			got, err := w.svc.Update(ctx, w.agent(w.ana), tk.ID, tickets.Patch{Status: &solved})
			if err != nil || got.Snooze.Asleep() || got.Abilities["snooze"] {
				t.Fatalf("%+v, %v", got, err)
			}
			before := len(w.events())
			w.clock.advance(25 * time.Hour)
			if err := w.svc.WakeDue(ctx); err != nil || len(w.events()) != before {
				t.Fatalf("a solved ticket was woken: %v", err)
			}
		})
	})
}

func TestSnoozeRefuses(t *testing.T) {
	ctx := context.Background()
	w := mustWorld(t, storetest.OpenSQLite(t))
	tk := w.mustSnoozed(tickets.Snooze{Reply: true})
	past, far := w.clock.Now().Add(-time.Hour), w.clock.Now().AddDate(20, 0, 0)
	for name, c := range map[string]struct {
		who  *rbac.Subject
		in   tickets.Snooze
		kind core.Kind
	}{
		"a time that has passed": {w.agent(w.ana), tickets.Snooze{Until: past}, core.KindInvalid},
		"a time too far away":    {w.agent(w.ana), tickets.Snooze{Until: far}, core.KindInvalid},
		"both at once":           {w.agent(w.ana), tickets.Snooze{Until: far, Reply: true}, core.KindInvalid},
		"its customer":           {w.customer(w.carl), tickets.Snooze{}, core.KindForbidden},
		"who does not see it":    {w.agent(w.ben), tickets.Snooze{}, core.KindNotFound},
		"one who may only look":  {w.as(w.ana, powers{"tickets.view": rbac.Team}), tickets.Snooze{}, core.KindForbidden},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := w.svc.Update(ctx, c.who, tk.ID, tickets.Patch{Snooze: &c.in}); !core.IsKind(err, c.kind) {
				t.Fatalf("got %v, want %v", err, c.kind)
			}
		})
	}
}

func TestBulkSnoozeIsUndone(t *testing.T) {
	ctx := context.Background()
	w := mustWorld(t, storetest.OpenSQLite(t))
	tk := w.mustTicket(tickets.NewTicket{Team: w.billing, Assignee: w.ana})
	ana := w.agent(w.ana)
	got, err := w.svc.Bulk(ctx, ana, []tickets.BulkItem{{ID: tk.ID, Version: tk.Version, Snooze: &tickets.Snooze{Reply: true}}})
	if err != nil || got[0].Err != nil || !got[0].Changed || w.inWork(ana, tk.ID) {
		t.Fatalf("%+v, %v", got, err)
	}
	back, err := w.svc.Bulk(ctx, ana, []tickets.BulkItem{*got[0].Undo})
	if err != nil || back[0].Err != nil || !w.inWork(ana, tk.ID) {
		t.Fatalf("%+v, %v", back, err)
	}
}
