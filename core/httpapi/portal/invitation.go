package portal

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core/httpapi"
)

func invitationForm(values url.Values) *form {
	return newForm(values, "name", "Your name", "password", "Password")
}

// invitationPage lets somebody in who has the link of an invitation. Whether
// the link works is said when it is used: looking uses nothing up.
func (p *Portal) invitationPage(c *fiber.Ctx) error {
	f := invitationForm(url.Values{"code": {c.Query("code")}})
	if f.Get("code") == "" {
		f.Message = "The address lacks its code. Open the whole link that you were sent."
	}
	return p.invitationAnswer(c, fiber.StatusOK, f)
}

func (p *Portal) invitationAnswer(c *fiber.Ctx, status int, f *form) error {
	return p.show(c, status, "invitation", &view{Title: "Join", Form: f, Data: httpapi.InvitationPage})
}

func (p *Portal) acceptInvitation(c *fiber.Ctx) error {
	values, err := readForm(c, noFiles)
	if err != nil {
		return err
	}
	f := invitationForm(values)
	f.require("password")
	if !f.Bad() {
		s, err := p.doors.AcceptInvitation(c, f.Get("code"), f.Get("name"), f.Get("password"))
		if err == nil {
			return c.Redirect(afterSignIn(s, ""), fiber.StatusSeeOther)
		}
		if !f.refuse(err, nil) {
			return err
		}
	}
	f.Values.Del("password")
	return p.invitationAnswer(c, fiber.StatusUnprocessableEntity, f)
}
