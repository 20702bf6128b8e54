package tickets_test

import (
	"context"
	"encoding/json"
	"slices"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/storetest"
	"pegboard.dev/pegboard/core/tickets"
)

// mentioned reads whom the last note mentions from its event.
func (w *world) mentioned() []core.UserID {
	w.t.Helper()
	var raw string
	if err := w.db.ReaderSQL().QueryRow("SELECT payload FROM outbox WHERE type = 'ticket.commented' ORDER BY id DESC LIMIT 1").Scan(&raw); err != nil {
		w.t.Fatal(err)
	}
	var p tickets.Payload
	if err := json.Unmarshal([]byte(raw), &p); err != nil {
		w.t.Fatal(err)
	}
	return p.Mentions
}

func TestMentions(t *testing.T) {
	ctx := context.Background()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		w := mustWorld(t, db)
		abe := w.mustUser("Abe", "abe@demo.test", "employee", 0)
		w.mustJoin(abe, w.billing)
		tk := w.mustTicket(tickets.NewTicket{Team: w.billing, Assignee: w.ana})
		note := func(who *rbac.Subject, in tickets.NewMessage) error {
			in.Body = "@Abe, look."
			_, err := w.svc.AddMessage(ctx, who, tk.ID, in)
			return err
		}
		t.Run("offered are those who see the ticket", func(t *testing.T) {
			got, err := w.svc.Mentionable(ctx, w.agent(w.ana), tk.ID, "")
			if err != nil || len(got) != 1 || got[0].ID != abe {
				t.Errorf("ana is offered %+v, %v", got, err)
			}
			for name, c := range map[string]struct {
				who  *rbac.Subject
				kind core.Kind
			}{
				"who does not see it": {w.agent(w.ben), core.KindNotFound},
				"its customer":        {w.customer(w.carl), core.KindForbidden},
				"one who only looks":  {w.as(w.ana, powers{"tickets.view": rbac.Team}), core.KindForbidden},
			} {
				if _, err := w.svc.Mentionable(ctx, c.who, tk.ID, ""); !core.IsKind(err, c.kind) {
					t.Errorf("%s: %v", name, err)
				}
			}
		})
		t.Run("told are no others", func(t *testing.T) {
			all := []core.UserID{abe, w.ben, w.mia, w.carl, abe}
			if err := note(w.agent(w.ana), tickets.NewMessage{Kind: tickets.Comment, Mentions: all}); err != nil {
				t.Fatal(err)
			}
			if got := w.mentioned(); !slices.Equal(got, []core.UserID{abe}) {
				t.Errorf("mentioned are %v", got)
			}
		})
		t.Run("not in replies, and not everybody", func(t *testing.T) {
			if err := note(w.agent(w.ana), tickets.NewMessage{Kind: tickets.Reply, Mentions: []core.UserID{abe}}); !core.IsKind(err, core.KindInvalid) {
				t.Errorf("in a reply: %v", err)
			}
			many := tickets.NewMessage{Kind: tickets.Comment, Mentions: make([]core.UserID, tickets.MaxMentions+1)}
			if err := note(w.agent(w.ana), many); !core.IsKind(err, core.KindInvalid) {
				t.Errorf("of too many: %v", err)
			}
		})
	})
}
