package people_test

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

func TestAuthenticate(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx, m := t.Context(), people.Meta{IP: "192.0.2.7", Agent: "test"}
		w.setPassword("ana")
		w.setPassword("ben")
		if _, err := w.DisableUser(ctx, w.as("olga"), w.ids["ben"]); err != nil {
			t.Fatal(err)
		}
		for name, c := range map[string]struct {
			email, password string
			kind            core.Kind
		}{
			"right":                                {"ana@example.com", password, ok},
			"right with another spelling of it":    {" ANA@Example.com ", password, ok},
			"wrong password":                       {"ana@example.com", "wrong horse!", core.KindUnauthenticated},
			"unknown address":                      {"nobody@example.com", password, core.KindUnauthenticated},
			"account without a password":           {"carl@example.com", "", core.KindUnauthenticated},
			"disabled account, although right":     {"ben@example.com", password, core.KindUnauthenticated},
			"a password too long to be hashed":     {"ana@example.com", strings.Repeat("x", 5000), core.KindUnauthenticated},
			"account without a password, a guess":  {"carl@example.com", "pegboard-nobody", core.KindUnauthenticated},
			"no address":                           {"", password, core.KindUnauthenticated},
			"address with a quote for the dialect": {"'; --@example.com", password, core.KindUnauthenticated},
		} {
			t.Run(name, func(t *testing.T) {
				in, err := w.Authenticate(ctx, c.email, c.password, m)
				want(t, err, c.kind)
				if err == nil && (in.Subject.User != w.ids["ana"] || !in.Subject.Holds("tickets.reply")) {
					t.Fatalf("somebody else: %+v", in.Subject.Actor)
				}
			})
		}
		t.Run("the answers to wrong, unknown and disabled are the same", func(t *testing.T) {
			var msgs []string
			for _, email := range []string{"ana@example.com", "nobody@example.com", "ben@example.com"} {
				_, err := w.Authenticate(ctx, email, "wrong horse!", people.Meta{IP: "192.0.2.8"})
				msgs = append(msgs, fmt.Sprint(err))
			}
			if msgs[0] != msgs[1] || msgs[1] != msgs[2] {
				t.Fatal(msgs)
			}
		})
	})
}

func TestSessionLife(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		w.setPassword("ana")
		alive := func(secret string) bool {
			_, _, err := w.SubjectBySession(ctx, secret)
			return err == nil
		}
		t.Run("only the hash is stored", func(t *testing.T) {
			in := w.signIn("ana")
			var n int
			if err := w.db.SQL().QueryRow("SELECT count(*) FROM sessions WHERE id = $1", in.Secret).Scan(&n); err != nil || n != 0 {
				t.Fatalf("found the secret itself: %d, %v", n, err)
			}
		})
		t.Run("every sign-in has a secret of its own", func(t *testing.T) {
			if w.signIn("ana").Secret == w.signIn("ana").Secret {
				t.Fatal("the same secret twice")
			}
		})
		t.Run("unknown, empty and altered secrets are nobody", func(t *testing.T) {
			s := w.signIn("ana").Secret
			for _, bad := range []string{"", "x", s + "x", strings.ToUpper(s), strings.Repeat("A", 43)} {
				if _, _, err := w.SubjectBySession(ctx, bad); !core.IsKind(err, core.KindUnauthenticated) {
					t.Errorf("%q: %v", bad, err)
				}
			}
		})
		t.Run("signing out ends it", func(t *testing.T) {
			in := w.signIn("ana")
			want(t, w.SignOut(ctx, in.Secret), ok)
			if alive(in.Secret) {
				t.Fatal("still alive")
			}
		})
		t.Run("idling ends it, using it does not", func(t *testing.T) {
			used, idle := w.signIn("ana"), w.signIn("ana")
			for range 5 {
				w.clock.pass(20 * time.Hour)
				if !alive(used.Secret) {
					t.Fatal("the used one ended")
				}
			}
			if alive(idle.Secret) {
				t.Fatal("the idle one is alive after 100 hours")
			}
		})
		t.Run("it ends after 30 days of use", func(t *testing.T) {
			in := w.signIn("ana")
			for range 30 {
				if !alive(in.Secret) {
					t.Fatal("ended early")
				}
				w.clock.pass(24 * time.Hour)
			}
			if alive(in.Secret) {
				t.Fatal("still alive")
			}
		})
		t.Run("disabling ends it at once, and enabling does not bring it back", func(t *testing.T) {
			in := w.signIn("ana")
			_, err := w.DisableUser(ctx, w.as("olga"), w.ids["ana"])
			want(t, err, ok)
			if alive(in.Secret) {
				t.Fatal("still alive")
			}
			_, err = w.EnableUser(ctx, w.as("olga"), w.ids["ana"])
			want(t, err, ok)
			if alive(in.Secret) {
				t.Fatal("alive again")
			}
		})
		t.Run("sweeping removes what has ended and keeps the rest", func(t *testing.T) {
			in := w.signIn("ana")
			want(t, w.Sweep(ctx), ok)
			var n int
			if err := w.db.SQL().QueryRow("SELECT count(*) FROM sessions").Scan(&n); err != nil || n != 1 || !alive(in.Secret) {
				t.Fatalf("%d left, %v", n, err)
			}
		})
	})
}

func TestSessionRenewal(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		w.setPassword("ana")
		old := w.signIn("ana")
		_, s, err := w.SubjectBySession(ctx, old.Secret)
		if err != nil || s.Renew {
			t.Fatalf("fresh session wants renewal: %v, %v", s, err)
		}
		if _, err := w.SetRoles(ctx, w.as("olga"), w.ids["ana"], []string{"agent", "manager"}); err != nil {
			t.Fatal(err)
		}
		sub, s, err := w.SubjectBySession(ctx, old.Secret)
		if err != nil || !s.Renew {
			t.Fatalf("after a new role: renew %v, %v", s, err)
		}
		if sub.Scope("tickets.view") != rbac.Department {
			t.Fatal("the new role does not act on the very next request")
		}
		next, err := w.RenewSession(ctx, old.Secret)
		if err != nil || next.Secret == old.Secret {
			t.Fatalf("renewed: %v, %v", next, err)
		}
		if _, s, err = w.SubjectBySession(ctx, next.Secret); err != nil || s.Renew || !s.ExpiresAt.Equal(old.Session.ExpiresAt) {
			t.Fatalf("new session %+v, %v", s, err)
		}
		if _, _, err = w.SubjectBySession(ctx, old.Secret); err != nil {
			t.Fatalf("requests under way with the old secret fail: %v", err)
		}
		w.clock.pass(time.Minute)
		_, _, err = w.SubjectBySession(ctx, old.Secret)
		want(t, err, core.KindUnauthenticated)
	})
}

func TestChangePassword(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx, m := t.Context(), people.Meta{}
		w.setPassword("ana")
		here, there := w.signIn("ana"), w.signIn("ana")
		_, err := w.ChangePassword(ctx, here.Subject, "wrong horse!", "battery staple", here.Secret, m)
		want(t, err, core.KindInvalid)
		_, err = w.ChangePassword(ctx, here.Subject, password, "short", here.Secret, m)
		want(t, err, core.KindInvalid)
		in, err := w.ChangePassword(ctx, here.Subject, password, "battery staple", here.Secret, m)
		want(t, err, ok)
		for name, secret := range map[string]string{"the old secret": here.Secret, "another device": there.Secret} {
			if _, _, err := w.SubjectBySession(ctx, secret); !core.IsKind(err, core.KindUnauthenticated) {
				t.Errorf("%s: %v", name, err)
			}
		}
		_, _, err = w.SubjectBySession(ctx, in.Secret)
		want(t, err, ok)
		_, err = w.Authenticate(ctx, "ana@example.com", password, m)
		want(t, err, core.KindUnauthenticated)
		_, err = w.Authenticate(ctx, "ana@example.com", "battery staple", m)
		want(t, err, ok)
	})
}

func TestAttemptsAreLimited(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		w.setPassword("ana")
		other := newService(w.db, w.clock, func() *rbac.Registry { return w.reg }) // another node
		try := func(s *people.Service, ip, pw string) error {
			_, err := s.Authenticate(ctx, "ana@example.com", pw, people.Meta{IP: ip})
			return err
		}
		t.Run("guesses that come at once, on two nodes, are counted together", func(t *testing.T) {
			var checked atomic.Int64
			var wg sync.WaitGroup
			for i := range 24 {
				s := []*people.Service{w.Service, other}[i%2]
				wg.Go(func() {
					if core.IsKind(try(s, "198.51.100.1", "wrong horse!"), core.KindUnauthenticated) {
						checked.Add(1)
					}
				})
			}
			wg.Wait()
			if n := checked.Load(); n != 8 {
				t.Fatalf("%d guesses were checked, want 8", n)
			}
		})
		t.Run("even the right password is refused from there", func(t *testing.T) {
			want(t, try(w.Service, "198.51.100.1", password), core.KindRateLimited)
		})
		t.Run("the owner gets in from elsewhere", func(t *testing.T) {
			want(t, try(other, "198.51.100.2", password), ok)
		})
		t.Run("and from there after a quarter of an hour", func(t *testing.T) {
			w.clock.pass(16 * time.Minute)
			want(t, try(w.Service, "198.51.100.1", password), ok)
		})
		t.Run("signing in often is no failure", func(t *testing.T) {
			for range 9 {
				want(t, try(w.Service, "198.51.100.3", password), ok)
			}
		})
		t.Run("guessing at many accounts from one network is stopped", func(t *testing.T) {
			guess := func(account, ip string) error {
				_, err := w.Authenticate(ctx, account+"@example.com", "wrong horse!", people.Meta{IP: ip})
				return err
			}
			want(t, guess("u1", "2001:db8::1"), core.KindUnauthenticated)
			// 58 more, of which the hashing would take long.
			if _, err := w.db.SQL().Exec("UPDATE attempts SET failures = 59 WHERE bucket LIKE 'address:%'"); err != nil {
				t.Fatal(err)
			}
			want(t, guess("u2", "2001:db8::2"), core.KindUnauthenticated)
			want(t, guess("u3", "2001:db8::3"), core.KindRateLimited)
			want(t, guess("u3", "2001:db8:1::3"), core.KindUnauthenticated)
		})
	})
}
