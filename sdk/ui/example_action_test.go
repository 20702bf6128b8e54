package ui_test

import "pegboard.dev/pegboard/sdk/ui"

// Arguments reach the plugin exactly as written: the host seals them.
func ExampleAction() {
	show(ui.Button(ui.Action("delete", "Delete").Icon("trash").Style("danger").Perm("parcels.delete").Args("parcel", 7, "soft", true).
		Confirm(ui.Confirm("Delete JJD0001?").Text("It cannot be found again.").Label("Delete").Tone(ui.Danger))))
	// Output:
	// {"v":1,"blocks":[{"type":"button","action":{"id":"delete","label":"Delete","icon":"trash","style":"danger","perm":"parcels.delete","args":{"parcel":7,"soft":true},"confirm":{"title":"Delete JJD0001?","text":"It cannot be found again.","label":"Delete","tone":"danger"}}}]}
}

func ExampleConfirm() {
	show(ui.Button(ui.Action("purge", "Forget all").Confirm(ui.Confirm("Forget all parcels?").Label("Forget").Tone(ui.Danger))))
	// Output:
	// {"v":1,"blocks":[{"type":"button","action":{"id":"purge","label":"Forget all","confirm":{"title":"Forget all parcels?","label":"Forget","tone":"danger"}}}]}
}

// The row shows as lost at once, and as before if the plugin refuses.
func ExampleAction_optimistic() {
	show(ui.Button(ui.Action("lost", "It is lost").Args("parcel", 7).Collect("track").
		Optimistic(ui.PatchRow("parcels", "7").Cell("state", ui.Plain("lost")))))
	// Output:
	// {"v":1,"blocks":[{"type":"button","action":{"id":"lost","label":"It is lost","args":{"parcel":7},"collect":["track"],"optimistic":[{"op":"row","id":"parcels","row":"7","cells":{"state":"lost"}}]}}]}
}

func ExampleButton() {
	show(ui.Button(ui.Action("ask", "Ask the carrier").Style("primary").Disabled(true).DisabledReason("Asked a minute ago")))
	// Output:
	// {"v":1,"blocks":[{"type":"button","action":{"id":"ask","label":"Ask the carrier","style":"primary","disabled":true,"disabled_reason":"Asked a minute ago"}}]}
}

func ExampleActions() {
	show(ui.Actions(ui.Action("found", "Found").Style("primary"), ui.Action("page", "All parcels").Href("/app/x/parcels/page")).
		Overflow(ui.Action("drop", "Delete").Style("danger")).Align("end"))
	// Output:
	// {"v":1,"blocks":[{"type":"actions","align":"end","actions":[{"id":"found","label":"Found","style":"primary"},{"id":"page","label":"All parcels","href":"/app/x/parcels/page"}],"overflow":[{"id":"drop","label":"Delete","style":"danger"}]}]}
}

func ExampleMenu() {
	show(ui.Menu("Print", ui.Action("label", "Label"), ui.Action("bill", "Bill")).Icon("printer"))
	// Output:
	// {"v":1,"blocks":[{"type":"menu","label":"Print","icon":"printer","actions":[{"id":"label","label":"Label"},{"id":"bill","label":"Bill"}]}]}
}

func ExampleLink() {
	show(ui.Link("Where is it?", "https://carrier.example/JJD0001").Icon("map-pin"))
	// Output:
	// {"v":1,"blocks":[{"type":"link","text":"Where is it?","href":"https://carrier.example/JJD0001","icon":"map-pin"}]}
}

func ExampleVote() {
	show(ui.Vote("Did this help?", ui.Action("up", "Yes").Icon("thumb-up")).Down(ui.Action("down", "No").Icon("thumb-down")).Count(17).Mine("up"))
	// Output:
	// {"v":1,"blocks":[{"type":"vote","label":"Did this help?","up":{"id":"up","label":"Yes","icon":"thumb-up"},"down":{"id":"down","label":"No","icon":"thumb-down"},"count":17,"mine":"up"}]}
}
