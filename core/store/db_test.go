package store_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/storetest"
)

func TestMigrateTwiceDoesNothing(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		if n, err := db.Migrate(t.Context()); err != nil || n != 0 {
			t.Fatalf("second migration: ran %d, %v", n, err)
		}
		if pending, err := db.MigrationPending(t.Context()); err != nil || pending {
			t.Fatalf("pending: %v, %v", pending, err)
		}
	})
}

func TestTransaction(t *testing.T) {
	errBoom := errors.New("boom")
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		epoch := func(ctx context.Context) int64 {
			t.Helper()
			n, err := db.Access().Epoch(ctx)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		bump := func(ctx context.Context) error { _, err := db.Access().Bump(ctx); return err }

		t.Run("commits, and reads its own writes before that", func(t *testing.T) {
			before := epoch(ctx)
			err := db.InTx(ctx, func(in context.Context) error {
				if err := bump(in); err != nil {
					return err
				}
				if got := epoch(in); got != before+1 {
					t.Errorf("inside: %d, want %d", got, before+1)
				}
				if got := epoch(ctx); got != before {
					t.Errorf("outside: %d, want %d", got, before)
				}
				return nil
			})
			if err != nil || epoch(ctx) != before+1 {
				t.Fatalf("after: %d, %v", epoch(ctx), err)
			}
		})
		t.Run("an error of a nested call rolls all back and runs nothing afterwards", func(t *testing.T) {
			before, ran := epoch(ctx), false
			err := db.InTx(ctx, func(ctx context.Context) error {
				db.AfterCommit(ctx, func(context.Context) { ran = true })
				if err := bump(ctx); err != nil {
					return err
				}
				return db.InTx(ctx, func(context.Context) error { return errBoom })
			})
			if !errors.Is(err, errBoom) || epoch(ctx) != before || ran {
				t.Fatalf("err %v, epoch %d of %d, ran %v", err, epoch(ctx), before, ran)
			}
		})
		t.Run("a panic rolls back and passes on", func(t *testing.T) {
			before := epoch(ctx)
			func() {
				defer func() {
					if recover() == nil {
						t.Error("the panic was swallowed")
					}
				}()
				_ = db.InTx(ctx, func(ctx context.Context) error { _ = bump(ctx); panic("boom") })
			}()
			if epoch(ctx) != before {
				t.Fatal("the change stayed")
			}
		})
		t.Run("after a commit its functions run once, in order, and a panic in one is contained", func(t *testing.T) {
			var got []int
			err := db.InTx(ctx, func(ctx context.Context) error {
				for i := range 3 {
					db.AfterCommit(ctx, func(context.Context) {
						got = append(got, i)
						if i == 1 {
							panic("boom")
						}
					})
				}
				return nil
			})
			if err != nil || len(got) != 3 || got[2] != 2 {
				t.Fatalf("%v, %v", got, err)
			}
		})
		t.Run("concurrent writers all get through", func(t *testing.T) {
			before := epoch(ctx)
			var wg sync.WaitGroup
			errs := make(chan error, 50)
			for range 50 {
				wg.Go(func() {
					errs <- db.InTx(ctx, func(ctx context.Context) error {
						epoch(ctx) // read first, then write: the order that breaks deferred transactions
						return bump(ctx)
					})
				})
			}
			wg.Wait()
			close(errs)
			for err := range errs {
				if err != nil {
					t.Fatal(err)
				}
			}
			if got := epoch(ctx); got != before+50 {
				t.Fatalf("%d lost", before+50-got)
			}
		})
	})
}

func TestOutbox(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		e := core.Event{Type: "ticket.created", Ticket: 7, Actor: 3}
		t.Run("refused outside a transaction", func(t *testing.T) {
			if err := db.Append(t.Context(), e); !core.IsKind(err, core.KindInternal) {
				t.Fatalf("got %v", err)
			}
		})
		t.Run("stored inside one", func(t *testing.T) {
			err := db.InTx(t.Context(), func(ctx context.Context) error {
				return db.Append(ctx, e, core.Event{Type: "person.created", Payload: []byte(`{"id": 3}`)})
			})
			var n int
			if scan := db.SQL().QueryRow("SELECT count(*) FROM outbox").Scan(&n); err != nil || scan != nil || n != 2 {
				t.Fatalf("%d rows, %v, %v", n, err, scan)
			}
		})
		t.Run("a payload over 64 KiB is refused", func(t *testing.T) {
			big := core.Event{Type: "x.y", Payload: make([]byte, 64<<10+1)}
			err := db.InTx(t.Context(), func(ctx context.Context) error { return db.Append(ctx, big) })
			if err == nil {
				t.Fatal("accepted")
			}
		})
	})
}

func TestMemoryDatabasesAreSeparateAndGone(t *testing.T) {
	ctx := t.Context()
	open := func() *store.DB {
		db, err := store.Open(ctx, store.Config{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })
		if _, err := db.Migrate(ctx); err != nil {
			t.Fatal(err)
		}
		return db
	}
	a, b := open(), open()
	if err := a.InTx(ctx, func(ctx context.Context) error { _, err := a.Access().Bump(ctx); return err }); err != nil {
		t.Fatal(err)
	}
	na, _ := a.Access().Epoch(ctx)
	nb, _ := b.Access().Epoch(ctx)
	if na != 2 || nb != 1 {
		t.Fatalf("epochs %d and %d, want 2 and 1", na, nb)
	}
}

func TestReadersCannotWrite(t *testing.T) {
	db := storetest.OpenSQLite(t)
	if _, err := db.Access().Bump(t.Context()); err == nil {
		t.Fatal("a write outside a transaction went through the readers")
	}
}

func TestAuditLogIsAppendOnly(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		exec := func(q string) error { _, err := db.SQL().Exec(q); return err }
		if err := exec("INSERT INTO audit_log (at, actor_name, action, target_type, target_id) VALUES (1, 'a', 'b', 'c', 'd')"); err != nil {
			t.Fatal(err)
		}
		for _, q := range []string{"UPDATE audit_log SET actor_name = 'x'", "DELETE FROM audit_log"} {
			if exec(q) == nil {
				t.Errorf("allowed: %s", q)
			}
		}
	})
}

func TestMemoryDatabaseUnderLoad(t *testing.T) {
	ctx := t.Context()
	db, err := store.Open(ctx, store.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 50 {
				if err := db.InTx(ctx, func(ctx context.Context) error { _, err := db.Access().Bump(ctx); return err }); err != nil {
					t.Errorf("write: %v", err)
					return
				}
			}
		})
		wg.Go(func() {
			last := int64(0)
			for range 200 {
				n, err := db.Access().Epoch(ctx)
				if err != nil || n < last {
					t.Errorf("read %d after %d: %v", n, last, err)
					return
				}
				last = n
			}
		})
	}
	wg.Wait()
	if n, err := db.Access().Epoch(ctx); err != nil || n != 201 {
		t.Fatalf("%d, %v", n, err)
	}
}

// TestReadsOfWhoHasGoneFail: a statement that cannot be prepared is an error
// like any other.
func TestReadsOfWhoHasGoneFail(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := db.Tickets().FindTicket(ctx, 1); err == nil || core.IsKind(err, core.KindNotFound) {
			t.Errorf("reading for somebody who has gone: %v", err)
		}
		if _, err := db.Jobs().LastEvent(ctx); err == nil {
			t.Error("the newest event was read for somebody who has gone")
		}
	})
}
