package people

import (
	"context"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Purpose is what a one-time code is for.
type Purpose string

const (
	// Verify proves that the address is the person's.
	Verify Purpose = "verify"
	// Reset lets the person set a new password.
	Reset Purpose = "reset"
)

const (
	verifyLife = 7 * 24 * time.Hour
	resetLife  = time.Hour
)

// Code is a one-time code that was sent to a person's address. Of the secret
// only the hash is kept.
type Code struct {
	Hash                 string
	User                 core.UserID
	Purpose              Purpose
	CreatedAt, ExpiresAt time.Time
}

// SentCode is what to send to an address.
type SentCode struct {
	Email, Name, Locale string
	// Secret goes into the link, and nowhere else.
	Secret string
}

// newCode replaces the person's code for the purpose, in the running transaction.
func (s *Service) newCode(ctx context.Context, p *Person, purpose Purpose, life time.Duration) (*SentCode, error) {
	secret, now := newSecret(), s.Clock.Now()
	c := Code{Hash: hashSecret(secret), User: p.ID, Purpose: purpose, CreatedAt: now, ExpiresAt: now.Add(life)}
	if err := s.Stores.Codes.PutCode(ctx, c); err != nil {
		return nil, err
	}
	return &SentCode{Email: p.Email, Name: p.Name, Locale: p.Locale, Secret: secret}, nil
}

// takeCode uses a code up. KindUnauthenticated when it is unknown or has ended.
func (s *Service) takeCode(ctx context.Context, op, secret string, purpose Purpose) (*Code, error) {
	c, err := s.Stores.Codes.TakeCode(ctx, hashSecret(secret), purpose)
	if core.IsKind(err, core.KindNotFound) || err == nil && !s.Clock.Now().Before(c.ExpiresAt) {
		return nil, core.Errorf(op, core.KindUnauthenticated, "This link does not work any more. Ask for a new one.")
	}
	return c, err
}

// StartReset makes a code for a new password, valid for an hour. It returns nil
// and no error for an address that nobody active has: the caller answers the
// same in both cases. KindRateLimited after too many in a quarter of an hour.
func (s *Service) StartReset(ctx context.Context, email string, m Meta) (*SentCode, error) {
	const op = "people.StartReset"
	account := NormalEmail(email)
	if _, err := s.countAttempt(ctx, op, "reset "+account, m.IP); err != nil {
		return nil, core.Wrap(op, err)
	}
	id, err := s.byEmail(ctx, email)
	if err != nil || id == 0 {
		return nil, core.Wrap(op, err)
	}
	var out *SentCode
	err = s.Tx.InTx(ctx, func(ctx context.Context) error {
		p, err := s.Stores.Users.LockUser(ctx, id)
		if err != nil || !p.Active() {
			return err
		}
		out, err = s.newCode(ctx, p, Reset, resetLife)
		return err
	})
	return out, core.Wrap(op, err)
}

// FinishReset sets a new password with a code from StartReset. All sessions
// end. The address is confirmed by it, since the code went there.
func (s *Service) FinishReset(ctx context.Context, secret, password string) error {
	const op = "people.FinishReset"
	if password == "" {
		return core.InvalidField(op, "password", "A password is needed.")
	}
	hash, err := s.newHash(ctx, op, password, "")
	if err != nil {
		return err
	}
	return s.confirm(ctx, op, secret, Reset, func(ctx context.Context, c *change, p *Person) error {
		return s.setPassword(ctx, &core.Actor{Kind: core.ActorUser, User: p.ID, Name: p.Name}, p.ID, hash)
	})
}

// StartVerify makes a code that confirms who's own address, valid for a week.
func (s *Service) StartVerify(ctx context.Context, who *rbac.Subject) (*SentCode, error) {
	const op = "people.StartVerify"
	if err := themselves(op, who); err != nil {
		return nil, err
	}
	var out *SentCode
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		p, err := s.Stores.Users.LockUser(ctx, who.User)
		if err != nil {
			return err
		}
		if p.Email == "" || !p.VerifiedAt.IsZero() {
			return core.Errorf(op, core.KindConflict, "There is no address to confirm.")
		}
		out, err = s.newCode(ctx, p, Verify, verifyLife)
		return err
	})
	return out, core.Wrap(op, err)
}

// FinishVerify confirms the address that a code was sent to. The person holds
// the role of the verified from their next request on.
func (s *Service) FinishVerify(ctx context.Context, secret string) error {
	return s.confirm(ctx, "people.FinishVerify", secret, Verify, func(context.Context, *change, *Person) error { return nil })
}

// confirm uses a code up, runs fn, and confirms the address.
func (s *Service) confirm(ctx context.Context, op, secret string, purpose Purpose, fn func(ctx context.Context, c *change, p *Person) error) error {
	by := &rbac.Subject{Actor: core.Actor{Kind: core.ActorSystem, Name: "one-time code"}}
	return s.changeAccess(ctx, op, by, func(ctx context.Context, c *change) error {
		code, err := s.takeCode(ctx, op, secret, purpose)
		if err != nil {
			return err
		}
		p, err := s.Stores.Users.LockUser(ctx, code.User)
		if err != nil {
			return err
		}
		if !p.Active() {
			return errSignedOut(op)
		}
		if err := fn(ctx, c, p); err != nil {
			return err
		}
		if !p.VerifiedAt.IsZero() {
			return nil
		}
		before := auditPerson(p)
		p.VerifiedAt = c.now
		return c.saveUser(ctx, op, "person.verified", p, before)
	})
}
