package httpapi

import (
	"context"
	"net/http"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// Token is one's key for programs, without its secret.
type Token struct {
	ID         int64             `json:"id"`
	Name       string            `json:"name"`
	Scopes     map[string]string `json:"scopes" doc:"The keys it was made for. It can never do more than its owner."`
	CreatedAt  time.Time         `json:"created_at"`
	ExpiresAt  *time.Time        `json:"expires_at"`
	LastUsedAt *time.Time        `json:"last_used_at"`
	Secret     *string           `json:"secret" doc:"Said once, in the answer that made it."`
}

// NewToken is a token to be made.
type NewToken struct {
	Name      string            `json:"name" minLength:"1" maxLength:"200"`
	Scopes    map[string]string `json:"scopes" doc:"Keys with how far each may reach; yes/no keys say all."`
	ExpiresAt *time.Time        `json:"expires_at,omitempty"`
}

// SignedIn is one's sign-in on one device.
type SignedIn struct {
	ID         string    `json:"id"`
	Current    bool      `json:"current" doc:"The one that asks."`
	IP         string    `json:"ip"`
	Agent      string    `json:"agent"`
	CreatedAt  time.Time `json:"created_at"`
	LastSeenAt time.Time `json:"last_seen_at"`
	ExpiresAt  time.Time `json:"expires_at"`
}

func tokenOf(t people.Token) Token {
	return Token{
		ID: int64(t.ID), Name: t.Name, Scopes: scopeNames(t.Scopes), CreatedAt: t.CreatedAt,
		ExpiresAt: timeOf(t.ExpiresAt), LastUsedAt: timeOf(t.LastUsedAt),
	}
}

func (s *Server) mountTokens() {
	handle(s, route{
		method: http.MethodGet, path: "/me/tokens", id: "list-tokens", tag: "me", title: "List one's own tokens",
		needs: signedIn("everybody sees their own; a token sees none"),
	}, func(ctx context.Context, who *rbac.Subject, _ *struct{}) (*of[List[Token]], error) {
		list, err := s.svc.People.Tokens(ctx, who)
		return ok(listOf(each(list, tokenOf), ""), err)
	})
	handle(s, route{
		method: http.MethodPost, path: "/me/tokens", id: "create-token", tag: "me", title: "Make a token",
		needs: signedIn("everybody may; it cannot do more than they"), status: http.StatusCreated,
	}, func(ctx context.Context, who *rbac.Subject, in *of[NewToken]) (*of[Token], error) {
		scopes := make(map[rbac.Key]rbac.Scope, len(in.Body.Scopes))
		for key, text := range in.Body.Scopes {
			var scope rbac.Scope
			if err := parseScope("scopes", text, &scope); err != nil {
				return nil, err
			}
			scopes[rbac.Key(key)] = scope
		}
		t, secret, err := s.svc.People.CreateToken(ctx, who, people.TokenInput{Name: in.Body.Name, Scopes: scopes, ExpiresAt: or0(in.Body.ExpiresAt)})
		if err != nil {
			return nil, err
		}
		out := tokenOf(*t)
		out.Secret = &secret
		return ok(out, nil)
	})
	handle(s, route{
		method: http.MethodDelete, path: "/me/tokens/{id}", id: "delete-token", tag: "me", title: "End a token at once",
		needs: signedIn("one's own only"), status: http.StatusNoContent,
	}, func(ctx context.Context, who *rbac.Subject, in *idPath) (*none, error) {
		return nil, s.svc.People.DeleteToken(ctx, who, core.TokenID(in.ID))
	})
	handle(s, route{
		method: http.MethodGet, path: "/me/sessions", id: "list-sessions", tag: "me", title: "Where one is signed in",
		needs: signedIn("everybody sees their own"),
	}, func(ctx context.Context, who *rbac.Subject, _ *struct{}) (*of[List[SignedIn]], error) {
		list, err := s.svc.People.Sessions(ctx, who)
		current := people.SessionName(stateOf(ctx).session)
		return ok(listOf(each(list, func(v people.Session) SignedIn {
			return SignedIn{
				ID: v.Hash, Current: v.Hash == current, IP: v.IP, Agent: v.Agent,
				CreatedAt: v.CreatedAt, LastSeenAt: v.LastSeenAt, ExpiresAt: v.ExpiresAt,
			}
		}), ""), err)
	})
	handle(s, route{
		method: http.MethodDelete, path: "/me/sessions/{id}", id: "end-session", tag: "me", title: "Sign out on another device",
		needs: signedIn("one's own only"), status: http.StatusNoContent,
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		ID string `path:"id" maxLength:"128"`
	}) (*none, error) {
		return nil, s.svc.People.EndSession(ctx, who, in.ID)
	})
}
