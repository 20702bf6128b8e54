package main

import (
	"strconv"
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

const pagePath = "/app/x/reports/page"

// page draws the catalogue, one report, or the form for a new one.
func page(r *sdk.RenderRequest) (any, error) {
	if r.Params.Get("schedule") != "" {
		return schedulePage(r)
	}
	if board := r.Params.Get("board"); board != "" {
		return boardPage(r, board)
	}
	switch id := r.Params.Get("report"); id {
	case "":
		return first(r)
	case "all":
		return home(r.Viewer)
	case "new":
		return builder(r.Viewer, "")
	default:
		if r.Params.Get("edit") != "" {
			return builder(r.Viewer, id)
		}
		rep, err := open(r.Viewer, id)
		if err != nil {
			return nil, err
		}
		return draw(rep, r)
	}
}

// open finds a report that the reader may see.
func open(viewer *sdk.Caller, id string) (*report, error) {
	if strings.Contains(id, ".") {
		return contributed(viewer, id)
	}
	rep := find(id)
	if rep == nil {
		var err error
		if rep, err = custom(id); err != nil {
			return nil, err
		}
	}
	if !may(viewer, rep.key) {
		return nil, sdk.Fail(sdk.KindDenied, sdk.Text("not.yours"))
	}
	return rep, nil
}

func draw(rep *report, r *sdk.RenderRequest) (any, error) {
	c := chosen(r.Params)
	res, err := rep.compute(&c)
	no := refusal(err, &c)
	if err != nil && no == "" {
		return nil, err
	}
	filters, err := rep.filters(&c)
	if err != nil {
		return nil, err
	}
	doc := ui.Doc(ui.Link(ui.Tr("all"), pagePath).Icon("arrow-left"), filters).Title(rep.heading()).Icon(rep.icon)
	if only := rep.only.shown(); only != nil {
		doc.Blocks(only)
	}
	if no != "" {
		return doc.Blocks(refused(no)), nil // with the filters that make it less
	}
	if len(res.lines) == 0 {
		doc.Blocks(ui.Empty(ui.Tr("nothing")).Text(ui.Tr("nothing.text")).Icon(rep.icon))
	} else {
		doc.Blocks(rep.stats(res))
		if rep.chart != "" {
			doc.Blocks(rep.draw(res))
		}
		doc.Blocks(rep.table(res, "figures"))
	}
	return doc.Blocks(rep.actions(r.Viewer, r.Params)), nil
}

// heading is the title as the document takes it.
func (r *report) heading() string {
	if r.custom != "" || r.called != "" {
		return r.title()
	}
	return ui.Tr("report." + r.id)
}

// filters offers the period, and the teams and agents that have tickets.
func (r *report) filters(c *choice) (ui.Block, error) {
	var fields []*ui.FieldBuilder
	if !r.now {
		options := make([]*ui.OptionBuilder, len(periods))
		for i, p := range periods {
			options[i] = ui.Option(p, ui.Tr("period."+p))
		}
		fields = append(fields, ui.SelectField("period", ui.Tr("period")).Options(options...).Value(c.period))
	}
	filters := []struct{ name, by, value string }{{"team", "team", c.team}, {"agent", "assignee", number(c.agent)}}
	if r.from != "" {
		filters = nil // the other plugin's page has its own
	}
	for _, f := range filters {
		if f.name == "team" && r.only.Team != "" || f.name == "agent" && r.only.Agent != 0 {
			continue // the report has chosen itself
		}
		known, err := sdk.Tickets.Figures(sdk.FigureQuery{Of: "created", Period: usualPeriod, By: []string{f.by}, Measures: []string{"count"}, Within: r.key, Top: 100})
		if refusal(err, nil) != "" {
			known = &sdk.FigurePage{} // too much to count: the period can be chosen all the same
		} else if err != nil {
			return nil, err
		}
		var options []*ui.OptionBuilder
		for _, row := range known.Rows {
			if row.IDs[0] != 0 && row.Names[0] != "" {
				options = append(options, ui.Option(number(row.IDs[0]), row.Names[0]))
			}
		}
		if f.name == "team" {
			options = append(options, ui.Option("none", ui.Tr("none.team")))
		}
		fields = append(fields, ui.SelectField(f.name, ui.Tr("filter."+f.name)).Options(options...).Value(f.value))
	}
	if !r.now {
		fields = append(fields, ui.DateField("from", ui.Tr("from")), ui.DateField("to", ui.Tr("to")), ui.CheckboxField("compare", ui.Tr("compare")))
	}
	return ui.FilterBar("f", fields...), nil
}

// stats are the figures over all, each with what it was in the period before.
func (r *report) stats(res *result) ui.Block {
	var tiles []ui.Block
	for i := range r.columns {
		if len(tiles) == 4 {
			break
		}
		col := &r.columns[i]
		now := r.value(col, res.total)
		if !now.known {
			continue
		}
		tile := ui.Stat(col.label(), col.format(now))
		if r.from == "" || now.href != "" {
			tile.Href(behind(now))
		}
		if col.kind == "length" {
			tile.Good("down")
		}
		if res.before != nil {
			if then := r.value(col, res.before); then.known && then.n != 0 {
				change := float64(now.n-then.n) / float64(then.n)
				tile.Delta(ui.PercentValue(change)).Trend(trend(change))
			}
		}
		tiles = append(tiles, tile)
	}
	if len(tiles) == 0 {
		return ui.Divider()
	}
	return ui.Grid(max(len(tiles), 1), tiles...)
}

func trend(change float64) string {
	switch {
	case change > 0.005:
		return "up"
	case change < -0.005:
		return "down"
	}
	return "flat"
}

func behind(c cell) string {
	if c.href != "" {
		return c.href
	}
	if c.tickets == "" {
		return "/app/inbox?view=all"
	}
	return "/app/inbox?view=all&" + c.tickets
}

// format shows a figure by its kind; the host writes it as the reader does.
func (c *column) format(v cell) ui.Value {
	switch c.kind {
	case "length":
		return ui.DurationValue(float64(v.n))
	case "share":
		return ui.PercentValue(float64(v.n) / 1000)
	case "hundredths":
		return ui.NumberValue(float64(v.n) / 100)
	}
	return ui.NumberValue(float64(v.n))
}

func (r *report) table(res *result, id string) ui.Block {
	t := ui.Table(ui.Tr("table")).ID(id)
	as := "text"
	if r.by == "time" {
		as = "date"
	}
	first := r.first
	if first == "" {
		first = ui.Tr("by." + r.by)
	}
	t.Columns(ui.Column("of", first).As(as).Primary(true))
	for i := range r.columns {
		kind := map[string]string{"length": "duration", "share": "percent", "hundredths": "number"}[r.columns[i].kind]
		if kind == "" {
			kind = "link"
		}
		t.Columns(ui.Column("c"+strconv.Itoa(i), r.columns[i].label()).As(kind).Align("end"))
	}
	for _, l := range res.lines {
		row := ui.Row(strconv.FormatInt(l.id, 10) + l.text)
		if r.by == "time" {
			row.Cell("of", ui.DateValue(l.text))
		} else {
			row.Cell("of", ui.TextValue(r.label(&l)))
		}
		for i := range r.columns {
			v := r.value(&r.columns[i], l.cells)
			switch {
			case !v.known:
			case r.columns[i].kind == "count" && v.n > 0 && (r.from == "" || v.href != ""):
				row.Cell("c"+strconv.Itoa(i), ui.LinkValue(number(v.n), behind(v)))
			case r.columns[i].kind == "count" || r.columns[i].kind == "number":
				row.Cell("c"+strconv.Itoa(i), ui.TextValue(strconv.FormatInt(v.n, 10)))
			default:
				row.Cell("c"+strconv.Itoa(i), r.columns[i].format(v))
			}
		}
		t.Rows(row)
	}
	if res.more {
		return ui.Stack(t, ui.Text(ui.Tr("more", "n", len(res.lines))).Size("sm"))
	}
	return t
}

func number(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}
