package main

import (
	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

var layoutSamples = []sample{
	{"Stack", still(stack), "stack"},
	{"Grid", still(grid), "grid"},
	{"Split", still(split), "split"},
	{"Section", still(section), "section"},
	{"Disclosure", still(disclosure), "disclosure"},
	{"Tabs, Tab", tabs, "tabs"},
	{"Steps, Step", still(steps), "steps"},
	{"Divider", still(divider), "divider"},
}

func stack() ui.Block {
	return ui.Stack(
		ui.Badge("late").Tone(ui.Warning), ui.Text("In Lisbon since Monday"),
	).Dir("row").Gap("sm").Align("center")
}

func grid() ui.Block {
	return ui.Grid(2,
		ui.Stat("On their way", ui.NumberValue(12)), ui.Stat("Lost", ui.NumberValue(1)),
	).Gap("sm")
}

func split() ui.Block {
	return ui.Split().Ratio("2:1").
		Start(ui.Text("The wider column: what happened.")).
		End(ui.Text("The other: who is asked."))
}

func section() ui.Block {
	return ui.Section(ui.Text("JJD0001 to Lisbon")).
		Title("Parcels").Subtitle("Of this order").
		Actions(ui.Action("nothing", "Track another").Icon("plus"))
}

func disclosure() ui.Block {
	return ui.Disclosure("Older parcels", ui.Text("JJD0000, delivered in May")).Count(1)
}

// tabs has a lazy tab: the surface is asked for again when somebody opens it.
func tabs(r *sdk.RenderRequest) (ui.Block, error) {
	old := ui.Tab("old", "Delivered").Lazy(true)
	if r.Params.Get("parcels.tab") == "old" {
		old.Blocks(ui.Text("JJD0000, fetched just now"))
	}
	return ui.Tabs(
		ui.Tab("open", "On their way").Icon("truck").Badge("2").
			Blocks(ui.Text("JJD0001 to Lisbon, JJD0002 to Porto")),
		old,
	).ID("parcels").Value("open"), nil
}

func steps() ui.Block {
	return ui.Steps("label", ui.Text("Print the label and stick it on.")).Steps(
		ui.Step("pack", "Pack"), ui.Step("label", "Label").Text("A5"), ui.Step("hand", "Hand in"))
}

func divider() ui.Block {
	return ui.Stack(ui.Text("Today"), ui.Divider().Label("Yesterday"), ui.Text("Before"))
}
