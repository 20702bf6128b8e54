package portal

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core/httpapi"
	"pegboard.dev/pegboard/core/people"
)

// accountPage is a page with one short form about one's account.
type accountPage struct {
	title, lead, button, path string
	fields                    []accountField
	// done is shown in the form's place when it has worked.
	done string
	// next follows it: a link and its words.
	nextHref, nextWords string
}

type accountField struct {
	Name, Label, Type, Autocomplete, Help string
}

// What the templates read.
func (a *accountPage) Lead() string           { return a.lead }
func (a *accountPage) Button() string         { return a.button }
func (a *accountPage) Path() string           { return a.path }
func (a *accountPage) Fields() []accountField { return a.fields }

var (
	emailField    = accountField{"email", "E-mail address", "email", "email", ""}
	passwordField = accountField{"password", "New password", "password", "new-password", "A long one, such as four words."}

	forgotPage = &accountPage{
		title: "Forgotten password", path: "/forgot", button: "Send the link", fields: []accountField{emailField},
		lead:     "Say your address, and we send you a link to choose a new password.",
		done:     "If somebody has an account with this address, a letter is on its way. Its link works for an hour.",
		nextHref: "/sign-in", nextWords: "Back to sign in",
	}
	resetPage = &accountPage{
		title: "Choose a new password", path: "/reset", button: "Save the password", fields: []accountField{passwordField},
		lead: "You are signed out everywhere and sign in with the new one.",
		done: "The new password is saved.", nextHref: "/sign-in", nextWords: "Sign in",
	}
	verifyPage = &accountPage{
		title: "Confirm your address", path: "/verify", button: "This address is mine",
		lead: "One press, and the address that the letter was sent to is confirmed.",
		done: "Thank you. Your address is confirmed.", nextHref: "/tickets", nextWords: "To my tickets",
	}
	registerPage = &accountPage{
		title: "Register", path: "/register", button: "Register",
		fields: []accountField{
			{"name", "Your name", "text", "name", ""}, emailField,
			{"password", "Password", "password", "new-password", "A long one, such as four words."},
		},
		lead:     "With an account you see all your requests in one place.",
		done:     "A letter is on its way to you. Follow its link to confirm your address; you can sign in meanwhile.",
		nextHref: "/sign-in", nextWords: "Sign in",
	}
)

func (a *accountPage) form(values url.Values) *form {
	var names []string
	for _, f := range a.fields {
		names = append(names, f.Name, f.Label)
	}
	return newForm(values, names...)
}

// mountAccount registers the pages; act carries a form out.
func (p *Portal) mountAccount(r fiber.Router) {
	for _, page := range []struct {
		*accountPage
		act func(c *fiber.Ctx, f *form) error
	}{
		{forgotPage, func(c *fiber.Ctx, f *form) error {
			return p.People.RequestReset(c.UserContext(), f.Get("email"), meta(c))
		}},
		{resetPage, func(c *fiber.Ctx, f *form) error {
			return p.doors.FinishReset(c.UserContext(), f.Get("code"), f.Get("password"))
		}},
		{verifyPage, func(c *fiber.Ctx, f *form) error { return p.doors.FinishVerify(c.UserContext(), f.Get("code")) }},
		{registerPage, func(c *fiber.Ctx, f *form) error {
			return p.People.Register(c.UserContext(), people.RegisterInput{
				Name: f.Get("name"), Email: f.Get("email"), Password: f.Get("password"),
			}, meta(c))
		}},
	} {
		r.Get(page.path, func(c *fiber.Ctx) error {
			return p.showAccount(c, fiber.StatusOK, page.accountPage, page.form(url.Values{"code": {c.Query("code")}}))
		})
		r.Post(page.path, func(c *fiber.Ctx) error { return p.actAccount(c, page.accountPage, page.act) })
	}
}

func (p *Portal) actAccount(c *fiber.Ctx, page *accountPage, act func(c *fiber.Ctx, f *form) error) error {
	values, err := readForm(c, noFiles)
	if err != nil {
		return err
	}
	f := page.form(values)
	for _, field := range page.fields {
		f.require(field.Name)
	}
	if !f.Bad() {
		if err := act(c, f); err == nil {
			return p.show(c, fiber.StatusOK, "done", &view{Title: page.title, Data: map[string]string{
				"done": page.done, "href": page.nextHref, "words": page.nextWords,
			}})
		} else if !f.refuse(err, nil) {
			return err
		}
	}
	f.Values.Del("password")
	return p.showAccount(c, fiber.StatusUnprocessableEntity, page, f)
}

// showAccount answers 404 where the helpdesk does not offer the page.
func (p *Portal) showAccount(c *fiber.Ctx, status int, page *accountPage, f *form) error {
	if page == registerPage {
		rules, err := p.People.Registration(c.UserContext())
		if err != nil {
			return err
		}
		if !rules.Open {
			return fiber.ErrNotFound
		}
	}
	return p.show(c, status, "account", &view{Title: page.title, Form: f, Data: page})
}

func meta(c *fiber.Ctx) people.Meta {
	return people.Meta{IP: httpapi.ClientIP(c.UserContext()), Agent: c.Get(fiber.HeaderUserAgent)}
}
