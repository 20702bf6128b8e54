package main

import (
	"strings"
	"time"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// contributors are the plugins that reports ask for reports of theirs. Any of them
// may be absent.
var contributors = []string{"surveys", "livechat", "calllogs"}

// reportsOf are the reports that a plugin contributes and the reader may open;
// none where it is not enabled, or is nothing of theirs.
func reportsOf(viewer *sdk.Caller, plugin string) (title string, out []sdk.ReportEntry, err error) {
	if !holdsAny(viewer, "reports.view."+plugin+".") {
		return "", nil, nil
	}
	var list sdk.ReportReply
	err = sdk.Services.Call(plugin, "reports", sdk.ReportRequest{}, &list)
	if sdk.IsKind(err, sdk.KindUnavailable) || sdk.IsKind(err, sdk.KindDenied) {
		return "", nil, nil
	}
	for _, e := range list.Reports {
		if may(viewer, "reports.view."+plugin+"."+e.ID) {
			out = append(out, e)
		}
	}
	return list.Title, out, err
}

func holdsAny(viewer *sdk.Caller, prefix string) bool {
	for _, have := range viewer.Perms {
		if strings.HasPrefix(have, prefix) {
			return true
		}
	}
	return false
}

// contributed opens a report of another plugin, by the plugin and its id there.
func contributed(viewer *sdk.Caller, id string) (*report, error) {
	plugin, name, _ := strings.Cut(id, ".")
	gone := sdk.Fail(sdk.KindNotFound, sdk.Text("no.such"))
	for _, known := range contributors {
		if known != plugin {
			continue
		}
		_, list, err := reportsOf(viewer, plugin)
		if err != nil {
			return nil, err
		}
		for i := range list {
			if list[i].ID == name {
				return reportFrom(plugin, &list[i]), nil
			}
		}
	}
	return nil, gone
}

func reportFrom(plugin string, e *sdk.ReportEntry) *report {
	r := &report{
		id: plugin + "." + e.ID, from: plugin, name: e.ID, called: e.Title, first: e.First, icon: e.Icon, chart: e.Chart, by: "other",
		key: "reports.view." + plugin + "." + e.ID,
	}
	if e.First == "" {
		r.by = "time"
	}
	for i, c := range e.Columns {
		r.columns = append(r.columns, column{title: c.Title, measure: i, kind: c.Kind, plot: c.Plot})
	}
	return r
}

// fetch asks the other plugin for the figures; it counts with the reader's rights.
func (r *report) fetch(c *choice) (*result, error) {
	zone := sdk.Current().Caller().Timezone
	from, to, err := c.window(time.Now(), zone)
	if err != nil {
		return nil, err
	}
	out := &result{}
	if out.lines, out.total, err = r.ask(c, from, to, zone); err != nil || !c.compare {
		return out, err
	}
	earlier := from.AddDate(0, 0, -int(to.Sub(from).Hours()+12)/24)
	past, before, err := r.ask(c, earlier, from, zone)
	if err != nil {
		return nil, err
	}
	if out.before = before; r.by == "time" {
		out.past = past
	}
	return out, nil
}

func (r *report) ask(c *choice, from, to time.Time, zone string) (lines []line, total []cell, err error) {
	var got sdk.ReportReply
	q := sdk.ReportRequest{Report: r.name, From: from, To: to, Zone: zone, Unit: c.unit(), Key: r.key}
	if r.by == "time" {
		q.Times = steps(from, to, c.unit())
	}
	if err := sdk.Services.Call(r.from, "reports", q, &got); err != nil {
		return nil, nil, err
	}
	for _, row := range got.Rows {
		if len(row.Text) == len("2006-01") && r.by == "time" {
			row.Text += "-01"
		}
		lines = append(lines, line{text: row.Text, cells: r.cellsOf(row.Cells)})
	}
	if r.by == "time" {
		lines = r.everyTime(lines, q.Times)
	}
	for i := range lines {
		lines[i].id = int64(i + 1)
	}
	return lines, r.cellsOf(got.Total), nil
}

// cellsOf are as many cells as the report has columns.
func (r *report) cellsOf(given []sdk.ReportCell) []cell {
	out := make([]cell, len(r.columns))
	for i := range min(len(given), len(out)) {
		out[i] = cell{n: given[i].N, known: given[i].Known, href: given[i].Href}
	}
	return out
}

// everyTime has a line for each time of the period, also where nothing was.
func (r *report) everyTime(have []line, times []time.Time) []line {
	known := map[string]line{}
	for _, l := range have {
		known[l.text] = l
	}
	out := make([]line, len(times))
	for i, t := range times {
		day := t.Format(time.DateOnly)
		l, ok := known[day]
		if !ok {
			l = line{text: day, cells: make([]cell, len(r.columns))}
			for k := range r.columns {
				l.cells[k].known = r.columns[k].kind == "count"
			}
		}
		out[i] = l
	}
	return out
}

// contributedSections list what other plugins contribute.
func contributedSections(viewer *sdk.Caller) (out []ui.Block, shown int, err error) {
	for _, plugin := range contributors {
		title, list, err := reportsOf(viewer, plugin)
		if err != nil {
			return nil, 0, err
		}
		var items []*ui.ItemBuilder
		for _, e := range list {
			items = append(items, ui.Item(e.Title).Text(e.Help).Icon(e.Icon).Href(pagePath+"?report="+plugin+"."+e.ID))
		}
		if len(items) > 0 {
			out = append(out, ui.Section(ui.List(items...).Style("cards")).Title(title))
			shown += len(items)
		}
	}
	return out, shown, nil
}
