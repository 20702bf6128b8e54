package portal

import (
	"mime"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core"
)

// trackPath begins the addresses by which people without an account follow a
// ticket. What follows is the secret of a letter.
const trackPath = "/t/"

// mountTracking registers the pages behind such links: the same as those of who is
// signed in, for one ticket.
func (p *Portal) mountTracking(r fiber.Router) {
	r.Get("/t/:token", p.tracked(p.ticketPage))
	r.Post("/t/:token/reply", p.tracked(p.reply))
	r.Post("/t/:token/close", p.tracked(p.closeTicket))
	r.Post("/t/:token/reopen", p.tracked(p.reopenTicket))
	r.Get("/t/:token/files/:file", p.tracked(p.trackedFile))
}

// tracked finds out whose link it is. Who has an account signs in instead: a link
// that was passed on must not stand for their password.
func (p *Portal) tracked(page func(c *fiber.Ctx, v *visit) error) fiber.Handler {
	return func(c *fiber.Ctx) error {
		ctx, token := c.UserContext(), c.Params("token")
		id, user, err := p.Tickets.Tracked(ctx, token)
		if err != nil {
			return err
		}
		s, err := p.People.WithoutAccount(ctx, user)
		switch {
		case core.IsKind(err, core.KindForbidden):
			return c.Redirect(ticketPath(id), fiber.StatusSeeOther)
		case core.IsKind(err, core.KindUnauthenticated):
			return fiber.ErrNotFound
		case err != nil:
			return err
		}
		if c.Method() != fiber.MethodGet {
			if err := p.doors.LimitGuests(ctx, who(c)); err != nil {
				return err
			}
		}
		c.Set("Referrer-Policy", "no-referrer") // the address is a secret
		return page(c, &visit{who: s, id: id, base: trackPath + token, tracking: true})
	}
}

// trackedFile sends a file of the ticket as a download, as the API does.
func (p *Portal) trackedFile(c *fiber.Ctx, at *visit) error {
	id, err := core.ParseID[core.AttachmentID](c.Params("file"))
	if err != nil {
		return err
	}
	a, content, err := p.Tickets.OpenAttachment(c.UserContext(), at.who, id)
	if err != nil {
		return err
	}
	if a.Ticket != at.id {
		_ = content.Close()
		return fiber.ErrNotFound
	}
	c.Set(fiber.HeaderContentDisposition, mime.FormatMediaType("attachment", map[string]string{"filename": a.Name}))
	c.Set(fiber.HeaderContentType, fiber.MIMEOctetStream)
	c.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	c.Set(fiber.HeaderCacheControl, "private, no-cache")
	c.Context().SetBodyStream(content, int(a.Size)) // closes content
	return nil
}
