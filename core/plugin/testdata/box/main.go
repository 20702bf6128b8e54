// Box is a page of the portal on which customers hand files in.
package main

import (
	"encoding/json"
	"strconv"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

type drop struct {
	File *sdk.File `json:"file,omitempty"`
	Note string    `json:"note,omitempty"`
}

var drops = sdk.Collection[drop]{Name: "drops"}

func init() {
	sdk.Render("page", func(*sdk.RenderRequest) (any, error) {
		return ui.Doc(ui.Form("drop", ui.Action("hand_in", "Hand in"),
			ui.FileField("file", "File").Into("drops.file").Required(true),
			ui.TextField("note", "Note"))), nil
	})
	sdk.Action("page", "hand_in", func(r *sdk.EventRequest) (any, error) {
		var in struct{ Drop struct{ File, Note string } }
		if err := json.Unmarshal(r.Values, &in); err != nil {
			return nil, err
		}
		row, err := drops.Insert(drop{File: &sdk.File{ID: in.Drop.File}, Note: in.Drop.Note})
		if err != nil {
			return nil, err
		}
		body, err := drops.ReadFile(row.ID, "file", 1000)
		if err != nil {
			return nil, err
		}
		return ui.Respond(ui.Toast("Number " + strconv.FormatInt(row.ID, 10) + ": " + string(body))), nil
	})
}

func main() {}
