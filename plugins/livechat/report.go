package main

import "pegboard.dev/pegboard/sdk"

// reportList are the reports that the plugin contributes.
func reportList() *sdk.ReportReply {
	out := &sdk.ReportReply{Title: sdk.Text("report.title")}
	for _, of := range []struct{ id, first, chart string }{
		{"by_agent", sdk.Text("report.agent"), "hbar"}, {"by_team", sdk.Text("report.team"), "hbar"}, {"by_time", "", "bar"},
	} {
		out.Reports = append(out.Reports, sdk.ReportEntry{
			ID: of.id, Title: sdk.Text("report." + of.id), Help: sdk.Text("report.help"), Icon: "messages", Chart: of.chart, First: of.first,
			Columns: []sdk.ReportColumn{
				{Title: sdk.Text("report.chats"), Kind: "count", Plot: true}, {Title: sdk.Text("stat.missed"), Kind: "count"},
				{Title: sdk.Text("field.lasted"), Kind: "length"},
			},
		})
	}
	return out
}

// counted is a line of figures.
type counted struct {
	sdk.ReportKey
	Count  int64    `json:"count"`
	Missed int64    `json:"missed"`
	Lasted *float64 `json:"lasted"` // seconds, of those that somebody took
}

// reportOf counts for one of them, within the reader's scope of the report and of
// the chats.
func reportOf(q *sdk.ReportRequest) (*sdk.ReportReply, error) {
	nobody := sdk.Text("report.nobody")
	rows, err := q.Rows(map[string]sdk.ReportRows{
		"by_agent": sdk.ByPerson("owner", nobody), "by_team": sdk.ByTeam("team", nobody), "by_time": sdk.ByTime("ended_at"),
	})
	if err != nil {
		return nil, err
	}
	period := q.Where("ended_at")
	g := sdk.Group{Where: period, By: rows.By(q), Figures: []sdk.Figure{
		{Fn: "count", As: "count"},
		{Fn: "count", As: "missed", Where: sdk.Empty("taken_at", true)},
		{Fn: "avg", Field: "ended_at", Minus: "taken_at", As: "lasted"},
	}}
	return sdk.CountReport(q, chats, g, func(f *counted) sdk.ReportRow {
		text, which := rows.Of(q, f.ReportKey)
		return sdk.ReportRow{Text: text, Cells: f.cells(q, period, which)}
	}, func(all *counted) []sdk.ReportCell { return all.cells(q, period) })
}

// cells are a line's figures in the order of the report's columns, each with the
// chats that it counts: those that match.
func (f *counted) cells(q *sdk.ReportRequest, match ...*sdk.Filter) []sdk.ReportCell {
	missed := sdk.Empty("taken_at", true)
	out := []sdk.ReportCell{{N: f.Count, Known: true, Href: q.Behind(pastPage, match...)}, {N: f.Missed, Known: true, Href: q.Behind(pastPage, append(match, missed)...)}, {}}
	if f.Lasted != nil {
		out[2] = sdk.ReportCell{N: int64(*f.Lasted * 1000), Known: true, Href: q.Behind(pastPage, append(match, sdk.Not(missed))...)}
	}
	return out
}
