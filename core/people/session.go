package people

import (
	"context"
	"time"
	"unicode/utf8"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// renewGrace is how long a secret that was exchanged still works, for the
// requests that were under way with it.
const renewGrace = 30 * time.Second

// Session is a person's sign-in on one device.
type Session struct {
	// Hash names the session; of its secret only the hash is known.
	Hash string
	User core.UserID
	// Level is what the secret was handed out for, see Renew.
	Level     string
	CreatedAt time.Time
	// ExpiresAt is the absolute end; it may end earlier by idling.
	ExpiresAt, LastSeenAt time.Time
	IP, Agent             string
	// Renew is set when the person gained or lost a role since the secret was
	// handed out: exchange it with RenewSession.
	Renew bool
}

// SignIn is what a successful sign-in gives.
type SignIn struct {
	// Secret is the cookie's value. It is shown this once.
	Secret  string
	Session Session
	Subject *rbac.Subject
}

// Meta says where a request comes from.
type Meta struct{ IP, Agent string }

// Authenticate signs a person in with their password. An unknown address, a
// wrong password and a disabled account give the same KindUnauthenticated and
// take the same time; too many failures are KindRateLimited, for the account
// on every node.
func (s *Service) Authenticate(ctx context.Context, email, password string, m Meta) (*SignIn, error) {
	const op = "people.Authenticate"
	wrong := core.Errorf(op, core.KindUnauthenticated, "The e-mail address or the password is wrong.")
	account := NormalEmail(email)
	if account == "" || len(email) > maxEmail || len(password) > maxPassword {
		return nil, wrong
	}
	try, err := s.countAttempt(ctx, op, account, m.IP)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	id, hash, err := s.Stores.Users.FindCredentials(ctx, account)
	if err != nil && !core.IsKind(err, core.KindNotFound) {
		return nil, core.Wrap(op, err)
	}
	match, old, err := s.passwords.check(ctx, password, hash)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	if !match {
		return nil, wrong
	}
	if err := try.succeeded(ctx); err != nil {
		return nil, core.Wrap(op, err)
	}
	if old {
		if hash, err = s.passwords.hash(ctx, password); err != nil {
			return nil, core.Wrap(op, err)
		}
	}
	var in *SignIn
	err = s.Tx.InTx(ctx, func(ctx context.Context) error {
		p, err := s.Stores.Users.LockUser(ctx, id)
		if err != nil {
			return err
		}
		if !p.Active() {
			return wrong
		}
		if old {
			if err := s.Stores.Users.SetPasswordHash(ctx, id, hash); err != nil {
				return err
			}
		}
		in, err = s.startSession(ctx, p, m)
		return err
	})
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	return in, nil
}

// startSession makes a session for an active person, in the running transaction.
func (s *Service) startSession(ctx context.Context, p *Person, m Meta) (*SignIn, error) {
	epoch, err := s.Stores.Access.Epoch(ctx)
	if err != nil {
		return nil, err
	}
	policy, err := s.loadPolicy(ctx)
	if err != nil {
		return nil, err
	}
	member, err := s.Stores.Members.Membership(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	now := s.Clock.Now()
	sub := subjectOf(member, s.Registry(), policy, now)
	b := Bearer{User: p.ID, Name: p.Name, Active: true, Epoch: epoch}
	sub.Actor = core.Actor{Kind: core.ActorUser, User: b.User, Name: b.Name}
	in := &SignIn{Secret: newSecret(), Subject: sub}
	in.Session = Session{
		Hash: hashSecret(in.Secret), User: p.ID, Level: levelOf(sub), CreatedAt: now, ExpiresAt: now.Add(s.SessionMax),
		LastSeenAt: now, IP: cut(m.IP, 64), Agent: cut(m.Agent, 300),
	}
	return in, s.Stores.Sessions.InsertSession(ctx, &in.Session)
}

// RenewSession exchanges a session's secret for a new one; the old one ends
// within seconds. The absolute end stays. KindUnauthenticated as in SubjectBySession.
func (s *Service) RenewSession(ctx context.Context, secret string) (*SignIn, error) {
	const op = "people.RenewSession"
	var in *SignIn
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		_, old, err := s.SubjectBySession(ctx, secret)
		if err != nil {
			return err
		}
		in, err = s.exchange(ctx, old)
		return err
	})
	return in, core.Wrap(op, err)
}

// exchange replaces a session by one with a new secret.
func (s *Service) exchange(ctx context.Context, old *Session) (*SignIn, error) {
	p, err := s.Stores.Users.LockUser(ctx, old.User)
	if err != nil {
		return nil, err
	}
	in, err := s.startSession(ctx, p, Meta{IP: old.IP, Agent: old.Agent})
	if err != nil {
		return nil, err
	}
	if err := s.Stores.Sessions.ExpireSession(ctx, in.Session.Hash, old.ExpiresAt); err != nil {
		return nil, err
	}
	in.Session.ExpiresAt = old.ExpiresAt
	grace := s.Clock.Now().Add(renewGrace)
	if old.ExpiresAt.Before(grace) {
		return in, nil
	}
	return in, s.Stores.Sessions.ExpireSession(ctx, old.Hash, grace)
}

// SignOut ends the session of a secret. An unknown one is no error.
func (s *Service) SignOut(ctx context.Context, secret string) error {
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		return s.Stores.Sessions.ExpireSession(ctx, hashSecret(secret), s.Clock.Now())
	})
	return core.Wrap("people.SignOut", err)
}

// Sessions lists who's own sessions that have not ended, last used first.
func (s *Service) Sessions(ctx context.Context, who *rbac.Subject) ([]Session, error) {
	const op = "people.Sessions"
	if err := themselves(op, who); err != nil {
		return nil, err
	}
	all, err := s.Stores.Sessions.Sessions(ctx, who.User)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	now, out := s.Clock.Now(), all[:0]
	for _, v := range all {
		if now.Before(v.ExpiresAt) && now.Sub(v.LastSeenAt) < s.SessionIdle {
			out = append(out, v)
		}
	}
	return out, nil
}

// EndSession ends one of who's own sessions, named by its hash. KindNotFound otherwise.
func (s *Service) EndSession(ctx context.Context, who *rbac.Subject, hash string) error {
	const op = "people.EndSession"
	mine, err := s.Sessions(ctx, who)
	if err != nil {
		return err
	}
	for _, v := range mine {
		if v.Hash == hash {
			return core.Wrap(op, s.Tx.InTx(ctx, func(ctx context.Context) error {
				return s.Stores.Sessions.ExpireSession(ctx, hash, s.Clock.Now())
			}))
		}
	}
	return errGone(op)
}

// ChangePassword sets who's own password after checking the current one. All
// other sessions end, and the present one, if its secret is given, gets a new
// secret. Tokens stay. KindInvalid names "current" or "password";
// KindRateLimited after too many wrong guesses.
func (s *Service) ChangePassword(ctx context.Context, who *rbac.Subject, current, password, secret string, m Meta) (*SignIn, error) {
	const op = "people.ChangePassword"
	if err := themselves(op, who); err != nil {
		return nil, err
	}
	p, err := s.Stores.Users.FindUser(ctx, who.User)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	try, err := s.countAttempt(ctx, op, NormalEmail(p.Email), m.IP)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	old, err := s.Stores.Users.PasswordHash(ctx, p.ID)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	match := false
	if len(current) <= maxPassword {
		if match, _, err = s.passwords.check(ctx, current, old); err != nil {
			return nil, core.Wrap(op, err)
		}
	}
	if !match {
		return nil, core.InvalidField(op, "current", "This is not your current password.")
	}
	if err := checkPassword(op, "password", password, p.Email); err != nil {
		return nil, err
	}
	hash, err := s.passwords.hash(ctx, password)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	if err := try.succeeded(ctx); err != nil {
		return nil, core.Wrap(op, err)
	}
	var in *SignIn
	err = s.Tx.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.Stores.Users.LockUser(ctx, p.ID); err != nil {
			return err
		}
		if err := s.setPassword(ctx, &who.Actor, p.ID, hash); err != nil {
			return err
		}
		if secret == "" {
			return nil
		}
		in, err = s.startSession(ctx, p, m)
		return err
	})
	return in, core.Wrap(op, err)
}

// setPassword stores a hash and ends every session and code, in the running transaction.
func (s *Service) setPassword(ctx context.Context, a *core.Actor, id core.UserID, hash string) error {
	if err := s.Stores.Users.SetPasswordHash(ctx, id, hash); err != nil {
		return err
	}
	if err := s.Stores.Sessions.EndSessions(ctx, id, ""); err != nil {
		return err
	}
	if err := s.Stores.Codes.DeleteCodes(ctx, id); err != nil {
		return err
	}
	return s.record(ctx, a, "person.password_changed", "person", idText(id), nil, nil)
}

// Sweep removes sessions, codes, invitations and counts that have ended. Run
// it now and then, on any node.
func (s *Service) Sweep(ctx context.Context) error {
	now := s.Clock.Now()
	if _, err := s.Stores.Sessions.DeleteExpired(ctx, now, now.Add(-s.SessionIdle)); err != nil {
		return core.Wrap("people.Sweep", err)
	}
	return core.Wrap("people.Sweep", s.Stores.Attempts.DeleteAttempts(ctx, now.Add(-attemptWindow)))
}

// cut shortens what a client sent about itself, between characters.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
