package httpapi

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/gofiber/fiber/v2"
	"golang.org/x/oauth2"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// SignInProvider is who vouches for people, by OpenID Connect.
type SignInProvider struct {
	ID           string `json:"id" pattern:"^[a-z][a-z0-9-]{0,30}$"`
	Name         string `json:"name" minLength:"1" maxLength:"80" doc:"Stands on the button."`
	Issuer       string `json:"issuer" maxLength:"300" example:"https://accounts.google.com"`
	ClientID     string `json:"client_id" maxLength:"300"`
	ClientSecret string `json:"client_secret,omitempty" maxLength:"500" doc:"Never shown. Left out: as it was, for the same issuer."`
}

// SignInProviders are all of them.
type SignInProviders struct {
	Providers []SignInProvider `json:"providers" maxItems:"10"`
}

// ProviderPath is where the way to a provider begins: behind it the provider's id.
// The address to register there is the same with "/back" behind it.
const ProviderPath = "/sign-in/with/"

const (
	providerCookie = "pegboard_provider"
	// providerTime is how long somebody may take to sign in there.
	providerTime = 10 * time.Minute
	// providerWait bounds each question to a provider.
	providerWait = 10 * time.Second
)

// journey is what the browser keeps while its person is at the provider's. It is
// theirs to read; none of it works in another browser.
type journey struct {
	Provider string `json:"p"`
	State    string `json:"s"`
	Nonce    string `json:"n"`
	Verifier string `json:"v"`
	Next     string `json:"x"`
}

func (s *Server) mountProviders() {
	handle(s, route{
		method: http.MethodGet, path: "/settings/sign-in", id: "get-providers", tag: "settings", title: "Who vouches for people at sign-in", needs: holding("settings.view"),
	}, func(ctx context.Context, _ *rbac.Subject, _ *struct{}) (*of[SignInProviders], error) {
		return s.providers(ctx)
	})
	handle(s, route{
		method: http.MethodPut, path: "/settings/sign-in", id: "put-providers", tag: "settings", title: "Say who vouches for people at sign-in", needs: holding("settings.edit"),
	}, func(ctx context.Context, who *rbac.Subject, in *of[SignInProviders]) (*of[SignInProviders], error) {
		list := each(in.Body.Providers, func(p SignInProvider) people.Provider { return people.Provider(p) })
		if err := s.svc.People.SetProviders(ctx, who, list); err != nil {
			return nil, err
		}
		return s.providers(ctx)
	})
	s.app.Get(ProviderPath+":provider", s.toProvider)
	s.app.Get(ProviderPath+":provider/back", s.fromProvider)
}

func (s *Server) providers(ctx context.Context) (*of[SignInProviders], error) {
	list, err := s.svc.People.Providers(ctx)
	return ok(SignInProviders{each(list, func(p people.Provider) SignInProvider {
		p.ClientSecret = ""
		return SignInProvider(p)
	})}, err)
}

// provider finds one and asks it where its pages are.
func (s *Server) provider(ctx context.Context, c *fiber.Ctx) (*oidc.Provider, *oauth2.Config, error) {
	const op = "httpapi.provider"
	list, err := s.svc.People.Providers(ctx)
	if err != nil {
		return nil, nil, err
	}
	id := c.Params("provider")
	for _, p := range list {
		if p.ID != id {
			continue
		}
		company, err := s.svc.People.Company(ctx)
		if err != nil {
			return nil, nil, err
		}
		found, err := oidc.NewProvider(ctx, p.Issuer)
		if err != nil {
			return nil, nil, &core.Error{Op: op, Kind: core.KindUnavailable, Msg: p.Name + " does not answer. Try again, or sign in with your password.", Err: err}
		}
		return found, &oauth2.Config{
			ClientID: p.ClientID, ClientSecret: p.ClientSecret, Endpoint: found.Endpoint(), Scopes: []string{oidc.ScopeOpenID, "email", "profile"},
			RedirectURL: or(company.Address, c.BaseURL()) + ProviderPath + p.ID + "/back",
		}, nil
	}
	return nil, nil, core.Errorf(op, core.KindNotFound, "There is no such way to sign in.")
}

// toProvider sends the browser to sign in there.
func (s *Server) toProvider(c *fiber.Ctx) error {
	ctx, cancel := context.WithTimeout(c.UserContext(), providerWait)
	defer cancel()
	_, config, err := s.provider(ctx, c)
	if err != nil {
		return err
	}
	j := journey{Provider: c.Params("provider"), State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(), Next: c.Query("next")}
	raw, err := json.Marshal(j)
	if err != nil {
		return err
	}
	s.keepJourney(c, url.QueryEscape(string(raw)), s.cfg.Clock.Now().Add(providerTime))
	return c.Redirect(config.AuthCodeURL(j.State, oidc.Nonce(j.Nonce), oauth2.S256ChallengeOption(j.Verifier)), fiber.StatusSeeOther)
}

func (s *Server) keepJourney(c *fiber.Ctx, value string, until time.Time) {
	c.Cookie(&fiber.Cookie{
		Name: providerCookie, Value: value, Path: ProviderPath, Expires: until,
		HTTPOnly: true, Secure: stateOf(c.UserContext()).secure, SameSite: fiber.CookieSameSiteLaxMode,
	})
}

// fromProvider takes the browser back, with a code that the provider exchanges
// for what it says about the person.
func (s *Server) fromProvider(c *fiber.Ctx) error {
	const op = "httpapi.fromProvider"
	ctx, cancel := context.WithTimeout(c.UserContext(), providerWait)
	defer cancel()
	var j journey
	text, err := url.QueryUnescape(c.Cookies(providerCookie))
	if err != nil || json.Unmarshal([]byte(text), &j) != nil || j.State == "" || j.Provider != c.Params("provider") ||
		subtle.ConstantTimeCompare([]byte(j.State), []byte(c.Query("state"))) != 1 {
		return core.Errorf(op, core.KindUnauthenticated, "This sign-in was begun in another window, or too long ago. Begin again.")
	}
	s.keepJourney(c, "", time.Unix(1, 0))
	if c.Query("code") == "" {
		return core.Errorf(op, core.KindUnauthenticated, "The provider did not sign you in.")
	}
	found, config, err := s.provider(ctx, c)
	if err != nil {
		return err
	}
	refused := func(err error) error {
		return &core.Error{Op: op, Kind: core.KindUnauthenticated, Msg: "The provider's answer cannot be trusted. Begin again.", Err: err}
	}
	token, err := config.Exchange(ctx, c.Query("code"), oauth2.VerifierOption(j.Verifier))
	if err != nil {
		return refused(err)
	}
	signed, _ := token.Extra("id_token").(string)
	id, err := found.Verifier(&oidc.Config{ClientID: config.ClientID, Now: s.cfg.Clock.Now}).Verify(ctx, signed)
	if err != nil {
		return refused(err)
	}
	if subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(j.Nonce)) != 1 {
		return refused(nil)
	}
	var said struct {
		Email         string `json:"email"`
		EmailVerified bool   `json:"email_verified"`
		Name          string `json:"name"`
	}
	if err := id.Claims(&said); err != nil {
		return refused(err)
	}
	if err := s.signInAs(c, people.Identity{
		Issuer: id.Issuer, Subject: id.Subject, Email: said.Email, EmailVerified: said.EmailVerified, Name: said.Name,
	}); err != nil {
		return err
	}
	// The cookie came with another site's redirect; a page of ours takes over.
	return c.Redirect("/sign-in?next="+url.QueryEscape(strings.TrimSpace(j.Next)), fiber.StatusSeeOther)
}

func (s *Server) signInAs(c *fiber.Ctx, who people.Identity) error {
	st := stateOf(c.UserContext())
	in, err := s.svc.People.SignInByIdentity(c.UserContext(), who, people.Meta{IP: st.ip, Agent: c.Get(fiber.HeaderUserAgent)})
	if err != nil {
		return err
	}
	if st.session != "" {
		if err := s.svc.People.SignOut(c.UserContext(), st.session); err != nil {
			return err
		}
	}
	in.Subject.RequestID = st.id
	st.session, st.subject = in.Secret, in.Subject
	s.setCookie(c, st, in)
	return nil
}
