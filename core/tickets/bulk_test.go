package tickets_test

import (
	"context"
	"slices"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/storetest"
	"pegboard.dev/pegboard/core/tickets"
)

func TestBulk(t *testing.T) {
	ctx := context.Background()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		w := mustWorld(t, db)
		open := func() *tickets.Ticket {
			return w.mustTicket(tickets.NewTicket{Team: w.billing, Tags: []string{"money", "vip"}, Priority: tickets.Low})
		}
		now := func(id core.TicketID) *tickets.Ticket {
			t.Helper()
			got, err := w.svc.Get(ctx, w.manager(), id)
			if err != nil {
				t.Fatal(err)
			}
			return got
		}
		bulk := func(who *rbac.Subject, items ...tickets.BulkItem) []tickets.BulkResult {
			t.Helper()
			got, err := w.svc.Bulk(ctx, who, items)
			if err != nil || len(got) != len(items) {
				t.Fatalf("%d results, %v", len(got), err)
			}
			for i := range got {
				if got[i].ID != items[i].ID {
					t.Errorf("result %d is about %d, not %d", i, got[i].ID, items[i].ID)
				}
			}
			return got
		}
		solved, urgent, ben, nobody, tech := tickets.Solved, tickets.Urgent, w.ben, core.UserID(0), w.tech

		t.Run("each ticket has its own fate, and a refusal stops no other", func(t *testing.T) {
			mine, stale, hidden, already := open(), open(), w.mustTicket(tickets.NewTicket{Team: w.tech}), open()
			item := func(x *tickets.Ticket) tickets.BulkItem {
				return tickets.BulkItem{ID: x.ID, Version: x.Version, Priority: &urgent}
			}
			if _, err := w.svc.Update(ctx, w.manager(), stale.ID, tickets.Patch{Status: &solved}); err != nil {
				t.Fatal(err)
			}
			if _, err := w.svc.Update(ctx, w.manager(), already.ID, tickets.Patch{Priority: &urgent}); err != nil {
				t.Fatal(err)
			}
			done := item(already)
			done.Version = now(already.ID).Version
			before := len(w.events())
			got := bulk(w.agent(w.ana), item(stale), item(hidden), tickets.BulkItem{ID: 999, Version: 1, Priority: &urgent}, done, item(mine))
			for i, want := range []string{"conflict", "not_found", "not_found", "", ""} {
				wantError(t, got[i].Err, want)
			}
			if got[3].Changed || got[3].Undo != nil || !got[4].Changed || got[4].Undo == nil {
				t.Errorf("got %+v", got[3:])
			}
			if now(mine.ID).Priority != tickets.Urgent || now(stale.ID).Priority != tickets.Low || now(hidden.ID).Priority == tickets.Urgent {
				t.Error("the wrong tickets were changed")
			}
			if events := w.events()[before:]; !slices.Equal(events, []string{"ticket.updated"}) {
				t.Errorf("events %v", events)
			}
		})

		for _, c := range []struct {
			name   string
			who    *rbac.Subject
			change tickets.BulkItem
			done   func(x *tickets.Ticket) bool
		}{
			{"status and priority", w.agent(w.ana), tickets.BulkItem{Status: &solved, Priority: &urgent},
				func(x *tickets.Ticket) bool { return x.Status == solved && x.Priority == urgent }},
			{"tags added and removed", w.agent(w.ana), tickets.BulkItem{AddTags: []string{" New ", "vip"}, RemoveTags: []string{"Money", "absent"}},
				func(x *tickets.Ticket) bool { return slices.Equal(x.Tags, []string{"new", "vip"}) }},
			{"the whole set of tags", w.agent(w.ana), tickets.BulkItem{Tags: &[]string{}}, func(x *tickets.Ticket) bool { return len(x.Tags) == 0 }},
			{"given to somebody", w.manager(), tickets.BulkItem{Assignee: &ben}, func(x *tickets.Ticket) bool { return x.Assignee.ID == w.ben }},
			{"taken", w.agent(w.ana), tickets.BulkItem{Take: true}, func(x *tickets.Ticket) bool { return x.Assignee.ID == w.ana }},
			{"moved to another team", w.manager(), tickets.BulkItem{Team: &tech}, func(x *tickets.Ticket) bool { return x.Team.ID == w.tech }},
			{"moved to somebody of another team", w.manager(), tickets.BulkItem{Team: &tech, Assignee: &ben},
				func(x *tickets.Ticket) bool { return x.Team.ID == w.tech && x.Assignee.ID == w.ben }},
		} {
			t.Run(c.name+", and undone", func(t *testing.T) {
				x := open()
				c.change.ID, c.change.Version = x.ID, x.Version
				got := bulk(c.who, c.change)[0]
				wantError(t, got.Err, "")
				changed := now(x.ID)
				if !c.done(changed) || !got.Changed || got.Undo == nil {
					t.Fatalf("%+v after %+v", changed.Summary, got)
				}
				undone := bulk(c.who, *got.Undo)[0]
				wantError(t, undone.Err, "")
				is := now(x.ID)
				if is.Status != x.Status || is.Priority != x.Priority || !slices.Equal(is.Tags, x.Tags) || is.Assignee.ID != x.Assignee.ID || is.Team.ID != x.Team.ID {
					t.Errorf("not as before: %+v", is.Summary)
				}
				if undone.Undo == nil || undone.Undo.Version != is.Version {
					t.Errorf("an undo can be undone: %+v", undone.Undo)
				}
			})
		}

		t.Run("an undo overwrites nothing that came after", func(t *testing.T) {
			x := open()
			got := bulk(w.agent(w.ana), tickets.BulkItem{ID: x.ID, Version: x.Version, Status: &solved})[0]
			if _, err := w.svc.Update(ctx, w.manager(), x.ID, tickets.Patch{Priority: &urgent}); err != nil {
				t.Fatal(err)
			}
			wantError(t, bulk(w.agent(w.ana), *got.Undo)[0].Err, "conflict")
			if now(x.ID).Status != tickets.Solved {
				t.Error("the undo was carried out all the same")
			}
		})
		t.Run("what went out of sight offers no undo", func(t *testing.T) {
			x := open()
			route := w.as(w.ana, full(rbac.Team, powers{"tickets.route": rbac.Team}))
			got := bulk(route, tickets.BulkItem{ID: x.ID, Version: x.Version, Team: &tech})[0]
			if got.Err != nil || !got.Changed || got.Undo != nil {
				t.Errorf("got %+v", got)
			}
		})

		x := open()
		reader := w.as(w.ana, powers{"tickets.view": rbac.All})
		for _, c := range []struct {
			name string
			who  *rbac.Subject
			item tickets.BulkItem
			want string
		}{
			{"forbidden without the key", reader, tickets.BulkItem{Status: &solved}, "forbidden"},
			{"forbidden to give without the key", reader, tickets.BulkItem{Assignee: &ben}, "forbidden"},
			{"forbidden to give to who is out of reach", w.agent(w.ana), tickets.BulkItem{Assignee: &ben}, "forbidden"},
			{"forbidden to retag without the key", reader, tickets.BulkItem{AddTags: []string{"x"}}, "forbidden"},
			{"invalid without a change", w.agent(w.ana), tickets.BulkItem{}, "invalid items"},
			{"invalid with both kinds of change", w.agent(w.ana), tickets.BulkItem{Status: &solved, Assignee: &nobody}, "invalid items"},
			{"invalid to take and to give", w.agent(w.ana), tickets.BulkItem{Take: true, Assignee: &nobody}, "invalid items"},
			{"invalid with two ways to say the tags", w.agent(w.ana), tickets.BulkItem{Tags: &[]string{"a"}, AddTags: []string{"b"}}, "invalid tags"},
			{"invalid with an empty set of changes to tags", w.agent(w.ana), tickets.BulkItem{AddTags: []string{}}, "invalid items"},
			{"invalid without a version", w.agent(w.ana), tickets.BulkItem{Version: -1, Status: &solved}, "invalid version"},
		} {
			t.Run(c.name, func(t *testing.T) {
				before := len(w.events())
				c.item.ID = x.ID
				if c.item.Version++; c.item.Version > 0 {
					c.item.Version = x.Version
				}
				got := bulk(c.who, c.item)[0]
				wantError(t, got.Err, c.want)
				if got.Changed || got.Undo != nil || len(w.events()) != before {
					t.Errorf("a refusal changed something: %+v", got)
				}
			})
		}
		t.Run("invalid with no ticket, or too many", func(t *testing.T) {
			for _, n := range []int{0, tickets.MaxBulk + 1} {
				_, err := w.svc.Bulk(ctx, w.agent(w.ana), make([]tickets.BulkItem, n))
				wantError(t, err, "invalid items")
			}
		})
	})
}
