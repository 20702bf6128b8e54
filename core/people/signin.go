package people

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

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
