package people

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

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
