package people

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// TokenPrefix starts every API token, so that leaked ones can be recognised.
const TokenPrefix = "pbt_"

// maxTokens bounds how many tokens one person may have.
const maxTokens = 100

// Token is a person's key for programs. It acts as the person, limited to
// Scopes; what the person loses, the token loses.
type Token struct {
	ID   core.TokenID
	User core.UserID
	Name string
	// Scopes are the keys the token was made for. A key that is not named here
	// is not held.
	Scopes map[rbac.Key]rbac.Scope
	// ExpiresAt and LastUsedAt are zero for never. LastUsedAt is exact to a minute.
	ExpiresAt, LastUsedAt time.Time
	CreatedAt             time.Time
}

// TokenInput is what a new token is made of.
type TokenInput struct {
	Name string
	// Scopes names keys and how far each may reach; a yes/no key says All.
	// At least one.
	Scopes map[rbac.Key]rbac.Scope
	// ExpiresAt is zero for never, otherwise in the future.
	ExpiresAt time.Time
}

// CreateToken makes a token for who and returns its secret, shown this once.
// Only a person who is signed in can: a token or a plugin cannot make tokens.
// KindForbidden for a key that who does not hold so widely, or that is reserved.
func (s *Service) CreateToken(ctx context.Context, who *rbac.Subject, in TokenInput) (*Token, string, error) {
	const op = "people.CreateToken"
	if err := themselves(op, who); err != nil {
		return nil, "", err
	}
	var (
		t      *Token
		secret string
	)
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		policy, err := s.loadPolicy(ctx)
		if err != nil {
			return err
		}
		now, err := s.again(ctx, who, policy)
		if err != nil {
			return err
		}
		if wider := rbac.NotWider(now, in.Scopes); len(wider) > 0 {
			return errForbidden(op, "A token cannot do more than you: you do not hold %s so widely.", wider[0].Key)
		}
		for k := range in.Scopes {
			if _, reserved := policy.Reserved[k]; reserved {
				return errForbidden(op, "%s is reserved to roles: no token can hold it.", k)
			}
		}
		t, secret, err = s.createToken(ctx, &who.Actor, who.User, in)
		return err
	})
	return t, secret, core.Wrap(op, err)
}

// createToken stores a token of the person, in the running transaction.
func (s *Service) createToken(ctx context.Context, a *core.Actor, user core.UserID, in TokenInput) (*Token, string, error) {
	const op = "people.CreateToken"
	name, err := checkName(op, "name", in.Name)
	if err != nil {
		return nil, "", err
	}
	if len(in.Scopes) == 0 {
		return nil, "", core.InvalidField(op, "scopes", "Name at least one key that the token may use.")
	}
	reg := s.Registry()
	for _, k := range slices.Sorted(maps.Keys(in.Scopes)) {
		if _, ok := reg.Key(k); !ok {
			return nil, "", core.InvalidField(op, "scopes", "There is no key %q.", k)
		}
		if scope := in.Scopes[k]; scope == rbac.ScopeNone || scope > rbac.All {
			return nil, "", core.InvalidField(op, "scopes", "Say how far %s may reach: own, team, department or all.", k)
		}
	}
	now := s.Clock.Now()
	if !in.ExpiresAt.IsZero() && !in.ExpiresAt.After(now) {
		return nil, "", core.InvalidField(op, "expires_at", "The end lies in the past.")
	}
	mine, err := s.Stores.Tokens.Tokens(ctx, user)
	if err != nil {
		return nil, "", err
	}
	if len(mine) >= maxTokens {
		return nil, "", core.Errorf(op, core.KindConflict, "There are %d tokens already. Delete one first.", maxTokens)
	}
	t := &Token{User: user, Name: name, Scopes: in.Scopes, ExpiresAt: in.ExpiresAt, CreatedAt: now}
	secret := TokenPrefix + newSecret()
	if err := s.Stores.Tokens.InsertToken(ctx, t, hashSecret(secret)); err != nil {
		return nil, "", err
	}
	return t, secret, s.record(ctx, a, "token.created", "token", idText(t.ID), nil,
		map[string]any{"user": user, "name": name, "scopes": in.Scopes})
}

// Tokens lists who's own tokens, newest first, without their secrets.
func (s *Service) Tokens(ctx context.Context, who *rbac.Subject) ([]Token, error) {
	if err := themselves("people.Tokens", who); err != nil {
		return nil, err
	}
	ts, err := s.Stores.Tokens.Tokens(ctx, who.User)
	return ts, core.Wrap("people.Tokens", err)
}

// DeleteToken ends one of who's own tokens at once. KindNotFound otherwise.
func (s *Service) DeleteToken(ctx context.Context, who *rbac.Subject, id core.TokenID) error {
	const op = "people.DeleteToken"
	if err := themselves(op, who); err != nil {
		return err
	}
	return core.Wrap(op, s.Tx.InTx(ctx, func(ctx context.Context) error {
		done, err := s.Stores.Tokens.DeleteToken(ctx, who.User, id)
		if err != nil {
			return err
		}
		if !done {
			return errGone(op)
		}
		return s.record(ctx, &who.Actor, "token.deleted", "token", idText(id), nil, nil)
	}))
}

// IsToken reports whether a bearer credential looks like one of ours.
func IsToken(s string) bool { return strings.HasPrefix(s, TokenPrefix) }
