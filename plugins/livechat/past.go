package main

import (
	"time"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

const (
	pastPage = "/app/x/livechat/past"
	perPage  = 25
)

func pastPath(id int64) string { return pastPage + "?chat=" + itoa(id) }

// past draws the chats that are over, within what the reader may see: one of them
// in full, or all in a table with what they come to, and a search for who may.
func past(r *sdk.RenderRequest) (any, error) {
	if id := number(r.Params.Get("chat")); id > 0 {
		return whole(r, id)
	}
	q := sdk.Query{Where: sdk.Empty("ended_at", false), Sort: "-id", Cursor: r.Params.Get("past.cursor"), Limit: perPage}
	searches := may(r.Viewer, "livechat.search")
	if searches {
		q.Search = r.Params.Get("past.q")
	}
	counted, isCounted := sdk.Counted(r.Params)
	if isCounted {
		q.Where, q.Within = sdk.All(q.Where, counted.Where), counted.Within
	}
	found, err := chats.Find(q)
	if err != nil {
		return nil, err
	}
	table := ui.Table(ui.Tr("past.title")).ID("past").Columns(
		ui.Column("who", ui.Tr("field.visitor")).As("link").Primary(true),
		ui.Column("question", ui.Tr("field.question")).As("text"),
		ui.Column("owner", ui.Tr("field.agent")).As("user").HideBelow("md"),
		ui.Column("waited", ui.Tr("field.waited")).As("duration").HideBelow("md"),
		ui.Column("lasted", ui.Tr("field.lasted")).As("duration").HideBelow("md"),
		ui.Column("ticket", ui.Tr("field.ticket")).As("ticket").HideBelow("md"),
		ui.Column("started", ui.Tr("field.started")).As("datetime"),
	).Empty(ui.Tr("past.none"))
	if searches {
		table.Search(ui.TableSearch().Placeholder(ui.Tr("past.search")).Value(q.Search))
	}
	paging := ui.Paging("cursor")
	if found.Next != "" {
		paging.Next(found.Next)
	}
	table.Paging(paging)
	ids := make([]int64, len(found.Rows))
	for i := range found.Rows {
		ids[i] = found.Rows[i].ID
	}
	stars := rated(ids...)
	if len(stars) > 0 {
		table.Columns(ui.Column("stars", ui.Tr("field.stars")).As("text"))
	}
	for i := range found.Rows {
		row := pastRow(&found.Rows[i])
		if n := stars[found.Rows[i].ID]; n > 0 {
			row.Cell("stars", starsValue(n))
		}
		table.Rows(row)
	}
	doc := ui.Doc().Title(ui.Tr("past.title")).Icon("history")
	if isCounted {
		n, err := chats.Count(counted)
		if err != nil {
			return nil, err
		}
		doc.Blocks(ui.Alert(ui.Tr("past.behind", "n", n)).Tone(ui.Neutral).Actions(ui.Action("all", ui.Tr("past.all")).Href(pastPage)))
	} else if q.Search == "" && q.Cursor == "" {
		figures, err := figures()
		if err != nil {
			return nil, err
		}
		doc.Blocks(figures)
	}
	return doc.Blocks(table), nil
}

func pastRow(row *sdk.Row[Chat]) *ui.RowBuilder {
	c := &row.Value
	b := ui.Row(itoa(row.ID)).
		Cell("who", ui.LinkValue(who(row), pastPath(row.ID))).
		Cell("question", ui.TextValue(c.Question)).
		Cell("lasted", ui.DurationValue(float64(c.EndedAt.Time().Sub(row.CreatedAt.Time()).Milliseconds()))).
		Cell("started", ui.DateTimeValue(stamp(row.CreatedAt)))
	if c.Owner != 0 {
		b.Cell("owner", ui.UserValue(ui.ID(c.Owner)))
	}
	if !c.TakenAt.IsZero() {
		b.Cell("waited", ui.DurationValue(float64(waited(row).Milliseconds())))
	}
	if c.Ticket != 0 {
		b.Cell("ticket", ui.TicketValue(ui.ID(c.Ticket)))
	}
	return b
}

func waited(row *sdk.Row[Chat]) time.Duration {
	return row.Value.TakenAt.Time().Sub(row.CreatedAt.Time())
}

// figures sums the chats of the last thirty days that the reader may see, at most
// the newest thousand.
func figures() (ui.Block, error) {
	since := ago(30 * 24 * 60)
	var n, missed, answered int
	var wait time.Duration
	cursor := ""
	for range 5 {
		found, err := chats.Find(sdk.Query{Where: sdk.All(sdk.Empty("ended_at", false), sdk.Gt("created_at", since)), Sort: "-id", Limit: 200, Cursor: cursor})
		if err != nil {
			return nil, err
		}
		for i := range found.Rows {
			n++
			if row := &found.Rows[i]; row.Value.TakenAt.IsZero() {
				missed++
			} else {
				answered++
				wait += waited(row)
			}
		}
		if cursor = found.Next; cursor == "" {
			break
		}
	}
	mean := 0.0
	if answered > 0 {
		mean = float64((wait / time.Duration(answered)).Milliseconds())
	}
	return ui.Grid(3,
		ui.Stat(ui.Tr("stat.chats"), ui.NumberValue(float64(n))),
		ui.Stat(ui.Tr("stat.missed"), ui.NumberValue(float64(missed))),
		ui.Stat(ui.Tr("stat.wait"), ui.DurationValue(mean))), nil
}

// whole draws one chat with everything that was said.
func whole(r *sdk.RenderRequest, id int64) (any, error) {
	row, err := chats.Get(id)
	if err != nil {
		return nil, err
	}
	items, _, err := itemsOf(id, maxTranscript)
	if err != nil {
		return nil, err
	}
	b := ui.Conversation(who(row)).ID("chat-" + itoa(id)).Subtitle(subtitle(&row.Value)).Empty(ui.Tr("talk.empty")).Closed(ui.Tr("talk.ended"))
	for _, it := range items {
		b.Items(drawn(it))
	}
	act := func(id, label string) *ui.ActionBuilder { return ui.Action(id, ui.Tr(label)).Args("id", row.ID) }
	b.Note(act("note", "action.note").Perm("livechat.comment"))
	b.Actions(act("add_ticket", ticketLabel(&row.Value)).Icon("ticket").Perm("livechat.add_ticket"))
	return ui.Doc(ui.Link(ui.Tr("past.all"), pastPage).Icon("arrow-left"), ui.Split().Ratio("2:1").Start(b).End(ui.Section(details(row)).Title(ui.Tr("about.title")))).
		Title(who(row)).Icon("messages"), nil
}

// about opens what is known of the visitor.
func about(r *sdk.EventRequest) (any, error) {
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	return ui.Respond(ui.Drawer("about", ui.Tr("about.title"), details(row))), nil
}

// details are what the visitor said and what their browser said.
func details(row *sdk.Row[Chat]) ui.Block {
	c := &row.Value
	kv := ui.KV()
	add := func(key, value string) {
		if value != "" {
			kv.Items(ui.KVItem(ui.Tr(key), ui.TextValue(value)))
		}
	}
	add("field.visitor", who(row))
	add("field.email", c.Email)
	add("field.site", c.Site)
	add("field.page", c.Page)
	add("field.language", c.Language)
	add("field.tags", c.Tags)
	if v, err := sdk.Visitors.Get(c.Visitor); err == nil {
		add("field.address", v.Address)
		add("field.browser", v.Agent)
	}
	kv.Items(ui.KVItem(ui.Tr("field.started"), ui.DateTimeValue(stamp(row.CreatedAt))))
	if c.Owner != 0 {
		kv.Items(ui.KVItem(ui.Tr("field.agent"), ui.UserValue(ui.ID(c.Owner))))
	}
	if c.Team != 0 {
		kv.Items(ui.KVItem(ui.Tr("field.department"), ui.TeamValue(ui.ID(c.Team))))
	}
	if c.Ticket != 0 {
		kv.Items(ui.KVItem(ui.Tr("field.ticket"), ui.TicketValue(ui.ID(c.Ticket))))
	}
	if n := rated(row.ID)[row.ID]; n > 0 {
		kv.Items(ui.KVItem(ui.Tr("field.stars"), starsValue(n)))
	}
	before, err := chats.Find(sdk.Query{Where: sdk.Eq("email", c.Email), Limit: 6})
	if err != nil || c.Email == "" || len(before.Rows) < 2 {
		return kv
	}
	list := ui.List()
	for i := range before.Rows {
		if other := &before.Rows[i]; other.ID != row.ID {
			list.Items(ui.Item(orElse(other.Value.Question, who(other))).ID(itoa(other.ID)).Href(pastPath(other.ID)).Meta(ui.DateTimeValue(stamp(other.CreatedAt))))
		}
	}
	return ui.Stack(kv, ui.Section(list).Title(ui.Tr("about.before")))
}
