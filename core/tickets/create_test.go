package tickets_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/storetest"
	"pegboard.dev/pegboard/core/tickets"
)

func TestCreate(t *testing.T) {
	ctx := context.Background()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		w := mustWorld(t, db)
		t.Run("an agent opens a ticket and becomes its contributor", func(t *testing.T) {
			got, err := w.svc.Create(ctx, w.agent(w.ana), tickets.NewTicket{
				Subject: "  Refund\tplease ", Body: "Two *items*", Format: tickets.FormatMarkdown, Requester: w.carl,
				Team: w.billing, Priority: tickets.High, Tags: []string{"Money", "refund", "money"}, CC: []core.UserID{w.dora, w.carl},
			})
			if err != nil {
				t.Fatal(err)
			}
			if got.Subject != "Refund please" || got.Status != tickets.Open || got.Priority != tickets.High || got.Version != 1 ||
				got.Team.Name != "Billing" || got.Requester.Name != "Carl" || !slices.Equal(got.Tags, []string{"money", "refund"}) {
				t.Errorf("got %+v", got.Summary)
			}
			if len(got.Contributors) != 1 || got.Contributors[0].ID != w.ana || got.ContributorCount != 1 {
				t.Errorf("contributors %+v", got.Contributors)
			}
			if len(got.CC) != 1 || got.CC[0].ID != w.dora {
				t.Errorf("cc %+v", got.CC)
			}
			if len(got.Messages) != 1 || got.Messages[0].HTML != "<p>Two <em>items</em></p>" || got.Messages[0].Text != "Two items" || got.Messages[0].FromCustomer {
				t.Errorf("messages %+v", got.Messages)
			}
			if !got.Abilities["reply"] || !got.Abilities["take"] || got.Abilities["reopen"] || !got.Inside {
				t.Errorf("abilities %v", got.Abilities)
			}
			if got.FirstResponseAt != (got.ClosedAt) {
				t.Errorf("a ticket on behalf of somebody is no response: %v", got.FirstResponseAt)
			}
		})
		t.Run("a customer opens one for themselves and sees their side", func(t *testing.T) {
			got, err := w.svc.Create(ctx, w.customer(w.dora), tickets.NewTicket{Subject: "Help", Body: "It broke."})
			if err != nil {
				t.Fatal(err)
			}
			if got.Inside || got.Requester.ID != w.dora || got.Organization.ID != w.acme || len(got.Messages) != 1 || !got.Messages[0].FromCustomer {
				t.Errorf("got %+v %+v", got.Summary, got.Messages)
			}
		})
		t.Run("a guest gives an address and gets numbers only", func(t *testing.T) {
			guest := &rbac.Subject{Powers: rbac.NewPowers(rbac.Core(), powers{"tickets.submit": rbac.All})}
			got, err := w.svc.Create(ctx, guest, tickets.NewTicket{Subject: "Hi", Body: "There", RequesterName: "New", RequesterEmail: "new@demo.test"})
			if err != nil {
				t.Fatal(err)
			}
			if got.ID == 0 || got.Subject != "Hi" || len(got.Messages) != 0 || got.Requester.ID == 0 || got.Requester.Name != "" {
				t.Errorf("got %+v", got)
			}
			inside, err := w.svc.Get(ctx, w.manager(), got.ID)
			if err != nil || inside.Requester.Name != "New" || inside.Messages[0].Author.Name != "New" || !inside.Messages[0].FromCustomer {
				t.Errorf("inside: %+v, %v", inside, err)
			}
		})

		ok := tickets.NewTicket{Subject: "S", Body: "B", Requester: w.carl}
		with := func(change func(*tickets.NewTicket)) tickets.NewTicket {
			in := ok
			change(&in)
			return in
		}
		noKeys := w.as(w.ben, powers{"tickets.view": rbac.All})
		creator := w.as(w.ana, powers{"tickets.view": rbac.Team, "tickets.create": rbac.All})
		for _, c := range []struct {
			name string
			who  *rbac.Subject
			in   tickets.NewTicket
			want string // kind, and the field at fault
		}{
			{"forbidden without the key", noKeys, ok, "forbidden"},
			{"unauthenticated for a guest without the key", &rbac.Subject{}, ok, "unauthenticated"},
			{"forbidden to open for others as a customer", w.customer(w.dora), ok, "forbidden"},
			{"forbidden to route as a customer", w.customer(w.carl), with(func(in *tickets.NewTicket) { in.Team = w.tech }), "forbidden"},
			{"forbidden to set a priority without that key", creator, with(func(in *tickets.NewTicket) { in.Priority = tickets.Urgent }), "forbidden"},
			{"forbidden for a team out of reach", w.agent(w.ana), with(func(in *tickets.NewTicket) { in.Team = w.tech }), "forbidden"},
			{"allowed for any team with route", w.as(w.ana, full(rbac.Team, powers{"tickets.route": rbac.Team})), with(func(in *tickets.NewTicket) { in.Team = w.tech }), ""},
			{"forbidden to assign somebody out of reach", w.agent(w.ana), with(func(in *tickets.NewTicket) { in.Assignee = w.ben }), "forbidden"},
			{"allowed to keep it oneself", w.agent(w.ana), with(func(in *tickets.NewTicket) { in.Assignee = w.ana }), ""},
			{"invalid for a customer as the assignee", w.manager(), with(func(in *tickets.NewTicket) { in.Assignee = w.carl }), "invalid user_id"},
			{"invalid without a subject", w.agent(w.ana), with(func(in *tickets.NewTicket) { in.Subject = " \n" }), "invalid subject"},
			{"invalid with a long subject", w.agent(w.ana), with(func(in *tickets.NewTicket) { in.Subject = strings.Repeat("x", 251) }), "invalid subject"},
			{"invalid without a body", w.agent(w.ana), with(func(in *tickets.NewTicket) { in.Body = "<script>x</script>"; in.Format = tickets.FormatHTML }), "invalid body"},
			{"invalid with an unknown format", w.agent(w.ana), with(func(in *tickets.NewTicket) { in.Format = "rtf" }), "invalid format"},
			{"invalid with an unknown team", w.manager(), with(func(in *tickets.NewTicket) { in.Team = 999 }), "invalid team_id"},
			{"invalid with an unknown requester", w.manager(), with(func(in *tickets.NewTicket) { in.Requester = 999 }), "invalid requester_id"},
			{"invalid with a customer as contributor", w.manager(), with(func(in *tickets.NewTicket) { in.Contributors = []core.UserID{w.carl} }), "invalid contributors"},
			{"invalid with somebody unknown copied in", w.manager(), with(func(in *tickets.NewTicket) { in.CC = []core.UserID{999} }), "invalid cc"},
			{"invalid with an unknown status", w.manager(), with(func(in *tickets.NewTicket) { in.Status = 9 }), "invalid status"},
			{"invalid with a strange channel", w.manager(), with(func(in *tickets.NewTicket) { in.Channel = "Web!" }), "invalid channel"},
			{"invalid with a bad address", w.manager(), with(func(in *tickets.NewTicket) { in.Requester, in.RequesterEmail = 0, "bad" }), "invalid requester.email"},
		} {
			t.Run(c.name, func(t *testing.T) {
				before := len(w.events())
				_, err := w.svc.Create(ctx, c.who, c.in)
				wantError(t, err, c.want)
				if grew := len(w.events()) - before; (grew > 0) != (c.want == "") {
					t.Errorf("%d events", grew)
				}
			})
		}
		t.Run("invalid for a requester whom the actor may not know", func(t *testing.T) {
			w.rules.hidden[w.ed] = true
			_, err := w.svc.Create(ctx, w.agent(w.ana), with(func(in *tickets.NewTicket) { in.Requester = w.ed }))
			wantError(t, err, "invalid requester_id")
		})
	})
}

// wantError compares an error with "kind" or "kind field"; "" is none.
func wantError(t testing.TB, err error, want string) {
	t.Helper()
	got := ""
	if err != nil {
		got = core.KindOf(err).String()
	}
	var e *core.Error
	if strings.HasPrefix(want, got+" ") && errors.As(err, &e) {
		for field := range e.Fields {
			got += " " + field
		}
	}
	if got != want {
		t.Errorf("error %v (%q), want %q", err, got, want)
	}
}
