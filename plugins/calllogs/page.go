package main

import (
	"cmp"
	"strconv"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

const (
	pagePath = "/app/x/calllogs/page"
	pageSize = 25
)

// sortable are the columns that the table can be sorted by.
var sortable = map[string]bool{"started_at": true, "number": true, "outcome": true, "direction": true, "duration": true}

// page draws what its address asks for: one call, whom to call back, an import, or
// all calls.
func page(r *sdk.RenderRequest) (any, error) {
	if id := number(r.Params.Get("call")); id > 0 {
		return detail(r, id)
	}
	switch r.Params.Get("view") {
	case "callbacks":
		list, err := callbacks(r.Viewer)
		if err != nil {
			return nil, err
		}
		return ui.Doc(ui.Link(ui.Tr("page.back"), "/app/x/calllogs/page").Icon("arrow-left"), list).Title(ui.Tr("callbacks.title")).Icon("phone-outgoing"), nil
	case "import":
		return importPage(r)
	}
	return callsPage(r)
}

// callsPage draws the calls within the reader's scope as a table.
func callsPage(r *sdk.RenderRequest) (any, error) {
	q, sorted := query(r.Params)
	found, err := calls.Find(q)
	if err != nil {
		return nil, err
	}
	table := ui.Table(ui.Tr("page.title")).ID("calls").Columns(
		ui.Column("call", ui.Tr("field.call")).As("link").Primary(true).Width("md"),
		ui.Column("direction", ui.Tr("field.direction")).As("text").Sortable(true).HideBelow("md"),
		ui.Column("started_at", ui.Tr("field.started_at")).As("datetime").Sortable(true),
		ui.Column("person", ui.Tr("field.person")).As("contact").HideBelow("sm"),
		ui.Column("ticket", ui.Tr("field.ticket")).As("ticket").HideBelow("sm"),
		ui.Column("outcome", ui.Tr("field.outcome")).As("badge").Sortable(true),
		ui.Column("duration", ui.Tr("field.duration")).As("duration").Sortable(true).HideBelow("md"),
		ui.Column("owner", ui.Tr("field.owner")).As("user").HideBelow("md"),
	).Sort(sorted).Empty(ui.Tr("page.empty")).Paging(paging(r.Params, found))
	table.Filters(
		ui.SelectField("direction", ui.Tr("field.direction")).Options(options("direction", directions)...).Value(r.Params.Get("calls.f.direction")),
		ui.SelectField("outcome", ui.Tr("field.outcome")).Options(options("outcome", outcomes)...).Value(r.Params.Get("calls.f.outcome")),
		ui.CheckboxField("mine", ui.Tr("field.mine")).Value(r.Params.Get("calls.f.mine") == "true"),
	)
	if may(r.Viewer, "calllogs.search") {
		table.Search(ui.TableSearch().Placeholder(ui.Tr("page.search")).Value(r.Params.Get("calls.q")))
	}
	table.RowActions(
		ui.Action("add_ticket", ui.Tr("action.add_ticket")).Icon("ticket").Perm("calllogs.add_ticket").Busy("surface"),
		ui.Action("edit", ui.Tr("action.edit")).Icon("edit").Perm("calllogs.edit"),
		deleteAction(),
	)
	for i := range found.Rows {
		table.Rows(tableRow(&found.Rows[i]))
	}
	doc := ui.Doc()
	if counted, ok := sdk.Counted(r.Params); ok {
		n, err := calls.Count(counted)
		if err != nil {
			return nil, err
		}
		return doc.Blocks(ui.Alert(ui.Tr("behind", "n", n)).Tone(ui.Neutral).Actions(ui.Action("all", ui.Tr("page.back")).Href(pagePath)), table).
			Title(ui.Tr("page.title")).Icon("phone"), nil
	}
	head, err := pageHead(r.Viewer)
	if err != nil {
		return nil, err
	}
	doc.Blocks(head...)
	if may(r.Viewer, "calllogs.create") {
		doc.Blocks(ui.Disclosure(ui.Tr("panel.log"), callForm("new", nil, false)))
	}
	return doc.Blocks(table).Title(ui.Tr("page.title")).Icon("phone"), nil
}

// pageHead is what stands above the table: the call that goes on, and the ways to
// whom to call back and to the import.
func pageHead(viewer *sdk.Caller) ([]ui.Block, error) {
	var out []ui.Block
	clock, err := timer(viewer, 0)
	if err != nil {
		return nil, err
	}
	if clock != nil {
		out = append(out, clock)
	}
	waiting, err := due(50)
	if err != nil {
		return nil, err
	}
	ways := ui.Stack().Dir("row").Gap("md").Wrap(true)
	n := 0
	if len(waiting.Rows) > 0 {
		n++
		ways.Blocks(ui.Link(ui.Tr("callbacks.link", "n", strconv.Itoa(len(waiting.Rows))), "/app/x/calllogs/page?view=callbacks").Icon("phone-outgoing"))
	}
	if may(viewer, "calllogs.transfer") {
		n++
		ways.Blocks(ui.Link(ui.Tr("import.title"), "/app/x/calllogs/page?view=import").Icon("upload"))
	}
	if n > 0 {
		out = append(out, ways)
	}
	return out, nil
}

// query reads the table's state from the address, and what a figure of a report
// counted. What is not understood is left out.
func query(p sdk.Params) (q sdk.Query, sorted string) {
	var conds []*sdk.Filter
	for _, name := range []string{"direction", "outcome"} {
		if v := p.Get("calls.f." + name); v != "" {
			conds = append(conds, sdk.Eq(name, v))
		}
	}
	if p.Get("calls.f.mine") == "true" {
		conds = append(conds, sdk.Any(sdk.Eq("owner", "$me"), sdk.Eq("contributors", "$me")))
	}
	for _, name := range []string{"ticket", "person", "organization"} {
		if id := number(p.Get("calls.f." + name)); id > 0 {
			conds = append(conds, sdk.Eq(name, id))
		}
	}
	if counted, ok := sdk.Counted(p); ok {
		conds, q.Within = append(conds, counted.Where), counted.Within
	}
	if len(conds) > 0 {
		q.Where = sdk.All(conds...)
	}
	sorted = p.Get("calls.sort")
	name := sorted
	if name != "" && name[0] == '-' {
		name = name[1:]
	}
	if !sortable[name] {
		sorted = "-started_at"
	}
	q.Sort, q.Search, q.Cursor, q.Limit = sorted, p.Get("calls.q"), p.Get("calls.cursor"), pageSize
	return q, sorted
}

func paging(p sdk.Params, found *sdk.Page[Call]) *ui.PagingBuilder {
	b := ui.Paging("cursor")
	if found.Next != "" {
		b.Next(found.Next)
	}
	return b
}

func tableRow(row *sdk.Row[Call]) *ui.RowBuilder {
	c := &row.Value
	b := ui.Row(strconv.FormatInt(row.ID, 10)).
		Href(callPath(row.ID)).
		Cell("call", ui.LinkValue(cmp.Or(c.Number, ui.Tr("field.call")), callPath(row.ID))).
		Cell("direction", ui.TextValue(ui.Tr("direction."+c.Direction))).
		Cell("started_at", ui.DateTimeValue(stamp(c.StartedAt))).
		Cell("outcome", ui.BadgeValue(ui.Tr("outcome."+c.Outcome)).Tone(outcomeTones[c.Outcome]))
	if c.Person != 0 {
		b.Cell("person", ui.ContactValue(ui.ID(c.Person)))
	}
	if c.Ticket != 0 {
		b.Cell("ticket", ui.TicketValue(ui.ID(c.Ticket)))
	}
	if c.Duration > 0 {
		b.Cell("duration", ui.DurationValue(float64(c.Duration)*1000))
	}
	if c.Owner != 0 {
		b.Cell("owner", ui.UserValue(ui.ID(c.Owner)))
	}
	if c.Notes != "" {
		b.Detail(ui.Text(c.Notes))
	}
	return b
}
