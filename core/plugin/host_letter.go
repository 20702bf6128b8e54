package plugin

import (
	"context"
	"encoding/json"
	netmail "net/mail"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/sdk/abi"
)

// notifyVisitor writes a letter to the visitor whose a record is: to the address that
// they gave themselves in its contact field, and to no other. Whoever asks for it
// must be somebody who may change the record; a visitor never may.
func (c *call) notifyVisitor(ctx context.Context, req *abi.Notice) error {
	const op = "plugin.notifyVisitor"
	col, err := c.collection(req.Collection)
	if err != nil {
		return err
	}
	switch {
	case req.UserID != 0 || req.TicketID != 0 || req.Href != "" || req.Key != "" || req.Print != "":
		return core.InvalidField(op, "collection", "A letter to a visitor has a title, a text and a label only.")
	case col.Contact == "":
		return core.InvalidField(op, "collection", "The collection %q has no contact field.", col.Name)
	case c.behind().Kind == core.ActorGuest || c.behind().Visitor != "":
		return core.Errorf(op, core.KindForbidden, "You may not do this.")
	}
	r, err := c.m.records.Get(ctx, c.who(), col, core.RecordID(req.RecordID))
	if err != nil {
		return err
	}
	if may, err := c.m.records.May(ctx, c.who(), col, r, col.Keys.Update); err != nil || !may {
		if err == nil {
			err = core.Errorf(op, core.KindForbidden, "You may not write to this visitor.")
		}
		return err
	}
	to, _ := r.Values[col.Contact].(string)
	if parsed, err := netmail.ParseAddress(to); err != nil || parsed.Address != to || strings.ContainsAny(to, "\r\n") {
		return core.Errorf(op, core.KindConflict, "This visitor gave no address that a letter could go to.")
	}
	if can, err := c.m.svc.People.CanMail(ctx); err != nil || !can {
		if err == nil {
			err = core.Errorf(op, core.KindUnavailable, "This helpdesk cannot send mail.")
		}
		return err
	}
	if err := c.unit.rates.take("letter:"+people.NormalEmail(to), letterRate); err != nil {
		return err
	}
	body, err := json.Marshal(people.Notice{
		Visitor: &people.Visitor{Address: to, Locale: clip(req.Locale, 35)}, From: c.unit.manifest.Name,
		Title: strings.TrimSpace(req.Title), Text: req.Text, Label: strings.TrimSpace(req.Label),
	})
	if err != nil {
		return err
	}
	return c.m.Tx.InTx(ctx, func(ctx context.Context) error {
		now := c.m.Clock.Now()
		return c.m.Outbox.Append(ctx, core.Event{Type: people.EventNotice, Actor: c.behind().User, Plugin: c.unit.manifest.ID, At: now, Payload: body})
	})
}
