package people_test

import (
	"slices"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
)

func TestResetAndVerify(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx, m := t.Context(), people.Meta{IP: "192.0.2.9"}
		w.setPassword("ana")
		in := w.signIn("ana")
		t.Run("an unknown address gets nothing, and no error", func(t *testing.T) {
			c, err := w.StartReset(ctx, "nobody@example.com", m)
			want(t, err, ok)
			if c != nil {
				t.Fatal(c)
			}
		})
		t.Run("a code sets one new password and ends all sessions", func(t *testing.T) {
			first, err := w.StartReset(ctx, "ana@example.com", m)
			want(t, err, ok)
			c, err := w.StartReset(ctx, "ana@example.com", m)
			want(t, err, ok)
			want(t, w.FinishReset(ctx, first.Secret, "battery staple"), core.KindUnauthenticated) // a newer one replaced it
			want(t, w.FinishReset(ctx, c.Secret, "short"), core.KindInvalid)
			want(t, w.FinishVerify(ctx, c.Secret), core.KindUnauthenticated) // for another purpose
			want(t, w.FinishReset(ctx, c.Secret, "battery staple"), ok)
			want(t, w.FinishReset(ctx, c.Secret, "battery staple"), core.KindUnauthenticated)
			_, _, err = w.SubjectBySession(ctx, in.Secret)
			want(t, err, core.KindUnauthenticated)
			_, err = w.Authenticate(ctx, "ana@example.com", "battery staple", m)
			want(t, err, ok)
		})
		t.Run("a code ends after an hour", func(t *testing.T) {
			c, err := w.StartReset(ctx, "ana@example.com", m)
			want(t, err, ok)
			w.clock.pass(time.Hour)
			want(t, w.FinishReset(ctx, c.Secret, "battery staple"), core.KindUnauthenticated)
		})
		t.Run("confirming the address gives the role of the verified", func(t *testing.T) {
			v, err := w.CreateUser(ctx, w.as("olga"), people.PersonInput{Name: "vera", Email: "vera@example.com"})
			want(t, err, ok)
			w.ids["vera"] = v.ID
			c, err := w.StartVerify(ctx, w.as("vera"))
			want(t, err, ok)
			want(t, w.FinishVerify(ctx, c.Secret), ok)
			_, err = w.StartVerify(ctx, w.as("vera"))
			want(t, err, core.KindConflict)
		})
	})
}

func TestInvitations(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx, m := t.Context(), people.Meta{}
		invite := func(who, email string, roles ...string) (*people.SentCode, error) {
			_, c, err := w.Invite(ctx, w.as(who), people.InvitationInput{Email: email, Roles: roles})
			return c, err
		}
		_, err := invite("ana", "x@example.com")
		want(t, err, core.KindForbidden)
		_, err = invite("adam", "x@example.com", "admin")
		want(t, err, core.KindForbidden)
		_, err = invite("adam", "ana@example.com", "agent")
		want(t, err, core.KindConflict)

		t.Run("accepted once, with what was offered", func(t *testing.T) {
			old, err := invite("adam", "x@example.com", "light-agent")
			want(t, err, ok)
			c, err := invite("adam", "X@example.com", "agent")
			want(t, err, ok)
			_, err = w.AcceptInvitation(ctx, old.Secret, "Xena", password, m) // a newer one replaced it
			want(t, err, core.KindUnauthenticated)
			in, err := w.AcceptInvitation(ctx, c.Secret, "Xena", password, m)
			want(t, err, ok)
			if !slices.Contains(in.Subject.Roles, "agent") {
				t.Fatal(in.Subject.Roles)
			}
			_, err = w.AcceptInvitation(ctx, c.Secret, "Xena", password, m)
			want(t, err, core.KindUnauthenticated)
		})
		t.Run("not after a week", func(t *testing.T) {
			c, err := invite("adam", "y@example.com", "agent")
			want(t, err, ok)
			w.clock.pass(8 * 24 * time.Hour)
			_, err = w.AcceptInvitation(ctx, c.Secret, "Yann", password, m)
			want(t, err, core.KindUnauthenticated)
		})
		t.Run("not when who invited may not give it any more", func(t *testing.T) {
			c, err := invite("adam", "z@example.com", "agent")
			want(t, err, ok)
			_, err = w.SetRoles(ctx, w.as("olga"), w.ids["adam"], []string{"agent"})
			want(t, err, ok)
			_, err = w.AcceptInvitation(ctx, c.Secret, "Zoe", password, m)
			want(t, err, core.KindForbidden)
		})
		t.Run("taken back", func(t *testing.T) {
			v, c, err := w.Invite(ctx, w.as("olga"), people.InvitationInput{Email: "q@example.com", Name: "Quin"})
			want(t, err, ok)
			want(t, w.DeleteInvitation(ctx, w.as("olga"), v.ID), ok)
			_, err = w.AcceptInvitation(ctx, c.Secret, "", password, m)
			want(t, err, core.KindUnauthenticated)
		})
	})
}
