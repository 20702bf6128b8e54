package people

import (
	"context"
	"encoding/json"
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

// Events that ask for a letter with a one-time code. Their payload names the
// person; the code itself is made when the letter is written, so that it is
// stored nowhere.
const (
	EventResetRequested  = "person.reset_requested"
	EventVerifyRequested = "person.verify_requested"
)

// RequestReset has a link for a new password sent to an address. For one that
// nobody active has it does nothing, and no error: the caller answers the same in
// both cases. KindRateLimited after too many in a quarter of an hour;
// KindUnavailable where no mail can be sent.
func (s *Service) RequestReset(ctx context.Context, email string, m Meta) error {
	const op = "people.RequestReset"
	if err := s.needMail(ctx, op); err != nil {
		return err
	}
	if _, err := s.countAttempt(ctx, op, "reset "+NormalEmail(email), m.IP); err != nil {
		return core.Wrap(op, err)
	}
	id, err := s.byEmail(ctx, email)
	if err != nil || id == 0 {
		return core.Wrap(op, err)
	}
	return core.Wrap(op, s.askForLetter(ctx, EventResetRequested, id))
}

// askForLetter publishes an event that names a person.
func (s *Service) askForLetter(ctx context.Context, event string, id core.UserID) error {
	payload, err := json.Marshal(map[string]string{"type": "person", "id": idText(id)})
	if err != nil {
		return err
	}
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		return s.Outbox.Append(ctx, core.Event{Type: event, At: s.Clock.Now(), Payload: payload})
	})
}

// ResetCode makes a code for a new password, valid for an hour, to be sent to
// the person and to nobody else; it replaces the one before. Nil for somebody
// who is not active. For the mail adapter only.
func (s *Service) ResetCode(ctx context.Context, id core.UserID) (*SentCode, error) {
	return s.sendCode(ctx, "people.ResetCode", id, Reset, resetLife)
}

// VerifyCode is ResetCode for confirming the address, valid for a week. Nil for
// somebody who has nothing to confirm.
func (s *Service) VerifyCode(ctx context.Context, id core.UserID) (*SentCode, error) {
	return s.sendCode(ctx, "people.VerifyCode", id, Verify, verifyLife)
}

func (s *Service) sendCode(ctx context.Context, op string, id core.UserID, purpose Purpose, life time.Duration) (*SentCode, error) {
	var out *SentCode
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		p, err := s.Stores.Users.LockUser(ctx, id)
		if err != nil || !p.Active() || p.Email == "" || purpose == Verify && !p.VerifiedAt.IsZero() {
			return err
		}
		out, err = s.newCode(ctx, p, purpose, life)
		return err
	})
	return out, core.Wrap(op, err)
}

// FinishReset sets a new password with a code from ResetCode. All sessions
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

// RequestVerify has a link sent that confirms who's own address. KindConflict
// when there is none to confirm, KindUnavailable where no mail can be sent.
func (s *Service) RequestVerify(ctx context.Context, who *rbac.Subject, m Meta) error {
	const op = "people.RequestVerify"
	if err := themselves(op, who); err != nil {
		return err
	}
	if err := s.needMail(ctx, op); err != nil {
		return err
	}
	p, err := s.Stores.Users.FindUser(ctx, who.User)
	if err != nil {
		return core.Wrap(op, err)
	}
	if p.Email == "" || !p.VerifiedAt.IsZero() {
		return core.Errorf(op, core.KindConflict, "There is no address to confirm.")
	}
	if _, err := s.countAttempt(ctx, op, "verify "+NormalEmail(p.Email), m.IP); err != nil {
		return core.Wrap(op, err)
	}
	return core.Wrap(op, s.askForLetter(ctx, EventVerifyRequested, p.ID))
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
