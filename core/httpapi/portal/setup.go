package portal

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core/people"
)

func setupForm(values url.Values) *form {
	return newForm(values, "company", "Company", "name", "Your name", "email", "E-mail address", "password", "Password", "preset", "Roles to start with")
}

// setupPage lets the first visitor, who has the link that the server printed,
// become the owner.
func (p *Portal) setupPage(c *fiber.Ctx) error {
	return p.setupAnswer(c, fiber.StatusOK, setupForm(url.Values{"token": {c.Query("token")}, "preset": {defaultPreset}}))
}

// defaultPreset is chosen unless the owner chooses another.
const defaultPreset = "standard"

func (p *Portal) setupAnswer(c *fiber.Ctx, status int, f *form) error {
	needed, err := p.People.SetupNeeded(c.UserContext())
	if err != nil {
		return err
	}
	v := &view{Title: "Set up Pegboard", Form: f, Data: presetChoices}
	if !needed {
		status, v.Data = fiber.StatusGone, nil
	} else if f.Get("token") == "" {
		f.Message = "The address lacks its token. Open the whole link that the server printed when it started."
	}
	return p.show(c, status, "setup", v)
}

func (p *Portal) setUp(c *fiber.Ctx) error {
	values, err := readForm(c, noFiles)
	if err != nil {
		return err
	}
	f := setupForm(values)
	f.require("name", "email", "password")
	if !f.Bad() {
		_, err := p.doors.SetUp(c, people.SetupInput{
			Token: f.Get("token"), Name: f.Get("name"), Email: f.Get("email"), Password: f.Get("password"),
			Preset: f.Get("preset"), Company: f.Get("company"),
		})
		if err == nil {
			return c.Redirect("/app/setup", fiber.StatusSeeOther)
		}
		if !f.refuse(err, nil) {
			return err
		}
	}
	f.Values.Del("password")
	return p.setupAnswer(c, fiber.StatusUnprocessableEntity, f)
}
