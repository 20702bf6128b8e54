package httpapi

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// Credentials sign somebody in.
type Credentials struct {
	Email    string `json:"email" minLength:"1" maxLength:"254"`
	Password string `json:"password" minLength:"1" maxLength:"1024"`
}

// PasswordChange sets one's own password.
type PasswordChange struct {
	Current  string `json:"current" minLength:"1" maxLength:"1024"`
	Password string `json:"password" minLength:"1" maxLength:"1024"`
}

// underFiber gives an operation the Fiber context, for the sake of cookies.
type underFiber struct{ c *fiber.Ctx }

// Resolve implements huma.Resolver.
func (u *underFiber) Resolve(ctx huma.Context) []error {
	u.c = humafiber.Unwrap(ctx)
	return nil
}

func (s *Server) mountSession() {
	handle(s, route{
		method: http.MethodPost, path: "/session", id: "sign-in", tag: "me", title: "Sign in",
		help: "Sets the session's cookie. Failures are counted per account and address.", needs: anyone("this is how one stops being a guest"),
	}, func(ctx context.Context, _ *rbac.Subject, in *struct {
		underFiber
		Body Credentials
	}) (*of[Me], error) {
		if wait, ok := s.signIns.allow(stateOf(ctx).ip); !ok {
			return nil, core.Errorf("httpapi.signIn", core.KindRateLimited, "Too many attempts. Try again in %d seconds.", int(wait.Seconds())+1)
		}
		who, err := s.SignIn(in.c, in.Body.Email, in.Body.Password)
		if err != nil {
			return nil, err
		}
		return ok(s.me(ctx, who))
	})
	handle(s, route{
		method: http.MethodDelete, path: "/session", id: "sign-out", tag: "me", title: "Sign out",
		needs: anyone("a session that has ended can still be signed out of"), status: http.StatusNoContent,
	}, func(_ context.Context, _ *rbac.Subject, in *struct{ underFiber }) (*none, error) {
		return nil, s.SignOut(in.c)
	})
	handle(s, route{
		method: http.MethodPut, path: "/me/password", id: "change-password", tag: "me", title: "Change one's own password",
		help: "Ends all other sessions.", needs: signedIn("everybody has one"), status: http.StatusNoContent,
	}, func(_ context.Context, _ *rbac.Subject, in *struct {
		underFiber
		Body PasswordChange
	}) (*none, error) {
		return nil, s.ChangePassword(in.c, in.Body.Current, in.Body.Password)
	})
}

// ChangePassword sets the caller's own password and keeps them signed in, for the
// API and for the page that does the same. Errors as people.Service.ChangePassword.
func (s *Server) ChangePassword(c *fiber.Ctx, current, password string) error {
	ctx := c.UserContext()
	st := stateOf(ctx)
	meta := people.Meta{IP: st.ip, Agent: c.Get(fiber.HeaderUserAgent)}
	renewed, err := s.svc.People.ChangePassword(ctx, Subject(ctx), current, password, st.session, meta)
	if err == nil && renewed != nil {
		s.setCookie(c, st, renewed)
	}
	return err
}

// OwnSession names the session by which the caller is signed in.
func (s *Server) OwnSession(c *fiber.Ctx) string {
	return people.SessionName(stateOf(c.UserContext()).session)
}

// LimitGuests slows down strangers who send something from a page, as it does in
// the API. KindRateLimited.
func (s *Server) LimitGuests(ctx context.Context, who *rbac.Subject) error {
	return s.limitGuests(ctx, who)
}

// limitGuests slows down strangers who open tickets, or answer what a plugin asks,
// from one address.
func (s *Server) limitGuests(ctx context.Context, who *rbac.Subject) error {
	if who.Kind != core.ActorGuest {
		return nil
	}
	if wait, ok := s.guestWrites.allow(stateOf(ctx).ip); !ok {
		return core.Errorf("httpapi.limitGuests", core.KindRateLimited, "Too many requests from your address. Try again in %d seconds.", int(wait.Seconds())+1)
	}
	return nil
}
