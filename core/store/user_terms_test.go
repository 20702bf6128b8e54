package store_test

import (
	"context"
	"testing"
	"time"

	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/storetest"
)

func TestPeopleOfABulkLoadAreFound(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		kept := &people.Person{Name: "Kept Before", Kind: people.Customer, Theme: "auto", Version: 1, CreatedAt: time.Unix(1, 0), UpdatedAt: time.Unix(1, 0)}
		err := db.InTx(ctx, func(ctx context.Context) error { _, err := db.People().Users.InsertUser(ctx, kept, ""); return err })
		if err != nil {
			t.Fatal(err)
		}
		i := 0
		_, err = db.Bulk(ctx, "users", []string{"id", "name", "name_norm", "email", "email_norm", "kind", "created_at", "updated_at"}, func() ([]any, bool) {
			i++
			return []any{100 + i, "Bulk Müller", "bulk müller", nil, nil, "user", 1, 1}, i <= 2500
		})
		if err == nil {
			err = db.AfterBulk(ctx, "users")
		}
		if err != nil {
			t.Fatal(err)
		}
		for prefix, n := range map[string]int{"mull": 2500, "kept": 1, "nobody": 0} {
			q := &people.UserQuery{Reach: people.Reach{People: rbac.People{All: true}}, Prefixes: []string{prefix}, Limit: 5000}
			got, err := db.People().UserLists.ListUsers(ctx, q)
			if err != nil || len(got) != n {
				t.Errorf("%q finds %d, want %d: %v", prefix, len(got), n, err)
			}
		}
	})
}
