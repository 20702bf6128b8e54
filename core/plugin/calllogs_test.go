package plugin_test

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/blocks"
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/records"
)

// desk is one person at a surface of the call logs.
type desk struct {
	*world
	who     string
	surface string
	at      plugin.At
	params  map[string]string
	lang    string
}

func (d desk) draw() string {
	d.Helper()
	out, err := d.m.Render(context.Background(), d.as(d.who), "calllogs", d.surface,
		plugin.RenderInput{At: d.at, Params: d.params, Locale: plugin.Locale{Language: d.lang}})
	if err != nil {
		d.Fatalf("%s at %s: %v", d.who, d.surface, err)
	}
	return string(out.JSON)
}

// press carries out an action that the drawing offers. values is the form's id
// and its content, selection the row of the table.
func (d desk) press(doc, action, form, values, row string) (string, error) {
	d.Helper()
	ev := &blocks.Event{Event: "action", Action: action, Token: token(d, doc, action)}
	if form != "" {
		ev.Event, ev.Values = "submit", map[string]blocks.Raw{form: blocks.Raw(values)}
	}
	if row != "" {
		ev.Selection = map[string][]string{"calls": {row}}
	}
	out, err := d.m.Event(context.Background(), d.as(d.who), "calllogs", d.surface,
		plugin.EventInput{At: d.at, Event: ev, Locale: plugin.Locale{Language: d.lang}})
	return string(out), err
}

func (d desk) has(doc string, parts ...string) {
	d.Helper()
	for _, p := range parts {
		if !strings.Contains(doc, p) {
			d.Errorf("%s at %s: there is no %s in %s", d.who, d.surface, p, doc)
		}
	}
}

// call reads one call as JSON.
func (w *world) call(who string, id core.RecordID) map[string]any {
	w.Helper()
	raw, err := w.m.GetRecord(context.Background(), w.as(who), "calllogs", "calls", id)
	if err != nil {
		w.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(raw, &out); err != nil {
		w.Fatal(err)
	}
	return out
}

func TestCallPanel(t *testing.T) {
	onBoth(t, func(w *world) {
		w.enable("calllogs")
		ticket := w.ticket("Refund", "billing")
		ana := desk{world: w, who: "ana", surface: "calls", at: plugin.At{Ticket: ticket.ID}}
		doc := ana.draw()
		ana.has(doc, `"No calls yet."`, `"Log a call"`, `"ticket:`+itoa(ticket.ID)+`"`)
		out, err := ana.press(doc, "log", "panel", `{"direction": "in", "outcome": "callback", "number": "+49 30 123", "minutes": 7, "notes": "He <b>will</b> call again."}`, "")
		if err != nil {
			t.Fatal(err)
		}
		ana.has(out, `"Call logged."`, `"refresh"`, `"reset"`)
		got := w.call("ana", 1)
		for name, want := range map[string]any{
			"ticket": float64(ticket.ID), "person": float64(w.ids["carl"]), "owner": float64(w.ids["ana"]), "team": float64(w.teams["billing"]),
			"direction": "in", "outcome": "callback", "number": "+49 30 123", "duration": 420.0, "notes": "He <b>will</b> call again.",
		} {
			if got[name] != want {
				t.Errorf("%s is %v, not %v", name, got[name], want)
			}
		}
		doc = ana.draw()
		ana.has(doc, `"Incoming call"`, `"Call back"`, `+49 30 123`, `"name":"ana"`)
		out, err = ana.press(doc, "log", "panel", `{"direction": "in", "outcome": "answered", "minutes": 5000}`, "")
		if err != nil {
			t.Fatal(err)
		}
		ana.has(out, `"errors"`, `"minutes"`, `1440`)
		out, err = ana.press(doc, "log", "panel", `{"direction": "sideways", "outcome": "answered"}`, "")
		if err != nil {
			t.Fatal(err)
		}
		ana.has(out, `"errors"`, `"direction"`, "not one of the choices")

		german := ana
		german.lang = "de-AT"
		german.has(german.draw(), `"Eingehender Anruf"`, `"Zurückrufen"`)

		// The other team's agent is asked in on the ticket: the panel is there, the
		// call is not theirs to see.
		if _, err := w.tickets.AddContributor(context.Background(), w.as("olga"), ticket.ID, w.ids["ben"]); err != nil {
			t.Fatal(err)
		}
		ben := ana
		ben.who = "ben"
		ben.has(ben.draw(), `"No calls yet."`)

		// Editing from the panel opens a form that saves.
		modal, err := ana.press(ana.draw(), "edit", "", "", "")
		if err != nil {
			t.Fatal(err)
		}
		ana.has(modal, `"modal"`, `"+49 30 123"`)
		if _, err := ana.press(modal, "save", "edit_form", `{"direction": "out", "outcome": "answered", "number": "", "minutes": null, "notes": "Done.", "started_at": "2026-11-24T08:00:00Z"}`, ""); err != nil {
			t.Fatal(err)
		}
		got = w.call("ana", 1)
		if got["direction"] != "out" || got["number"] != nil || got["notes"] != "Done." || got["started_at"] != "2026-11-24T08:00:00Z" || got["version"] != 2.0 {
			t.Errorf("saved as %v", got)
		}
		_, err = ana.press(modal, "save", "edit_form", `{"direction": "in", "outcome": "answered"}`, "")
		w.fails("saving what somebody changed meanwhile", err, core.KindConflict)
	})
}

func TestCallPage(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		w.enable("calllogs")
		for i, in := range []string{
			`{"number": "111", "direction": "in", "outcome": "answered", "notes": "alpha"}`,
			`{"number": "222", "direction": "out", "outcome": "busy", "notes": "beta"}`,
			`{"number": "333", "direction": "out", "outcome": "answered", "notes": "gamma"}`,
		} {
			if _, err := w.m.CreateRecord(ctx, w.as([]string{"ana", "ana", "ben"}[i]), "calllogs", "calls", []byte(in)); err != nil {
				t.Fatal(err)
			}
		}
		page := func(who string, params ...string) string {
			d := desk{world: w, who: who, surface: "page", params: map[string]string{}}
			for i := 0; i+1 < len(params); i += 2 {
				d.params[params[i]] = params[i+1]
			}
			var shown []string
			doc := d.draw()
			for _, n := range []string{"111", "222", "333"} {
				if strings.Contains(doc, `"`+n+`"`) {
					shown = append(shown, n)
				}
			}
			return strings.Join(shown, " ")
		}
		for _, tc := range []struct {
			who    string
			params []string
			want   string
		}{
			{"ana", nil, "111 222"}, {"ben", nil, "333"}, {"olga", nil, "111 222 333"},
			{"ana", []string{"calls.f.direction", "out"}, "222"}, {"olga", []string{"calls.f.outcome", "answered"}, "111 333"},
			{"olga", []string{"calls.f.mine", "true"}, ""}, {"ana", []string{"calls.q", "alp"}, "111"}, {"ana", []string{"calls.q", "gamma"}, ""},
			{"ana", []string{"calls.sort", "number\" --"}, "111 222"},
		} {
			if got := page(tc.who, tc.params...); got != tc.want {
				t.Errorf("%s with %v sees %q, not %q", tc.who, tc.params, got, tc.want)
			}
		}
		ana := desk{world: w, who: "ana", surface: "page"}
		doc := ana.draw()
		if strings.Contains(doc, `"delete"`) {
			t.Error("an agent without the key is offered to delete")
		}
		if _, err := ana.press(doc, "edit", "", "", "3"); !core.IsKind(err, core.KindNotFound) {
			t.Errorf("a row of another team: %v", err)
		}
		olga := desk{world: w, who: "olga", surface: "page"}
		if _, err := olga.press(olga.draw(), "delete", "", "", "2"); err != nil {
			t.Fatal(err)
		}
		if got := page("ana"); got != "111" {
			t.Errorf("after the deletion: %q", got)
		}
	})
}

func TestTicketFromCall(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		w.enable("calllogs")
		seen := w.ticket("Seen", "billing") // by it ana knows carl
		_ = seen
		if _, err := w.m.CreateRecord(ctx, w.as("ana"), "calllogs", "calls", []byte(`{"number": "555", "notes": "Wants a refund.", "person": `+itoa(w.ids["carl"])+`}`)); err != nil {
			t.Fatal(err)
		}
		ana := desk{world: w, who: "ana", surface: "page"}
		doc := ana.draw()
		out, err := ana.press(doc, "add_ticket", "", "", "1")
		if err != nil {
			t.Fatal(err)
		}
		id := core.TicketID(w.call("ana", 1)["ticket"].(float64))
		ana.has(out, `"navigate"`, `/app/tickets/`+itoa(id))
		got, err := w.tickets.Get(ctx, w.as("ana"), id)
		if err != nil || got.Requester.ID != w.ids["carl"] || got.Team.ID != w.teams["billing"] || got.Subject != "Incoming call 555" || got.Channel != "calllogs" ||
			len(got.Messages) != 1 || got.Messages[0].Text != "Wants a refund." {
			t.Errorf("the ticket is %+v, %v", got, err)
		}
		before := w.count("SELECT COUNT(*) FROM tickets")
		if out, err := ana.press(doc, "add_ticket", "", "", "1"); err != nil || !strings.Contains(out, "already") {
			t.Errorf("once more: %s %v", out, err)
		}
		// One who may not create tickets cannot by this way either.
		w.setRole("agent", "tickets", rbac.Setting{Level: rbac.Read})
		if _, err := w.m.CreateRecord(ctx, w.as("ana"), "calllogs", "calls", []byte(`{"number": "666"}`)); err != nil {
			t.Fatal(err)
		}
		_, err = ana.press(ana.draw(), "add_ticket", "", "", "2")
		w.fails("without tickets.create", err, core.KindForbidden)
		// Nor one who has the key, but not on this call.
		w.setRole("agent", "tickets", rbac.Setting{Level: rbac.Full})
		w.setRole("agent", "calllogs", rbac.Setting{Level: rbac.Modify, Scope: rbac.Team, Keys: map[rbac.Key]rbac.Scope{"calllogs.add_ticket": rbac.Own}})
		if _, err := w.m.CreateRecord(ctx, w.as("olga"), "calllogs", "calls", []byte(`{"number": "777", "team": `+itoa(w.teams["billing"])+`}`)); err != nil {
			t.Fatal(err)
		}
		_, err = ana.press(ana.draw(), "add_ticket", "", "", "3")
		w.fails("a call that is not one's own", err, core.KindForbidden)
		if n := w.count("SELECT COUNT(*) FROM tickets"); n != before {
			t.Errorf("%d tickets too many", n-before)
		}
	})
}

// TestAddToTicket: the key in the row of tickets logs a call without any level
// for call logs, and nothing else.
func TestAddToTicket(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		w.enable("calllogs")
		w.setRole("agent", "calllogs", rbac.Setting{Level: rbac.None})
		ticket := w.ticket("Refund", "billing")
		ana := desk{world: w, who: "ana", surface: "log_call", at: plugin.At{Ticket: ticket.ID}}
		if out, err := ana.press(ana.draw(), "log", "panel", `{"direction": "in", "outcome": "answered"}`, ""); err != nil {
			t.Fatalf("%s %v", out, err)
		}
		if n := w.count("SELECT COUNT(*) FROM x_calllogs_calls WHERE ticket = " + itoa(ticket.ID)); n != 1 {
			t.Errorf("%d calls", n)
		}
		_, err := w.m.ListRecords(ctx, w.as("ana"), "calllogs", "calls", nil)
		w.fails("the list", err, core.KindForbidden)
		_, err = w.m.Render(ctx, w.as("ben"), "calllogs", "log_call", plugin.RenderInput{At: plugin.At{Ticket: ticket.ID}})
		w.fails("beside a ticket out of sight", err, core.KindNotFound)
	})
}

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
