package portal

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core/people"
)

// profilePath is where people look after their own account.
const profilePath = "/profile"

// profileData is one's own account: two forms, and where one is signed in.
type profileData struct {
	Details, Password *form
	Sessions          []people.Session
	// Own names the session that asks.
	Own string
}

// choice is an option of a select box.
type choice struct{ Value, Name string }

// Languages and Themes are what one can choose. A language is called what its
// speakers call it.
func (*profileData) Languages() []choice { return languages }
func (*profileData) Themes() []choice    { return themes }

var (
	languages = []choice{{"", "As the helpdesk, or as the browser"}, {"en", "English"}, {"de", "Deutsch"}}
	themes    = []choice{{"auto", "As the system"}, {"light", "Light"}, {"dark", "Dark"}}
)

// profileDone are what the page says after a change.
var profileDone = map[string]string{
	"details": "Your details are saved.", "password": "The new password is saved. You are signed out everywhere else.",
	"session": "That device is signed out.",
}

func (p *Portal) mountProfile(r fiber.Router) {
	r.Get(profilePath, p.signedIn(p.profilePage))
	r.Post(profilePath, p.signedIn(p.saveProfile))
	r.Post(profilePath+"/password", p.signedIn(p.changePassword))
	r.Post(profilePath+"/sessions/:session/end", p.signedIn(p.endSession))
}

// signedIn sends guests to the sign-in page first.
func (p *Portal) signedIn(page fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if isGuest(who(c)) {
			return toSignIn(c, profilePath)
		}
		return page(c)
	}
}

func passwordForm(values url.Values) *form {
	return newForm(values, "current", "Present password", "password", "New password")
}

func detailsForm(values url.Values) *form {
	return newForm(values, "name", "Your name", "locale", "Language", "theme", "Colours")
}

func (p *Portal) profilePage(c *fiber.Ctx) error {
	return p.profileAnswer(c, fiber.StatusOK, nil, passwordForm(url.Values{}))
}

// profileAnswer shows the page; details is nil for what is kept.
func (p *Portal) profileAnswer(c *fiber.Ctx, status int, details, password *form) error {
	ctx := c.UserContext()
	me, err := p.me(ctx, who(c))
	if err != nil {
		return err
	}
	if details == nil {
		details = detailsForm(url.Values{"name": {me.Name}, "locale": {me.Locale}, "theme": {or(me.Theme, "auto")}})
	}
	sessions, err := p.People.Sessions(ctx, who(c))
	if err != nil {
		return err
	}
	d := &profileData{Details: details, Password: password, Sessions: sessions, Own: p.doors.OwnSession(c)}
	return p.show(c, status, "profile", &view{Title: "Your account", Here: "profile", Me: me, Own: false, Notice: profileDone[c.Query("done")], Forms: []*form{details, password}, Data: d})
}

func (p *Portal) saveProfile(c *fiber.Ctx) error {
	values, err := readForm(c, noFiles)
	if err != nil {
		return err
	}
	f := detailsForm(values)
	if f.require("name"); !f.Bad() {
		name, locale, theme := f.Get("name"), f.Get("locale"), f.Get("theme")
		_, err = p.People.UpdateProfile(c.UserContext(), who(c), people.ProfilePatch{Name: &name, Locale: &locale, Theme: &theme})
		if err == nil {
			return c.Redirect(profilePath+"?done=details", fiber.StatusSeeOther)
		}
	}
	if !f.Bad() && !f.refuse(err, nil) {
		return err
	}
	return p.profileAnswer(c, fiber.StatusUnprocessableEntity, f, passwordForm(url.Values{}))
}

func (p *Portal) changePassword(c *fiber.Ctx) error {
	values, err := readForm(c, noFiles)
	if err != nil {
		return err
	}
	f := passwordForm(values)
	if f.require("current", "password"); !f.Bad() {
		if err = p.doors.ChangePassword(c, f.Get("current"), f.Get("password")); err == nil {
			return c.Redirect(profilePath+"?done=password", fiber.StatusSeeOther)
		}
	}
	if !f.Bad() && !f.refuse(err, nil) {
		return err
	}
	f.Values = url.Values{} // passwords do not come back
	return p.profileAnswer(c, fiber.StatusUnprocessableEntity, nil, f)
}

func (p *Portal) endSession(c *fiber.Ctx) error {
	if err := p.People.EndSession(c.UserContext(), who(c), c.Params("session")); err != nil {
		return err
	}
	return c.Redirect(profilePath+"?done=session", fiber.StatusSeeOther)
}
