package people_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

func TestSubject(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		dep, err := w.op.CreateDepartment(ctx, "Finance")
		want(t, err, ok)
		billing, err := w.op.CreateTeam(ctx, "Billing", dep.ID)
		want(t, err, ok)
		refunds, err := w.op.CreateTeam(ctx, "Refunds", dep.ID)
		want(t, err, ok)
		lone, err := w.op.CreateTeam(ctx, "Lone", 0)
		want(t, err, ok)
		owner := w.as("olga")

		t.Run("implicit roles count, of verified people and of others", func(t *testing.T) {
			if got := w.as("carl").Roles; !slices.Equal(got, []string{"customer", "visitor"}) {
				t.Errorf("carl holds %v", got)
			}
			if got := w.as("ana").Roles; !slices.Equal(got, []string{"agent", "customer", "visitor"}) {
				t.Errorf("ana holds %v", got)
			}
		})
		t.Run("teams act on the next request", func(t *testing.T) {
			if got := w.as("ana"); len(got.Teams) != 0 || len(got.DepartmentTeams) != 0 {
				t.Fatalf("teams of nobody's: %v, %v", got.Teams, got.DepartmentTeams)
			}
			want(t, w.SetMember(ctx, owner, billing.ID, w.ids["ana"], true), ok)
			want(t, w.SetMember(ctx, owner, lone.ID, w.ids["ana"], true), ok)
			got := w.as("ana")
			if !slices.Equal(got.Teams, []core.TeamID{billing.ID, lone.ID}) || !slices.Equal(got.DepartmentTeams, []core.TeamID{billing.ID, refunds.ID, lone.ID}) {
				t.Fatalf("teams %v, of departments %v", got.Teams, got.DepartmentTeams)
			}
		})
		t.Run("moving a team out of the department too", func(t *testing.T) {
			_, err := w.UpdateTeam(ctx, owner, refunds.ID, people.TeamPatch{Department: ptr(core.DepartmentID(0))})
			want(t, err, ok)
			if got := w.as("ana").DepartmentTeams; !slices.Equal(got, []core.TeamID{billing.ID, lone.ID}) {
				t.Fatal(got)
			}
		})
		t.Run("a role change by one service is seen by another", func(t *testing.T) {
			node := newService(w.db, w.clock, func() *rbac.Registry { return w.reg })
			if s, err := node.SubjectByID(ctx, w.ids["ben"]); err != nil || s.Scope("tickets.view") != rbac.Team {
				t.Fatal(err)
			}
			_, err := w.SetRoles(ctx, owner, w.ids["ben"], []string{"manager"})
			want(t, err, ok)
			if s, err := node.SubjectByID(ctx, w.ids["ben"]); err != nil || s.Scope("tickets.view") != rbac.Department {
				t.Fatalf("still %v, %v", s.Scope("tickets.view"), err)
			}
		})
		t.Run("a swapped registry acts although nothing else changed", func(t *testing.T) {
			before := w.as("olga")
			if before.Holds("chess.play") {
				t.Fatal("held before it exists")
			}
			next, err := w.reg.With(rbac.Feature{ID: "chess", Owner: "chess", Title: "Chess", Keys: []rbac.KeyDef{{Key: "chess.play", Title: "Play"}}})
			want(t, err, ok)
			w.reg = next
			if !w.as("olga").Holds("chess.play") {
				t.Fatal("not held")
			}
			w.reg = rbac.Core()
		})
		t.Run("a personal grant counts until it ends", func(t *testing.T) {
			g := rbac.Grant{Key: "settings.audit", Scope: rbac.All, Reason: "inspection", Expires: w.clock.Now().Add(time.Hour)}
			want(t, w.PutGrant(ctx, owner, w.ids["ana"], g), ok)
			if !w.as("ana").Holds("settings.audit") {
				t.Fatal("not held")
			}
			w.clock.pass(time.Hour)
			if w.as("ana").Holds("settings.audit") {
				t.Fatal("held after its end")
			}
		})
		t.Run("group roles are held by members", func(t *testing.T) {
			_, err := w.CreateRole(ctx, owner, rbac.Role{Name: "Beta tester", Type: rbac.User, Features: map[string]rbac.Setting{
				"tickets": {Level: rbac.Custom, Keys: map[rbac.Key]rbac.Scope{"tickets.submit": rbac.All}}}})
			want(t, err, ok)
			g, err := w.CreateGroup(ctx, w.as("olga"), "VIP", []string{"beta-tester"})
			want(t, err, ok)
			want(t, w.SetGroupMember(ctx, owner, g.ID, w.ids["carl"], true), ok)
			if !slices.Contains(w.as("carl").Roles, "beta-tester") {
				t.Fatal("not held")
			}
			want(t, w.SetGroupMember(ctx, owner, g.ID, w.ids["carl"], false), ok)
			if slices.Contains(w.as("carl").Roles, "beta-tester") {
				t.Fatal("still held")
			}
		})
		t.Run("disabled, deleted and unknown people are nobody", func(t *testing.T) {
			_, err := w.DisableUser(ctx, owner, w.ids["ben"])
			want(t, err, ok)
			_, err = w.SubjectByID(ctx, w.ids["ben"])
			want(t, err, core.KindUnauthenticated)
			_, err = w.SubjectByID(ctx, 4711)
			want(t, err, core.KindNotFound)
		})
	})
}

func TestGuestHoldsWhatTheSettingLeaves(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		submit := func() bool {
			g, err := w.Guest(ctx)
			want(t, err, ok)
			if g.Kind != core.ActorGuest || g.User != 0 || g.Holds("tickets.view") {
				t.Fatalf("a guest is %+v", g.Actor)
			}
			return g.Holds("tickets.submit")
		}
		if submit() {
			t.Error("guests may submit although the setting is silent")
		}
		want(t, w.SetGuests(ctx, w.as("olga"), rbac.Guests{Submit: true}), ok)
		if !submit() {
			t.Error("guests may not submit although the setting says so")
		}
		want(t, w.SetGuests(ctx, w.as("mona"), rbac.Guests{}), core.KindForbidden)
	})
}

func TestBeforeSetUpNobodyMayAnything(t *testing.T) {
	c := newClock()
	w := emptyWorld(t, openSQLite(t), c)
	g, err := w.Guest(t.Context())
	want(t, err, ok)
	if keys := g.Powers.Keys(); len(keys) != 0 {
		t.Fatal(keys)
	}
}

func TestTokens(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		ana := w.as("ana")
		scopes := map[rbac.Key]rbac.Scope{"tickets.view": rbac.Own, "tickets.comment": rbac.Team}
		make := func(who *rbac.Subject, in people.TokenInput) string {
			t.Helper()
			_, secret, err := w.CreateToken(ctx, who, in)
			want(t, err, ok)
			return secret
		}
		t.Run("holds what it names, no wider than the person", func(t *testing.T) {
			s, err := w.SubjectByToken(ctx, make(ana, people.TokenInput{Name: "ci", Scopes: scopes}))
			want(t, err, ok)
			if s.User != ana.User || s.Token == 0 || s.Scope("tickets.view") != rbac.Own || s.Holds("tickets.reply") {
				t.Fatalf("%+v holds %v", s.Actor, s.Powers.Keys())
			}
		})
		t.Run("loses what the person loses", func(t *testing.T) {
			secret := make(ana, people.TokenInput{Name: "ci", Scopes: scopes})
			_, err := w.SetRoles(ctx, w.as("olga"), ana.User, nil)
			want(t, err, ok)
			s, err := w.SubjectByToken(ctx, secret)
			want(t, err, ok)
			if s.Holds("tickets.comment") {
				t.Fatal("still held")
			}
			_, err = w.SetRoles(ctx, w.as("olga"), ana.User, []string{"agent"})
			want(t, err, ok)
		})
		for name, c := range map[string]struct {
			in   people.TokenInput
			kind core.Kind
		}{
			"wider than the person":     {people.TokenInput{Name: "x", Scopes: map[rbac.Key]rbac.Scope{"tickets.view": rbac.All}}, core.KindForbidden},
			"a key the person has not":  {people.TokenInput{Name: "x", Scopes: map[rbac.Key]rbac.Scope{"roles.edit": rbac.All}}, core.KindForbidden},
			"no key":                    {people.TokenInput{Name: "x"}, core.KindInvalid},
			"an end in the past":        {people.TokenInput{Name: "x", Scopes: scopes, ExpiresAt: w.clock.Now()}, core.KindInvalid},
			"no name":                   {people.TokenInput{Scopes: scopes}, core.KindInvalid},
			"a key that does not exist": {people.TokenInput{Name: "x", Scopes: map[rbac.Key]rbac.Scope{"tickets.fly": rbac.All}}, core.KindForbidden},
		} {
			t.Run("refused: "+name, func(t *testing.T) {
				_, _, err := w.CreateToken(ctx, w.as("ana"), c.in)
				want(t, err, c.kind)
			})
		}
		t.Run("a token cannot make tokens, nor act as the person themselves", func(t *testing.T) {
			s, err := w.SubjectByToken(ctx, make(ana, people.TokenInput{Name: "ci", Scopes: scopes}))
			want(t, err, ok)
			_, _, err = w.CreateToken(ctx, s, people.TokenInput{Name: "more", Scopes: scopes})
			want(t, err, core.KindForbidden)
			_, err = w.UpdateProfile(ctx, s, people.ProfilePatch{Name: ptr("Bot")})
			want(t, err, core.KindForbidden)
		})
		t.Run("ends by time, by deletion, and while the person is disabled", func(t *testing.T) {
			end := make(ana, people.TokenInput{Name: "brief", Scopes: scopes, ExpiresAt: w.clock.Now().Add(time.Hour)})
			gone := make(ana, people.TokenInput{Name: "gone", Scopes: scopes})
			kept := make(ana, people.TokenInput{Name: "kept", Scopes: scopes})
			list, err := w.Tokens(ctx, ana)
			want(t, err, ok)
			for _, tok := range list {
				if tok.Name == "gone" {
					want(t, w.DeleteToken(ctx, w.as("ben"), tok.ID), core.KindNotFound)
					want(t, w.DeleteToken(ctx, ana, tok.ID), ok)
				}
			}
			w.clock.pass(time.Hour)
			for secret, kind := range map[string]core.Kind{end: core.KindUnauthenticated, gone: core.KindUnauthenticated, kept: ok, kept + "x": core.KindUnauthenticated} {
				_, err := w.SubjectByToken(ctx, secret)
				want(t, err, kind)
			}
			_, err = w.DisableUser(ctx, w.as("olga"), ana.User)
			want(t, err, ok)
			_, err = w.SubjectByToken(ctx, kept)
			want(t, err, core.KindUnauthenticated)
			_, err = w.EnableUser(ctx, w.as("olga"), ana.User)
			want(t, err, ok)
			_, err = w.SubjectByToken(ctx, kept)
			want(t, err, ok)
		})
	})
}

// TestSubjectBySessionIsCheap counts the statements of a request in steady state.
func TestSubjectBySessionIsCheap(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		w.setPassword("ana")
		in := w.signIn("ana")
		count := func() int {
			n, err := w.statements(func(ctx context.Context) error { _, _, err := w.SubjectBySession(ctx, in.Secret); return err })
			want(t, err, ok)
			return n
		}
		count()
		if n := count(); n != 1 {
			t.Errorf("%d statements when nothing changed, want 1", n)
		}
		want(t, w.SetGuests(t.Context(), w.as("olga"), rbac.Guests{Submit: true}), ok)
		if n := count(); n > 4 {
			t.Errorf("%d statements after a change of rights, want at most 4", n)
		}
	})
}
