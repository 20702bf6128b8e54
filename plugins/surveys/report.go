package main

import "pegboard.dev/pegboard/sdk"

// reportList are the reports that the plugin contributes.
func reportList() *sdk.ReportReply {
	out := &sdk.ReportReply{Title: sdk.Text("edit.title")}
	for _, of := range []struct{ id, first, chart string }{
		{"by_agent", sdk.Text("field.agent"), "hbar"}, {"by_team", sdk.Text("field.team"), "hbar"},
		{"by_survey", sdk.Text("field.survey"), "hbar"}, {"by_time", "", "line"},
	} {
		out.Reports = append(out.Reports, sdk.ReportEntry{
			ID: of.id, Title: sdk.Text("report." + of.id), Help: sdk.Text("report.help"), Icon: "star", Chart: of.chart, First: of.first,
			Columns: []sdk.ReportColumn{
				{Title: sdk.Text("figure.answers"), Kind: "count"}, {Title: sdk.Text("figure.average"), Kind: "hundredths", Plot: true},
				{Title: sdk.Text("figure.csat"), Kind: "share"}, {Title: sdk.Text("figure.nps"), Kind: "count"},
			},
		})
	}
	return out
}

// reportOf counts for one of them, within the reader's scope of the report and of
// the ratings.
func reportOf(q *sdk.ReportRequest) (*sdk.ReportReply, error) {
	names, err := surveyNames()
	if err != nil {
		return nil, err
	}
	nobody := sdk.Text("by.nobody")
	rows, err := q.Rows(map[string]sdk.ReportRows{
		"by_agent": sdk.ByPerson("owner", nobody), "by_team": sdk.ByTeam("team", nobody), "by_time": sdk.ByTime("answered_at"),
		"by_survey": sdk.ByRef("survey", func(id int64) string { return or(names[id], "#"+itoa(id)) }),
	})
	if err != nil {
		return nil, err
	}
	period := q.Where("answered_at")
	g := sdk.Group{Where: period, By: rows.By(q), Figures: wanted()}
	return sdk.CountReport(q, ratings, g, func(f *figures) sdk.ReportRow {
		text, which := rows.Of(q, f.ReportKey)
		return sdk.ReportRow{Text: text, Cells: f.cells(q, period, which)}
	}, func(all *figures) []sdk.ReportCell { return all.cells(q, period) })
}

// cells are a line's figures in the order of the report's columns, each with the
// ratings that it counts: those that match, and have what it is computed from.
func (f *figures) cells(q *sdk.ReportRequest, match ...*sdk.Filter) []sdk.ReportCell {
	out := []sdk.ReportCell{{N: f.Count, Known: true, Href: q.Behind(resultsPath, match...)}, {}, {}, {}}
	starred := q.Behind(resultsPath, append(match, sdk.Empty("stars", false))...)
	if v, ok := f.average(); ok {
		out[1] = sdk.ReportCell{N: int64(v*100 + 0.5), Known: true, Href: starred}
	}
	if v, ok := f.csat(); ok {
		out[2] = sdk.ReportCell{N: int64(v) * 10, Known: true, Href: starred}
	}
	if v, ok := f.nps(); ok {
		out[3] = sdk.ReportCell{N: int64(v), Known: true, Href: q.Behind(resultsPath, append(match, sdk.Empty("scale", false))...)}
	}
	return out
}
