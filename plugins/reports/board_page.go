package main

import (
	"strconv"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// boardPage draws a board, or its parts to be put in order.
func boardPage(r *sdk.RenderRequest, id string) (any, error) {
	if id == "new" {
		return newBoard(r)
	}
	row, list, err := boardOf(id)
	if err != nil {
		return nil, err
	}
	if r.Params.Get("edit") != "" {
		return arrange(r.Viewer, row, list)
	}
	doc := ui.Doc(ui.Link(ui.Tr("all"), pagePath+"?report=all").Icon("arrow-left")).Title(row.Value.Name).Icon("layout-dashboard")
	if len(list) == 0 {
		doc.Blocks(ui.Empty(ui.Tr("board.empty")).Text(ui.Tr("board.empty.text")).Icon("layout-dashboard"))
	}
	var half []ui.Block
	flush := func() {
		if len(half) > 0 {
			doc.Blocks(ui.Grid(2, half...))
		}
		half = nil
	}
	for i := range list {
		block, err := list[i].draw(r.Viewer)
		if err != nil {
			return nil, err
		}
		if list[i].Wide {
			flush()
			doc.Blocks(block)
			continue
		}
		half = append(half, block)
	}
	flush()
	begins, err := defaultBoard(r.Viewer)
	if err != nil {
		return nil, err
	}
	begin := ui.Action("begin", ui.Tr("board.begin")).Icon("home").Args("board", id)
	if begins == row.ID {
		begin = ui.Action("begin", ui.Tr("board.begin.not")).Icon("home").Args("board", "")
	}
	return doc.Blocks(ui.Actions(
		ui.Action("arrange", ui.Tr("board.arrange")).Icon("edit").Perm("reports.edit").Href(boardPath(row.ID)+"&edit=1"), begin,
		pdfAction("board="+id),
		ui.Action("email", ui.Tr("email")).Icon("mail").Perm("reports.email").Args("board", id).Busy("self"),
		ui.Action("schedule", ui.Tr("schedule.new")).Icon("clock").Perm("reports.schedule").Href(pagePath+"?schedule=new&board="+id),
		ui.Action("more", ui.Tr("board.more")).Icon("plus").Href(pagePath+"?report=all"),
	)), nil
}

// draw shows a report in its reader's figures, or that it is not theirs.
func (p *piece) draw(viewer *sdk.Caller) (ui.Block, error) {
	rep, err := open(viewer, p.Report)
	if sdk.IsKind(err, sdk.KindNotFound) {
		return ui.Section(ui.Text(ui.Tr("board.gone")).Tone(ui.Neutral)), nil
	}
	if sdk.IsKind(err, sdk.KindDenied) {
		return ui.Section(ui.Text(ui.Tr("not.yours")).Tone(ui.Neutral)), nil
	}
	if err != nil {
		return nil, err
	}
	params, err := paramsOf(p.Q)
	if err != nil {
		return nil, err
	}
	c := chosen(params)
	c.compare = c.compare && p.Show == "figures"
	res, err := rep.compute(&c)
	if no := refusal(err, &c); no != "" {
		return ui.Section(refused(no)).Title(rep.heading()), nil
	}
	if err != nil {
		return nil, err
	}
	span := c.span()
	if rep.now {
		span = ui.Tr("board.now")
	}
	var body ui.Block
	switch {
	case len(res.lines) == 0:
		body = ui.Text(ui.Tr("nothing"))
	case p.Show == "figures":
		body = rep.stats(res)
	case p.Show == "table" || rep.chart == "":
		if len(res.lines) > 10 {
			res.lines, res.more = res.lines[:10], true
		}
		body = rep.table(res, "figures-"+rep.tableID())
	default:
		here := *rep
		here.span = span
		body = here.draw(res)
	}
	s := ui.Section().Title(rep.heading())
	if p.Show != "chart" || len(res.lines) == 0 {
		s.Blocks(ui.Text(span).Size("sm").Tone(ui.Neutral))
	}
	return s.Blocks(body).Actions(ui.Action("open", ui.Tr("schedule.open")).Icon("arrow-right").Href(pagePath + "?report=" + rep.id + "&" + p.Q)), nil
}

// span is the period in words.
func (c *choice) span() string {
	if from, to, ok := cutSpan(c.period); ok {
		return from + " – " + to
	}
	return ui.Tr("period." + c.period)
}

// arrange shows what is on a board with all that can be done about it.
func arrange(viewer *sdk.Caller, row *sdk.Row[Board], list []piece) (any, error) {
	if !may(viewer, "reports.edit") {
		return nil, sdk.Fail(sdk.KindDenied, sdk.Text("not.yours"))
	}
	id := ui.ID(row.ID)
	doc := ui.Doc(ui.Link(row.Value.Name, boardPath(row.ID)).Icon("arrow-left")).Title(ui.Tr("board.arrange")).Icon("layout-dashboard")
	var items []*ui.ItemBuilder
	for i := range list {
		p := &list[i]
		rep, err := open(viewer, p.Report)
		name := ui.Tr("not.yours")
		switch {
		case err == nil:
			name = rep.heading()
		case sdk.IsKind(err, sdk.KindNotFound):
			name = ui.Tr("board.gone")
		}
		act := func(do, text, icon string) *ui.ActionBuilder {
			return ui.Action("place", ui.Tr(text)).Icon(icon).Args("board", id, "at", i, "report", p.Report, "do", do)
		}
		menu := []*ui.ActionBuilder{}
		if i > 0 {
			menu = append(menu, act("up", "board.up", "arrow-up"), act("first", "board.first", "arrow-bar-to-up"))
		}
		if i < len(list)-1 {
			menu = append(menu, act("down", "board.down", "arrow-down"))
		}
		width, text := "wide", "board.wide"
		if p.Wide {
			width, text = "narrow", "board.narrow"
		}
		menu = append(menu, act(width, text, "arrows-horizontal"), act("away", "board.away", "trash").Style("danger"))
		item := ui.Item(name).ID(strconv.Itoa(i)).Icon("chart-bar").Text(ui.Tr("show." + p.Show)).Menu(menu...)
		if p.Wide {
			item.Badge(ui.Mark(ui.Tr("board.is.wide")))
		}
		items = append(items, item)
	}
	if len(items) > 0 {
		doc.Blocks(ui.Section(ui.List(items...)).Title(ui.Tr("board.order")))
	}
	fields, err := boardFields(viewer, &row.Value)
	if err != nil {
		return nil, err
	}
	save := ui.Action("save_board", ui.Tr("save")).Style("primary").Args("board", id, "version", row.Version)
	doc.Blocks(ui.Section(ui.Form("board", save, fields...)).Title(ui.Tr("board.name")))
	return doc.Blocks(ui.Actions(ui.Action("delete_board", ui.Tr("delete")).Icon("trash").Style("danger").Perm("reports.delete").Args("board", id).
		Confirm(ui.Confirm(ui.Tr("board.delete.confirm"))))), nil
}
