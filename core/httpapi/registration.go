package httpapi

import (
	"context"
	"net/http"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// Registering makes oneself an account.
type Registering struct {
	Name     string `json:"name" minLength:"1" maxLength:"200"`
	Email    string `json:"email" minLength:"1" maxLength:"254"`
	Password string `json:"password" minLength:"1" maxLength:"1024"`
}

// RegistrationRules say who may do that.
type RegistrationRules struct {
	Open    bool     `json:"open"`
	Domains []string `json:"domains" maxItems:"200" doc:"Whose addresses are taken; empty for all."`
}

// Forgotten asks for a link to set a new password.
type Forgotten struct {
	Email string `json:"email" minLength:"1" maxLength:"254"`
}

// NewPassword sets one with the code from the link.
type NewPassword struct {
	Code     string `json:"code" minLength:"1" maxLength:"200"`
	Password string `json:"password" minLength:"1" maxLength:"1024"`
}

// Confirmation confirms an address with the code from the link.
type Confirmation struct {
	Code string `json:"code" minLength:"1" maxLength:"200"`
}

func rulesOf(r people.Registration) RegistrationRules {
	return RegistrationRules{Open: r.Open, Domains: orEmpty(r.Domains)}
}

func (s *Server) mountRegistration() {
	handle(s, route{
		method: http.MethodGet, path: "/settings/registration", id: "get-registration", tag: "settings", title: "Who may register", needs: holding("settings.view"),
	}, func(ctx context.Context, _ *rbac.Subject, _ *struct{}) (*of[RegistrationRules], error) {
		r, err := s.svc.People.Registration(ctx)
		return ok(rulesOf(r), err)
	})
	handle(s, route{
		method: http.MethodPut, path: "/settings/registration", id: "put-registration", tag: "settings", title: "Say who may register",
		help: "Needs a mail server, for who registers confirms their address.", needs: holding("settings.edit"),
	}, func(ctx context.Context, who *rbac.Subject, in *of[RegistrationRules]) (*of[RegistrationRules], error) {
		r, err := s.svc.People.SetRegistration(ctx, who, people.Registration(in.Body))
		return ok(rulesOf(r), err)
	})
	handle(s, route{
		method: http.MethodPost, path: "/register", id: "register", tag: "me", title: "Make oneself an account",
		help:  "The answer is the same whether or not the address has an account: a letter tells.",
		needs: anyone("this is how a guest becomes a customer, where the helpdesk allows it"), status: http.StatusNoContent,
	}, func(ctx context.Context, _ *rbac.Subject, in *of[Registering]) (*none, error) {
		return nil, s.svc.People.Register(ctx, people.RegisterInput(in.Body), people.Meta{IP: stateOf(ctx).ip})
	})
	handle(s, route{
		method: http.MethodPost, path: "/password/forgotten", id: "forget-password", tag: "me", title: "Have a link for a new password sent",
		help: "The answer is the same whether or not the address has an account.", needs: anyone("who has forgotten it cannot sign in"),
		status: http.StatusNoContent,
	}, func(ctx context.Context, _ *rbac.Subject, in *of[Forgotten]) (*none, error) {
		return nil, s.svc.People.RequestReset(ctx, in.Body.Email, people.Meta{IP: stateOf(ctx).ip})
	})
	handle(s, route{
		method: http.MethodPost, path: "/password/reset", id: "reset-password", tag: "me", title: "Set a new password with the code from the link",
		help: "Ends all sessions.", needs: anyone("the link's one-time code is the permission"), status: http.StatusNoContent,
	}, func(ctx context.Context, _ *rbac.Subject, in *of[NewPassword]) (*none, error) {
		return nil, s.FinishReset(ctx, in.Body.Code, in.Body.Password)
	})
	handle(s, route{
		method: http.MethodPost, path: "/me/verification", id: "request-verification", tag: "me", title: "Have a link sent that confirms one's address",
		needs: signedIn("one's own address"), status: http.StatusNoContent,
	}, func(ctx context.Context, who *rbac.Subject, _ *struct{}) (*none, error) {
		return nil, s.svc.People.RequestVerify(ctx, who, people.Meta{IP: stateOf(ctx).ip})
	})
	handle(s, route{
		method: http.MethodPost, path: "/verification", id: "verify", tag: "me", title: "Confirm an address with the code from the link",
		needs: anyone("the link's one-time code is the permission"), status: http.StatusNoContent,
	}, func(ctx context.Context, _ *rbac.Subject, in *of[Confirmation]) (*none, error) {
		return nil, s.FinishVerify(ctx, in.Body.Code)
	})
}

// FinishReset sets a new password with a code, for the API and the page.
// KindRateLimited after too many attempts from one address.
func (s *Server) FinishReset(ctx context.Context, code, password string) error {
	if err := s.limitCodes(ctx); err != nil {
		return err
	}
	return s.svc.People.FinishReset(ctx, code, password)
}

// FinishVerify confirms an address with a code, like FinishReset.
func (s *Server) FinishVerify(ctx context.Context, code string) error {
	if err := s.limitCodes(ctx); err != nil {
		return err
	}
	return s.svc.People.FinishVerify(ctx, code)
}

// limitCodes slows down who tries one-time codes from one address.
func (s *Server) limitCodes(ctx context.Context) error {
	if wait, ok := s.signIns.allow(stateOf(ctx).ip); !ok {
		return core.Errorf("httpapi.limitCodes", core.KindRateLimited, "Too many attempts. Try again in %d seconds.", int(wait.Seconds())+1)
	}
	return nil
}
