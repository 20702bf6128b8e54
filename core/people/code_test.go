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
		t.Run("nothing is asked for where no mail can be sent", func(t *testing.T) {
			want(t, w.RequestReset(ctx, "ana@example.com", m), core.KindUnavailable)
			want(t, w.RequestVerify(ctx, w.as("ana"), m), core.KindUnavailable)
		})
		w.canMail()
		t.Run("an unknown address gets nothing, and no error", func(t *testing.T) {
			want(t, w.RequestReset(ctx, "nobody@example.com", m), ok)
		})
		t.Run("too many are refused", func(t *testing.T) {
			var err error
			for range 20 {
				if err = w.RequestReset(ctx, "ben@example.com", m); err != nil {
					break
				}
			}
			want(t, err, core.KindRateLimited)
		})
		code := func(t *testing.T) *people.SentCode {
			t.Helper()
			c, err := w.ResetCode(ctx, w.ids["ana"])
			want(t, err, ok)
			return c
		}
		t.Run("a code sets one new password and ends all sessions", func(t *testing.T) {
			first, c := code(t), code(t)
			want(t, w.FinishReset(ctx, first.Secret, "battery staple"), core.KindUnauthenticated) // a newer one replaced it
			want(t, w.FinishReset(ctx, c.Secret, "short"), core.KindInvalid)
			want(t, w.FinishVerify(ctx, c.Secret), core.KindUnauthenticated) // for another purpose
			want(t, w.FinishReset(ctx, c.Secret, "battery staple"), ok)
			want(t, w.FinishReset(ctx, c.Secret, "battery staple"), core.KindUnauthenticated)
			_, _, err := w.SubjectBySession(ctx, in.Secret)
			want(t, err, core.KindUnauthenticated)
			_, err = w.Authenticate(ctx, "ana@example.com", "battery staple", m)
			want(t, err, ok)
		})
		t.Run("a code ends after an hour", func(t *testing.T) {
			c := code(t)
			w.clock.pass(time.Hour)
			want(t, w.FinishReset(ctx, c.Secret, "battery staple"), core.KindUnauthenticated)
		})
		t.Run("confirming the address gives the role of the verified", func(t *testing.T) {
			v, err := w.CreateUser(ctx, w.as("olga"), people.PersonInput{Name: "vera", Email: "vera@example.com"})
			want(t, err, ok)
			w.ids["vera"] = v.ID
			want(t, w.RequestVerify(ctx, w.as("vera"), m), ok)
			c, err := w.VerifyCode(ctx, v.ID)
			want(t, err, ok)
			want(t, w.FinishVerify(ctx, c.Secret), ok)
			want(t, w.RequestVerify(ctx, w.as("vera"), m), core.KindConflict)
			if c, err := w.VerifyCode(ctx, v.ID); err != nil || c != nil {
				t.Fatal("a code for an address that is confirmed", c, err)
			}
		})
	})
}

func TestRegister(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx, m := t.Context(), people.Meta{IP: "192.0.2.9"}
		in := people.RegisterInput{Name: "Rosa", Email: "Rosa@Example.org", Password: "correct horse battery"}
		want(t, w.Register(ctx, in, m), core.KindForbidden)
		_, err := w.SetRegistration(ctx, w.as("olga"), people.Registration{Open: true})
		want(t, err, core.KindConflict) // no mail, no proof of address
		w.canMail()
		_, err = w.SetRegistration(ctx, w.as("ana"), people.Registration{Open: true})
		want(t, err, core.KindForbidden)
		_, err = w.SetRegistration(ctx, w.as("olga"), people.Registration{Open: true, Domains: []string{"@Example.org"}})
		want(t, err, ok)
		want(t, w.Register(ctx, people.RegisterInput{Name: "X", Email: "x@elsewhere.net", Password: in.Password}, m), core.KindInvalid)
		want(t, w.Register(ctx, people.RegisterInput{Name: "X", Email: "x@example.org", Password: "123"}, m), core.KindInvalid)
		want(t, w.Register(ctx, in, m), ok)
		signed, err := w.Authenticate(ctx, "rosa@example.org", in.Password, m)
		want(t, err, ok)
		if got := signed.Subject.Roles; slices.Contains(got, "verified") || len(got) == 0 {
			t.Errorf("before the address is confirmed, Rosa holds %v", got)
		}
		// Nobody takes somebody else's record over by registering with its address.
		again := in
		again.Password = "another long password"
		want(t, w.Register(ctx, again, m), ok)
		_, err = w.Authenticate(ctx, "rosa@example.org", again.Password, m)
		want(t, err, core.KindUnauthenticated)
	})
}

func TestMailServer(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx, server := t.Context(), people.MailServer{Host: "smtp.example.com", Port: 587, Security: people.MailStartTLS, User: "u", Password: "p", From: "help@example.com"}
		_, err := w.SetMailServer(ctx, w.as("ana"), server)
		want(t, err, core.KindForbidden)
		_, err = w.SetMailServer(ctx, w.as("olga"), server)
		want(t, err, ok)
		shown, err := w.MailServer(ctx, w.as("olga"))
		want(t, err, ok)
		if shown.Password != "" || shown.Host != server.Host {
			t.Errorf("%+v", shown)
		}
		server.Password = ""
		_, err = w.SetMailServer(ctx, w.as("olga"), server)
		want(t, err, ok)
		kept, err := w.OutgoingMail(ctx)
		want(t, err, ok)
		if kept.Password != "p" {
			t.Error("the password is lost")
		}
		server.Host = "evil.example.net"
		_, err = w.SetMailServer(ctx, w.as("olga"), server)
		want(t, err, ok)
		if kept, _ = w.OutgoingMail(ctx); kept.Password != "" {
			t.Error("the password followed to another server")
		}
		for _, bad := range []people.MailServer{
			{Host: "a b", Port: 25, Security: "none", From: "a@b.example"}, {Host: "a", Port: 0, Security: "none", From: "a@b.example"},
			{Host: "a", Port: 25, Security: "maybe", From: "a@b.example"}, {Host: "a", Port: 25, Security: "none", From: "nobody"},
			{Host: "a", Port: 25, Security: "none", From: "a@b.example", Password: "p"},
			{Host: "a", Port: 25, Security: "none", From: "a@b.example", FromName: "x\r\nBcc: all@example.com"},
		} {
			_, err := w.SetMailServer(ctx, w.as("olga"), bad)
			want(t, err, core.KindInvalid)
		}
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
