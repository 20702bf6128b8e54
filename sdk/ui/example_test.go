package ui_test

import (
	"encoding/json"
	"fmt"

	"pegboard.dev/pegboard/sdk/ui"
)

func show(v json.Marshaler) {
	b, err := v.MarshalJSON()
	if err != nil || !json.Valid(b) {
		fmt.Println("not JSON:", err)
	}
	fmt.Println(string(b))
}

func Example() {
	calls := []struct {
		id   int64
		at   string
		note string
	}{{7, "2026-11-25T09:30:00Z", "Called back"}, {8, "2026-11-25T10:00:00Z", "No answer"}}

	table := ui.Table("Calls").ID("calls").
		Columns(ui.Column("at", "When").As("datetime").Sortable(true), ui.Column("note", "Note"))
	for _, c := range calls {
		table.Rows(ui.Row(ui.ID(c.id)).Cell("at", ui.Plain(c.at)).Cell("note", ui.Plain(c.note)))
	}
	show(ui.Doc(table).Title("Call log"))
	// Output:
	// {"v":1,"title":"Call log","blocks":[{"type":"table","title":"Calls","id":"calls","columns":[{"key":"at","label":"When","as":"datetime","sortable":true},{"key":"note","label":"Note"}],"rows":[{"id":"7","cells":{"at":"2026-11-25T09:30:00Z","note":"Called back"}},{"id":"8","cells":{"at":"2026-11-25T10:00:00Z","note":"No answer"}}]}]}
}

// A form is fields and the action that submits them. A field may depend on another.
func ExampleForm() {
	show(ui.Doc(
		ui.Form("log", ui.Action("save", "Save call").Style("primary"),
			ui.SelectField("kind", "Kind").Required(true).
				Options(ui.Option("in", "Incoming"), ui.Option("out", "Outgoing"), ui.Option("other", "Other")),
			ui.TextField("what", "What kind?").ShowIf(ui.If("log", "kind").Is("other")),
			ui.NumberField("minutes", "Minutes").Min(1).Max(600),
		),
	))
	// Output:
	// {"v":1,"blocks":[{"type":"form","id":"log","submit":{"id":"save","label":"Save call","style":"primary"},"fields":[{"kind":"select","name":"kind","label":"Kind","required":true,"options":[{"value":"in","label":"Incoming"},{"value":"out","label":"Outgoing"},{"value":"other","label":"Other"}]},{"kind":"text","name":"what","label":"What kind?","show_if":{"form":"log","field":"kind","is":"other"}},{"kind":"number","name":"minutes","label":"Minutes","min":1,"max":600}]}]}
}

// An event is answered with effects, in the order in which they are applied.
func ExampleRespond() {
	show(ui.Respond(
		ui.Patches(ui.PatchRow("calls", "7").Cell("note", ui.Plain("Solved"))),
		ui.Toast("Call saved").Tone(ui.Success),
	))
	show(ui.Respond(ui.Errors("log").FieldError("minutes", "A call cannot last longer than ten hours.")))
	// Output:
	// {"effects":[{"type":"patch","patches":[{"op":"row","id":"calls","row":"7","cells":{"note":"Solved"}}]},{"type":"toast","text":"Call saved","tone":"success"}]}
	// {"effects":[{"type":"errors","form":"log","fields":{"minutes":"A call cannot last longer than ten hours."}}]}
}

// Arguments reach the plugin exactly as written: the host seals them.
func ExampleAction() {
	show(ui.Doc(ui.Button(
		ui.Action("delete", "Delete").Style("danger").Perm("calllogs.delete").Args("call", 7, "soft", true).
			Confirm(ui.Confirm("Delete this call?").Label("Delete")),
	)))
	// Output:
	// {"v":1,"blocks":[{"type":"button","action":{"id":"delete","label":"Delete","style":"danger","perm":"calllogs.delete","args":{"call":7,"soft":true},"confirm":{"title":"Delete this call?","label":"Delete"}}}]}
}

// Texts may come from the plugin's catalogue, in the reader's language.
func ExampleTr() {
	show(ui.Doc(ui.Heading(ui.Tr("calls.count", "n", 3)), ui.Text("as it stands")))
	// Output:
	// {"v":1,"blocks":[{"type":"heading","text":{"$t":"calls.count","args":{"n":3}}},{"type":"text","text":"as it stands"}]}
}

// A chart always carries one sentence for people who cannot see it.
func ExampleChart() {
	show(ui.Doc(ui.Chart("bar", "Calls per day", ui.Axis("category", "Mon", "Tue"),
		"Twelve calls on Monday, nine on Tuesday.", ui.Series("calls", "Calls", 12, 9))))
	// Output:
	// {"v":1,"blocks":[{"type":"chart","kind":"bar","title":"Calls per day","x":{"kind":"category","values":["Mon","Tue"]},"summary":"Twelve calls on Monday, nine on Tuesday.","series":[{"id":"calls","name":"Calls","data":[12,9]}]}]}
}
