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

// SessionName is the Hash of the session that a secret belongs to.
func SessionName(secret string) string { return hashSecret(secret) }

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
