package portal

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core/blocks"
	"pegboard.dev/pegboard/core/httpapi"
	"pegboard.dev/pegboard/core/rbac"
)

func signInForm(values url.Values) *form {
	return newForm(values, "email", "E-mail address", "password", "Password")
}

func (p *Portal) signInPage(c *fiber.Ctx) error {
	if s := who(c); !isGuest(s) {
		return c.Redirect(afterSignIn(s, c.Query("next")), fiber.StatusSeeOther)
	}
	return p.showSignIn(c, fiber.StatusOK, signInForm(url.Values{"next": {c.Query("next")}}))
}

// ways are what else a guest can do beside signing in.
type ways struct {
	Forgot, Register bool
	Providers        []provider
}

// provider is a button that leads to who vouches for people.
type provider struct{ Name, Href string }

func (p *Portal) showSignIn(c *fiber.Ctx, status int, f *form) error {
	can, err := p.People.CanMail(c.UserContext())
	if err != nil {
		return err
	}
	rules, err := p.People.Registration(c.UserContext())
	if err != nil {
		return err
	}
	list, err := p.People.Providers(c.UserContext())
	if err != nil {
		return err
	}
	w := ways{Forgot: can, Register: rules.Open}
	for _, one := range list {
		w.Providers = append(w.Providers, provider{one.Name, httpapi.ProviderPath + one.ID + "?next=" + url.QueryEscape(f.Get("next"))})
	}
	return p.show(c, status, "signin", &view{Title: "Sign in", Here: "sign-in", Form: f, Data: w})
}

func (p *Portal) signIn(c *fiber.Ctx) error {
	values, err := readForm(c, noFiles)
	if err != nil {
		return err
	}
	f := signInForm(values)
	f.require("email", "password")
	if !f.Bad() {
		s, err := p.doors.SignIn(c, f.Get("email"), f.Get("password"))
		if err == nil {
			return c.Redirect(afterSignIn(s, f.Get("next")), fiber.StatusSeeOther)
		}
		if !f.refuse(err, nil) {
			return err
		}
	}
	f.Values.Del("password")
	return p.showSignIn(c, fiber.StatusUnprocessableEntity, f)
}

func (p *Portal) signOut(c *fiber.Ctx) error {
	if err := p.doors.SignOut(c); err != nil {
		return err
	}
	return c.Redirect("/", fiber.StatusSeeOther)
}

// afterSignIn is where somebody goes: where they wanted to, else employees to
// their console and customers to their tickets.
func afterSignIn(s *rbac.Subject, next string) string {
	switch {
	case isLocal(next):
		return next
	case s.Holds("console.agent") || s.Holds("console.admin"):
		return "/app"
	}
	return "/tickets"
}

// isLocal reports whether a path given from outside stays on this site.
func isLocal(path string) bool { return path != "" && path[0] == '/' && blocks.SafeHref(path) }

// toSignIn sends a guest to the sign-in page, and back afterwards.
func toSignIn(c *fiber.Ctx, next string) error {
	return c.Redirect("/sign-in?next="+url.QueryEscape(next), fiber.StatusSeeOther)
}
