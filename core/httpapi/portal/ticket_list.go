package portal

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/tickets"
)

type listData struct {
	Items []tickets.Summary
	// Show is "open", "solved" or "all".
	Show string
	// Of is "organization" for the whole organization's tickets, "" for one's own.
	Of           string
	Organization string
	Query        string
	// Older is the address of the next page, Newest that of the first.
	Older, Newest string
	q             url.Values
}

// Link is the list's address with one thing changed and its first page shown.
func (d *listData) Link(name, value string) string {
	q := url.Values{}
	for k, v := range d.q {
		q[k] = v
	}
	q.Del("cursor")
	if q.Del(name); value != "" {
		q.Set(name, value)
	}
	if len(q) == 0 {
		return "/tickets"
	}
	return "/tickets?" + q.Encode()
}

// Mine reports whether t is the reader's own.
func (d *listData) Mine(t tickets.Summary, me *person) bool {
	return me != nil && t.Requester.ID == me.ID
}

func (p *Portal) ticketList(c *fiber.Ctx) error {
	ctx, s := c.UserContext(), who(c)
	if isGuest(s) {
		return toSignIn(c, c.OriginalURL())
	}
	me, err := p.me(ctx, s)
	if err != nil {
		return err
	}
	d := &listData{Show: c.Query("show", "open"), Query: c.Query("q"), q: url.Values{}}
	for _, name := range []string{"show", "q", "of"} {
		if v := c.Query(name); v != "" {
			d.q.Set(name, v)
		}
	}
	f := tickets.Filter{Query: d.Query, Cursor: c.Query("cursor"), Limit: 25, Requested: true}
	switch d.Show {
	case "solved":
		f.Statuses = []tickets.Status{tickets.Solved, tickets.Closed}
	case "all":
	default:
		d.Show = "open"
		f.Statuses = []tickets.Status{tickets.Open, tickets.Pending, tickets.OnHold}
	}
	if me.Organization != 0 {
		names, err := p.People.Directory().Organizations(ctx, me.Organization)
		if err != nil {
			return err
		}
		d.Organization = names[me.Organization]
		if c.Query("of") == "organization" {
			d.Of, f.Requested, f.Organization = "organization", false, me.Organization
		}
	}
	page, err := p.Tickets.List(ctx, s, f)
	if core.IsKind(err, core.KindInvalid) || core.IsKind(err, core.KindForbidden) {
		// An address that was typed or is old; the list without it is the answer.
		return c.Redirect("/tickets", fiber.StatusSeeOther)
	}
	if err != nil {
		return err
	}
	d.Items = page.Items
	if page.Next != "" {
		d.Older = d.Link("", "") + map[bool]string{true: "?", false: "&"}[len(d.q) == 0] + "cursor=" + url.QueryEscape(page.Next)
	}
	if f.Cursor != "" {
		d.Newest = d.Link("", "")
	}
	return p.show(c, fiber.StatusOK, "tickets", &view{Title: "My tickets", Here: "tickets", Me: me, Data: d})
}
