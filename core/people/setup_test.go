package people_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/storetest"
)

func setupInput(token string) people.SetupInput {
	return people.SetupInput{Token: token, Name: "First Person", Email: "first@example.com", Password: password, Company: "Acme"}
}

func TestSetup(t *testing.T) {
	for _, preset := range []string{"", "smartertrack", "helprace", "deskpro", "freshchat", "wp-ticket"} {
		t.Run("preset "+preset, func(t *testing.T) {
			w := emptyWorld(t, openSQLite(t), newClock())
			ctx := t.Context()
			token, err := w.SetupToken(ctx)
			want(t, err, ok)
			in := setupInput(token)
			in.Preset = preset
			first, err := w.Setup(ctx, in, people.Meta{})
			want(t, err, ok)
			policy, err := w.Policy(ctx)
			want(t, err, ok)
			for _, slug := range policy.FirstRoles() {
				if !slices.Contains(first.Subject.Roles, slug) {
					t.Errorf("does not hold %s, only %v", slug, first.Subject.Roles)
				}
			}
			sub, _, err := w.SubjectBySession(ctx, first.Secret)
			want(t, err, ok)
			if !sub.Holds("people.create") || !sub.Holds("roles.view") {
				t.Errorf("cannot run the helpdesk: %v", sub.Powers.Keys())
			}
			if c, err := w.Company(ctx); err != nil || c.Name != "Acme" {
				t.Errorf("company %v, %v", c, err)
			}
			if needed, err := w.SetupNeeded(ctx); err != nil || needed {
				t.Errorf("needed again: %v, %v", needed, err)
			}
			_, err = w.SetupToken(ctx)
			want(t, err, core.KindConflict)
			_, err = w.Setup(ctx, setupInput(token), people.Meta{})
			want(t, err, core.KindConflict)
		})
	}
}

func TestSetupRefuses(t *testing.T) {
	c := newClock()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		w := emptyWorld(t, db, c)
		ctx := t.Context()
		token, err := w.SetupToken(ctx)
		want(t, err, ok)
		for name, test := range map[string]struct {
			change func(*people.SetupInput)
			kind   core.Kind
		}{
			"a wrong secret":    {func(in *people.SetupInput) { in.Token = "x" }, core.KindUnauthenticated},
			"no secret":         {func(in *people.SetupInput) { in.Token = "" }, core.KindUnauthenticated},
			"no password":       {func(in *people.SetupInput) { in.Password = "" }, core.KindInvalid},
			"a bad address":     {func(in *people.SetupInput) { in.Email = "x" }, core.KindInvalid},
			"an unknown preset": {func(in *people.SetupInput) { in.Preset = "chaos" }, core.KindInvalid},
		} {
			t.Run(name, func(t *testing.T) {
				in := setupInput(token)
				test.change(&in)
				_, err := w.Setup(ctx, in, people.Meta{})
				want(t, err, test.kind)
				if needed, _ := w.SetupNeeded(ctx); !needed {
					t.Fatal("set up all the same")
				}
			})
		}
		t.Run("the links of two nodes work, for a day", func(t *testing.T) {
			second, err := w.SetupToken(ctx)
			want(t, err, ok)
			c.pass(25 * time.Hour)
			_, err = w.Setup(ctx, setupInput(second), people.Meta{})
			want(t, err, core.KindUnauthenticated)
			a, err := w.SetupToken(ctx)
			want(t, err, ok)
			_, err = w.SetupToken(ctx)
			want(t, err, ok)
			_, err = w.Setup(ctx, setupInput(a), people.Meta{})
			want(t, err, ok)
		})
	}, storetest.WithClock(c))
}

func TestOfTwoSetupsOneWins(t *testing.T) {
	c := newClock()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		w := emptyWorld(t, db, c)
		node := newService(db, c, func() *rbac.Registry { return w.reg })
		token, err := w.SetupToken(t.Context())
		want(t, err, ok)
		errs := race(
			func(ctx context.Context) error { _, err := w.Setup(ctx, setupInput(token), people.Meta{}); return err },
			func(ctx context.Context) error {
				in := setupInput(token)
				in.Email, in.Preset = "second@example.com", "helprace"
				_, err := node.Setup(ctx, in, people.Meta{})
				return err
			})
		oneWins(t, errs, core.KindConflict)
		var users int
		if err := db.SQL().QueryRow("SELECT count(*) FROM users").Scan(&users); err != nil || users != 1 {
			t.Fatalf("%d people, %v", users, err)
		}
	}, storetest.WithClock(c))
}

// race runs functions at the same time and returns their errors.
func race(fns ...func(ctx context.Context) error) []error {
	errs, start := make([]error, len(fns)), make(chan struct{})
	var wg sync.WaitGroup
	for i, fn := range fns {
		wg.Go(func() {
			<-start
			errs[i] = fn(context.Background())
		})
	}
	close(start)
	wg.Wait()
	return errs
}

// oneWins fails unless exactly one call succeeded and the others failed with one of the kinds.
func oneWins(t *testing.T, errs []error, kinds ...core.Kind) {
	t.Helper()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
		} else if !slices.Contains(kinds, core.KindOf(err)) {
			t.Errorf("unexpected: %v", err)
		}
	}
	if won != 1 {
		t.Fatalf("%d won: %v", won, errs)
	}
}

func TestTheLastOwnerStays(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		node := newService(w.db, w.clock, func() *rbac.Registry { return w.reg })
		t.Run("two owners who demote each other at once: one stays", func(t *testing.T) {
			for round := range 5 {
				w.reset("olga", "owner")
				w.reset("otto", "owner")
				olga, otto := w.as("olga"), w.as("otto") // both requests have begun
				errs := race(
					func(ctx context.Context) error {
						_, err := w.SetRoles(ctx, olga, otto.User, []string{"agent"})
						return err
					},
					func(ctx context.Context) error {
						_, err := node.SetRoles(ctx, otto, olga.User, []string{"agent"})
						return err
					})
				oneWins(t, errs, core.KindForbidden, core.KindConflict, core.KindNotFound)
				var owners int
				if err := w.db.SQL().QueryRow("SELECT count(*) FROM user_roles WHERE slug = 'owner'").Scan(&owners); err != nil || owners != 1 {
					t.Fatalf("round %d: %d owners, %v", round, owners, err)
				}
			}
		})
		t.Run("disabling, deleting and demoting each other at once: one stays", func(t *testing.T) {
			for range 3 {
				w.reset("olga", "owner")
				w.reset("otto", "owner")
				olga, otto := w.as("olga"), w.as("otto")
				errs := race(
					func(ctx context.Context) error { _, err := w.DisableUser(ctx, olga, otto.User); return err },
					func(ctx context.Context) error { return node.DeleteUser(ctx, otto, olga.User) })
				oneWins(t, errs, core.KindForbidden, core.KindConflict, core.KindUnauthenticated, core.KindNotFound)
			}
		})
		t.Run("even the operator cannot take the last one's role", func(t *testing.T) {
			w.reset("olga", "owner")
			for name := range w.ids {
				if name != "olga" {
					_ = w.op.SetRoles(ctx, w.ids[name], nil)
				}
			}
			want(t, w.op.SetRoles(ctx, w.ids["olga"], []string{"admin"}), core.KindConflict)
		})
	})
}

// reset makes a person anew with these roles, whatever became of the former one.
func (w *world) reset(name string, roles ...string) {
	w.t.Helper()
	if old := w.ids[name]; old != 0 {
		if _, err := w.db.SQL().Exec("UPDATE users SET email = NULL, email_norm = NULL, disabled_at = NULL WHERE id = $1", int64(old)); err != nil {
			w.t.Fatal(err)
		}
	}
	old := w.ids[name]
	w.add(name, roles...)
	if old != 0 {
		if err := w.op.SetRoles(context.Background(), old, nil); err != nil {
			w.t.Fatal(err)
		}
	}
}
