package main

import (
	"encoding/csv"
	"net/url"
	"strconv"
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// actions are what the reader may do with a report beside reading it.
func (r *report) actions(viewer *sdk.Caller, p sdk.Params) ui.Block {
	q := address(p)
	list := ui.Actions(
		pdfAction("report="+r.id+"&"+q),
		ui.Action("csv", ui.Tr("csv")).Icon("download").Perm("reports.print").Href("/api/v1/x/reports/csv/"+r.id+".csv?"+q),
		ui.Action("email", ui.Tr("email")).Icon("mail").Perm("reports.email").Args("report", r.id, "q", q).Busy("self"),
	)
	list.Actions(ui.Action("ask_board", ui.Tr("board.add")).Icon("layout-dashboard").Perm("reports.edit").Args("report", r.id, "q", q))
	list.Actions(ui.Action("schedule", ui.Tr("schedule.new")).Icon("clock").Perm("reports.schedule").Href(pagePath + "?schedule=new&report=" + r.id + "&" + q))
	if row, err := strconv.ParseInt(strings.TrimPrefix(r.id, "c"), 10, 64); r.custom != "" && err == nil {
		if mayChange("reports.edit", row) {
			list.Actions(ui.Action("edit", ui.Tr("custom.edit")).Icon("edit").Href(pagePath + "?report=" + r.id + "&edit=1"))
		}
		if mayChange("reports.delete", row) {
			list.Actions(ui.Action("ask_delete", ui.Tr("delete")).Icon("trash").Style("danger").Args("report", r.id))
		}
	}
	return list
}

// pdfAction fetches this page with these parameters as the host prints it.
func pdfAction(params string) *ui.ActionBuilder {
	return ui.Action("pdf", ui.Tr("pdf")).Icon("printer").Perm("reports.print").Href("/api/v1/ui/reports/page/pdf?" + params)
}

// address keeps what was chosen above a report.
func address(p sdk.Params) string {
	v := url.Values{}
	for _, pair := range p {
		if strings.HasPrefix(pair.Name, "f.") {
			v.Set(pair.Name, pair.Value)
		}
	}
	return v.Encode()
}

// csvFile answers a report as CSV: lengths in seconds, no word that a spreadsheet
// would take for a formula.
func csvFile(r *sdk.RouteRequest) (*sdk.RouteReply, error) {
	id, _ := strings.CutSuffix(r.Params.Get("file"), ".csv")
	rep, err := open(r.Caller, id)
	if err != nil {
		return nil, err
	}
	c := chosen(r.Query)
	c.compare = false
	res, err := rep.compute(&c)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	w := csv.NewWriter(&b)
	head := []string{rep.first}
	if rep.first == "" {
		head[0] = sdk.Text("by." + rep.by)
	}
	for i := range rep.columns {
		name := rep.columns[i].word()
		if rep.columns[i].kind == "length" {
			name += " (s)"
		}
		head = append(head, name)
	}
	err = w.Write(head)
	for _, l := range res.lines {
		row := []string{harmless(rep.plain(&l))}
		for i := range rep.columns {
			row = append(row, rep.columns[i].csv(rep.value(&rep.columns[i], l.cells)))
		}
		if err == nil {
			err = w.Write(row)
		}
	}
	w.Flush()
	if err != nil {
		return nil, err
	}
	return &sdk.RouteReply{Status: 200, Body: []byte(b.String()), Headers: sdk.Params{{Name: "content-type", Value: "text/csv; charset=utf-8"}}}, nil
}

func (c *column) csv(v cell) string {
	switch {
	case !v.known:
		return ""
	case c.kind == "length":
		return strconv.FormatInt(v.n/1000, 10)
	case c.kind == "share":
		return strconv.FormatFloat(float64(v.n)/1000, 'f', 3, 64)
	case c.kind == "hundredths":
		return strconv.FormatFloat(float64(v.n)/100, 'f', 2, 64)
	}
	return strconv.FormatInt(v.n, 10)
}

// harmless keeps a spreadsheet from computing what somebody called a tag.
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
