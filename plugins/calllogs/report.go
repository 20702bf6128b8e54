package main

import "pegboard.dev/pegboard/sdk"

// reportList are the reports that the plugin contributes.
func reportList() *sdk.ReportReply {
	out := &sdk.ReportReply{Title: sdk.Text("report.title")}
	for _, of := range []struct{ id, first, chart string }{
		{"by_agent", sdk.Text("report.agent"), "hbar"}, {"by_team", sdk.Text("report.team"), "hbar"}, {"by_time", "", "bar"},
	} {
		out.Reports = append(out.Reports, sdk.ReportEntry{
			ID: of.id, Title: sdk.Text("report." + of.id), Help: sdk.Text("report.help"), Icon: "phone", Chart: of.chart, First: of.first,
			Columns: []sdk.ReportColumn{
				{Title: sdk.Text("report.calls"), Kind: "count", Plot: true}, {Title: sdk.Text("report.in"), Kind: "count"},
				{Title: sdk.Text("report.spoken"), Kind: "length"},
			},
		})
	}
	return out
}

// counted is a line of figures.
type counted struct {
	sdk.ReportKey
	Count   int64  `json:"count"`
	In      int64  `json:"in"` // that came in
	Seconds *int64 `json:"seconds"`
}

// reportOf counts for one of them, within the reader's scope of the report and of
// the calls.
func reportOf(q *sdk.ReportRequest) (*sdk.ReportReply, error) {
	nobody := sdk.Text("report.nobody")
	rows, err := q.Rows(map[string]sdk.ReportRows{
		"by_agent": sdk.ByPerson("owner", nobody), "by_team": sdk.ByTeam("team", nobody), "by_time": sdk.ByTime("started_at"),
	})
	if err != nil {
		return nil, err
	}
	period := q.Where("started_at")
	g := sdk.Group{Where: period, By: rows.By(q), Figures: []sdk.Figure{
		{Fn: "count", As: "count"},
		{Fn: "count", As: "in", Where: sdk.Eq("direction", "in")},
		{Fn: "sum", Field: "duration", As: "seconds"},
	}}
	return sdk.CountReport(q, calls, g, func(f *counted) sdk.ReportRow {
		text, which := rows.Of(q, f.ReportKey)
		return sdk.ReportRow{Text: text, Cells: f.cells(q, period, which)}
	}, func(all *counted) []sdk.ReportCell { return all.cells(q, period) })
}

// cells are a line's figures in the order of the report's columns, each with the
// calls that it counts: those that match.
func (f *counted) cells(q *sdk.ReportRequest, match ...*sdk.Filter) []sdk.ReportCell {
	all := q.Behind(pagePath, match...)
	out := []sdk.ReportCell{{N: f.Count, Known: true, Href: all}, {N: f.In, Known: true, Href: q.Behind(pagePath, append(match, sdk.Eq("direction", "in"))...)}, {}}
	if f.Seconds != nil {
		out[2] = sdk.ReportCell{N: *f.Seconds * 1000, Known: true, Href: all}
	}
	return out
}
