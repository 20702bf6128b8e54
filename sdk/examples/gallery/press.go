package main

import (
	"encoding/json"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

var pressSamples = []sample{
	{"Button, Action", still(button), "button nothing"},
	{"Args, Confirm", still(confirmed), "confirmed remove"},
	{"Disabled, Shortcut, Busy", still(more), "more"},
	{"Optimistic", still(optimistic), "optimistic found"},
	{"Actions", still(actions), "actions"},
	{"Menu", still(menu), "menu"},
	{"Link", still(link), "link"},
	{"Vote", vote, "vote voted"},
}

func init() {
	sdk.Action("*", "nothing", nothing)
	sdk.Action("*", "remove", remove)
	sdk.Action("*", "found", found)
	sdk.Action("*", "vote", voted)
}

func button() ui.Block {
	return ui.Button(ui.Action("nothing", "Ask the carrier").Style("primary").Icon("phone"))
}

// nothing answers the buttons of samples that are only looked at. A handler is
// registered by its action's id: sdk.Action("*", "nothing", nothing).
func nothing(*sdk.EventRequest) (any, error) {
	return ui.Respond(ui.Toast("This sample has nothing to do.")), nil
}

// confirmed asks first; the word has to be typed.
func confirmed() ui.Block {
	return ui.Button(ui.Action("remove", "Delete").Icon("trash").Style("danger").Args("parcel", 7, "soft", true).
		Confirm(ui.Confirm("Delete JJD0007?").Text("It cannot be found again.").Label("Delete").Tone(ui.Danger).TypeToConfirm("JJD0007")))
}

// remove gets the arguments exactly as they were drawn: the host seals them.
func remove(r *sdk.EventRequest) (any, error) {
	var args struct {
		Parcel int64
		Soft   bool
	}
	if err := json.Unmarshal(r.Args, &args); err != nil {
		return nil, err
	}
	return ui.Respond(ui.Toast("Parcel " + ui.ID(args.Parcel) + " would be gone.").Tone(ui.Success)), nil
}

func more() ui.Block {
	return ui.Stack(
		ui.Button(ui.Action("nothing", "Asked").Disabled(true).DisabledReason("Asked a minute ago")),
		ui.Button(ui.Action("nothing", "By Alt+Shift+G").Shortcut("alt+shift+g").Busy("block")),
	).Dir("row")
}

// optimistic shows the change at once, and takes it back if the plugin refuses.
func optimistic() ui.Block {
	return ui.Stack(
		ui.Badge("late").ID("state").Tone(ui.Warning),
		ui.Button(ui.Action("found", "It was found").
			Optimistic(ui.SetProps("state", ui.Props().Text("found").Tone(ui.Success)))),
	).Dir("row").Align("center")
}

func found(*sdk.EventRequest) (any, error) {
	return ui.Respond().Error(ui.Problem("conflict").Text("Somebody else was quicker.")), nil
}

func actions() ui.Block {
	return ui.Actions(ui.Action("nothing", "Found").Style("primary"), ui.Action("page", "All parcels").Href("/app/x/gallery/blocks?group.tab=table")).
		Overflow(ui.Action("nothing", "Delete").Style("danger"))
}

func menu() ui.Block {
	return ui.Menu("Print", ui.Action("nothing", "Label"), ui.Action("nothing", "Bill")).Icon("printer")
}

func link() ui.Block {
	return ui.Link("Where is it?", "https://carrier.example/JJD0001").Icon("map-pin")
}

func vote(*sdk.RenderRequest) (ui.Block, error) {
	mine := ""
	if err := recall("vote", &mine); err != nil {
		return nil, err
	}
	count := 17.0
	if mine == "up" {
		count++
	}
	return ui.Vote("Did this help?", ui.Action("vote", "Yes").Icon("thumb-up").Args("way", "up")).
		Down(ui.Action("vote", "No").Icon("thumb-down").Args("way", "down")).Count(count).Mine(mine), nil
}

func voted(r *sdk.EventRequest) (any, error) {
	var args struct{ Way string }
	if err := json.Unmarshal(r.Args, &args); err != nil {
		return nil, err
	}
	return ui.Respond(ui.Refresh()), keep("vote", args.Way)
}
