package plugin_test

import (
	"context"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core"
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
