package main

import (
	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

func callPath(id int64) string { return "/app/x/calllogs/page?call=" + ui.ID(id) }

// detail draws one call with everything that belongs to it.
func detail(r *sdk.RenderRequest, id int64) (any, error) {
	row, err := calls.Get(id)
	if err != nil {
		return nil, err
	}
	left := ui.Section(facts(row)).Actions(callActions(row)...)
	if row.Value.Notes != "" {
		left.Blocks(ui.Divider(), ui.Text(row.Value.Notes))
	}
	start := []ui.Block{left}
	list, err := files(id)
	if err != nil {
		return nil, err
	}
	attached := ui.Section().Title(ui.Tr("field.files")).Actions(ui.Action("ask_files", ui.Tr("attach.add")).Icon("paperclip").Args("id", id).Perm("calllogs.attach"))
	if list == nil {
		list = ui.Text(ui.Tr("attach.empty")).Tone(ui.Neutral).Size("sm")
	}
	related, err := relatedTickets(id)
	if err != nil {
		return nil, err
	}
	start = append(start, attached.Blocks(list))
	if related != nil {
		start = append(start, ui.Section(related).Title(ui.Tr("relate.tickets")))
	}
	events, err := history(id)
	if err != nil {
		return nil, err
	}
	end := ui.Section(events).Title(ui.Tr("history.title")).Actions(ui.Action("ask_remark", ui.Tr("remark.add")).Icon("plus").Args("id", id).Perm("calllogs.event"))
	return ui.Doc(ui.Link(ui.Tr("page.back"), "/app/x/calllogs/page").Icon("arrow-left"),
		ui.Split().Ratio("2:1").Start(start...).End(end)).
		Title(title(&row.Value, r.Viewer.Locale)).Icon("phone"), nil
}

// facts are the fields of a call.
func facts(row *sdk.Row[Call]) *ui.KVBuilder {
	c := &row.Value
	kv := ui.KV(ui.KVItem(ui.Tr("field.outcome"), ui.BadgeValue(ui.Tr("outcome."+c.Outcome)).Tone(outcomeTones[c.Outcome])),
		ui.KVItem(ui.Tr("field.started_at"), ui.DateTimeValue(stamp(c.StartedAt))))
	add := func(key string, there bool, v ui.Value) {
		if there {
			kv.Items(ui.KVItem(ui.Tr(key), v))
		}
	}
	add("field.duration", c.Duration > 0, ui.DurationValue(float64(c.Duration)*1000))
	add("field.number", c.Number != "", ui.TextValue(c.Number))
	add("field.callback_at", !c.CallbackAt.IsZero(), ui.DateTimeValue(stamp(c.CallbackAt)))
	add("field.person", c.Person != 0, ui.ContactValue(ui.ID(c.Person)))
	add("field.organization", c.Organization != 0, ui.OrgValue(ui.ID(c.Organization)))
	add("field.ticket", c.Ticket != 0, ui.TicketValue(ui.ID(c.Ticket)))
	add("field.owner", c.Owner != 0, ui.UserValue(ui.ID(c.Owner)))
	add("field.team", c.Team != 0, ui.TeamValue(ui.ID(c.Team)))
	for _, id := range c.Contributors {
		add("field.contributor", true, ui.UserValue(ui.ID(id)))
	}
	return kv
}

// callActions are what can be done with one call. Who may not is not offered them.
func callActions(row *sdk.Row[Call]) []*ui.ActionBuilder {
	act := func(id, key, icon, perm string) *ui.ActionBuilder {
		return ui.Action(id, ui.Tr(key)).Icon(icon).Args("id", row.ID).Perm("calllogs." + perm)
	}
	list := []*ui.ActionBuilder{act("edit", "action.edit", "edit", "edit")}
	if row.Value.Ticket == 0 {
		list = append(list, act("add_ticket", "action.add_ticket", "ticket", "add_ticket"))
	}
	return append(list,
		act("ask_relate", "action.relate", "link", "relate"), act("ask_help", "action.help", "users", "assistance"),
		act("ask_transfer", "action.transfer", "arrow-right", "transfer"), deleteAction().Args("id", row.ID))
}

// relatedTickets lists the tickets beside the call's own; nil if there are none.
func relatedTickets(call int64) (ui.Block, error) {
	found, err := relations.Find(sdk.Query{Where: sdk.Eq("call", call), Sort: "id", Limit: 50})
	if err != nil {
		return nil, err
	}
	list := ui.List().ID("related")
	n := 0
	for i := range found.Rows {
		row := &found.Rows[i]
		if row.Value.Ticket == 0 {
			continue // not the reader's to see
		}
		n++
		list.Items(ui.Item(ui.Tr("field.ticket")).ID("related-" + ui.ID(row.ID)).Icon("ticket").Meta(ui.TicketValue(ui.ID(row.Value.Ticket))).
			Menu(ui.Action("unrelate", ui.Tr("relate.remove")).Icon("x").Args("relation", row.ID).Perm("calllogs.relate")))
	}
	if n == 0 {
		return nil, nil
	}
	return list, nil
}
