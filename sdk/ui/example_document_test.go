package ui_test

import "pegboard.dev/pegboard/sdk/ui"

// A page of the portal: what search engines read, and what makes it stale.
func ExampleDoc() {
	show(ui.Doc(ui.Text("Your parcel is in Lisbon.")).
		Title("Where is my parcel?").Icon("package").Badge(ui.Mark("late").Tone(ui.Warning)).
		Actions(ui.Action("ask", "Ask the carrier")).
		Topics("plugin:parcels:list").Live("parcel:7").
		SEO(ui.SEO("Where is my parcel?", "Follow a parcel by its code.")))
	// Output:
	// {"v":1,"title":"Where is my parcel?","icon":"package","badge":{"text":"late","tone":"warning"},"seo":{"title":"Where is my parcel?","description":"Follow a parcel by its code."},"actions":[{"id":"ask","label":"Ask the carrier"}],"blocks":[{"type":"text","text":"Your parcel is in Lisbon."}],"topics":["plugin:parcels:list"],"live":["parcel:7"]}
}

func ExampleMark() {
	show(ui.List(ui.Item("JJD0001").Badge(ui.Mark("late").Tone(ui.Warning))))
	// Output:
	// {"v":1,"blocks":[{"type":"list","items":[{"title":"JJD0001","badge":{"text":"late","tone":"warning"}}]}]}
}

func ExampleSEO() {
	show(ui.Doc(ui.Text("…")).SEO(ui.SEO("Where is my parcel?", "Follow a parcel by its code.").
		Canonical("/p/parcels/track").JSONLD("FAQPage")))
	// Output:
	// {"v":1,"seo":{"title":"Where is my parcel?","description":"Follow a parcel by its code.","canonical":"/p/parcels/track","json_ld":"FAQPage"},"blocks":[{"type":"text","text":"…"}]}
}

// Texts may come from the plugin's catalogue, in the reader's language.
func ExampleTr() {
	show(ui.Heading(ui.Tr("calls.count", "n", 3)), ui.Text("as it stands"))
	// Output:
	// {"v":1,"blocks":[{"type":"heading","text":{"$t":"calls.count","args":{"n":3}}},{"type":"text","text":"as it stands"}]}
}

// What is under way is shown to people who may track parcels, and only for lost ones.
func ExampleIf() {
	show(
		ui.Form("track", ui.Action("save", "Save"),
			ui.SelectField("state", "State").Options(ui.Option("sent", "On its way"), ui.Option("lost", "Lost"))),
		ui.Alert("Tell the customer.").ID("tell").Perm("parcels.write").ShowIf(ui.If("track", "state").Is("lost")),
	)
	// Output:
	// {"v":1,"blocks":[{"type":"form","id":"track","submit":{"id":"save","label":"Save"},"fields":[{"kind":"select","name":"state","label":"State","options":[{"value":"sent","label":"On its way"},{"value":"lost","label":"Lost"}]}]},{"type":"alert","title":"Tell the customer.","id":"tell","perm":"parcels.write","show_if":{"form":"track","field":"state","is":"lost"}}]}
}

func ExampleAllOf() {
	show(ui.Text("Ask the carrier.").ShowIf(ui.AllOf(
		ui.If("track", "state").In("late", "lost"),
		ui.AnyOf(ui.If("track", "carrier").Empty(false), ui.If("track", "code").Not("")),
	)))
	// Output:
	// {"v":1,"blocks":[{"type":"text","text":"Ask the carrier.","show_if":{"all":[{"form":"track","field":"state","in":["late","lost"]},{"any":[{"form":"track","field":"carrier","empty":false},{"form":"track","field":"code","not":""}]}]}}]}
}

// If, AllOf and AnyOf are shorter.
func ExampleCond() {
	show(ui.Text("Insured").ShowIf(ui.Cond().Form("track").Field("insured").Is(true)))
	// Output:
	// {"v":1,"blocks":[{"type":"text","text":"Insured","show_if":{"form":"track","field":"insured","is":true}}]}
}

func ExampleA11y() {
	show(ui.Badge("!").Tone(ui.Danger).A11y(ui.A11y().Label("Lost")))
	// Output:
	// {"v":1,"blocks":[{"type":"badge","text":"!","tone":"danger","a11y":{"label":"Lost"}}]}
}
