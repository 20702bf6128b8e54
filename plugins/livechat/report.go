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
	Owner  int64    `json:"owner"`
	Team   int64    `json:"team"`
	Time   string   `json:"time"`
	Count  int64    `json:"count"`
	Missed int64    `json:"missed"`
	Lasted *float64 `json:"lasted"` // seconds, of those that somebody took
}

// reportOf counts for one of them, within the reader's scope of the report and of
// the chats.
func reportOf(q *sdk.ReportRequest) (*sdk.ReportReply, error) {
	by := map[string]sdk.By{"by_agent": {Field: "owner"}, "by_team": {Field: "team"}, "by_time": {Field: "ended_at", Step: q.Unit, As: "time"}}
	key, ok := by[q.Report]
	if !ok {
		return nil, sdk.Fail(sdk.KindNotFound, "There is no such report.")
	}
	g := sdk.Group{Where: q.Where("ended_at"), By: []sdk.By{key}, Sort: "-count", TimeZone: q.Zone, Within: q.Key, Figures: []sdk.Figure{
		{Fn: "count", As: "count"},
		{Fn: "count", As: "missed", Where: sdk.Empty("taken_at", true)},
		{Fn: "avg", Field: "ended_at", Minus: "taken_at", As: "lasted"},
	}}
	if q.Report == "by_time" {
		g.Sort = ""
	}
	var lines, total []counted
	if _, err := chats.Aggregate(g, &lines); err != nil {
		return nil, err
	}
	g.By, g.Sort = nil, ""
	if _, err := chats.Aggregate(g, &total); err != nil {
		return nil, err
	}
	teams, err := teamNames()
	if err != nil {
		return nil, err
	}
	out := &sdk.ReportReply{Rows: make([]sdk.ReportRow, len(lines))}
	for i := range lines {
		f := &lines[i]
		text := f.Time
		switch q.Report {
		case "by_agent":
			text = personName(f.Owner)
		case "by_team":
			if text = teams[f.Team]; text == "" {
				text = sdk.Text("report.nobody")
			}
		}
		out.Rows[i] = sdk.ReportRow{Text: text, Cells: f.cells()}
	}
	var all counted
	if len(total) > 0 {
		all = total[0]
	}
	out.Total = all.cells()
	return out, nil
}

func (f *counted) cells() []sdk.ReportCell {
	out := []sdk.ReportCell{{N: f.Count, Known: true, Href: "/app/x/livechat/past"}, {N: f.Missed, Known: true}, {}}
	if f.Lasted != nil {
		out[2] = sdk.ReportCell{N: int64(*f.Lasted * 1000), Known: true}
	}
	return out
}

func teamNames() (map[int64]string, error) {
	list, err := sdk.People.Teams()
	if err != nil {
		return nil, err
	}
	out := make(map[int64]string, len(list))
	for i := range list {
		out[list[i].ID] = list[i].Name
	}
	return out, nil
}

// personName names an agent, as far as the reader knows them.
func personName(id int64) string {
	if id == 0 {
		return sdk.Text("report.nobody")
	}
	if p, err := sdk.People.Get(id); err == nil {
		return p.Name
	}
	return "#" + itoa(id)
}
