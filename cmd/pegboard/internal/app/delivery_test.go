package app_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
)

// TestDiscardedDeliveries: an owner sees what was given up and has it told again;
// nobody else does either.
func TestDiscardedDeliveries(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.courier(t)
		if r := w.do("ana", "GET", doing("publish courier.sent 0 {}"), "", nil); r.status != http.StatusOK {
			t.Fatalf("%d %s", r.status, r.body)
		}
		eventually(t, "it is told", func() bool {
			var waiting int
			w.must(w.app.DB.SQL().QueryRow("SELECT (SELECT COUNT(*) FROM deliveries) + (SELECT COUNT(*) FROM outbox WHERE fanned_at IS NULL)").Scan(&waiting))
			return waiting == 0
		})
		// It failed too often: as the worker leaves it then.
		_, err := w.app.DB.SQL().Exec(`INSERT INTO deliveries (watcher, event_id, ticket_id, state, attempt, scheduled_at, attempted_at, last_error)
			SELECT 'plugin:courier', id, 0, 'discarded', 12, at, at, 'The van broke down.' FROM outbox WHERE type = 'courier.sent'`)
		w.must(err)
		list := func(as string) (items []struct {
			ID       int64
			Watcher  string
			Event    string
			Error    string
			Attempts int
		}) {
			t.Helper()
			var page struct {
				Items json.RawMessage
				Next  *string
			}
			r := w.do(as, "GET", "/deliveries/discarded", "", nil)
			w.must(json.Unmarshal(r.body, &page))
			w.must(json.Unmarshal(page.Items, &items))
			return items
		}
		got := list("owner")
		if len(got) != 1 || got[0].Watcher != "plugin:courier" || got[0].Event != "courier.sent" || got[0].Error != "The van broke down." || got[0].Attempts != 12 {
			t.Fatalf("%+v", got)
		}
		replay := fmt.Sprintf("/deliveries/%d/replay", got[0].ID)
		for _, r := range []answer{w.do("ana", "GET", "/deliveries/discarded", "", nil), w.do("ana", "POST", replay, "", nil)} {
			if r.status != http.StatusForbidden {
				t.Errorf("an agent: %d %s", r.status, r.body)
			}
		}
		if r := w.do("owner", "POST", replay, "", nil); r.status != http.StatusNoContent {
			t.Errorf("replay: %d %s", r.status, r.body)
		}
		eventually(t, "it is delivered", func() bool {
			var left int
			w.must(w.app.DB.SQL().QueryRow("SELECT COUNT(*) FROM deliveries").Scan(&left))
			return left == 0
		})
		if n := len(list("owner")); n != 0 {
			t.Errorf("%d are left", n)
		}
		if r := w.do("owner", "POST", replay, "", nil); r.status != http.StatusNotFound {
			t.Errorf("again: %d %s", r.status, r.body)
		}
	})
}
