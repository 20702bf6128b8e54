package main

import (
	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// maxFiles is how many files are added at once, and shown of a call.
const maxFiles = 20

func askFiles(r *sdk.EventRequest) (any, error) {
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	return ui.Respond(ui.Modal("files", ui.Tr("attach.title"), ui.Form("files", ui.Action("attach", ui.Tr("attach.add")).Style("primary").Args("id", row.ID),
		ui.FileField("files", ui.Tr("field.files")).Into("attachments.file").Multiple(true).MaxFiles(maxFiles).MaxBytes(25<<20).Required(true)))), nil
}

// attach adds files to a call: all of them or none.
func attach(r *sdk.EventRequest) (any, error) {
	in, err := formOf[struct{ Files []string }](r)
	if err != nil {
		return nil, err
	}
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	if len(in.Files) == 0 {
		return nil, sdk.Invalid("files", sdk.Text("attach.none"))
	}
	list := make([]Attachment, 0, len(in.Files))
	for _, id := range in.Files {
		list = append(list, Attachment{Call: row.ID, File: &sdk.File{ID: id}})
	}
	if _, err := attachments.InsertAll(list); err != nil {
		return nil, err
	}
	return tell("done.attached", ui.Close())
}

func detach(r *sdk.EventRequest) (any, error) {
	var args struct{ File int64 }
	if err := readArgs(r, &args); err != nil {
		return nil, err
	}
	if err := attachments.Delete(args.File, 0); err != nil {
		return nil, err
	}
	return tell("done.detached")
}

// files lists the files of a call; nil if there are none.
func files(call int64) (ui.Block, error) {
	found, err := attachments.Find(sdk.Query{Where: sdk.Eq("call", call), Sort: "id", Limit: 100})
	if err != nil || len(found.Rows) == 0 {
		return nil, err
	}
	list := ui.Files()
	for i := range found.Rows {
		row := &found.Rows[i]
		f := row.Value.File
		if f == nil {
			continue
		}
		list.Items(ui.File("attachments/"+ui.ID(row.ID)+"/file", f.Name).Size(float64(f.Size)).Actions(
			ui.Action("detach", ui.Tr("action.delete")).Icon("trash").Args("file", row.ID).Perm("calllogs.attach").
				Confirm(ui.Confirm(ui.Tr("detach.title")).Text(ui.Tr("delete.text")).Label(ui.Tr("action.delete")).Tone(ui.Danger))))
	}
	return list, nil
}
