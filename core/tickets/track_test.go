package tickets_test

import (
	"context"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/store/storetest"
	"pegboard.dev/pegboard/core/tickets"
)

func TestTrackingLinks(t *testing.T) {
	ctx := context.Background()
	w := mustWorld(t, storetest.OpenSQLite(t))
	w.svc.TrackKey = []byte("sixteen bytes or more")
	tk := w.mustTicket(tickets.NewTicket{Team: w.billing})
	token := w.svc.TrackingToken(tk.ID, w.carl)
	if id, user, err := w.svc.Tracked(ctx, token); err != nil || id != tk.ID || user != w.carl {
		t.Fatalf("ticket %d of %d, %v", id, user, err)
	}
	other := *w.svc
	other.TrackKey = []byte("of another helpdesk, that is")
	for name, bad := range map[string]string{
		"of another helpdesk": other.TrackingToken(tk.ID, w.carl), "empty": "", "cut short": token[:len(token)-1], "with more behind it": token + "A",
		"of no base64": "%%%", "without a seal": "AQE",
	} {
		if _, _, err := w.svc.Tracked(ctx, bad); !core.IsKind(err, core.KindNotFound) {
			t.Errorf("a token %s: %v", name, err)
		}
	}
	closed := tickets.Closed
	if _, err := w.svc.Update(ctx, w.manager(), tk.ID, tickets.Patch{Status: &closed}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := w.svc.Tracked(ctx, token); err != nil {
		t.Fatalf("just closed: %v", err)
	}
	w.clock.advance(91 * 24 * time.Hour)
	if _, _, err := w.svc.Tracked(ctx, token); !core.IsKind(err, core.KindNotFound) {
		t.Fatalf("closed for long: %v", err)
	}
}

func FuzzTrackingToken(f *testing.F) {
	s := &tickets.Service{Deps: tickets.Deps{TrackKey: []byte("sixteen bytes or more")}}
	f.Add(s.TrackingToken(1, 2))
	f.Add("AQI")
	f.Fuzz(func(t *testing.T, token string) {
		if ticket, user, ok := tickets.ReadToken(s, token); ok && s.TrackingToken(ticket, user) != token {
			t.Fatalf("%q stands for %d of %d, and so does another token", token, ticket, user)
		}
	})
}
