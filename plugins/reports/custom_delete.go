package main

import (
	"encoding/json"
	"slices"
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// askDelete asks whether a report is to go, and says what else that changes.
func askDelete(r *sdk.EventRequest) (any, error) {
	report, row, err := named(r)
	if err != nil {
		return nil, err
	}
	on, sent, err := usesOf(r.Viewer, report)
	if err != nil {
		return nil, err
	}
	layer := ui.Modal("gone", row.Value.Name, ui.Text(ui.Tr("delete.confirm"))).Size("sm")
	if len(on) > 0 {
		layer.Blocks(ui.Alert(ui.Tr("delete.boards", "names", strings.Join(on, ", "))).Tone(ui.Warning))
	}
	if len(sent) > 0 {
		layer.Blocks(ui.Alert(ui.Tr("delete.schedules", "names", strings.Join(sent, ", "))).Tone(ui.Warning))
	}
	return ui.Respond(layer.Blocks(ui.Text(ui.Tr("delete.others")).Size("sm").Tone(ui.Neutral),
		ui.Actions(ui.Action("delete", ui.Tr("delete")).Icon("trash").Style("danger").Perm("reports.delete").Args("report", report)))), nil
}

// usesOf are the dashboards that somebody is shown, and what they have sent, with a
// report.
func usesOf(viewer *sdk.Caller, report string) (on, sent []string, err error) {
	rows, err := boardsOf()
	if err != nil {
		return nil, nil, err
	}
	for _, row := range rows {
		list, err := row.Value.pieces()
		if err != nil {
			return nil, nil, err
		}
		if slices.ContainsFunc(list, func(p piece) bool { return p.Report == report }) {
			on = append(on, row.Value.Name)
		}
	}
	all, err := sdk.Mailings.List(mailingName)
	if err != nil {
		return nil, nil, err
	}
	for i := range all {
		if o, err := orderOf(&all[i]); err == nil && o.Report == report && all[i].OwnerID == viewer.ID {
			sent = append(sent, all[i].Title)
		}
	}
	return on, sent, nil
}

// named finds the report of one's own that a button is about.
func named(r *sdk.EventRequest) (string, *sdk.Row[Custom], error) {
	var args struct{ Report string }
	if err := json.Unmarshal(r.Args, &args); err != nil {
		return "", nil, sdk.Fail(sdk.KindInvalid, sdk.Text("form.broken"))
	}
	row, _, err := customOf(args.Report)
	return args.Report, row, err
}

func deleteReport(r *sdk.EventRequest) (any, error) {
	_, row, err := named(r)
	if err != nil {
		return nil, err
	}
	if err := customs.Delete(row.ID, 0); err != nil {
		return nil, err
	}
	return ui.Respond(ui.Close(), ui.Toast(ui.Tr("deleted")).Tone(ui.Success), ui.Navigate(pagePath+"?report=all")), nil
}
