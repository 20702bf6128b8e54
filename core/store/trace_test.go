package store_test

import (
	"context"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/storetest"
)

func TestTraceAndBulk(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		const n = 150 // two full inserts and a rest
		i := 0
		done, err := db.Bulk(ctx, "organizations", []string{"name", "name_norm", "created_at", "updated_at"}, func() ([]any, bool) {
			i++
			name := "org" + string(rune('a'+i%26)) + string(rune('a'+i/26))
			return []any{name, name, int64(i), int64(i)}, i <= n
		})
		if err != nil || done != n {
			t.Fatalf("Bulk = %d, %v; want %d rows", done, err, n)
		}
		if err := db.AfterBulk(ctx, "organizations"); err != nil {
			t.Fatal(err)
		}
		var trace store.Trace
		err = db.InTx(store.WithTrace(ctx, &trace), func(ctx context.Context) error {
			_, err := db.Access().Bump(ctx)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := trace.Statements(); len(got) != 1 || !strings.HasPrefix(got[0].SQL, "UPDATE access_epoch") {
			t.Errorf("the trace has %v, want the one update", got)
		}
		var rows int
		if err := db.ReaderSQL().QueryRowContext(ctx, "SELECT count(*) FROM organizations").Scan(&rows); err != nil || rows != n {
			t.Errorf("%d organizations, %v; want %d", rows, err, n)
		}
	})
}
