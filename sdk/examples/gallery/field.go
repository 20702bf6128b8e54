package main

import (
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

var fieldSamples = []sample{
	{"Text", still(textFields), "textFields"},
	{"Numbers", still(numberFields), "numberFields"},
	{"Yes or no", still(boolFields), "boolFields"},
	{"Choices, Option", still(choiceFields), "choiceFields towns"},
	{"Days and times", still(timeFields), "timeFields"},
	{"People, teams and tickets", still(entityFields), "entityFields"},
	{"Lists, and what is not asked for", still(otherFields), "otherFields"},
}

func init() { sdk.Action("*", "towns", towns) }

func textFields() ui.Block {
	return ui.Form("texts", ui.Action("nothing", "Save"),
		ui.TextField("code", "Tracking code").Help("Below the bars"), ui.TextareaField("note", "Note").Rows(2),
		ui.MarkdownField("letter", "Letter"), ui.RichtextField("answer", "Answer"), ui.CodeField("rule", "Rule"),
		ui.EmailField("mail", "E-mail").Autocomplete("email"), ui.URLField("page", "Their page"), ui.TelField("tel", "Phone"),
		ui.SecretField("key", "The carrier's key"), ui.ColorField("ink", "Colour").Value("#136b5d"),
	)
}

func numberFields() ui.Block {
	return ui.Form("numbers", ui.Action("nothing", "Save"),
		ui.NumberField("kg", "Weight").Min(0.1).Max(31.5).Step(0.1), ui.MoneyField("worth", "Worth").Currency("EUR").Value("12.50"),
		ui.PercentField("off", "Discount").Min(0).Max(1).Value(0.1), ui.SliderField("care", "Care").Min(1).Max(5).Value(2),
		ui.RatingField("stars", "How was it?").Max(5),
	)
}

func boolFields() ui.Block {
	return ui.Form("bools", ui.Action("nothing", "Save"),
		ui.CheckboxField("fragile", "Fragile").Value(true), ui.SwitchField("insured", "Insured").Disabled(true),
	)
}

// choiceFields has towns that the plugin finds while one types.
func choiceFields() ui.Block {
	known := []*ui.OptionBuilder{ui.Option("lis", "Lisbon").Group("Portugal"), ui.Option("opo", "Porto").Group("Portugal")}
	return ui.Form("choices", ui.Action("nothing", "Save"),
		ui.SelectField("to", "To").Options(known...),
		ui.RadioField("speed", "How fast?").Options(ui.Option("normal", "Normal").Text("Three days"), ui.Option("drone", "By drone").Disabled(true)),
		ui.SegmentedField("via", "By").Options(ui.Option("van", "Van"), ui.Option("bike", "Bike")),
		ui.MultiselectField("over", "Over").Options(known...).Value([]string{"opo"}),
		ui.ComboboxField("town", "Town").Load(ui.Action("towns", "Find towns")),
		ui.TagsField("tags", "Tags").Value([]string{"glass"}),
		ui.TimezoneField("zone", "Time zone").Value("Europe/Lisbon"),
	)
}

func towns(r *sdk.EventRequest) (any, error) {
	var found []*ui.OptionBuilder
	for _, town := range []string{"Faro", "Lisbon", "Porto"} {
		if strings.HasPrefix(strings.ToLower(town), strings.ToLower(r.Params.Get("q"))) {
			found = append(found, ui.Option(strings.ToLower(town), town))
		}
	}
	return ui.Respond(ui.Patches(ui.PatchField("choices", "town").Options(found...))), nil
}

func timeFields() ui.Block {
	return ui.Form("times", ui.Action("nothing", "Save"),
		ui.DateField("due", "Due").Min("2026-11-25"), ui.DatetimeField("call", "Call them at"), ui.TimeField("from", "Open from").Value("08:00"),
		ui.DaterangeField("away", "Away").Value([]string{"2026-12-20", "2027-01-06"}),
		ui.DurationField("wait", "Ask again after").Value(3_600_000), ui.ScheduleField("hours", "Opening hours"),
	)
}

// entityFields search among what the reader may see.
func entityFields() ui.Block {
	return ui.Form("entities", ui.Action("nothing", "Save"),
		ui.UserField("helpers", "Helpers").Multiple(true), ui.TeamField("team", "Team"), ui.ContactField("for", "For"),
		ui.OrgField("org", "Company"), ui.TicketField("ticket", "Ticket"),
	)
}

func otherFields() ui.Block {
	return ui.Form("others", ui.Action("nothing", "Save"),
		ui.ListField("items", "Content").Fields(ui.TextField("what", "What"), ui.NumberField("n", "How many")),
		ui.KeyvalueField("data", "Customs data").Value(map[string]any{"origin": "PT"}),
		ui.HiddenField("from", "From").Value("gallery"), ui.StaticField("shown", "Code").Value("JJD0001"),
	)
}
