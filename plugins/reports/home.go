package main

import (
	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// tr is a text that stands by itself, such as a name in a letter.
func tr(key string) string { return sdk.Text(key) }

// may reports whether the reader holds a key anywhere.
func may(viewer *sdk.Caller, key string) bool {
	for _, have := range viewer.Perms {
		if have == key {
			return true
		}
	}
	return false
}

// first is what the reader begins with: a board that they chose, else the list of
// reports.
func first(r *sdk.RenderRequest) (any, error) {
	id, err := defaultBoard(r.Viewer)
	if err != nil || id == 0 {
		if err != nil {
			return nil, err
		}
		return home(r.Viewer)
	}
	doc, err := boardPage(r, number(id))
	if sdk.IsKind(err, sdk.KindNotFound) { // deleted, or not shared with them any more
		return home(r.Viewer)
	}
	return doc, err
}

// boardSection lists the boards that the reader is shown.
func boardSection(viewer *sdk.Caller) (ui.Block, error) {
	rows, err := boardsOf()
	if err != nil || len(rows) == 0 && !may(viewer, "reports.create") {
		return nil, err
	}
	var items []*ui.ItemBuilder
	for _, row := range rows {
		item := ui.Item(row.Value.Name).Icon("layout-dashboard").Href(boardPath(row.ID))
		if row.Value.audience() != forOwner {
			item.Badge(ui.Mark(ui.Tr("board.shared")))
		}
		if row.Value.Owner != viewer.ID {
			item.Text(ui.Tr("board.by", "name", sdk.People.NameOf(row.Value.Owner)))
		}
		items = append(items, item)
	}
	s := ui.Section().Title(ui.Tr("boards"))
	if len(items) > 0 {
		s.Blocks(ui.List(items...).Style("cards"))
	} else {
		s.Blocks(ui.Text(ui.Tr("board.none")))
	}
	return s.Actions(ui.Action("board", ui.Tr("board.new")).Icon("plus").Perm("reports.create").Href(pagePath + "?board=new")), nil
}

// home lists the reports that the reader may see, with a few figures of today.
func home(viewer *sdk.Caller) (any, error) {
	doc := ui.Doc().Title(ui.Tr("title")).Icon("chart-bar")
	tiles, err := overview(viewer)
	if err != nil {
		return nil, err
	}
	if len(tiles) > 0 {
		doc.Blocks(ui.Grid(len(tiles), tiles...))
	}
	sent, err := sdk.Mailings.List(mailingName)
	if err != nil {
		return nil, err
	}
	if len(sent) > 0 || may(viewer, "reports.schedule") {
		doc.Blocks(ui.Actions(ui.Action("schedules", ui.Tr("schedule.all")).Icon("clock").Href(schedulePath("all"))))
	}
	section, err := boardSection(viewer)
	if err != nil {
		return nil, err
	}
	if section != nil {
		doc.Blocks(section)
	}
	shown := 0
	for _, g := range groups {
		var items []*ui.ItemBuilder
		for i := range ready {
			if r := &ready[i]; r.group == g && may(viewer, r.key) {
				items = append(items, ui.Item(ui.Tr("report."+r.id)).Text(ui.Tr("report."+r.id+".help")).Icon(r.icon).Href(pagePath+"?report="+r.id))
			}
		}
		if len(items) > 0 {
			doc.Blocks(ui.Section(ui.List(items...).Style("cards")).Title(ui.Tr("group." + g)))
			shown += len(items)
		}
	}
	sections, n, err := contributedSections(viewer)
	if err != nil {
		return nil, err
	}
	doc.Blocks(sections...)
	shown += n
	own, err := customs.Find(sdk.Query{Sort: "name", Limit: 100})
	if err != nil {
		return nil, err
	}
	var items []*ui.ItemBuilder
	for _, row := range own.Rows {
		items = append(items, ui.Item(row.Value.Name).Icon("report").Href(pagePath+"?report=c"+number(row.ID)))
	}
	mine := ui.Section().Title(ui.Tr("group.custom"))
	if len(items) > 0 {
		mine.Blocks(ui.List(items...).Style("cards"))
	}
	if may(viewer, "reports.create") {
		mine.Actions(ui.Action("new", ui.Tr("new")).Icon("plus").Href(pagePath + "?report=new"))
		if len(items) == 0 {
			mine.Blocks(ui.Text(ui.Tr("custom.none")))
		}
	}
	if len(items) > 0 || may(viewer, "reports.create") {
		doc.Blocks(mine)
	}
	if shown == 0 && len(items) == 0 {
		doc.Blocks(ui.Empty(ui.Tr("no.reports")).Text(ui.Tr("no.reports.text")).Icon("lock"))
	}
	return doc, nil
}

// overview are the figures that a morning begins with; each leads to its report.
func overview(viewer *sdk.Caller) ([]ui.Block, error) {
	var tiles []ui.Block
	for _, id := range []string{"volume", "solved", "backlog", "first_response"} {
		r := find(id)
		if !may(viewer, r.key) {
			continue
		}
		c := choice{period: "last_7_days", compare: true}
		now, err := r.sums(&c, 0)
		if err != nil {
			return nil, err
		}
		then, err := r.sums(&c, 1)
		if err != nil {
			return nil, err
		}
		col := &r.columns[0]
		if id == "first_response" {
			col = &r.columns[1]
		}
		v, was := r.value(col, now), r.value(col, then)
		tile := ui.Stat(ui.Tr("overview."+id), col.format(v)).Href(pagePath + "?report=" + id + "&f.period=last_7_days")
		if was.n != 0 {
			change := float64(v.n-was.n) / float64(was.n)
			tile.Delta(ui.PercentValue(change)).Trend(trend(change))
		}
		if id == "backlog" || id == "first_response" {
			tile.Good("down")
		}
		tiles = append(tiles, tile)
	}
	return tiles, nil
}
