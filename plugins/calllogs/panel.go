package main

import (
	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// panelSize is how many calls the panel shows; the page has them all.
const panelSize = 5

// panelForm is the same for everybody, and built once.
var panelForm = callForm("panel", nil, true)

// panel draws the calls of a ticket, newest first, and the form for another.
func panel(r *sdk.RenderRequest) (any, error) {
	found, err := calls.Find(sdk.Query{Where: sdk.Eq("ticket", r.Ctx.Ticket), Limit: panelSize})
	if err != nil {
		return nil, err
	}
	doc := ui.Doc(callList(found.Rows, r.Viewer)).Topics("ticket:" + ui.ID(r.Ctx.Ticket))
	clock, err := timer(r.Viewer, r.Ctx.Ticket)
	if err != nil {
		return nil, err
	}
	if clock != nil {
		doc.Blocks(clock)
	}
	if found.Next != "" {
		doc.Blocks(ui.Link(ui.Tr("panel.all"), pageOf(r.Ctx.Ticket)))
	}
	if may(r.Viewer, "calllogs.add_to_ticket") || may(r.Viewer, "calllogs.create") && may(r.Viewer, "calllogs.relate") {
		doc.Blocks(ui.Disclosure(ui.Tr("panel.log"), panelForm).Open(len(found.Rows) == 0))
	}
	if n := len(found.Rows); n > 0 && found.Next == "" {
		doc.Badge(ui.Mark(ui.ID(int64(n))))
	}
	return doc, nil
}

// personPanel draws the calls with a person, newest first, and the form for another.
func personPanel(r *sdk.RenderRequest) (any, error) { return beside(r, "person", r.Ctx.Person) }

// organizationPanel does so for the calls with an organization.
func organizationPanel(r *sdk.RenderRequest) (any, error) {
	return beside(r, "organization", r.Ctx.Organization)
}

// beside draws the panel of whom a call is with, by the field that names them.
func beside(r *sdk.RenderRequest, field string, id int64) (any, error) {
	found, err := calls.Find(sdk.Query{Where: sdk.Eq(field, id), Sort: "-started_at", Limit: panelSize})
	if err != nil {
		return nil, err
	}
	doc := ui.Doc(callList(found.Rows, r.Viewer))
	if found.Next != "" {
		doc.Blocks(ui.Link(ui.Tr("panel.all."+field), "/app/x/calllogs/page?calls.f."+field+"="+ui.ID(id)))
	}
	if may(r.Viewer, "calllogs.add_to_"+field) || may(r.Viewer, "calllogs.create") && may(r.Viewer, "calllogs.relate") {
		doc.Blocks(ui.Disclosure(ui.Tr("panel.log"), panelForm))
	}
	return doc, nil
}

// pageOf is the address of the page with the calls of one ticket.
func pageOf(ticket int64) string { return "/app/x/calllogs/page?calls.f.ticket=" + ui.ID(ticket) }

func callList(rows []sdk.Row[Call], viewer *sdk.Caller) ui.Block {
	if len(rows) == 0 {
		return ui.Text(ui.Tr("panel.none")).Tone(ui.Neutral).Size("sm")
	}
	list := ui.List().ID("list").Style("plain")
	for i := range rows {
		list.Items(callItem(&rows[i], viewer))
	}
	return list
}

func callItem(row *sdk.Row[Call], viewer *sdk.Caller) *ui.ItemBuilder {
	c := &row.Value
	item := ui.Item(ui.Tr("direction." + c.Direction)).ID("call-" + ui.ID(row.ID)).Icon(icon(c)).
		Text(c.Notes).Href(callPath(row.ID)).Badge(ui.Mark(ui.Tr("outcome." + c.Outcome)).Tone(outcomeTones[c.Outcome])).
		Meta(ui.DateTimeValue(stamp(c.StartedAt)).Rel(true))
	if c.Owner != 0 {
		item.Meta(ui.UserValue(ui.ID(c.Owner)))
	}
	if c.Duration > 0 {
		item.Meta(ui.DurationValue(float64(c.Duration) * 1000))
	}
	if c.Number != "" {
		item.Meta(ui.TextValue(c.Number))
	}
	if may(viewer, "calllogs.edit") {
		item.Menu(ui.Action("edit", ui.Tr("action.edit")).Icon("edit").Args("id", row.ID).Perm("calllogs.edit"))
	}
	if may(viewer, "calllogs.delete") {
		item.Menu(deleteAction().Args("id", row.ID))
	}
	return item
}

func icon(c *Call) string {
	if c.Direction == "out" {
		return "phone-outgoing"
	}
	return "phone-incoming"
}

func deleteAction() *ui.ActionBuilder {
	return ui.Action("delete", ui.Tr("action.delete")).Icon("trash").Style("danger").Perm("calllogs.delete").
		Confirm(ui.Confirm(ui.Tr("delete.title")).Text(ui.Tr("delete.text")).Label(ui.Tr("action.delete")).Tone(ui.Danger))
}

// logPage is what the ticket's action "Log a call" opens.
func logPage(r *sdk.RenderRequest) (any, error) {
	return ui.Doc(callForm("panel", nil, false)), nil
}
