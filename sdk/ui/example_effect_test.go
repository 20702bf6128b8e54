package ui_test

import "pegboard.dev/pegboard/sdk/ui"

// An event is answered with effects, in the order in which they are applied.
func ExampleRespond() {
	show(ui.Respond(
		ui.Patches(ui.PatchRow("parcels", "7").Cell("state", ui.Plain("found"))),
		ui.Toast("Found.").Tone(ui.Success),
	))
	// Output:
	// {"effects":[{"type":"patch","patches":[{"op":"row","id":"parcels","row":"7","cells":{"state":"found"}}]},{"type":"toast","text":"Found.","tone":"success"}]}
}

func ExampleToast() {
	show(ui.Toast("Deleted.").Tone(ui.Success).Action(ui.Action("undo", "Undo").Args("parcel", 7)))
	// Output:
	// {"effects":[{"type":"toast","text":"Deleted.","tone":"success","action":{"id":"undo","label":"Undo","args":{"parcel":7}}}]}
}

func ExampleErrors() {
	show(ui.Errors("track").FieldError("code", "A code has at least four characters.").FormError("Please look again."))
	// Output:
	// {"effects":[{"type":"errors","form":"track","form_error":"Please look again.","fields":{"code":"A code has at least four characters."}}]}
}

func ExampleReset() {
	show(ui.Reset("track"))
	// Output:
	// {"effects":[{"type":"reset","form":"track"}]}
}

func ExampleRefresh() {
	show(ui.Refresh().Surfaces("panel", "page"))
	// Output:
	// {"effects":[{"type":"refresh","surfaces":["panel","page"]}]}
}

func ExampleRender() {
	show(ui.Render(ui.Doc(ui.Text("Delivered.")).Title("JJD0001")))
	// Output:
	// {"effects":[{"type":"render","surface":{"v":1,"title":"JJD0001","blocks":[{"type":"text","text":"Delivered."}]}}]}
}

func ExamplePatches() {
	show(ui.Patches(ui.Remove("late"), ui.SetProps("count", ui.Props().Value(ui.NumberValue(2)))))
	// Output:
	// {"effects":[{"type":"patch","patches":[{"op":"remove","id":"late"},{"op":"set","id":"count","props":{"value":{"k":"number","v":2}}}]}]}
}

func ExampleModal() {
	show(ui.Modal("ask", "Ask the carrier", ui.Form("mail", ui.Action("send", "Send"), ui.TextareaField("text", "Text"))).Size("lg"))
	// Output:
	// {"effects":[{"type":"modal","id":"ask","title":"Ask the carrier","size":"lg","blocks":[{"type":"form","id":"mail","submit":{"id":"send","label":"Send"},"fields":[{"kind":"textarea","name":"text","label":"Text"}]}]}]}
}

func ExampleDrawer() {
	show(ui.Drawer("parcel", "JJD0001", ui.KV(ui.KVItem("Due", ui.DateValue("2026-11-27")))))
	// Output:
	// {"effects":[{"type":"drawer","id":"parcel","title":"JJD0001","blocks":[{"type":"kv","items":[{"label":"Due","value":{"k":"date","v":"2026-11-27"}}]}]}]}
}

func ExampleClose() {
	show(ui.Close().ID("ask"), ui.Refresh())
	// Output:
	// {"effects":[{"type":"close","id":"ask"},{"type":"refresh"}]}
}

func ExampleNavigate() {
	show(ui.Navigate("/app/tickets/12"))
	// Output:
	// {"effects":[{"type":"navigate","to":"/app/tickets/12"}]}
}

func ExampleDownload() {
	show(ui.Download("parcels/7/label", "label.pdf"))
	// Output:
	// {"effects":[{"type":"download","file":"parcels/7/label","name":"label.pdf"}]}
}

func ExampleCopy() {
	show(ui.Copy("JJD0001"), ui.Toast("Copied."))
	// Output:
	// {"effects":[{"type":"copy","text":"JJD0001"},{"type":"toast","text":"Copied."}]}
}

// Into the reply that is being written beside a panel.
func ExampleComposer() {
	show(ui.Composer(ui.Insert("text", "Your parcel is in Lisbon.")).Mode("append").Visibility("reply"))
	// Output:
	// {"effects":[{"type":"composer","insert":{"format":"text","text":"Your parcel is in Lisbon."},"mode":"append","visibility":"reply"}]}
}

func ExampleSetBadge() {
	show(ui.SetBadge().Text("3").Tone(ui.Warning))
	// Output:
	// {"effects":[{"type":"badge","text":"3","tone":"warning"}]}
}
