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
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/tickets"
)

func TestWillHooksAndMessages(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		w.install(courier(w))
		create := func(subject string) *tickets.Ticket {
			got, err := w.tickets.Create(ctx, w.as("ana"), tickets.NewTicket{Subject: subject, Body: "It <b>broke</b>."})
			if err != nil {
				t.Fatalf("%s: %v", subject, err)
			}
			return got
		}
		say := func(id core.TicketID, kind tickets.MessageKind, body string) (*tickets.Message, error) {
			return w.tickets.AddMessage(ctx, w.as("ana"), id, tickets.NewMessage{Kind: kind, Body: body})
		}
		ticket := create("reword")
		page, err := w.tickets.Messages(ctx, w.as("ana"), ticket.ID, "", 10)
		if err != nil || len(page.Items) != 1 || page.Items[0].Text != "was: It <b>broke</b>." || strings.Contains(page.Items[0].HTML, "<b>") {
			t.Errorf("reworded at birth: %+v %v", page.Items, err)
		}
		// What no will-hook can change fails the hook, which fails open here.
		if got := create("reroute"); got.Team.ID != 0 && got.Team.ID != w.teams["billing"] {
			t.Errorf("rerouted: %+v", got.Team)
		}
		subject := "give"
		got, err := w.tickets.Update(ctx, w.as("ana"), ticket.ID, tickets.Patch{Subject: &subject})
		if err != nil || got.Assignee.ID != 0 || got.Priority == tickets.Urgent {
			t.Errorf("half of a refused patch was made: %+v %v", got, err)
		}
		for _, kind := range []tickets.MessageKind{tickets.Reply, tickets.Comment} {
			m, err := say(ticket.ID, kind, "The card is 1234 <i>x</i>.")
			if err != nil || m.Text != "The card is **** <i>x</i>." || strings.Contains(m.HTML, "1234") || strings.Contains(m.HTML, "<i>") || m.Kind != kind {
				t.Errorf("%v: %+v %v", kind, m, err)
			}
		}
		w.deliver("ticket.replied")
		if got := w.must("ana", "said heard"); got != "The card is **** <i>x</i>." {
			t.Errorf("the watcher read %q", got)
		}
		_, err = say(ticket.ID, tickets.Reply, "hush")
		w.fails("another kind, failing closed", err, core.KindUnavailable)
		if m, err := say(ticket.ID, tickets.Comment, "hush"); err != nil || m.Kind != tickets.Comment {
			t.Errorf("a note stays one: %+v %v", m, err)
		}
		_, err = say(ticket.ID, tickets.Reply, "veto")
		w.fails("a veto", err, core.KindConflict)
		if n := w.count("SELECT COUNT(*) FROM messages WHERE ticket_id = " + itoa(ticket.ID)); n != 4 {
			t.Errorf("%d messages", n)
		}
	})
}

// lines are what the ticket's log says of the courier, in order.
func (w *world) lines(id core.TicketID) []string {
	w.Helper()
	rows, err := w.db.SQL().Query("SELECT CAST(data AS TEXT) FROM activities WHERE type = 'plugin_heard' AND plugin = 'courier' AND ticket_id = " + itoa(id) + " ORDER BY id")
	if err != nil {
		w.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var data string
		if err := rows.Scan(&data); err != nil {
			w.Fatal(err)
		}
		var h tickets.Heard
		if err := json.Unmarshal([]byte(data), &h); err != nil || h.MS <= 0 {
			w.Fatalf("%s: %v", data, err)
		}
		out = append(out, strings.TrimSpace(strings.Join([]string{h.Hook, h.Verdict, strings.Join(h.Fields, ","), h.Reason}, " ")))
	}
	return out
}

func TestTheTicketsLogTellsWhichPluginsTookPart(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		w.install(courier(w))
		ticket, err := w.tickets.Create(ctx, w.as("ana"), tickets.NewTicket{Subject: "reword", Body: "It broke."})
		if err != nil {
			t.Fatal(err)
		}
		say := func(kind tickets.MessageKind, body string) {
			_, _ = w.tickets.AddMessage(ctx, w.as("ana"), ticket.ID, tickets.NewMessage{Kind: kind, Body: body})
		}
		say(tickets.Reply, "Call 1234.")
		say(tickets.Comment, "Nothing to see.")
		say(tickets.Reply, "veto")
		say(tickets.Reply, "hush")
		w.deliver("ticket.replied")
		want := []string{
			"ticket.will_create changed body", "ticket.will_reply changed body", "ticket.will_comment saw", "ticket.will_reply vetoed  Not like this.",
			"ticket.will_reply failed  The plugin Courier wanted to change kind in ticket.will_reply, which is for its author to choose.",
			"ticket.replied told",
		}
		if got := w.lines(ticket.ID); !slices.Equal(got, want) {
			t.Errorf("the log:\n%s", strings.Join(got, "\n"))
		}
	})
}

func TestUsage(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		w.install(courier(w))
		w.must("ana", "settings")
		_, _ = w.says("ana", "said")
		w.must("ana", "settings")
		first := w.info("courier")
		if u := first.Usage; u.Calls < 2 || u.Busy <= 0 || u.Fuel < 1000 || u.HostCalls < 1 || u.Peak < 1<<20 || first.Memory < 1<<20 {
			t.Errorf("%+v, %d bytes", u, first.Memory)
		}
		if first.Usage.Errors != 1 { // "said" without its argument panics
			t.Errorf("%d errors", first.Usage.Errors)
		}
		for range 2 { // what was stored is not stored again
			if err := w.m.SaveUsage(ctx); err != nil {
				t.Fatal(err)
			}
		}
		if got := w.info("courier").Usage; got != first.Usage {
			t.Errorf("once stored: %+v, not %+v", got, first.Usage)
		}
		// A disabled plugin's usage stays, and another node sees what was stored.
		w.must("ana", "settings")
		if err := w.m.Disable(ctx, w.as("olga"), "courier"); err != nil {
			t.Fatal(err)
		}
		last := w.info("courier").Usage
		if last.Calls <= first.Usage.Calls {
			t.Errorf("disabled: %+v", last)
		}
		if err := w.m.SaveUsage(ctx); err != nil {
			t.Fatal(err)
		}
		second := w.manager(fstest.MapFS{})
		in, err := second.Get(ctx, w.as("olga"), "courier")
		if err != nil || in.Usage != last {
			t.Errorf("another node: %+v, not %+v, %v", in.Usage, last, err)
		}
		w.clock.pass(25 * time.Hour)
		if got := w.info("courier").Usage; got.Calls != 0 {
			t.Errorf("a day later: %+v", got)
		}
		w.clock.pass(91 * 24 * time.Hour)
		w.enable("calllogs")
		if _, err := w.m.Render(ctx, w.as("olga"), "calllogs", "page", plugin.RenderInput{}); err != nil {
			t.Fatal(err)
		}
		if err := w.m.SaveUsage(ctx); err != nil {
			t.Fatal(err)
		}
		if n := w.count("SELECT COUNT(*) FROM plugin_usage WHERE plugin = 'courier'"); n != 0 {
			t.Errorf("%d old rows", n)
		}
	})
}

func TestMessagesNeedTheCapability(t *testing.T) {
	w := newWorld(t, openSQLite(t), newClock())
	w.install(edited(t, courier(t), without("tickets.read")))
	ticket := w.ticket("reword", "billing")
	page, err := w.tickets.Messages(context.Background(), w.as("ana"), ticket.ID, "", 10)
	if err != nil || page.Items[0].Text != "It does not work." {
		t.Errorf("without tickets.read it reworded: %+v %v", page.Items, err)
	}
	m, err := w.tickets.AddMessage(context.Background(), w.as("ana"), ticket.ID, tickets.NewMessage{Kind: tickets.Comment, Body: "1234"})
	if err != nil || m.Text != "1234" {
		t.Errorf("without tickets.read: %+v %v", m, err)
	}
	if got := w.must("ana", "said blind"); got != "saw nothing" {
		t.Errorf("it was shown the message: %q", got)
	}
	w.deliver("ticket.created")
}
