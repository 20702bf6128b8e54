package portal

import (
	"html/template"
	"io"
	"net/url"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// ticketData is a ticket as its customer sees it.
type ticketData struct {
	*tickets.Ticket
	Talk []tickets.Message
	// Older is the address of what was written before, Newest of the latest.
	Older, Newest string
	// Base begins the addresses of what can be done here, Files those of files.
	Base, Files string
	// Reader is who reads, Tracking: by a link, without an account.
	Reader   core.UserID
	Tracking bool
	// Parts are what plugins say about it.
	Parts []part
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

// visit is somebody at a ticket.
type visit struct {
	who  *rbac.Subject
	id   core.TicketID
	base string // address of the ticket's page
	// tracking: by a link from a letter, without an account.
	tracking bool
}

func (v *visit) files() string {
	if v.tracking {
		return v.base + "/files/"
	}
	return "/api/v1/attachments/"
}

// atTicket is a page of a ticket for who is signed in; others sign in first.
func (p *Portal) atTicket(page func(c *fiber.Ctx, v *visit) error) fiber.Handler {
	return func(c *fiber.Ctx) error {
		id, err := core.ParseID[core.TicketID](c.Params("id"))
		if err != nil {
			return err
		}
		v := &visit{who: who(c), id: id, base: ticketPath(id)}
		if isGuest(v.who) {
			return toSignIn(c, v.base)
		}
		return page(c, v)
	}
}

func (p *Portal) ticketPage(c *fiber.Ctx, v *visit) error {
	return p.ticketAnswer(c, v, fiber.StatusOK, replyForm(url.Values{}), notices[c.Query("done")])
}

// ticketAnswer shows a ticket. Private notes are never part of it, whoever looks;
// employees who are not its customer go to their console.
func (p *Portal) ticketAnswer(c *fiber.Ctx, at *visit, status int, f *form, notice string) error {
	ctx := c.UserContext()
	t, err := p.Tickets.Get(ctx, at.who, at.id)
	if err != nil {
		return err
	}
	o := t.Object()
	if t.Inside && o.Requester != at.who.User && !slices.Contains(o.CC, at.who.User) {
		return c.Redirect("/app"+ticketPath(at.id), fiber.StatusSeeOther)
	}
	d := &ticketData{Ticket: t, Base: at.base, Files: at.files(), Reader: at.who.User, Tracking: at.tracking}
	older, messages := t.OlderMessages, t.Messages
	if before := c.Query("before"); before != "" {
		page, err := p.Tickets.Messages(ctx, at.who, at.id, before, 0)
		if err != nil {
			return err
		}
		slices.Reverse(page.Items)
		messages, older, d.Newest = page.Items, page.Next, at.base
	}
	for _, m := range messages {
		if m.Kind.Public() {
			d.Talk = append(d.Talk, m)
		}
	}
	if older != "" {
		d.Older = at.base + "?before=" + url.QueryEscape(older)
	}
	v := &view{Title: t.Subject, Own: true, Here: "tickets", Notice: notice, Form: f, Data: d}
	if err := p.complete(c, v); err != nil {
		return err
	}
	if !at.tracking {
		d.Parts = p.parts(c, v, "portal.request", map[string]string{"ticket": strconv.FormatInt(int64(at.id), 10)})
		v.Blocks = len(d.Parts) > 0
	}
	return p.send(c, status, "ticket", v)
}

func ticketPath(id core.TicketID) string { return "/tickets/" + strconv.FormatInt(int64(id), 10) }

// reply adds what was written, with the files that came along. Files arrive
// after the text; they are stored first and then named by the message.
func (p *Portal) reply(c *fiber.Ctx, at *visit) error {
	ctx := c.UserContext()
	var files []core.AttachmentID
	values, err := readForm(c, func(fields url.Values, _, name string, content io.Reader) error {
		a, err := p.Tickets.Attach(ctx, at.who, at.id, tickets.Upload{Name: name}, content)
		if err == nil {
			files = append(files, a.ID)
		}
		return err
	})
	f := replyForm(values)
	if err == nil {
		if f.require("body"); !f.Bad() {
			_, err = p.Tickets.AddMessage(ctx, at.who, at.id, tickets.NewMessage{Kind: tickets.Reply, Body: f.Get("body"), Channel: "web", Attachments: files})
			if err == nil {
				return c.Redirect(at.base+"?done=replied#end", fiber.StatusSeeOther)
			}
		}
	} else if core.IsKind(err, core.KindInvalid) {
		err = core.InvalidField("portal.reply", "files", "%s", message(err))
	}
	if !f.Bad() && !f.refuse(err, map[string]string{"attachments": "files"}) {
		return err
	}
	return p.ticketAnswer(c, at, fiber.StatusUnprocessableEntity, f, "")
}

func (p *Portal) closeTicket(c *fiber.Ctx, at *visit) error {
	return p.setStatus(c, at, tickets.Closed, "closed")
}

func (p *Portal) reopenTicket(c *fiber.Ctx, at *visit) error {
	return p.setStatus(c, at, tickets.Open, "reopened")
}

func (p *Portal) setStatus(c *fiber.Ctx, at *visit, to tickets.Status, done string) error {
	if _, err := p.Tickets.Update(c.UserContext(), at.who, at.id, tickets.Patch{Status: &to}); err != nil {
		return err
	}
	return c.Redirect(at.base+"?done="+done, fiber.StatusSeeOther)
}
