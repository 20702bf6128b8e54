package main

import (
	"math"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

var chartSamples = []sample{
	{"Chart: bar", still(bars), "bars"},
	{"Chart: stacked", still(stacked), "stacked"},
	{"Chart: hbar", still(across), "across"},
	{"Chart: line, with a gap and a target", still(lines), "lines"},
	{"Chart: area, and a figure that can be pressed", still(area), "area drill"},
	{"Chart: donut", still(donut), "donut"},
	{"Chart: heatmap", still(heatmap), "heatmap"},
	{"Chart: funnel", still(funnel), "funnel"},
}

func init() { sdk.Action("*", "drill", drill) }

// bars says in one sentence what is to be seen, for people who cannot see it.
func bars() ui.Block {
	return ui.Chart("bar", "Parcels per day", ui.Axis("time", "2026-11-23", "2026-11-24").Label("Day"),
		"Twelve parcels on Monday, nine on Tuesday.",
		ui.Series("sent", "Sent", 12, 9),
	).Y(ui.YAxis().Label("Parcels").Min(0)).Height("sm")
}

func stacked() ui.Block {
	return ui.Chart("stacked", "Parcels by carrier", ui.Axis("category", "Mon", "Tue", "Wed"),
		"The post brings most of them.",
		ui.Series("post", "Post", 8, 6, 9), ui.Series("bike", "Bike", 4, 3, 5),
	).Height("sm")
}

func across() ui.Block {
	return ui.Chart("hbar", "Parcels by town", ui.Axis("category", "Lisbon", "Porto", "Faro"),
		"Lisbon gets twice as many as Porto.", ui.Series("n", "Parcels", 24, 12, 3),
	).Height("sm")
}

func lines() ui.Block {
	return ui.Chart("line", "Hours until handed over", ui.Axis("category", "Mon", "Tue", "Wed", "Thu"),
		"Below the goal of five hours since Tuesday; nothing was counted on Wednesday.",
		ui.Series("h", "Hours", 6, 4, math.NaN(), 3),
		ui.Series("goal", "Goal", 5, 5, 5, 5).Target(true).Tone(ui.Success),
	).Y(ui.YAxis().Unit("h").Min(0)).Height("sm")
}

func area() ui.Block {
	return ui.Chart("area", "Share in time", ui.Axis("category", "Mon", "Tue", "Wed"),
		"It rose from 70 to 90 per cent.", ui.Series("share", "In time", 0.7, 0.8, 0.9),
	).Y(ui.YAxis().As("percent").Min(0).Max(1)).Height("sm").Drill(ui.Action("drill", "Show the day"))
}

// drill is told which point was pressed in the table of figures.
func drill(r *sdk.EventRequest) (any, error) {
	return ui.Respond(ui.Toast("You pressed " + r.Params.Get("x") + " of " + r.Params.Get("series") + ".")), nil
}

func donut() ui.Block {
	return ui.Chart("donut", "By state", ui.Axis("category", "On their way", "Late", "Lost"),
		"Most are on their way.", ui.Series("n", "Parcels", 30, 5, 1),
	).Height("sm")
}

func heatmap() ui.Block {
	return ui.Chart("heatmap", "When they come", ui.Axis("category", "8 h", "12 h", "16 h"),
		"Most come on Monday morning.", ui.Series("mon", "Monday", 9, 3, 1), ui.Series("tue", "Tuesday", 4, 5, 2),
	)
}

func funnel() ui.Block {
	return ui.Chart("funnel", "From order to door", ui.Axis("category", "Ordered", "Packed", "Handed in", "Delivered"),
		"Of 40 orders 31 are delivered.", ui.Series("n", "Parcels", 40, 38, 35, 31),
	).Height("sm")
}
