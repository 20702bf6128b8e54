package people

import (
	"context"
	"slices"
	"strings"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Identity is what a provider says about somebody, and has proven.
type Identity struct {
	Issuer, Subject string
	// Email counts only if the provider says that it has checked it.
	Email         string
	EmailVerified bool
	Name          string
}

// IdentityStore keeps how people are known to providers.
type IdentityStore interface {
	// FindIdentity returns whose it is, zero if nobody's.
	FindIdentity(ctx context.Context, issuer, subject string) (core.UserID, error)
	InsertIdentity(ctx context.Context, issuer, subject string, user core.UserID, at time.Time) error
	DeleteIdentities(ctx context.Context, user core.UserID) error
}

// identityActor stands in the audit log.
var identityActor = &rbac.Subject{Actor: core.Actor{Kind: core.ActorSystem, Name: "sign-in by provider"}}

// SignInByIdentity signs in whom a provider vouches for. The first time, a
// customer whose address the provider has checked is found by it, or made where
// registration is open to them. An employee is never found by address: whoever
// ran their mailbox, or a provider, would have their rights. KindForbidden with
// the reason otherwise, KindUnauthenticated for a disabled account.
func (s *Service) SignInByIdentity(ctx context.Context, in Identity, m Meta) (*SignIn, error) {
	const op = "people.SignInByIdentity"
	if in.Issuer == "" || in.Subject == "" {
		return nil, errForbidden(op, "The provider did not say who you are.")
	}
	var out *SignIn
	err := s.changeAccess(ctx, op, identityActor, func(ctx context.Context, c *change) error {
		id, err := s.Stores.Identities.FindIdentity(ctx, in.Issuer, in.Subject)
		if err != nil {
			return err
		}
		if id == 0 {
			if id, err = c.meet(ctx, op, in); err != nil {
				return err
			}
			if err := s.Stores.Identities.InsertIdentity(ctx, in.Issuer, in.Subject, id, c.now); err != nil {
				return err
			}
		}
		p, err := s.Stores.Users.LockUser(ctx, id)
		if err != nil {
			return err
		}
		if !p.Active() {
			return errSignedOut(op)
		}
		out, err = s.startSession(ctx, p, m)
		return err
	})
	return out, err
}

// meet finds or makes the customer behind an identity that comes for the first time.
func (c *change) meet(ctx context.Context, op string, in Identity) (core.UserID, error) {
	if in.Email == "" || !in.EmailVerified {
		return 0, errForbidden(op, "The provider has not checked your e-mail address, so it cannot tell us who you are.")
	}
	email, err := checkEmail(op, "email", in.Email)
	if err != nil {
		return 0, err
	}
	id, err := c.s.byEmail(ctx, email)
	if err != nil {
		return 0, err
	}
	if id != 0 {
		p, err := c.s.Stores.Users.LockUser(ctx, id)
		if err != nil {
			return 0, err
		}
		if p.Kind == Employee {
			return 0, errForbidden(op, "This address belongs to somebody who works here. Sign in with the password.")
		}
		if !p.VerifiedAt.IsZero() {
			return id, nil
		}
		// Whoever set a password for an address that was not theirs is locked out.
		if err := c.s.setPassword(ctx, &c.who.Actor, id, ""); err != nil {
			return 0, err
		}
		before := auditPerson(p)
		p.VerifiedAt = c.now
		return id, c.saveUser(ctx, op, "person.verified", p, before)
	}
	rules, err := c.s.Registration(ctx)
	if err != nil {
		return 0, err
	}
	_, domain, _ := strings.Cut(NormalEmail(email), "@")
	if !rules.Open || len(rules.Domains) > 0 && !slices.Contains(rules.Domains, domain) {
		return 0, errForbidden(op, "Nobody has an account here with this address, and you cannot register by yourself.")
	}
	name := in.Name
	if strings.TrimSpace(name) == "" {
		name, _, _ = strings.Cut(email, "@")
	}
	p, err := c.createUser(ctx, op, PersonInput{Name: name, Email: email, Verified: true}, "")
	if err != nil {
		return 0, err
	}
	return p.ID, nil
}
