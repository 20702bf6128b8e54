package main

import (
	"math"
	"slices"
	"strconv"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// bars is how many rows a chart of names shows.
const bars = 15

// draw makes the report's chart.
func (r *report) draw(res *result) ui.Block {
	if r.by == "hour_of_week" {
		return r.heatmap(res)
	}
	lines := res.lines
	if r.by != "time" && len(lines) > bars {
		lines = lines[:bars]
	}
	kind, values := "category", make([]string, len(lines))
	if r.by == "time" {
		kind = "time"
	}
	for i := range lines {
		values[i] = r.plain(&lines[i])
	}
	var series []*ui.SeriesBuilder
	lengths := false
	for i := range r.columns {
		col := &r.columns[i]
		if !col.plot || r.chart == "donut" && len(series) == 1 {
			continue
		}
		lengths = lengths || col.kind == "length"
		series = append(series, ui.Series("s"+strconv.Itoa(i), col.label(), r.points(col, lines)...))
		if len(series) == 1 && len(res.past) > 0 {
			past := res.past[:min(len(res.past), len(lines))]
			series = append(series, ui.Series("past", ui.Tr("previous"), r.points(col, past)...).Tone(ui.Neutral))
		}
	}
	chart := ui.Chart(r.chart, r.chartTitle(), ui.Axis(kind, values...), r.summary(res), series...).Legend(len(series) > 1)
	if lengths {
		chart.Y(ui.YAxis().As("duration"))
	}
	return chart
}

// points are a column's figures for a chart; what is not known is a gap.
func (r *report) points(col *column, lines []line) []float64 {
	out := make([]float64, len(lines))
	for i := range lines {
		v := r.value(col, lines[i].cells)
		if out[i] = float64(v.n); !v.known {
			out[i] = math.NaN()
		}
		switch col.kind {
		case "hundredths":
			out[i] /= 100
		case "share":
			if r.from != "" {
				out[i] /= 1000
			}
		}
	}
	return out
}

// heatmap has a row for each day and a column for each hour.
func (r *report) heatmap(res *result) ui.Block {
	var hours []string
	for h := range 24 {
		hours = append(hours, strconv.Itoa(h))
	}
	var grid [7][24]float64
	for _, l := range res.lines {
		if l.id >= 0 && l.id < 168 {
			grid[l.id/24][l.id%24] = float64(l.cells[0].n)
		}
	}
	series := make([]*ui.SeriesBuilder, 7)
	for d := range 7 {
		series[d] = ui.Series("d"+strconv.Itoa(d), ui.Tr("day."+strconv.Itoa(d)), grid[d][:]...)
	}
	return ui.Chart("heatmap", r.chartTitle(), ui.Axis("category", hours...), r.summary(res), series...)
}

// summary says the first figure in a sentence.
func (r *report) summary(res *result) string {
	if r.span != "" {
		return ui.Tr("summary.brief", "n", int(res.total[0].n))
	}
	return ui.Tr("summary", "n", int(res.total[0].n))
}

// chartTitle is the period where the report's name stands above already.
func (r *report) chartTitle() string {
	if r.span != "" {
		return r.span
	}
	return ui.Tr("chart")
}

// label names a row, for the table.
func (r *report) label(l *line) string {
	if key := r.word(l); key != "" {
		return ui.Tr(key)
	}
	return r.plain(l)
}

// channels are those that have a name in each language; others are shown as they are called.
var channels = []string{"web", "mail", "phone", "api", "livechat", "calllogs", "surveys"}

// word is the text that names a row which the host names by a number or a short word only.
func (r *report) word(l *line) string {
	id := strconv.FormatInt(l.id, 10)
	switch {
	case r.by == "status" || r.by == "priority" || r.by == "part":
		return r.by + "." + id
	case r.by == "channel" && slices.Contains(channels, l.text):
		return "channel." + l.text
	case l.text == "" && l.id == 0 && (r.by == "team" || r.by == "assignee"):
		return "none." + r.by
	case l.text == "" && r.by != "hour_of_week":
		return "unknown"
	}
	return ""
}

// plain is a row's name in the reader's language.
func (r *report) plain(l *line) string {
	if key := r.word(l); key != "" {
		return sdk.Text(key)
	}
	if r.by == "hour_of_week" {
		return sdk.Text("day."+strconv.FormatInt(l.id/24, 10)) + " " + strconv.FormatInt(l.id%24, 10) + ":00"
	}
	return l.text
}
