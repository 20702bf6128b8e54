package portal

import (
	"io"
	"net/url"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// noFiles reads forms that have none.
func noFiles(url.Values, string, string, io.Reader) error { return nil }

func newTicketForm(values url.Values, guest bool) *form {
	if guest {
		return newForm(values, "name", "Your name", "email", "E-mail address", "subject", "What is it about?", "body", "Tell us more")
	}
	return newForm(values, "subject", "What is it about?", "body", "Tell us more", "files", "Files")
}

// turnAway answers those who may not open tickets: guests are asked to sign in.
func turnAway(c *fiber.Ctx, s *rbac.Subject) error {
	if isGuest(s) {
		return toSignIn(c, "/tickets/new")
	}
	return s.Require("portal.newTicket", "tickets.submit")
}

func (p *Portal) newTicketPage(c *fiber.Ctx) error {
	s := who(c)
	if !maySubmit(s) {
		return turnAway(c, s)
	}
	return p.newTicketAnswer(c, fiber.StatusOK, newTicketForm(url.Values{"subject": {c.Query("subject")}}, isGuest(s)))
}

func (p *Portal) newTicketAnswer(c *fiber.Ctx, status int, f *form) error {
	return p.show(c, status, "new", &view{
		Title: "New request", Here: "new", Index: status == fiber.StatusOK, Form: f,
		Description: "Tell us what you need; we answer as soon as we can.",
	})
}

// opening is a ticket being opened: the form's fields make it, and the files
// that come after them are added to its first message.
type opening struct {
	p      *Portal
	c      *fiber.Ctx
	who    *rbac.Subject
	form   *form
	ticket *tickets.Ticket
}

func (p *Portal) newTicket(c *fiber.Ctx) error {
	s := who(c)
	if !maySubmit(s) {
		return turnAway(c, s)
	}
	o := &opening{p: p, c: c, who: s}
	values, err := readForm(c, o.file)
	if err == nil && o.ticket == nil {
		err = o.open(values)
	}
	if o.ticket != nil {
		to := "/tickets/" + strconv.FormatInt(int64(o.ticket.ID), 10) + "?done=sent"
		switch {
		case isGuest(s):
			if to, err = o.sent(); err != nil {
				return err
			}
		case err != nil: // the ticket is there, one of its files is not
			to += "-without-file"
		}
		return c.Redirect(to, fiber.StatusSeeOther)
	}
	if o.form == nil {
		o.form = newTicketForm(values, isGuest(s))
	}
	if !o.form.Bad() && !o.form.refuse(err, map[string]string{"requester": "email", "requester.email": "email", "requester.name": "name"}) {
		return err
	}
	return p.newTicketAnswer(c, fiber.StatusUnprocessableEntity, o.form)
}

// open makes the ticket of the form's fields. It makes none of a form with
// mistakes.
func (o *opening) open(values url.Values) error {
	guest := isGuest(o.who)
	o.form = newTicketForm(values, guest)
	o.form.require("subject", "body")
	in := tickets.NewTicket{Subject: o.form.Get("subject"), Body: o.form.Get("body"), Channel: "web"}
	if guest {
		o.form.require("name", "email")
		in.RequesterName, in.RequesterEmail = o.form.Get("name"), o.form.Get("email")
		if o.form.Get("website") != "" { // a field that people do not see
			o.form.Message = "This looks like an automatic message. Leave the last field empty."
		}
	}
	if o.form.Bad() {
		return nil
	}
	ctx := o.c.UserContext()
	if err := o.p.doors.LimitGuests(ctx, o.who); err != nil {
		return err
	}
	t, err := o.p.Tickets.Create(ctx, o.who, in)
	if err == nil {
		o.ticket = t
	}
	return err
}

// file opens the ticket, if the fields before it are in order, and adds one file to it.
func (o *opening) file(values url.Values, _, name string, content io.Reader) error {
	if o.ticket == nil && o.form == nil {
		if err := o.open(values); err != nil {
			return err
		}
	}
	if o.ticket == nil || isGuest(o.who) || len(o.ticket.Messages) == 0 {
		_, err := io.Copy(io.Discard, content)
		return err
	}
	_, err := o.p.Tickets.Attach(o.c.UserContext(), o.who, o.ticket.ID, tickets.Upload{Name: name, Message: o.ticket.Messages[0].ID}, content)
	return err
}

// sent is where a guest goes. A letter brings the link to the ticket; where none
// can be sent, they get it at once, if they have no account to sign in with.
func (o *opening) sent() (string, error) {
	ctx := o.c.UserContext()
	to := "/tickets/sent?number=" + strconv.FormatInt(int64(o.ticket.ID), 10)
	can, err := o.p.People.CanMail(ctx)
	if err != nil || can {
		return to, err
	}
	user := o.ticket.Requester.ID
	if _, err := o.p.People.WithoutAccount(ctx, user); err != nil {
		return to, nil
	}
	return trackPath + o.p.Tickets.TrackingToken(o.ticket.ID, user) + "?done=sent", nil
}

// ticketSent thanks a guest, who cannot see the ticket itself.
func (p *Portal) ticketSent(c *fiber.Ctx) error {
	number, err := core.ParseID[core.TicketID](c.Query("number"))
	if err != nil {
		return err
	}
	return p.show(c, fiber.StatusOK, "sent", &view{Title: "Request received", Here: "new", Data: number})
}
