package ui_test

import (
	"encoding/json"
	"fmt"
	"strings"

	"pegboard.dev/pegboard/sdk/ui"
)

// show prints what the host gets: blocks and fields in a document, values in a cell
// of their own, effects and patches in an answer.
func show(parts ...any) {
	doc, answer, facts, patches := ui.Doc(), ui.Respond(), ui.KV(), ui.Patches()
	form := ui.Form("parcel", ui.Action("save", "Save"))
	var whole json.Marshaler
	for _, p := range parts {
		switch p := p.(type) {
		case json.Marshaler:
			whole = p
		case ui.Block:
			whole = doc.Blocks(p)
		case ui.Node:
			form.Fields(p)
			whole = ui.Doc(form)
		case ui.Value:
			facts.Items(ui.KVItem("Fact", p))
			whole = ui.Doc(facts)
		case ui.Effect:
			whole = answer.Effects(p)
		case ui.Change:
			patches.Patches(p)
			whole = ui.Respond(patches)
		}
	}
	b, err := whole.MarshalJSON()
	if err != nil || !json.Valid(b) {
		fmt.Println("not JSON:", err)
	}
	fmt.Println(strings.TrimSpace(string(b)))
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
