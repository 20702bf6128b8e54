package people_test

import (
	"context"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

func TestChangingPeople(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		w.setPassword("ana")
		t.Run("a stale version is a conflict", func(t *testing.T) {
			v, err := w.UpdateUser(ctx, w.as("olga"), w.ids["carl"], people.PersonPatch{Version: 1, Name: ptr("Carl C")})
			want(t, err, ok)
			_, err = w.UpdateUser(ctx, w.as("olga"), w.ids["carl"], people.PersonPatch{Version: 1, Name: ptr("Carl D")})
			want(t, err, core.KindConflict)
			if v.Version != 2 || v.Name != "Carl C" {
				t.Fatalf("%+v", v.Person)
			}
		})
		t.Run("a new address is not confirmed, and signs in", func(t *testing.T) {
			v, err := w.UpdateUser(ctx, w.as("olga"), w.ids["ana"], people.PersonPatch{Email: ptr("anna@example.com")})
			want(t, err, ok)
			if !v.VerifiedAt.IsZero() {
				t.Fatal("still confirmed")
			}
			_, err = w.Authenticate(ctx, "anna@example.com", password, people.Meta{})
			want(t, err, ok)
			_, err = w.Authenticate(ctx, "ana@example.com", password, people.Meta{})
			want(t, err, core.KindUnauthenticated)
		})
		t.Run("an address that is taken is a conflict", func(t *testing.T) {
			_, err := w.UpdateUser(ctx, w.as("olga"), w.ids["ana"], people.PersonPatch{Email: ptr("BEN@example.com")})
			want(t, err, core.KindConflict)
		})
		t.Run("of oneself the name, but not the address or the phone", func(t *testing.T) {
			_, err := w.UpdateUser(ctx, w.as("carl"), w.ids["carl"], people.PersonPatch{Name: ptr("Carl"), Locale: ptr("de")})
			want(t, err, ok)
			for _, patch := range []people.PersonPatch{{Email: ptr("c@example.com")}, {Phone: ptr("1")}, {Organization: ptr(core.OrganizationID(0))}} {
				_, err := w.UpdateUser(ctx, w.as("carl"), w.ids["carl"], patch)
				want(t, err, core.KindForbidden)
			}
		})
		t.Run("one's own profile, without any key", func(t *testing.T) {
			p, err := w.UpdateProfile(ctx, w.as("cora"), people.ProfilePatch{Name: ptr("Cora C"), Theme: ptr("dark"), Locale: ptr("pt-BR"), Timezone: ptr("Europe/Lisbon")})
			want(t, err, ok)
			if p.Name != "Cora C" || p.Theme != "dark" || p.Timezone != "Europe/Lisbon" {
				t.Fatalf("%+v", p)
			}
			_, err = w.UpdateProfile(ctx, w.as("cora"), people.ProfilePatch{Theme: ptr("pink")})
			want(t, err, core.KindInvalid)
			g, _ := w.Guest(ctx)
			_, err = w.UpdateProfile(ctx, g, people.ProfilePatch{Name: ptr("x")})
			want(t, err, core.KindUnauthenticated)
		})
		t.Run("nobody disables or deletes themselves", func(t *testing.T) {
			_, err := w.DisableUser(ctx, w.as("olga"), w.ids["olga"])
			want(t, err, core.KindForbidden)
			want(t, w.DeleteUser(ctx, w.as("olga"), w.ids["olga"]), core.KindForbidden)
		})
		t.Run("an admin does not touch the owner, nor another admin", func(t *testing.T) {
			w.add("ada", "admin")
			for _, name := range []string{"olga", "ada"} {
				_, err := w.UpdateUser(ctx, w.as("adam"), w.ids[name], people.PersonPatch{Name: ptr("x")})
				want(t, err, core.KindForbidden)
				_, err = w.DisableUser(ctx, w.as("adam"), w.ids[name])
				want(t, err, core.KindForbidden)
				want(t, w.DeleteUser(ctx, w.as("adam"), w.ids[name]), core.KindForbidden)
				_, err = w.SetRoles(ctx, w.as("adam"), w.ids[name], nil)
				want(t, err, core.KindForbidden)
			}
		})
		t.Run("deleting frees the address, keeps the name, and leaves no way in", func(t *testing.T) {
			w.setPassword("ben")
			in := w.signIn("ben")
			want(t, w.DeleteUser(ctx, w.as("adam"), w.ids["ben"]), ok)
			_, _, err := w.SubjectBySession(ctx, in.Secret)
			want(t, err, core.KindUnauthenticated)
			_, err = w.User(ctx, w.as("olga"), w.ids["ben"])
			want(t, err, core.KindNotFound)
			page, err := w.Users(ctx, w.as("olga"), people.PersonFilter{Query: "ben"})
			want(t, err, ok)
			names, err := w.Directory().People(ctx, w.ids["ben"])
			want(t, err, ok)
			if len(page.Items) != 0 || names[w.ids["ben"]] != "ben" {
				t.Fatalf("found %v, named %v", page.Items, names)
			}
			w.add("ben")
		})
	})
}

func TestEnsureRequester(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		id, err := w.EnsureRequester(ctx, w.as("ana"), "", "new.one@example.com")
		want(t, err, ok)
		again, err := w.EnsureRequester(ctx, w.as("ben"), "Other", "NEW.ONE@example.com")
		want(t, err, ok)
		names, err := w.Directory().People(ctx, id)
		want(t, err, ok)
		if id == 0 || id != again || names[id] != "new.one" {
			t.Fatalf("%d, %d, %v", id, again, names)
		}
		_, err = w.EnsureRequester(ctx, w.as("ana"), "x", "no address")
		want(t, err, core.KindInvalid)
		g, _ := w.Guest(ctx)
		_, err = w.EnsureRequester(ctx, g, "x", "x@example.com")
		want(t, err, core.KindUnauthenticated)
		_, err = w.EnsureRequester(ctx, w.System("mail", map[rbac.Key]rbac.Scope{"tickets.create": rbac.All}), "x", "x@example.com")
		want(t, err, ok)

		t.Run("of many mails at once from a new address, one person", func(t *testing.T) {
			ids := make(chan core.UserID, 8)
			for range cap(ids) {
				go func() {
					id, err := w.EnsureRequester(context.Background(), w.System("mail", map[rbac.Key]rbac.Scope{"tickets.create": rbac.All}), "Flood", "flood@example.com")
					if err != nil {
						t.Error(err)
					}
					ids <- id
				}()
			}
			first := <-ids
			for range cap(ids) - 1 {
				if id := <-ids; id != first {
					t.Errorf("two people: %d and %d", first, id)
				}
			}
		})
	})
}
