package main

import (
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

func init() {
	sdk.Action("insert", "put", put)
	sdk.Action("phrases", "put_phrase", putPhrase)
	sdk.Action("sidebar", "answer", answer)
	sdk.Action("action", "done", done)
}

// here shows where a surface is drawn, and the functions that drew it.
func here(r *sdk.RenderRequest, funcs string, blocks ...ui.Block) (any, error) {
	doc := ui.Doc(ui.Text(ui.Tr("here", "place", r.Ext)).Tone(ui.Neutral)).Blocks(blocks...)
	if r.Ext == "ticket.tab" || r.Ext == "console.command" {
		return doc.Blocks(ui.Code(sourceOf("places.go", funcs)).Copyable(true)), nil
	}
	return doc.Blocks(ui.Disclosure(ui.Tr("source"), ui.Code(sourceOf("places.go", funcs)).Copyable(true))), nil
}

// sidebar stands beside a ticket: r.Ctx.Ticket says which.
func sidebar(r *sdk.RenderRequest) (any, error) {
	t, err := sdk.Tickets.Get(r.Ctx.Ticket)
	if err != nil {
		return nil, err
	}
	return here(r, "sidebar answer",
		ui.KV(ui.KVItem("Subject", ui.TextValue(t.Subject)), ui.KVItem("Customer", ui.ContactValue(ui.ID(t.RequesterID)))),
		ui.Button(ui.Action("answer", "Write the answer")))
}

// answer puts words into the answer that is being written beside the panel.
func answer(*sdk.EventRequest) (any, error) {
	return ui.Respond(ui.Composer(ui.Insert("text", "Your parcel is in Lisbon.")).Mode("append").Visibility("reply")), nil
}

// tab has the room of the conversation.
func tab(r *sdk.RenderRequest) (any, error) {
	t, err := sdk.Tickets.Get(r.Ctx.Ticket)
	if err != nil {
		return nil, err
	}
	return here(r, "tab", ui.Timeline(
		ui.TimelineItem(t.CreatedAt.Time().Format("2006-01-02"), "The ticket was made").Icon("ticket").By(ui.ContactValue(ui.ID(t.RequesterID))),
		ui.TimelineItem(t.UpdatedAt.Time().Format("2006-01-02"), "It changed last").Icon("edit"),
	))
}

// action is opened from the ticket's menu, and closes itself.
func action(r *sdk.RenderRequest) (any, error) {
	return here(r, "action done", ui.Form("call", ui.Action("done", "Done").Style("primary"), ui.TextField("note", "Note")))
}

func done(*sdk.EventRequest) (any, error) {
	return ui.Respond(ui.Toast("Done.").Tone(ui.Success), ui.Close()), nil
}

// command is opened from the palette: Ctrl K, and its title.
func command(r *sdk.RenderRequest) (any, error) {
	return here(r, "command", ui.Alert("You found it.").Tone(ui.Success))
}

// insert is opened from the menu Insert, or by a slash, where one answers a ticket.
func insert(r *sdk.RenderRequest) (any, error) {
	return here(r, "insert put", ui.List(ui.Item("A greeting").Text("Good morning").Action(ui.Action("put", "Insert"))))
}

func put(*sdk.EventRequest) (any, error) {
	return ui.Respond(ui.Composer(ui.Insert("markdown", "**Good morning**,"))), nil
}

// phrases is offered where one writes in a conversation of another plugin that uses
// the service inserts of this one.
func phrases(r *sdk.RenderRequest) (any, error) {
	return here(r, "phrases putPhrase", ui.List(ui.Item("A greeting").Action(ui.Action("put_phrase", "Insert"))))
}

func putPhrase(r *sdk.EventRequest) (any, error) {
	name := strings.TrimSpace("Good morning " + r.Params.Get("about.requester.name"))
	return ui.Respond(ui.Composer(ui.Insert("text", name+"!"))), nil
}

// person stands on a person's page: r.Ctx.Person says whose.
func person(r *sdk.RenderRequest) (any, error) {
	p, err := sdk.People.Get(r.Ctx.Person)
	if err != nil {
		return nil, err
	}
	return here(r, "person", ui.KV(ui.KVItem("Name", ui.TextValue(p.Name)), ui.KVItem("Language", ui.TextValue(p.Locale))))
}

// organization stands on an organization's page.
func organization(r *sdk.RenderRequest) (any, error) {
	return here(r, "organization", ui.KV(ui.KVItem("Its number", ui.TextValue(ui.ID(r.Ctx.Organization)))))
}

// column is asked about all tickets of a list at once, and answers with a row for each
// that it has something to say about.
func column(r *sdk.RenderRequest) (any, error) {
	cells := ui.Table("Gallery").Columns(ui.Column("parity", "Number"))
	for _, ticket := range sdk.Listed(r) {
		if ticket%2 == 0 {
			cells.Rows(ui.Row(ui.ID(ticket)).Cell("parity", ui.BadgeValue("even").Tone(ui.Accent)))
		}
	}
	return ui.Doc(cells), nil
}

// home is a part of the portal's first page.
func home(r *sdk.RenderRequest) (any, error) {
	return here(r, "home", ui.Link("All samples, as the portal draws them", "/p/gallery/portal"))
}

// request stands on the page of a customer's own ticket.
func request(r *sdk.RenderRequest) (any, error) {
	return here(r, "request", ui.KV(ui.KVItem("Ticket", ui.TextValue(r.Params.Get("ticket")))))
}
