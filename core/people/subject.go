package people

import (
	"context"
	"strings"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// touchEvery is how exact "last seen" and "last used" are.
const touchEvery = time.Minute

// SubjectBySession returns who is behind a session's secret, with the rights
// of this moment, and the session. KindUnauthenticated when it is unknown, has
// ended, or the person is disabled. When the session's Renew is set, the
// caller exchanges the secret with RenewSession.
func (s *Service) SubjectBySession(ctx context.Context, secret string) (*rbac.Subject, *Session, error) {
	const op = "people.SubjectBySession"
	if len(secret) != secretLength {
		return nil, nil, errSignedOut(op)
	}
	hash := hashSecret(secret)
	session, bearer, err := s.Stores.Sessions.FindSession(ctx, hash)
	if core.IsKind(err, core.KindNotFound) {
		return nil, nil, errSignedOut(op)
	} else if err != nil {
		return nil, nil, core.Wrap(op, err)
	}
	now := s.Clock.Now()
	if !bearer.Active || !now.Before(session.ExpiresAt) || now.Sub(session.LastSeenAt) >= s.SessionIdle {
		return nil, nil, errSignedOut(op)
	}
	sub, err := s.subject(ctx, bearer)
	if err != nil {
		return nil, nil, core.Wrap(op, err)
	}
	session.Renew = session.Level != levelOf(sub)
	if now.Sub(session.LastSeenAt) >= touchEvery {
		if err := s.Stores.Sessions.TouchSession(ctx, hash, bearer.User, now); err != nil {
			return nil, nil, core.Wrap(op, err)
		}
	}
	return sub, session, nil
}

// SubjectByToken returns who is behind an API token: the person, limited to
// the keys that the token was made for. KindUnauthenticated like a session.
func (s *Service) SubjectByToken(ctx context.Context, secret string) (*rbac.Subject, error) {
	const op = "people.SubjectByToken"
	if !strings.HasPrefix(secret, TokenPrefix) || len(secret) != len(TokenPrefix)+secretLength {
		return nil, errSignedOut(op)
	}
	token, bearer, err := s.Stores.Tokens.FindToken(ctx, hashSecret(secret))
	if core.IsKind(err, core.KindNotFound) {
		return nil, errSignedOut(op)
	} else if err != nil {
		return nil, core.Wrap(op, err)
	}
	now := s.Clock.Now()
	if !bearer.Active || !token.ExpiresAt.IsZero() && !now.Before(token.ExpiresAt) {
		return nil, errSignedOut(op)
	}
	sub, err := s.subject(ctx, bearer)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	sub.Token = token.ID
	sub.Powers = sub.Powers.ForToken(token.Scopes)
	if now.Sub(token.LastUsedAt) >= touchEvery {
		if err := s.Stores.Tokens.TouchToken(ctx, token.ID, now); err != nil {
			return nil, core.Wrap(op, err)
		}
	}
	return sub, nil
}

// SubjectByID returns a person with the rights of this moment, for work that
// is done on their behalf later (jobs, open sockets). KindNotFound when there
// is no such person, KindUnauthenticated when they are disabled.
func (s *Service) SubjectByID(ctx context.Context, id core.UserID) (*rbac.Subject, error) {
	const op = "people.SubjectByID"
	epoch, err := s.Stores.Access.Epoch(ctx)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	p, err := s.Stores.Users.FindUser(ctx, id)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	if !p.Active() {
		return nil, errSignedOut(op)
	}
	sub, err := s.subject(ctx, &Bearer{User: id, Name: p.Name, Active: true, Epoch: epoch})
	return sub, core.Wrap(op, err)
}

// Guest returns somebody who is not signed in: what the role of everyone gives,
// less what the setting for guests takes away.
func (s *Service) Guest(ctx context.Context) (*rbac.Subject, error) {
	sub, err := s.guest(ctx)
	return sub, core.Wrap("people.Guest", err)
}

// System returns named background work that holds exactly these keys.
func (s *Service) System(name string, keys map[rbac.Key]rbac.Scope) *rbac.Subject {
	return &rbac.Subject{
		Actor:  core.Actor{Kind: core.ActorSystem, Name: name},
		Powers: rbac.NewPowers(s.Registry(), keys),
	}
}

// subject returns a subject of its own for the caller, from the cache where
// nothing has changed since.
func (s *Service) subject(ctx context.Context, b *Bearer) (*rbac.Subject, error) {
	reg, now := s.Registry(), s.Clock.Now()
	shared := s.cache.get(b.User, b.Epoch, reg, now)
	if shared == nil {
		policy, err := s.policyAt(ctx, b.Epoch, reg)
		if err != nil {
			return nil, err
		}
		m, err := s.Stores.Members.Membership(ctx, b.User)
		if err != nil {
			return nil, err
		}
		shared = subjectOf(m, reg, policy, now)
		s.cache.put(b.User, b.Epoch, reg, shared)
	}
	out := *shared
	out.Actor = core.Actor{Kind: core.ActorUser, User: b.User, Name: b.Name}
	return &out, nil
}

func (s *Service) guest(ctx context.Context) (*rbac.Subject, error) {
	epoch, err := s.Stores.Access.Epoch(ctx)
	if err != nil {
		return nil, err
	}
	reg, now := s.Registry(), s.Clock.Now()
	shared := s.cache.get(0, epoch, reg, now)
	if shared == nil {
		policy, err := s.policyAt(ctx, epoch, reg)
		if err != nil {
			return nil, err
		}
		rules, err := s.guestRules(ctx)
		if err != nil {
			return nil, err
		}
		roles := policy.Held(nil, nil, false, false)
		shared = &rbac.Subject{Roles: roles, Powers: rbac.Compile(reg, policy, roles, nil, now).Without(rules.Denied()...)}
		s.cache.put(0, epoch, reg, shared)
	}
	out := *shared
	out.Actor = core.Actor{Kind: core.ActorGuest, Name: "Guest"}
	return &out, nil
}

// subjectOf compiles a membership. The Actor is left to the caller.
func subjectOf(m *Membership, reg *rbac.Registry, p *rbac.Policy, now time.Time) *rbac.Subject {
	roles := p.Held(m.Given, m.ByGroup, true, m.Verified)
	return &rbac.Subject{
		Roles: roles, Teams: m.Teams, DepartmentTeams: m.DepartmentTeams, Organization: m.Organization,
		Powers: rbac.Compile(reg, p, roles, m.Grants, now),
	}
}

// levelOf is what a session's secret was handed out for. When it differs, the
// person has gained or lost a role, and the secret is renewed.
func levelOf(s *rbac.Subject) string { return strings.Join(s.Roles, " ") }
