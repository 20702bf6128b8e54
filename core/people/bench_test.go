package people_test

import (
	"context"
	"fmt"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/storetest"
)

// benchWorlds runs a benchmark on both databases.
func benchWorlds(b *testing.B, bench func(b *testing.B, w *world)) {
	for name, open := range map[string]func(testing.TB, ...storetest.Option) *store.DB{"sqlite": storetest.OpenSQLite, "postgres": storetest.OpenPostgres} {
		b.Run(name, func(b *testing.B) {
			w := &world{t: b, db: open(b), clock: newClock(), reg: rbac.Core(), ids: map[string]core.UserID{}}
			w.Service = newService(w.db, w.clock, func() *rbac.Registry { return w.reg })
			w.op = people.NewProvisioner(w.Service, "bench")
			if err := w.op.Install(b.Context(), nil, ""); err != nil {
				b.Fatal(err)
			}
			w.add("olga", "owner")
			w.add("ana", "agent")
			bench(b, w)
		})
	}
}

// BenchmarkSubjectBySession is what every request pays: "same" when no rights
// have changed, "changed" when they have since the last request.
func BenchmarkSubjectBySession(b *testing.B) {
	benchWorlds(b, func(b *testing.B, w *world) {
		ctx := b.Context()
		w.setPassword("ana")
		in := w.signIn("ana")
		ask := func(b *testing.B, s *people.Service) {
			if _, _, err := s.SubjectBySession(ctx, in.Secret); err != nil {
				b.Fatal(err)
			}
		}
		b.Run("same", func(b *testing.B) {
			for b.Loop() {
				ask(b, w.Service)
			}
		})
		b.Run("changed", func(b *testing.B) {
			for b.Loop() {
				ask(b, newService(w.db, w.clock, func() *rbac.Registry { return w.reg }))
			}
		})
	})
}

// BenchmarkUsers lists 50 of 50,000 customers for one who sees all and for an
// agent who sees the requesters of one team's 2,000 tickets.
func BenchmarkUsers(b *testing.B) {
	benchWorlds(b, func(b *testing.B, w *world) {
		ctx := b.Context()
		team, err := w.op.CreateTeam(ctx, "Billing", 0)
		if err != nil {
			b.Fatal(err)
		}
		if err := w.SetMember(ctx, w.as("olga"), team.ID, w.ids["ana"], true); err != nil {
			b.Fatal(err)
		}
		fill(b, w, 50_000, 2_000, team.ID)
		for _, c := range []struct{ name, who, query string }{
			{"all", "olga", ""}, {"team", "ana", ""}, {"all-finds", "olga", "customer 4999"}, {"team-finds", "ana", "customer 4999"},
		} {
			sub, f := w.as(c.who), people.PersonFilter{Query: c.query}
			b.Run(c.name, func(b *testing.B) {
				for b.Loop() {
					if _, err := w.Users(ctx, sub, f); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	})
}

// fill makes customers, of whom every n-th asked for a ticket in the team.
func fill(b *testing.B, w *world, users, tickets int, team core.TeamID) {
	b.Helper()
	err := w.db.InTx(context.Background(), func(ctx context.Context) error {
		s := w.db.People().Users
		for i := range users {
			name := fmt.Sprintf("Customer %05d", i)
			p := &people.Person{Name: name, Email: fmt.Sprintf("c%d@example.com", i), Kind: people.Customer, Theme: "auto", Version: 1,
				CreatedAt: w.clock.Now(), UpdatedAt: w.clock.Now()}
			if _, err := s.InsertUser(ctx, p, ""); err != nil {
				return err
			}
			if i%(users/tickets) == 0 {
				w.ids[name] = p.ID
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	for name := range w.ids {
		w.ticket(name, team, 0)
	}
	if _, err := w.db.SQL().Exec("ANALYZE"); err != nil {
		b.Fatal(err)
	}
}
