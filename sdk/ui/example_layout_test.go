package ui_test

import "pegboard.dev/pegboard/sdk/ui"

func ExampleStack() {
	show(ui.Stack(ui.Badge("late").Tone(ui.Warning), ui.Text("In Lisbon since Monday")).Dir("row").Gap("sm").Align("center"))
	// Output:
	// {"v":1,"blocks":[{"type":"stack","dir":"row","gap":"sm","align":"center","blocks":[{"type":"badge","text":"late","tone":"warning"},{"type":"text","text":"In Lisbon since Monday"}]}]}
}

func ExampleGrid() {
	show(ui.Grid(2, ui.Stat("On their way", ui.NumberValue(12)), ui.Stat("Lost", ui.NumberValue(1))).Gap("sm"))
	// Output:
	// {"v":1,"blocks":[{"type":"grid","cols":2,"gap":"sm","blocks":[{"type":"stat","label":"On their way","value":{"k":"number","v":12}},{"type":"stat","label":"Lost","value":{"k":"number","v":1}}]}]}
}

func ExampleSplit() {
	show(ui.Split().Ratio("2:1").Start(ui.Text("What happened")).End(ui.Text("Who is asked")))
	// Output:
	// {"v":1,"blocks":[{"type":"split","ratio":"2:1","start":[{"type":"text","text":"What happened"}],"end":[{"type":"text","text":"Who is asked"}]}]}
}

func ExampleSection() {
	show(ui.Section(ui.Text("JJD0001 to Lisbon")).Title("Parcels").Subtitle("Of this order").
		Actions(ui.Action("track", "Track another").Icon("plus")))
	// Output:
	// {"v":1,"blocks":[{"type":"section","title":"Parcels","subtitle":"Of this order","actions":[{"id":"track","label":"Track another","icon":"plus"}],"blocks":[{"type":"text","text":"JJD0001 to Lisbon"}]}]}
}

func ExampleDisclosure() {
	show(ui.Disclosure("Older parcels", ui.Text("JJD0000, delivered in May")).Count(1))
	// Output:
	// {"v":1,"blocks":[{"type":"disclosure","title":"Older parcels","count":1,"blocks":[{"type":"text","text":"JJD0000, delivered in May"}]}]}
}

// The second tab is fetched when it is opened: r.Params.Get("parcels.tab") is "old" then.
func ExampleTabs() {
	show(ui.Tabs(
		ui.Tab("open", "On their way").Icon("truck").Badge("12").Blocks(ui.Text("JJD0001 to Lisbon")),
		ui.Tab("old", "Delivered").Lazy(true),
	).ID("parcels").Value("open"))
	// Output:
	// {"v":1,"blocks":[{"type":"tabs","id":"parcels","value":"open","tabs":[{"id":"open","label":"On their way","icon":"truck","badge":"12","blocks":[{"type":"text","text":"JJD0001 to Lisbon"}]},{"id":"old","label":"Delivered","lazy":true}]}]}
}

func ExampleSteps() {
	show(ui.Steps("label", ui.Text("Print the label and stick it on.")).Steps(
		ui.Step("pack", "Pack"), ui.Step("label", "Label").Text("A5"), ui.Step("hand", "Hand in")))
	// Output:
	// {"v":1,"blocks":[{"type":"steps","current":"label","steps":[{"id":"pack","label":"Pack"},{"id":"label","label":"Label","text":"A5"},{"id":"hand","label":"Hand in"}],"blocks":[{"type":"text","text":"Print the label and stick it on."}]}]}
}

func ExampleDivider() {
	show(ui.Text("Today"), ui.Divider().Label("Yesterday"), ui.Text("Before"))
	// Output:
	// {"v":1,"blocks":[{"type":"text","text":"Today"},{"type":"divider","label":"Yesterday"},{"type":"text","text":"Before"}]}
}
