package ui_test

import "pegboard.dev/pegboard/sdk/ui"

// A form is fields and the action that submits them. A field may depend on another.
func ExampleForm() {
	show(ui.Form("track", ui.Action("save", "Track").Style("primary"),
		ui.TextField("code", "Tracking code").Required(true).Placeholder("JJD…").MinLength(4).MaxLength(40).
			Pattern("[A-Z]{3}[0-9]+").PatternText("Three capital letters and a number."),
		ui.SelectField("state", "State").Value("sent").Options(ui.Option("sent", "On its way"), ui.Option("lost", "Lost")),
		ui.TextareaField("why", "What happened?").Rows(4).ShowIf(ui.If("track", "state").Is("lost")),
	).Title("Track a parcel").Layout("two").Cancel(ui.Action("cancel", "Back").Href("/app/x/parcels/page")))
	// Output:
	// {"v":1,"blocks":[{"type":"form","id":"track","submit":{"id":"save","label":"Track","style":"primary"},"title":"Track a parcel","layout":"two","cancel":{"id":"cancel","label":"Back","href":"/app/x/parcels/page"},"fields":[{"kind":"text","name":"code","label":"Tracking code","required":true,"placeholder":"JJD…","min_length":4,"max_length":40,"pattern":"[A-Z]{3}[0-9]+","pattern_text":"Three capital letters and a number."},{"kind":"select","name":"state","label":"State","value":"sent","options":[{"value":"sent","label":"On its way"},{"value":"lost","label":"Lost"}]},{"kind":"textarea","name":"why","label":"What happened?","rows":4,"show_if":{"form":"track","field":"state","is":"lost"}}]}]}
}

// What was wrong stands at the fields when the plugin draws the form again.
func ExampleProblem() {
	show(ui.Respond().Error(ui.Problem("unavailable").Text("The carrier does not answer.").RetryMs(30_000)))
	// Output:
	// {"error":{"code":"unavailable","text":"The carrier does not answer.","retry_ms":30000},"effects":[]}
}

func ExampleGroup() {
	show(ui.Group(
		ui.TextField("street", "Street").Cols(2), ui.TextField("zip", "Postcode").Autocomplete("postal-code"), ui.TextField("town", "Town"),
	).Title("Address").Cols(2).ShowIf(ui.If("parcel", "send").Is(true)))
	// Output:
	// {"v":1,"blocks":[{"type":"form","id":"parcel","submit":{"id":"save","label":"Save"},"fields":[{"kind":"group","title":"Address","cols":2,"show_if":{"form":"parcel","field":"send","is":true},"fields":[{"kind":"text","name":"street","label":"Street","cols":2},{"kind":"text","name":"zip","label":"Postcode","autocomplete":"postal-code"},{"kind":"text","name":"town","label":"Town"}]}]}]}
}

func ExampleOption() {
	show(ui.RadioField("speed", "How fast?").Options(
		ui.Option("normal", "Normal").Text("Three days"),
		ui.Option("express", "Express").Text("Tomorrow").Group("For a fee"),
		ui.Option("drone", "By drone").Disabled(true).Group("For a fee"),
	))
	// Output:
	// {"v":1,"blocks":[{"type":"form","id":"parcel","submit":{"id":"save","label":"Save"},"fields":[{"kind":"radio","name":"speed","label":"How fast?","options":[{"value":"normal","label":"Normal","text":"Three days"},{"value":"express","label":"Express","text":"Tomorrow","group":"For a fee"},{"value":"drone","label":"By drone","disabled":true,"group":"For a fee"}]}]}]}
}

// The action "price" gets the form's values half a second after the last change, and
// answers with patches of fields.
func ExampleTrigger() {
	show(ui.NumberField("kg", "Weight").OnChange(ui.Trigger("price").Ms(500)))
	// Output:
	// {"v":1,"blocks":[{"type":"form","id":"parcel","submit":{"id":"save","label":"Save"},"fields":[{"kind":"number","name":"kg","label":"Weight","on_change":{"action":"price","ms":500}}]}]}
}

func ExampleTextField() {
	show(
		ui.TextField("code", "Tracking code").Help("Below the bars"), ui.TextareaField("note", "Note").Rows(3),
		ui.MarkdownField("letter", "Letter"), ui.RichtextField("answer", "Answer"), ui.CodeField("rule", "Rule"),
		ui.EmailField("mail", "E-mail").Autocomplete("email"), ui.URLField("page", "Their page"), ui.TelField("tel", "Phone"),
		ui.SecretField("key", "The carrier's key"), ui.ColorField("ink", "Colour").Value("#136b5d"),
	)
	// Output:
	// {"v":1,"blocks":[{"type":"form","id":"parcel","submit":{"id":"save","label":"Save"},"fields":[{"kind":"text","name":"code","label":"Tracking code","help":"Below the bars"},{"kind":"textarea","name":"note","label":"Note","rows":3},{"kind":"markdown","name":"letter","label":"Letter"},{"kind":"richtext","name":"answer","label":"Answer"},{"kind":"code","name":"rule","label":"Rule"},{"kind":"email","name":"mail","label":"E-mail","autocomplete":"email"},{"kind":"url","name":"page","label":"Their page"},{"kind":"tel","name":"tel","label":"Phone"},{"kind":"secret","name":"key","label":"The carrier's key"},{"kind":"color","name":"ink","label":"Colour","value":"#136b5d"}]}]}
}

func ExampleNumberField() {
	show(
		ui.NumberField("kg", "Weight").Min(0.1).Max(31.5).Step(0.1), ui.MoneyField("worth", "Worth").Currency("EUR").Value("12.50"),
		ui.PercentField("off", "Discount").Min(0).Max(1), ui.SliderField("care", "Care").Min(1).Max(5), ui.RatingField("stars", "How was it?").Max(5),
	)
	// Output:
	// {"v":1,"blocks":[{"type":"form","id":"parcel","submit":{"id":"save","label":"Save"},"fields":[{"kind":"number","name":"kg","label":"Weight","min":0.1,"max":31.5,"step":0.1},{"kind":"money","name":"worth","label":"Worth","currency":"EUR","value":"12.50"},{"kind":"percent","name":"off","label":"Discount","min":0,"max":1},{"kind":"slider","name":"care","label":"Care","min":1,"max":5},{"kind":"rating","name":"stars","label":"How was it?","max":5}]}]}
}

func ExampleCheckboxField() {
	show(ui.CheckboxField("fragile", "Fragile").Value(true), ui.SwitchField("insured", "Insured").Disabled(true))
	// Output:
	// {"v":1,"blocks":[{"type":"form","id":"parcel","submit":{"id":"save","label":"Save"},"fields":[{"kind":"checkbox","name":"fragile","label":"Fragile","value":true},{"kind":"switch","name":"insured","label":"Insured","disabled":true}]}]}
}

func ExampleSelectField() {
	towns := []*ui.OptionBuilder{ui.Option("lis", "Lisbon"), ui.Option("opo", "Porto")}
	show(
		ui.SelectField("to", "To").Options(towns...), ui.RadioField("from", "From").Options(towns...),
		ui.SegmentedField("via", "By").Options(ui.Option("van", "Van"), ui.Option("bike", "Bike")),
		ui.MultiselectField("over", "Over").Options(towns...).Value([]string{"opo"}),
		ui.ComboboxField("town", "Town").Load(ui.Action("towns", "Find towns")), ui.TagsField("tags", "Tags").Value([]string{"glass"}),
		ui.TimezoneField("zone", "Time zone").Value("Europe/Lisbon"),
	)
	// Output:
	// {"v":1,"blocks":[{"type":"form","id":"parcel","submit":{"id":"save","label":"Save"},"fields":[{"kind":"select","name":"to","label":"To","options":[{"value":"lis","label":"Lisbon"},{"value":"opo","label":"Porto"}]},{"kind":"radio","name":"from","label":"From","options":[{"value":"lis","label":"Lisbon"},{"value":"opo","label":"Porto"}]},{"kind":"segmented","name":"via","label":"By","options":[{"value":"van","label":"Van"},{"value":"bike","label":"Bike"}]},{"kind":"multiselect","name":"over","label":"Over","value":["opo"],"options":[{"value":"lis","label":"Lisbon"},{"value":"opo","label":"Porto"}]},{"kind":"combobox","name":"town","label":"Town","load":{"id":"towns","label":"Find towns"}},{"kind":"tags","name":"tags","label":"Tags","value":["glass"]},{"kind":"timezone","name":"zone","label":"Time zone","value":"Europe/Lisbon"}]}]}
}

func ExampleDateField() {
	show(
		ui.DateField("due", "Due").Min("2026-11-25"), ui.DatetimeField("call", "Call them at"), ui.TimeField("from", "Open from").Value("08:00"),
		ui.DaterangeField("away", "Away").Value([]string{"2026-12-20", "2027-01-06"}), ui.DurationField("wait", "Ask again after").Value(3_600_000),
		ui.ScheduleField("hours", "Opening hours"),
	)
	// Output:
	// {"v":1,"blocks":[{"type":"form","id":"parcel","submit":{"id":"save","label":"Save"},"fields":[{"kind":"date","name":"due","label":"Due","min":"2026-11-25"},{"kind":"datetime","name":"call","label":"Call them at"},{"kind":"time","name":"from","label":"Open from","value":"08:00"},{"kind":"daterange","name":"away","label":"Away","value":["2026-12-20","2027-01-06"]},{"kind":"duration","name":"wait","label":"Ask again after","value":3600000},{"kind":"schedule","name":"hours","label":"Opening hours"}]}]}
}

// The files go into the field label of the collection parcels; the form sends their ids.
func ExampleFileField() {
	show(
		ui.FileField("label", "Label").Into("parcels.label").Accept(".pdf").MaxBytes(2<<20),
		ui.ImageField("photos", "Photos").Into("photos.picture").Accept("image/*").MaxFiles(3),
	)
	// Output:
	// {"v":1,"blocks":[{"type":"form","id":"parcel","submit":{"id":"save","label":"Save"},"fields":[{"kind":"file","name":"label","label":"Label","into":"parcels.label","max_bytes":2097152,"accept":[".pdf"]},{"kind":"image","name":"photos","label":"Photos","into":"photos.picture","max_files":3,"accept":["image/*"]}]}]}
}

func ExampleUserField() {
	show(
		ui.UserField("helpers", "Helpers").Multiple(true), ui.TeamField("team", "Team"), ui.ContactField("for", "For"),
		ui.OrgField("org", "Company"), ui.TicketField("ticket", "Ticket").Value(ui.ID(12)),
	)
	// Output:
	// {"v":1,"blocks":[{"type":"form","id":"parcel","submit":{"id":"save","label":"Save"},"fields":[{"kind":"user","name":"helpers","label":"Helpers","multiple":true},{"kind":"team","name":"team","label":"Team"},{"kind":"contact","name":"for","label":"For"},{"kind":"org","name":"org","label":"Company"},{"kind":"ticket","name":"ticket","label":"Ticket","value":"12"}]}]}
}

func ExampleListField() {
	show(
		ui.ListField("items", "Content").Fields(ui.TextField("what", "What"), ui.NumberField("n", "How many")),
		ui.KeyvalueField("data", "Customs data").Value(map[string]any{"origin": "PT"}),
	)
	// Output:
	// {"v":1,"blocks":[{"type":"form","id":"parcel","submit":{"id":"save","label":"Save"},"fields":[{"kind":"list","name":"items","label":"Content","fields":[{"kind":"text","name":"what","label":"What"},{"kind":"number","name":"n","label":"How many"}]},{"kind":"keyvalue","name":"data","label":"Customs data","value":{"origin":"PT"}}]}]}
}

// What must not be changed belongs into an action's Args, which the host seals.
func ExampleHiddenField() {
	show(ui.HiddenField("from", "From").Value("portal"), ui.StaticField("code", "Code").Value("JJD0001"))
	// Output:
	// {"v":1,"blocks":[{"type":"form","id":"parcel","submit":{"id":"save","label":"Save"},"fields":[{"kind":"hidden","name":"from","label":"From","value":"portal"},{"kind":"static","name":"code","label":"Code","value":"JJD0001"}]}]}
}

func ExampleField() {
	kind := "text" // such as a collection's field says
	show(ui.Field(kind, "code", "Tracking code").Readonly(true).Value("JJD0001"))
	// Output:
	// {"v":1,"blocks":[{"type":"form","id":"parcel","submit":{"id":"save","label":"Save"},"fields":[{"kind":"text","name":"code","label":"Tracking code","readonly":true,"value":"JJD0001"}]}]}
}
