package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/records"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/storetest"
)

func mustInTx(t testing.TB, db *store.DB, fn func(ctx context.Context) error) {
	t.Helper()
	if err := db.InTx(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}

func held(t testing.TB, db *store.DB) core.PluginStorage {
	t.Helper()
	all, err := db.Plugins().Storage(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return all["probe"]
}

// mustBeExact compares what was counted with what there is: a recount finds nothing.
func mustBeExact(t testing.TB, db *store.DB, after string) {
	t.Helper()
	counted := held(t, db)
	if err := db.Plugins().Recount(context.Background(), "probe"); err != nil {
		t.Fatal(err)
	}
	if now := held(t, db); now != counted {
		t.Fatalf("%s: counted %+v, and there is %+v", after, counted, now)
	}
}

func setQuota(t testing.TB, db *store.DB, q core.PluginQuota) {
	t.Helper()
	mustInTx(t, db, func(ctx context.Context) error { return db.Plugins().SetQuota(ctx, "probe", q) })
}

func labelled(text string) *records.Record {
	now := time.UnixMicro(1).UTC()
	return &records.Record{Version: 1, CreatedAt: now, UpdatedAt: now, Values: map[string]any{"label": text}}
}

// TestStorageIsCounted does this and that with records, parts, files and entries, and
// some of it in vain; what was counted is what there is.
func TestStorageIsCounted(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		c := mustCollection(t, callsDeclaration)
		mustPrepare(t, db, c)
		mustBeExact(t, db, "nothing")
		s, rnd, now := db.Records(), rand.New(rand.NewPCG(1, 7)), time.Now()
		var live []*records.Record
		kinds := []func(ctx context.Context) error{
			func(ctx context.Context) error {
				r := labelled(strings.Repeat("ä", rnd.IntN(50)))
				live = append(live, r)
				return s.CreateRecord(ctx, c, r)
			},
			func(ctx context.Context) error {
				if len(live) == 0 {
					return nil
				}
				r := live[rnd.IntN(len(live))]
				r.Version++
				r.Values["label"], r.Values["notes"] = strings.Repeat("x", rnd.IntN(90)), "€"
				return s.UpdateRecord(ctx, c, r, r.Version-1, []*records.Field{&c.Fields[0], &c.Fields[1]})
			},
			func(ctx context.Context) error {
				if len(live) == 0 {
					return nil
				}
				r := live[0]
				live = live[1:]
				return s.DeleteRecord(ctx, c, r.ID, r.Version)
			},
			func(ctx context.Context) error {
				ttl := time.Time{}
				if rnd.IntN(2) == 0 {
					ttl = now.Add(time.Duration(rnd.IntN(3)-1) * time.Hour)
				}
				return db.Plugins().SetKV(ctx, "probe", fmt.Sprint("k", rnd.IntN(9)), make([]byte, rnd.IntN(99)), now, ttl)
			},
			func(ctx context.Context) error {
				return db.Plugins().DeleteKV(ctx, "probe", fmt.Sprint("k", rnd.IntN(9)))
			},
		}
		for i := range 60 {
			err := db.InTx(context.Background(), func(ctx context.Context) error {
				for range rnd.IntN(4) {
					if err := kinds[rnd.IntN(len(kinds))](ctx); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if i%10 == 0 {
				mustBeExact(t, db, fmt.Sprint("step ", i))
			}
		}
		undone := fmt.Errorf("no")
		err := db.InTx(context.Background(), func(ctx context.Context) error {
			if err := s.CreateRecord(ctx, c, labelled("never")); err != nil {
				return err
			}
			return undone
		})
		if err == nil {
			t.Fatal("what was undone was done")
		}
		mustBeExact(t, db, "what was undone")
		file := &records.StoredFile{Attachment: records.Attachment{ID: strings.Repeat("a", 32), Name: "a", MIME: "b", Size: 4000}, Plugin: "probe", Collection: "items", Field: "label", Owner: "user:1", Stored: "x", At: now}
		was := held(t, db).Bytes
		mustInTx(t, db, func(ctx context.Context) error { return s.AddFile(ctx, file) })
		if got := held(t, db).Bytes; got != was+4000 {
			t.Errorf("with a file %d bytes, before %d", got, was)
		}
		mustBeExact(t, db, "a file")
		mustInTx(t, db, func(ctx context.Context) error { _, err := s.DropFile(ctx, file.ID); return err })
		mustBeExact(t, db, "without the file")
		at := &records.Field{Name: "created_at"}
		if n, err := s.ExpireRecords(context.Background(), c, at, time.UnixMicro(2), 1000); err != nil || n != int64(len(live)) {
			t.Fatalf("%d of %d expired, %v", n, len(live), err)
		}
		mustBeExact(t, db, "what was too old")
	})
}

// TestQuotaHolds: many at once, in transactions of several rows and on two nodes,
// never keep more than is allowed, and use all of it.
func TestQuotaHolds(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		c := mustCollection(t, callsDeclaration)
		mustPrepare(t, db, c)
		setQuota(t, db, core.PluginQuota{Rows: 50})
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				for i := range 12 {
					err := db.InTx(context.Background(), func(ctx context.Context) error {
						for range i%2 + 1 {
							if err := db.Records().CreateRecord(ctx, c, labelled("x")); err != nil {
								return err
							}
						}
						return nil
					})
					if err != nil && !core.IsKind(err, core.KindRateLimited) {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		if got := held(t, db); got.Rows != 50 {
			t.Errorf("%d rows are kept", got.Rows)
		}
		mustBeExact(t, db, "a flood")
		create := func(text string) error {
			return db.InTx(context.Background(), func(ctx context.Context) error { return db.Records().CreateRecord(ctx, c, labelled(text)) })
		}
		err := create("x")
		if !core.IsKind(err, core.KindRateLimited) || !strings.Contains(err.Error(), "as many rows as it may, 50") {
			t.Errorf("one more: %v", err)
		}
		setQuota(t, db, core.PluginQuota{Rows: 60, Bytes: held(t, db).Bytes + 1000})
		if err := create(strings.Repeat("x", 1000)); !core.IsKind(err, core.KindRateLimited) {
			t.Errorf("more bytes than it may keep: %v", err)
		}
		if err := create("fits"); err != nil {
			t.Error(err)
		}
		r := labelled("grows")
		mustInsert(t, db, c, r)
		r.Version, r.Values["label"] = 2, strings.Repeat("x", 2000)
		err = db.InTx(context.Background(), func(ctx context.Context) error {
			return db.Records().UpdateRecord(ctx, c, r, 1, []*records.Field{&c.Fields[0]})
		})
		if !core.IsKind(err, core.KindRateLimited) {
			t.Errorf("a row that grows beyond: %v", err)
		}
		// Less than there is takes nothing away, and lets go and shrink.
		setQuota(t, db, core.PluginQuota{Rows: 10, Bytes: 10})
		r.Values["label"] = "g"
		mustInTx(t, db, func(ctx context.Context) error {
			return db.Records().UpdateRecord(ctx, c, r, 1, []*records.Field{&c.Fields[0]})
		})
		mustInTx(t, db, func(ctx context.Context) error { return db.Records().DeleteRecord(ctx, c, r.ID, 2) })
		mustBeExact(t, db, "in the end")
	})
}

// TestRowsFromBeforeCounting: what was there is counted once, also when nodes count at
// the same time, and who has much already keeps room.
func TestRowsFromBeforeCounting(t *testing.T) {
	usual := core.UsualQuota
	core.UsualQuota = core.PluginQuota{Rows: 30, Bytes: usual.Bytes}
	defer func() { core.UsualQuota = usual }()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		c := mustCollection(t, callsDeclaration)
		mustPrepare(t, db, c)
		for range 20 {
			mustInsert(t, db, c, labelled("old"))
		}
		if _, err := db.SQL().Exec("DELETE FROM plugin_storage"); err != nil {
			t.Fatal(err)
		}
		mustInsert(t, db, c, labelled("new")) // is counted, the others are not yet
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				if err := db.Plugins().Recount(context.Background(), "probe"); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		got := held(t, db)
		if want := (core.PluginStorage{Rows: 21, Bytes: 21*core.RowBytes + 63, Set: core.PluginQuota{Rows: 42}}); got != want {
			t.Errorf("%+v, not %+v", got, want)
		}
	})
}
