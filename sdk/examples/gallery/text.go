package main

import "pegboard.dev/pegboard/sdk/ui"

var textSamples = []sample{
	{"Heading", still(heading), "heading"},
	{"Text", still(text), "text"},
	{"Tr", still(translated), "translated"},
	{"Markdown", still(markdown), "markdown"},
	{"Badge", still(badges), "badges"},
	{"Alert", still(alerts), "alerts"},
	{"Quote", still(quote), "quote"},
	{"Code", still(code), "code"},
	{"Empty", still(empty), "empty"},
	{"Skeleton", still(skeleton), "skeleton"},
}

func heading() ui.Block {
	return ui.Heading("Parcels of this order").Icon("package")
}

func text() ui.Block {
	return ui.Stack(
		ui.Text("JJD0001").Weight("strong").Copyable(true),
		ui.Text("Nobody was at home.").Tone(ui.Warning).Size("sm"),
		ui.Text("A text that is longer than there is room for is cut after as many lines as Clamp says: here after "+
			"two of them, so that nobody reads this part of it, however wide the column is, unless it is very wide.").Clamp(2),
	).Gap("xs")
}

// translated takes its words from i18n/en.json, i18n/de.json, …
func translated() ui.Block {
	return ui.Text(ui.Tr("sample.parcels", "n", 3))
}

func markdown() ui.Block {
	return ui.Markdown("**Call them** before noon:\n\n- the code\n- the [address](https://carrier.example/desk)\n\n" +
		"| depot | parcels |\n|---|---|\n| Lisbon | 12 |\n")
}

func badges() ui.Block {
	return ui.Stack(
		ui.Badge("on its way"), ui.Badge("new").Tone(ui.Info), ui.Badge("delivered").Tone(ui.Success).Icon("check"),
		ui.Badge("late").Tone(ui.Warning), ui.Badge("lost").Tone(ui.Danger), ui.Badge("express").Tone(ui.Accent),
	).Dir("row").Gap("xs").Wrap(true)
}

func alerts() ui.Block {
	return ui.Stack(
		ui.Alert("Two parcels are late.").Tone(ui.Warning).Text("The carrier is on strike.").
			Actions(ui.Action("nothing", "Tell the customers")).Dismiss(true),
		ui.Alert("All labels are printed.").Tone(ui.Success),
	)
}

func quote() ui.Block {
	return ui.Quote("It must be here by Friday.").By("Carl Castor").At("2026-11-25")
}

func code() ui.Block {
	return ui.Code("-state: sent\n+state: lost\n").Diff(true).Copyable(true)
}

func empty() ui.Block {
	return ui.Empty("No parcels yet").Icon("package").Text("Track the first one.").
		Actions(ui.Action("nothing", "Track a parcel").Style("primary"))
}

func skeleton() ui.Block {
	return ui.Skeleton().Lines(2)
}
