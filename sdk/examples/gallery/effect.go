package main

import (
	"encoding/json"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

var effectSamples = []sample{
	{"Toast", still(toastButton), "toast"},
	{"Modal, Close", still(modalButton), "modal closed"},
	{"Drawer", still(drawerButton), "drawer"},
	{"Patches: Replace, Remove, Append, SetProps", still(patchButton), "patchButton patch"},
	{"Patches: PatchRow", still(rowButton), "rowButton patchRow"},
	{"Errors, Reset", still(errorButton), "errorButton refuse"},
	{"Refresh", still(refreshButton), "refresh"},
	{"Render", still(renderButton), "render"},
	{"SetBadge", still(badgeButton), "badge"},
	{"Copy", still(copyButton), "copied"},
	{"Navigate", still(navigateButton), "navigate"},
	{"Download", still(downloadButton), "download"},
	{"Problem", still(problemButton), "problem"},
}

func init() {
	for name, fn := range map[string]func(r *sdk.EventRequest) (any, error){
		"toast": toast, "modal": modal, "closed": closed, "drawer": drawer, "patch": patch, "patch_row": patchRow, "refuse": refuse,
		"refresh": refresh, "render": render, "badge": badge, "copied": copied, "navigate": navigate, "download": download, "problem": problem,
	} {
		sdk.Action("*", name, fn)
	}
}

func toastButton() ui.Block    { return ui.Button(ui.Action("toast", "Say something")) }
func modalButton() ui.Block    { return ui.Button(ui.Action("modal", "Open a dialog")) }
func drawerButton() ui.Block   { return ui.Button(ui.Action("drawer", "Open a drawer")) }
func refreshButton() ui.Block  { return ui.Button(ui.Action("refresh", "Draw it again")) }
func renderButton() ui.Block   { return ui.Button(ui.Action("render", "Show something else")) }
func badgeButton() ui.Block    { return ui.Button(ui.Action("badge", "Put a badge beside the title")) }
func copyButton() ui.Block     { return ui.Button(ui.Action("copied", "Copy JJD0001")) }
func navigateButton() ui.Block { return ui.Button(ui.Action("navigate", "Go to the inbox")) }
func downloadButton() ui.Block { return ui.Button(ui.Action("download", "Download the newest file")) }
func problemButton() ui.Block  { return ui.Button(ui.Action("problem", "Fail")) }

func toast(*sdk.EventRequest) (any, error) {
	return ui.Respond(ui.Toast("Deleted.").Tone(ui.Success).Action(ui.Action("nothing", "Undo"))), nil
}

func modal(*sdk.EventRequest) (any, error) {
	return ui.Respond(ui.Modal("ask", "Ask the carrier",
		ui.Form("mail", ui.Action("closed", "Send").Style("primary"), ui.TextareaField("text", "Text").Required(true)),
	).Size("lg")), nil
}

func closed(*sdk.EventRequest) (any, error) {
	return ui.Respond(ui.Close().ID("ask"), ui.Toast("Sent to nobody.")), nil
}

func drawer(*sdk.EventRequest) (any, error) {
	return ui.Respond(ui.Drawer("parcel", "JJD0001", ui.KV(ui.KVItem("Due", ui.DateValue("2026-11-27"))))), nil
}

func patchButton() ui.Block {
	return ui.Stack(
		ui.Badge("late").ID("badge").Tone(ui.Warning), ui.Text("Nobody was at home.").ID("gone"),
		ui.Stat("Stops", ui.NumberValue(3)).ID("count"), ui.Button(ui.Action("patch", "Change all of this")),
	).ID("history")
}

func patch(*sdk.EventRequest) (any, error) {
	return ui.Respond(ui.Patches(
		ui.Replace("badge", ui.Badge("delivered").ID("badge").Tone(ui.Success)),
		ui.Remove("gone"),
		ui.SetProps("count", ui.Props().Value(ui.NumberValue(4)).Trend("up")),
		ui.Append("history", ui.Text("Delivered.")),
	)), nil
}

func rowButton() ui.Block {
	return ui.Table("Parcels").ID("rows").Columns(ui.Column("code", "Code"), ui.Column("state", "State")).
		Rows(ui.Row("7").Cell("code", ui.Plain("JJD0007")).Cell("state", ui.BadgeValue("late").Tone(ui.Warning))).
		RowActions(ui.Action("patch_row", "It was found"))
}

func patchRow(*sdk.EventRequest) (any, error) {
	return ui.Respond(ui.Patches(ui.PatchRow("rows", "7").Cell("state", ui.BadgeValue("found").Tone(ui.Success)))), nil
}

func errorButton() ui.Block {
	return ui.Form("wrong", ui.Action("refuse", "Send"), ui.TextField("code", "Code"))
}

// refuse marks a field, until something is typed into it; then the form is emptied.
func refuse(r *sdk.EventRequest) (any, error) {
	var forms struct{ Wrong struct{ Code string } }
	if err := json.Unmarshal(r.Values, &forms); err != nil {
		return nil, err
	}
	if forms.Wrong.Code == "" {
		return ui.Respond(ui.Errors("wrong").FieldError("code", "Type a code.").FormError("Please look again.")), nil
	}
	return ui.Respond(ui.Reset("wrong"), ui.Toast("Thank you.")), nil
}

// refresh has surfaces drawn again, without a name this one.
func refresh(*sdk.EventRequest) (any, error) {
	return ui.Respond(ui.Refresh(), ui.Toast("Drawn again.")), nil
}

func render(*sdk.EventRequest) (any, error) {
	return ui.Respond(ui.Render(ui.Doc(ui.Text("Delivered."), ui.Button(ui.Action("refresh", "Back"))).Title("JJD0001"))), nil
}

func badge(*sdk.EventRequest) (any, error) {
	return ui.Respond(ui.SetBadge().Text("3").Tone(ui.Warning)), nil
}

func copied(*sdk.EventRequest) (any, error) {
	return ui.Respond(ui.Copy("JJD0001"), ui.Toast("Copied.")), nil
}

func navigate(*sdk.EventRequest) (any, error) {
	return ui.Respond(ui.Navigate("/app/inbox")), nil
}

func download(*sdk.EventRequest) (any, error) {
	id, file, err := newest()
	if err != nil {
		return nil, err
	}
	if id == 0 {
		return nil, sdk.Fail(sdk.KindNotFound, "There is no file yet: upload one on the tab Forms.")
	}
	return ui.Respond(ui.Download("papers/"+ui.ID(id)+"/scan", file.Name)), nil
}

func problem(*sdk.EventRequest) (any, error) {
	return nil, sdk.Fail(sdk.KindUnavailable, "The carrier does not answer.")
}
