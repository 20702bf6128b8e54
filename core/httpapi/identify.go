package httpapi

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// The session cookie's names. The second is for TLS: browsers accept it only
// from this very host, over TLS, for all paths, so no neighbour can plant one.
const (
	cookieName       = "pegboard_session"
	secureCookieName = "__Host-pegboard_session"
)

// identify finds out who asks: the bearer of a token, the owner of a session,
// or a guest. A bad token is refused; a session that has ended makes a guest.
func (s *Server) identify(c *fiber.Ctx) error {
	ctx, st := c.UserContext(), stateOf(c.UserContext())
	if token := bearer(c); token != "" {
		who, err := s.svc.People.SubjectByToken(ctx, token)
		if err != nil {
			return err
		}
		return s.proceed(c, st, who)
	}
	if secret := c.Cookies(s.cookieName(st)); secret != "" {
		who, err := s.bySession(c, st, secret)
		if err == nil {
			return s.proceed(c, st, who)
		}
		if !core.IsKind(err, core.KindUnauthenticated) {
			return err
		}
		s.clearCookie(c, st)
	}
	who, err := s.svc.People.Guest(ctx)
	if err != nil {
		return err
	}
	return s.proceed(c, st, who)
}

// bySession returns the owner of a session and gives it a new secret where
// their roles have changed since the old one was handed out.
func (s *Server) bySession(c *fiber.Ctx, st *state, secret string) (*rbac.Subject, error) {
	who, session, err := s.svc.People.SubjectBySession(c.UserContext(), secret)
	if err != nil {
		return nil, err
	}
	st.session = secret
	if session.Renew {
		renewed, err := s.svc.People.RenewSession(c.UserContext(), secret)
		if err != nil {
			return nil, err
		}
		st.session = renewed.Secret
		s.setCookie(c, st, renewed)
		who = renewed.Subject
	}
	return who, nil
}

func (s *Server) proceed(c *fiber.Ctx, st *state, who *rbac.Subject) error {
	who.RequestID = st.id
	st.subject = who
	return c.Next()
}

func (s *Server) cookieName(st *state) string {
	if st.secure {
		return secureCookieName
	}
	return cookieName
}

func (s *Server) setCookie(c *fiber.Ctx, st *state, in *people.SignIn) {
	s.putCookie(c, st, in.Secret, in.Session.ExpiresAt)
}

func (s *Server) clearCookie(c *fiber.Ctx, st *state) {
	s.putCookie(c, st, "", time.Unix(1, 0))
}

func (s *Server) putCookie(c *fiber.Ctx, st *state, value string, until time.Time) {
	c.Cookie(&fiber.Cookie{
		Name: s.cookieName(st), Value: value, Path: "/", Expires: until,
		HTTPOnly: true, Secure: st.secure, SameSite: fiber.CookieSameSiteLaxMode,
	})
}

// Subject returns who is behind the request of ctx, for rim packages that
// mount pages here. Never nil in a mounted handler.
func Subject(ctx context.Context) *rbac.Subject { return stateOf(ctx).subject }

// Again returns how to ask later who made the request of c, with the rights of
// then, for connections that outlive it. KindUnauthenticated when the session or
// token has ended.
func (s *Server) Again(c *fiber.Ctx) func(ctx context.Context) (*rbac.Subject, error) {
	token, secret := bearer(c), stateOf(c.UserContext()).session
	return func(ctx context.Context) (*rbac.Subject, error) {
		switch {
		case token != "":
			return s.svc.People.SubjectByToken(ctx, token)
		case secret != "":
			who, _, err := s.svc.People.SubjectBySession(ctx, secret)
			return who, err
		}
		return s.svc.People.Guest(ctx)
	}
}

// RequestID returns the id of the request of ctx, as it stands in the log.
func RequestID(ctx context.Context) string { return stateOf(ctx).id }

// ClientIP returns the address the request of ctx came from, behind proxies as
// far as they are trusted.
func ClientIP(ctx context.Context) string { return stateOf(ctx).ip }

// SignIn checks credentials and sets the session's cookie, for the page that
// people sign in on. Errors as people.Service.Authenticate.
func (s *Server) SignIn(c *fiber.Ctx, email, password string) (*rbac.Subject, error) {
	ctx, st := c.UserContext(), stateOf(c.UserContext())
	in, err := s.svc.People.Authenticate(ctx, email, password, people.Meta{IP: st.ip, Agent: c.Get(fiber.HeaderUserAgent)})
	if err != nil {
		return nil, err
	}
	// A session that was there before must not survive under the new person.
	if st.session != "" {
		if err := s.svc.People.SignOut(ctx, st.session); err != nil {
			return nil, err
		}
	}
	in.Subject.RequestID = st.id
	st.session, st.subject = in.Secret, in.Subject
	s.setCookie(c, st, in)
	return in.Subject, nil
}

// SignOut ends the request's session and takes its cookie back.
func (s *Server) SignOut(c *fiber.Ctx) error {
	st := stateOf(c.UserContext())
	if st.session != "" {
		if err := s.svc.People.SignOut(c.UserContext(), st.session); err != nil {
			return err
		}
	}
	s.clearCookie(c, st)
	return nil
}
