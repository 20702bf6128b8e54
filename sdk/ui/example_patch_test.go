package ui_test

import "pegboard.dev/pegboard/sdk/ui"

func ExampleReplace() {
	show(ui.Replace("state", ui.Badge("delivered").ID("state").Tone(ui.Success)))
	// Output:
	// {"effects":[{"type":"patch","patches":[{"op":"replace","id":"state","block":{"type":"badge","text":"delivered","id":"state","tone":"success"}}]}]}
}

func ExampleRemove() {
	show(ui.Remove("late"))
	// Output:
	// {"effects":[{"type":"patch","patches":[{"op":"remove","id":"late"}]}]}
}

func ExampleAppend() {
	show(ui.Append("history", ui.Text("Delivered.")))
	// Output:
	// {"effects":[{"type":"patch","patches":[{"op":"append","id":"history","blocks":[{"type":"text","text":"Delivered."}]}]}]}
}

func ExampleSetProps() {
	show(ui.SetProps("count", ui.Props().Value(ui.NumberValue(2)).Trend("down").Hidden(false)))
	// Output:
	// {"effects":[{"type":"patch","patches":[{"op":"set","id":"count","props":{"value":{"k":"number","v":2},"trend":"down","hidden":false}}]}]}
}

func ExamplePatchRow() {
	show(ui.PatchRow("parcels", "7").Cell("state", ui.BadgeValue("found").Tone(ui.Success)), ui.PatchRow("parcels", "8").Remove(true))
	// Output:
	// {"effects":[{"type":"patch","patches":[{"op":"row","id":"parcels","row":"7","cells":{"state":{"k":"badge","text":"found","tone":"success"}}},{"op":"row","id":"parcels","row":"8","remove":true}]}]}
}

func ExamplePatchField() {
	show(ui.PatchField("track", "town").Options(ui.Option("lis", "Lisbon")).Value("lis"))
	// Output:
	// {"effects":[{"type":"patch","patches":[{"op":"field","form":"track","name":"town","value":"lis","options":[{"value":"lis","label":"Lisbon"}]}]}]}
}
