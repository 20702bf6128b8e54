package plugin_test

import (
	"context"
	"encoding/json"
	"net/url"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/records"
)

func TestRecordsAPI(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		w.enable("calllogs")
		for range 7 {
			if _, err := w.m.CreateRecord(ctx, w.as("ana"), "calllogs", "calls", []byte(`{"direction": "out", "duration": 30}`)); err != nil {
				t.Fatal(err)
			}
		}
		seen := map[float64]bool{}
		query := url.Values{"limit": {"3"}, "direction": {"out"}, "duration.gte": {"30"}, "owner": {"$me"}, "notes.empty": {"true"}, "outcome.in": {"answered,busy"}}
		for {
			page, err := w.m.ListRecords(ctx, w.as("ana"), "calllogs", "calls", query)
			if err != nil {
				t.Fatal(err)
			}
			for _, raw := range page.Items {
				var item struct {
					ID        float64
					Abilities map[string]bool
				}
				if err := json.Unmarshal(raw, &item); err != nil {
					t.Fatal(err)
				}
				if !item.Abilities["update"] || item.Abilities["delete"] || seen[item.ID] {
					t.Errorf("an item: %s", raw)
				}
				seen[item.ID] = true
			}
			if page.Next == "" {
				break
			}
			query.Set("cursor", page.Next)
		}
		if len(seen) != 7 {
			t.Errorf("%d records over all pages", len(seen))
		}
		for name, q := range map[string]url.Values{
			"colour": {"colour": {"red"}}, "limit": {"limit": {"many"}}, "sort": {"sort": {"-nothing"}}, "where": {"duration.contains": {"3"}}, "cursor": {"cursor": {"!"}},
		} {
			_, err := w.m.ListRecords(ctx, w.as("ana"), "calllogs", "calls", q)
			if e, ok := err.(*core.Error); !ok || e.Kind != core.KindInvalid || e.Fields[name] == "" {
				t.Errorf("%v: %v", q, err)
			}
		}
		_, err := w.m.UpdateRecord(ctx, w.as("ana"), "calllogs", "calls", 1, []byte(`{"notes": "x"}`))
		w.fails("a change without a version", err, core.KindInvalid)
		w.fails("deleting without the key", w.m.DeleteRecord(ctx, w.as("ana"), "calllogs", "calls", 1, 0), core.KindForbidden)
		w.fails("deleting out of sight", w.m.DeleteRecord(ctx, w.as("ben"), "calllogs", "calls", 1, 0), core.KindNotFound)
	})
}

// BenchmarkPanel draws the call-log panel of a ticket with five calls through
// the sandbox, and the same query with the same rights without it. The
// difference is what the plugin costs.
func BenchmarkPanel(b *testing.B) {
	w := newWorld(b, openSQLite(b), newClock())
	ctx := context.Background()
	w.enable("calllogs")
	ticket := w.ticket("Refund", "billing")
	for range 5 {
		if _, err := w.m.CreateRecord(ctx, w.as("ana"), "calllogs", "calls", []byte(`{"number": "+49 30 123456", "duration": 320, "notes": "He wants to know when the refund arrives, and will call again.", "ticket": `+itoa(ticket.ID)+`}`)); err != nil {
			b.Fatal(err)
		}
	}
	ana := w.as("ana")
	c, err := w.m.Collection("calllogs", "calls")
	if err != nil {
		b.Fatal(err)
	}
	q := records.Query{Where: &records.Filter{Field: "ticket", Value: json.RawMessage(itoa(ticket.ID))}, Limit: 5}
	b.Run("panel", func(b *testing.B) {
		for b.Loop() {
			if _, err := w.m.Render(ctx, ana, "calllogs", "calls", plugin.RenderInput{At: plugin.At{Ticket: ticket.ID}}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("query", func(b *testing.B) {
		for b.Loop() {
			if page, err := w.m.Records().List(ctx, ana, c, q); err != nil || len(page.Items) != 5 {
				b.Fatal(page, err)
			}
		}
	})
}
