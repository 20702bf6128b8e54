package portal

import (
	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core/tickets"
)

// recent is how many tickets the home page shows.
const recent = 5

type homeData struct {
	Setup   bool // nobody has set the helpdesk up yet
	Tickets []tickets.Summary
	Parts   []part
}

func (p *Portal) home(c *fiber.Ctx) error {
	ctx, s := c.UserContext(), who(c)
	var d homeData
	v := &view{Title: "Help", Here: "home", Index: true, Data: &d, Description: "Ask a question, and follow the answer here."}
	if isGuest(s) {
		needed, err := p.People.SetupNeeded(ctx)
		if err != nil {
			return err
		}
		if d.Setup = needed; needed {
			v.Index = false
		}
	} else {
		page, err := p.Tickets.List(ctx, s, tickets.Filter{Requested: true, Limit: recent})
		if err != nil {
			return err
		}
		d.Tickets = page.Items
	}
	if err := p.complete(c, v); err != nil {
		return err
	}
	d.Parts = p.parts(c, v, "portal.home", nil)
	v.Blocks = len(d.Parts) > 0
	return p.send(c, fiber.StatusOK, "home", v)
}
