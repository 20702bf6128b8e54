package main

import (
	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

var valueSamples = []sample{
	{"Words and links", still(wordValues), "wordValues"},
	{"Numbers", still(numberValues), "numberValues"},
	{"Days and times", still(timeValues), "timeValues"},
	{"People, teams, organizations and tickets", nameValues, "nameValues"},
	{"Pictures", still(pictureValues), "pictureValues"},
}

func wordValues() ui.Block {
	return ui.KV(
		ui.KVItem("TextValue", ui.TextValue("JJD0001")), ui.KVItem("BadgeValue", ui.BadgeValue("late").Tone(ui.Warning)),
		ui.KVItem("TagsValue", ui.TagsValue("glass", "express")), ui.KVItem("BoolValue", ui.BoolValue(true)),
		ui.KVItem("LinkValue", ui.LinkValue("At the carrier", "https://carrier.example/JJD0001")),
	)
}

func numberValues() ui.Block {
	return ui.KV(
		ui.KVItem("NumberValue", ui.NumberValue(1.5).Digits(2).Unit("kg")), ui.KVItem("PercentValue", ui.PercentValue(0.25).Digits(1)),
		ui.KVItem("MoneyValue", ui.MoneyValue("12.50", "EUR")), ui.KVItem("BytesValue", ui.BytesValue(48_213)),
		ui.KVItem("ProgressValue", ui.ProgressValue(3).Max(4)), ui.KVItem("SparkValue", ui.SparkValue(4, 7, 5, 9)),
	)
}

func timeValues() ui.Block {
	return ui.KV(
		ui.KVItem("DateValue", ui.DateValue("2026-11-27")), ui.KVItem("DateTimeValue", ui.DateTimeValue("2026-11-25T09:30:00Z")),
		ui.KVItem("Rel", ui.DateTimeValue("2026-11-25T09:30:00Z").Rel(true)), ui.KVItem("DurationValue", ui.DurationValue(5_400_000)),
	)
}

// nameValues are numbers: the host looks the names up, and leaves out those that the
// reader may not see.
func nameValues(r *sdk.RenderRequest) (ui.Block, error) {
	found, err := sdk.Tickets.List(sdk.TicketQuery{Limit: 1})
	if err != nil || len(found.Items) == 0 {
		return ui.Empty("There is no ticket"), err
	}
	t := found.Items[0]
	return ui.KV(
		ui.KVItem("UserValue", ui.UserValue(ui.ID(r.Viewer.ID))), ui.KVItem("ContactValue", ui.ContactValue(ui.ID(t.RequesterID))),
		ui.KVItem("TicketValue", ui.TicketValue(ui.ID(t.ID))), ui.KVItem("TeamValue", ui.TeamValue(ui.ID(t.TeamID))),
		ui.KVItem("OrgValue", ui.OrgValue(ui.ID(1))),
	), nil
}

func pictureValues() ui.Block {
	return ui.KV(ui.KVItem("ImageValue", ui.ImageValue(ui.Asset("hills.png"), "Green hills in the evening")))
}
