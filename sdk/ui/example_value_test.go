package ui_test

import "pegboard.dev/pegboard/sdk/ui"

func ExampleTextValue() {
	show(ui.TextValue("JJD0001"))
	// Output:
	// {"v":1,"blocks":[{"type":"kv","items":[{"label":"Fact","value":{"k":"text","v":"JJD0001"}}]}]}
}

func ExampleNumberValue() {
	show(ui.NumberValue(1.5).Digits(2).Unit("kg"))
	// Output:
	// {"v":1,"blocks":[{"type":"kv","items":[{"label":"Fact","value":{"k":"number","v":1.5,"digits":2,"unit":"kg"}}]}]}
}

func ExamplePercentValue() {
	show(ui.PercentValue(0.25).Digits(1))
	// Output:
	// {"v":1,"blocks":[{"type":"kv","items":[{"label":"Fact","value":{"k":"percent","v":0.25,"digits":1}}]}]}
}

func ExampleMoneyValue() {
	show(ui.MoneyValue("12.50", "EUR"))
	// Output:
	// {"v":1,"blocks":[{"type":"kv","items":[{"label":"Fact","value":{"k":"money","v":"12.50","currency":"EUR"}}]}]}
}

func ExampleDateValue() {
	show(ui.DateValue("2026-11-27"))
	// Output:
	// {"v":1,"blocks":[{"type":"kv","items":[{"label":"Fact","value":{"k":"date","v":"2026-11-27"}}]}]}
}

func ExampleDateTimeValue() {
	show(ui.DateTimeValue("2026-11-25T09:30:00Z"), ui.DateTimeValue("2026-11-25T09:30:00Z").Rel(true))
	// Output:
	// {"v":1,"blocks":[{"type":"kv","items":[{"label":"Fact","value":{"k":"datetime","v":"2026-11-25T09:30:00Z"}},{"label":"Fact","value":{"k":"datetime","v":"2026-11-25T09:30:00Z","rel":true}}]}]}
}

func ExampleDurationValue() {
	show(ui.DurationValue(90_000))
	// Output:
	// {"v":1,"blocks":[{"type":"kv","items":[{"label":"Fact","value":{"k":"duration","ms":90000}}]}]}
}

func ExampleBytesValue() {
	show(ui.BytesValue(48_213))
	// Output:
	// {"v":1,"blocks":[{"type":"kv","items":[{"label":"Fact","value":{"k":"bytes","v":48213}}]}]}
}

func ExampleBoolValue() {
	show(ui.BoolValue(true))
	// Output:
	// {"v":1,"blocks":[{"type":"kv","items":[{"label":"Fact","value":{"k":"bool","v":true}}]}]}
}

func ExampleBadgeValue() {
	show(ui.BadgeValue("late").Tone(ui.Warning))
	// Output:
	// {"v":1,"blocks":[{"type":"kv","items":[{"label":"Fact","value":{"k":"badge","text":"late","tone":"warning"}}]}]}
}

func ExampleLinkValue() {
	show(ui.LinkValue("At the carrier", "https://carrier.example/JJD0001"))
	// Output:
	// {"v":1,"blocks":[{"type":"kv","items":[{"label":"Fact","value":{"k":"link","text":"At the carrier","href":"https://carrier.example/JJD0001"}}]}]}
}

// The host looks the names up, and leaves those out that the reader may not see.
func ExampleUserValue() {
	show(ui.UserValue(ui.ID(7)), ui.ContactValue(ui.ID(12)), ui.TicketValue(ui.ID(12)), ui.TeamValue(ui.ID(3)), ui.OrgValue(ui.ID(4)))
	// Output:
	// {"v":1,"blocks":[{"type":"kv","items":[{"label":"Fact","value":{"k":"user","id":"7"}},{"label":"Fact","value":{"k":"contact","id":"12"}},{"label":"Fact","value":{"k":"ticket","id":"12"}},{"label":"Fact","value":{"k":"team","id":"3"}},{"label":"Fact","value":{"k":"org","id":"4"}}]}]}
}

func ExampleTagsValue() {
	show(ui.TagsValue("glass", "express"))
	// Output:
	// {"v":1,"blocks":[{"type":"kv","items":[{"label":"Fact","value":{"k":"tags","v":["glass","express"]}}]}]}
}

func ExampleProgressValue() {
	show(ui.ProgressValue(3).Max(4))
	// Output:
	// {"v":1,"blocks":[{"type":"kv","items":[{"label":"Fact","value":{"k":"progress","v":3,"max":4}}]}]}
}

func ExampleSparkValue() {
	show(ui.SparkValue(4, 7, 5, 9))
	// Output:
	// {"v":1,"blocks":[{"type":"kv","items":[{"label":"Fact","value":{"k":"spark","v":[4,7,5,9]}}]}]}
}

func ExampleImageValue() {
	show(ui.ImageValue(ui.Asset("van.png"), "By van"))
	// Output:
	// {"v":1,"blocks":[{"type":"kv","items":[{"label":"Fact","value":{"k":"image","src":{"asset":"van.png"},"alt":"By van"}}]}]}
}
