package portal

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core/people"
)

// themeCookie keeps a guest's choice; people who are signed in have theirs in
// their profile.
const themeCookie = "pegboard_theme"

// themeOf is "light" or "dark", or "" for what the browser prefers.
func themeOf(c *fiber.Ctx, me *person) string {
	theme := c.Cookies(themeCookie)
	if me != nil {
		theme = me.Theme
	}
	if theme == "light" || theme == "dark" {
		return theme
	}
	return ""
}

func (p *Portal) setTheme(c *fiber.Ctx) error {
	values, err := readForm(c, noFiles)
	if err != nil {
		return err
	}
	theme := values.Get("theme")
	if theme != "light" && theme != "dark" {
		theme = "auto"
	}
	if s := who(c); !isGuest(s) {
		if _, err := p.People.UpdateProfile(c.UserContext(), s, people.ProfilePatch{Theme: &theme}); err != nil {
			return err
		}
	} else {
		c.Cookie(&fiber.Cookie{
			Name: themeCookie, Value: theme, Path: "/", MaxAge: int((365 * 24 * time.Hour).Seconds()),
			HTTPOnly: true, Secure: c.Protocol() == "https", SameSite: fiber.CookieSameSiteLaxMode,
		})
	}
	back := values.Get("back")
	if !isLocal(back) {
		back = "/"
	}
	return c.Redirect(back, fiber.StatusSeeOther)
}
