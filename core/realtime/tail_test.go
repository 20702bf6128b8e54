package realtime

import (
	"context"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/storetest"
)

func types(list []core.Event) (out []string) {
	for _, e := range list {
		out = append(out, e.Type)
	}
	return out
}

func expectNext(t *testing.T, tail *tail, want ...string) {
	t.Helper()
	list, err := tail.next(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got := types(list)
	if len(got) != len(want) {
		t.Fatalf("next is %v, not %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("next is %v, not %v", got, want)
		}
	}
}

func publish(t *testing.T, db *store.DB, name string) {
	t.Helper()
	if err := db.InTx(t.Context(), func(ctx context.Context) error { return db.Append(ctx, core.Event{Type: name}) }); err != nil {
		t.Fatal(err)
	}
}

func TestTailReturnsEachEventOnce(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		publish(t, db, "before")
		tail := &tail{feed: db.Jobs(), clock: core.SystemClock{}}
		expectNext(t, tail)
		publish(t, db, "a")
		publish(t, db, "b")
		expectNext(t, tail, "a", "b")
		expectNext(t, tail)
		for range page + 5 { // more than one page, all of them young
			publish(t, db, "many")
		}
		n := 0
		for range 4 {
			list, err := tail.next(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			n += len(list)
		}
		if n != page+5 {
			t.Errorf("%d of %d events came", n, page+5)
		}
	})
}

// TestTailSeesLateCommits: a transaction that drew a smaller number may commit
// later, where writers do not wait for each other.
func TestTailSeesLateCommits(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		if db.Dialect() != store.PostgreSQL {
			t.Skip("SQLite has one writer: numbers are committed in their order")
		}
		tail := &tail{feed: db.Jobs(), clock: core.SystemClock{}}
		expectNext(t, tail)
		err := db.InTx(t.Context(), func(ctx context.Context) error {
			if err := db.Append(ctx, core.Event{Type: "early"}); err != nil {
				return err
			}
			publish(t, db, "late") // in a transaction of its own, which commits first
			expectNext(t, tail, "late")
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		expectNext(t, tail, "early")
		expectNext(t, tail)
	})
}
