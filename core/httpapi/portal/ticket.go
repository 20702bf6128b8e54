package portal

import (
	"html/template"
	"io"
	"net/url"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/tickets"
)

// ticketData is a ticket as its customer sees it.
type ticketData struct {
	*tickets.Ticket
	Talk []tickets.Message
	// Older is the address of what was written before, Newest of the latest.
	Older, Newest string
}

// Body is a message's text, which the ticket service has cleaned.
func (d *ticketData) Body(m tickets.Message) template.HTML { return template.HTML(m.HTML) }

// notices are what a page says after a change.
var notices = map[string]string{
	"sent":              "We have received your request and will answer here.",
	"sent-without-file": "We have received your request, but a file could not be kept. Add it to a reply.",
	"replied":           "Your reply was sent.",
	"closed":            "The request is closed. A reply opens it again.",
	"reopened":          "The request is open again.",
}

func replyForm(values url.Values) *form {
	return newForm(values, "body", "Your reply", "files", "Files")
}

func (p *Portal) ticketPage(c *fiber.Ctx) error {
	return p.ticketAnswer(c, fiber.StatusOK, replyForm(url.Values{}), notices[c.Query("done")])
}

// ticketAnswer shows the ticket of the address. Private notes are never part of
// it, whoever looks; employees who are not its customer go to their console.
func (p *Portal) ticketAnswer(c *fiber.Ctx, status int, f *form, notice string) error {
	ctx, s := c.UserContext(), who(c)
	id, err := core.ParseID[core.TicketID](c.Params("id"))
	if err != nil {
		return err
	}
	if isGuest(s) {
		return toSignIn(c, ticketPath(id))
	}
	t, err := p.Tickets.Get(ctx, s, id)
	if err != nil {
		return err
	}
	o := t.Object()
	if t.Inside && o.Requester != s.User && !slices.Contains(o.CC, s.User) {
		return c.Redirect("/app"+ticketPath(id), fiber.StatusSeeOther)
	}
	d := &ticketData{Ticket: t}
	older, messages := t.OlderMessages, t.Messages
	if before := c.Query("before"); before != "" {
		page, err := p.Tickets.Messages(ctx, s, id, before, 0)
		if err != nil {
			return err
		}
		slices.Reverse(page.Items)
		messages, older, d.Newest = page.Items, page.Next, ticketPath(id)
	}
	for _, m := range messages {
		if m.Kind.Public() {
			d.Talk = append(d.Talk, m)
		}
	}
	if older != "" {
		d.Older = ticketPath(id) + "?before=" + url.QueryEscape(older)
	}
	return p.show(c, status, "ticket", &view{Title: t.Subject, Own: true, Here: "tickets", Notice: notice, Form: f, Data: d})
}

func ticketPath(id core.TicketID) string { return "/tickets/" + strconv.FormatInt(int64(id), 10) }

// reply adds what was written, with the files that came along. Files arrive
// after the text; they are stored first and then named by the message.
func (p *Portal) reply(c *fiber.Ctx) error {
	ctx, s := c.UserContext(), who(c)
	id, err := core.ParseID[core.TicketID](c.Params("id"))
	if err != nil {
		return err
	}
	if isGuest(s) {
		return toSignIn(c, ticketPath(id))
	}
	var files []core.AttachmentID
	values, err := readForm(c, func(fields url.Values, name string, content io.Reader) error {
		a, err := p.Tickets.Attach(ctx, s, id, tickets.Upload{Name: name}, content)
		if err == nil {
			files = append(files, a.ID)
		}
		return err
	})
	f := replyForm(values)
	if err == nil {
		if f.require("body"); !f.Bad() {
			_, err = p.Tickets.AddMessage(ctx, s, id, tickets.NewMessage{Kind: tickets.Reply, Body: f.Get("body"), Channel: "web", Attachments: files})
			if err == nil {
				return c.Redirect(ticketPath(id)+"?done=replied#end", fiber.StatusSeeOther)
			}
		}
	} else if core.IsKind(err, core.KindInvalid) {
		err = core.InvalidField("portal.reply", "files", "%s", message(err))
	}
	if !f.Bad() && !f.refuse(err, map[string]string{"attachments": "files"}) {
		return err
	}
	return p.ticketAnswer(c, fiber.StatusUnprocessableEntity, f, "")
}

func (p *Portal) closeTicket(c *fiber.Ctx) error { return p.setStatus(c, tickets.Closed, "closed") }

func (p *Portal) reopenTicket(c *fiber.Ctx) error { return p.setStatus(c, tickets.Open, "reopened") }

func (p *Portal) setStatus(c *fiber.Ctx, to tickets.Status, done string) error {
	s := who(c)
	id, err := core.ParseID[core.TicketID](c.Params("id"))
	if err != nil {
		return err
	}
	if isGuest(s) {
		return toSignIn(c, ticketPath(id))
	}
	if _, err := p.Tickets.Update(c.UserContext(), s, id, tickets.Patch{Status: &to}); err != nil {
		return err
	}
	return c.Redirect(ticketPath(id)+"?done="+done, fiber.StatusSeeOther)
}
