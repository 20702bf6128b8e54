package main

import (
	"slices"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

const pageSize = 25

// page lists the replies, or shows the one that the address names.
func page(r *sdk.RenderRequest) (any, error) {
	switch which := r.Params.Get("reply"); {
	case which == "new":
		return newPage(r)
	case which != "":
		return replyPage(r, number(which))
	}
	return listPage(r)
}

// path leads to a reply, or to the list.
func path(reply string) string {
	if reply == "" {
		return "/app/x/canned/page"
	}
	return "/app/x/canned/page?reply=" + reply
}

func listPage(r *sdk.RenderRequest) (any, error) {
	q, sorted := query(r.Params)
	found, err := replies.Find(q)
	if err != nil {
		return nil, err
	}
	teams, err := sdk.People.TeamNames()
	if err != nil {
		return nil, err
	}
	doc := ui.Doc().Title(ui.Tr("page.title")).Icon("message-2")
	if may(r.Viewer, "canned.create") {
		doc.Actions(ui.Action("new", ui.Tr("page.new")).Icon("plus").Style("primary").Href(path("new")))
	}
	if len(found.Rows) == 0 && q.Search == "" && q.Where == nil && q.Cursor == "" {
		return doc.Blocks(ui.Empty(ui.Tr("page.none")).Icon("message-2").Text(ui.Tr("page.none.text"))), nil
	}
	table := ui.Table(ui.Tr("page.title")).ID("replies").Columns(
		ui.Column("title", ui.Tr("field.title")).As("text").Primary(true).Sortable(true),
		ui.Column("shortcut", ui.Tr("field.shortcut")).As("text").Sortable(true).HideBelow("sm"),
		ui.Column("kind", ui.Tr("field.kind")).As("text").HideBelow("md"),
		ui.Column("language", ui.Tr("field.language")).As("text").Sortable(true).HideBelow("md"),
		ui.Column("shared", ui.Tr("field.shared")).As("text").HideBelow("sm"),
		ui.Column("state", ui.Tr("field.state")).As("badge"),
		ui.Column("updated_at", ui.Tr("field.updated_at")).As("datetime").Sortable(true).HideBelow("md"),
	).Sort(sorted).Empty(ui.Tr("page.empty")).Search(ui.TableSearch().Placeholder(ui.Tr("page.search")).Value(q.Search)).Filters(filters(r.Params)...)
	paging := ui.Paging("cursor")
	if found.Next != "" {
		paging.Next(found.Next)
	}
	table.Paging(paging)
	for i := range found.Rows {
		table.Rows(line(&found.Rows[i], teams))
	}
	return doc.Blocks(table), nil
}

func filters(p sdk.Params) []*ui.FieldBuilder {
	return []*ui.FieldBuilder{
		ui.SelectField("kind", ui.Tr("field.kind")).Options(options("kind", forTicket, forChat)...).Value(p.Get("replies.f.kind")),
		ui.SelectField("shared", ui.Tr("field.shared")).Options(options("shared", withEveryone, withTeam, withNobody)...).Value(p.Get("replies.f.shared")),
		ui.SelectField("state", ui.Tr("field.state")).Options(options("state", "published", "draft")...).Value(p.Get("replies.f.state")),
	}
}

func options(of string, values ...string) []*ui.OptionBuilder {
	out := make([]*ui.OptionBuilder, len(values))
	for i, v := range values {
		out[i] = ui.Option(v, ui.Tr(of+"."+v))
	}
	return out
}

var sortable = []string{"title", "shortcut", "language", "updated_at"}

// query reads the table's state from the address. What is not understood is left out.
func query(p sdk.Params) (q sdk.Query, sorted string) {
	var conds []*sdk.Filter
	if kind := p.Get("replies.f.kind"); kind == forTicket || kind == forChat {
		conds = append(conds, sdk.In("kind", forBoth, kind))
	}
	switch p.Get("replies.f.shared") {
	case withEveryone:
		conds = append(conds, sdk.Eq("everyone", true))
	case withTeam:
		conds = append(conds, sdk.Ne("everyone", true), sdk.Empty("team", false))
	case withNobody:
		conds = append(conds, sdk.Ne("everyone", true), sdk.Empty("team", true))
	}
	switch p.Get("replies.f.state") {
	case "draft":
		conds = append(conds, sdk.Eq("draft", true))
	case "published":
		conds = append(conds, sdk.Ne("draft", true))
	}
	if len(conds) > 0 {
		q.Where = sdk.All(conds...)
	}
	sorted = p.Get("replies.sort")
	name := sorted
	if name != "" && name[0] == '-' {
		name = name[1:]
	}
	if !slices.Contains(sortable, name) {
		sorted = "title"
	}
	q.Sort, q.Search, q.Cursor, q.Limit = sorted, p.Get("replies.q"), p.Get("replies.cursor"), pageSize
	return q, sorted
}

func line(row *sdk.Row[Reply], teams map[int64]string) *ui.RowBuilder {
	c := &row.Value
	b := ui.Row(itoa(row.ID)).Href(path(itoa(row.ID))).
		Cell("title", ui.TextValue(c.Title)).
		Cell("kind", ui.TextValue(ui.Tr("kind."+c.Kind))).
		Cell("shared", ui.TextValue(sharedWith(c, teams))).
		Cell("state", ui.BadgeValue(ui.Tr("state.published")).Tone(ui.Success)).
		Cell("updated_at", ui.DateTimeValue(row.UpdatedAt.Time().UTC().Format("2006-01-02T15:04:05Z")))
	if c.Draft {
		b.Cell("state", ui.BadgeValue(ui.Tr("state.draft")).Tone(ui.Neutral))
	}
	if c.Shortcut != "" {
		b.Cell("shortcut", ui.TextValue("/"+c.Shortcut))
	}
	if c.Language != "" {
		b.Cell("language", ui.TextValue(languageName(c.Language)))
	}
	return b
}

func sharedWith(c *Reply, teams map[int64]string) string {
	if with := c.shared(); with != withTeam {
		return ui.Tr("shared." + with)
	}
	if name := teams[c.Team]; name != "" {
		return name
	}
	return ui.Tr("shared.team")
}
