package plugin

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/sdk/abi"
)

const (
	maxNoticeTitle = 200  // bytes
	maxNoticeText  = 4000 // bytes
	maxNoticeLabel = 60   // bytes
	noticeKept     = 30 * 24 * time.Hour
	// ownKV begins the keys of entries that the host keeps for a plugin, which the
	// guest can neither read nor write.
	ownKV = "\x01"
	// letterQuery is what queries of letters' links are sealed as; no setting can
	// have that name.
	letterQuery = "letter?"
)

// OpenQuery returns the query of a notice's link, which was sealed so that neither
// the outbox nor a copy of it opens what the letter opens.
func (v *Vault) OpenQuery(id core.PluginID, sealed []byte) (string, error) {
	return v.open(id, letterQuery, sealed)
}

// notify tells a person whom the caller may see, in plain text and under the
// plugin's name: on their page, by letter, or both, as they have chosen. Of several
// notices with one key only the first goes out within a month. One that carries a PDF
// is a letter, which the caller can have written to nobody but themselves.
func (c *call) notify(ctx context.Context, in []byte) (any, error) {
	const op = "plugin.notify"
	var req abi.Notice
	if err := decode(in, &req); err != nil {
		return nil, err
	}
	if err := checkNotice(&req, maxNoticeText); err != nil {
		return nil, err
	}
	user, id, to := core.UserID(req.UserID), c.unit.manifest.ID, strconv.FormatInt(req.UserID, 10)
	if err := c.unit.rates.take("notice", noticeRate); err != nil {
		return nil, err
	}
	if req.Collection != "" {
		return nil, c.notifyVisitor(ctx, &req)
	}
	known, err := c.m.personNames(ctx, c.behind(), []int64{req.UserID})
	if err != nil {
		return nil, err
	}
	if _, ok := known[req.UserID]; !ok && (user == 0 || user != c.behind().User) {
		return nil, core.Errorf(op, core.KindNotFound, "There is no such person, or they are not yours to see.")
	}
	if req.TicketID != 0 {
		if _, err := c.m.svc.Tickets.Get(ctx, c.who(), core.TicketID(req.TicketID)); err != nil {
			return nil, err
		}
	}
	if err := c.unit.rates.take("notice:"+to, personRate); err != nil {
		return nil, err
	}
	n := c.m.noticeOf(c.unit, &req, req.Print != "")
	if n.Print, err = c.m.printOrder(c.unit, req.Print, req.PrintParams); err != nil {
		return nil, err
	}
	if n.Letter && (user == 0 || user != c.behind().User) {
		return nil, core.Errorf(op, core.KindForbidden, "A letter with a PDF goes to nobody but who asks for it.")
	}
	if err := c.canTell(ctx, n); err != nil {
		return nil, err
	}
	body, err := json.Marshal(n)
	if err != nil {
		return nil, err
	}
	return nil, c.m.Tx.InTx(ctx, func(ctx context.Context) error {
		now := c.m.Clock.Now()
		if req.Key != "" {
			key := ownKV + "notice:" + to + ":" + req.Key
			if _, sent, err := c.m.KV.GetKV(ctx, id, key, now); err != nil || sent {
				return err
			}
			if err := c.m.KV.SetKV(ctx, id, key, []byte{1}, now, now.Add(noticeKept)); err != nil {
				return err
			}
		}
		return c.m.Outbox.Append(ctx, core.Event{Type: people.EventNotice, Actor: c.behind().User, Plugin: id, At: now, Payload: body})
	})
}

// canTell is KindUnavailable where a notice would reach nobody.
func (c *call) canTell(ctx context.Context, n *people.Notice) error {
	const op = "plugin.notify"
	if n.Letter {
		if can, err := c.m.svc.People.CanMail(ctx); err != nil || can {
			return err
		}
		return core.Errorf(op, core.KindUnavailable, "This helpdesk cannot send mail.")
	}
	if can, err := c.m.svc.People.CanTell(ctx, n.User); err != nil || can {
		return err
	}
	return core.Errorf(op, core.KindUnavailable, "This helpdesk cannot send mail, and this person has no page for notices.")
}

// noticeOf is a plugin's notice for core/notices; letter has it come by mail whatever
// its reader has chosen.
func (m *Manager) noticeOf(u *unit, n *abi.Notice, letter bool) *people.Notice {
	out := &people.Notice{
		User: core.UserID(n.UserID), From: u.manifest.Name, Title: strings.TrimSpace(n.Title), Text: n.Text, Ticket: core.TicketID(n.TicketID),
		Label: strings.TrimSpace(n.Label), Letter: letter,
	}
	path, query, secret := strings.Cut(n.Href, "?")
	if out.Path = path; secret {
		out.Query = m.Vault.seal(u.manifest.ID, letterQuery, query)
	}
	return out
}

func checkNotice(n *abi.Notice, longest int) error {
	const op = "plugin.notify"
	title := strings.TrimSpace(n.Title)
	switch {
	case title == "" || len(title) > maxNoticeTitle || strings.ContainsAny(title, "\r\n\x00"):
		return core.InvalidField(op, "title", "A notice has a title of one line, at most %d bytes.", maxNoticeTitle)
	case strings.TrimSpace(n.Text) == "" || len(n.Text) > longest || strings.ContainsRune(n.Text, 0):
		return core.InvalidField(op, "text", "A notice has a text of at most %d bytes.", longest)
	case n.Href != "" && (n.Href[0] != '/' || strings.HasPrefix(n.Href, "//") || len(n.Href) > 500 || strings.ContainsAny(n.Href, "\\ \t\r\n\x00")):
		return core.InvalidField(op, "href", "A notice leads to a page of the helpdesk, such as /app/tickets/1.")
	case len(n.Label) > maxNoticeLabel || strings.ContainsAny(n.Label, "\r\n\x00"):
		return core.InvalidField(op, "label", "A notice's link says at most %d bytes, in one line.", maxNoticeLabel)
	case len(n.Key) > 100:
		return core.InvalidField(op, "key", "A notice's key may have at most 100 bytes.")
	}
	return nil
}
