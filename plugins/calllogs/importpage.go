package main

import (
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

func importPath(id int64) string { return "/app/x/calllogs/page?view=import&import=" + ui.ID(id) }

// shownLines is how many lines of a file its preview shows.
const shownLines = 50

// importPage leads through an import: the file, the columns and what would be
// written, what was written. Nothing is written before that is confirmed.
func importPage(r *sdk.RenderRequest) (any, error) {
	doc := ui.Doc(ui.Link(ui.Tr("page.back"), "/app/x/calllogs/page").Icon("arrow-left")).Title(ui.Tr("import.title")).Icon("upload")
	steps := func(now string, blocks ...ui.Block) (any, error) {
		return doc.Blocks(ui.Steps(now, blocks...).ID("steps").Steps(
			ui.Step("file", ui.Tr("import.step.file")), ui.Step("check", ui.Tr("import.step.check")), ui.Step("done", ui.Tr("import.step.done")))), nil
	}
	id := number(r.Params.Get("import"))
	if id == 0 {
		return steps("file", ui.Section(ui.Text(ui.Tr("import.intro")),
			ui.Form("file", ui.Action("import_file", ui.Tr("import.next")).Style("primary").Busy("block"),
				ui.FileField("file", ui.Tr("field.file")).Into("imports.file").Accept(".csv", ".txt", ".tsv").MaxBytes(maxFile).Required(true).Help(ui.Tr("import.file.help")))))
	}
	row, err := imports.Get(id)
	if err != nil {
		return nil, err
	}
	if !row.Value.DoneAt.IsZero() {
		return steps("done", ui.Alert(ui.Tr("import.done", "n", strconv.FormatInt(row.Value.Made, 10))).Tone(ui.Success).
			Text(ui.Tr("import.done.text", "doubles", strconv.FormatInt(row.Value.Doubles, 10), "wrong", strconv.FormatInt(row.Value.Wrong, 10))),
			ui.Link(ui.Tr("import.another"), "/app/x/calllogs/page?view=import").Icon("upload"))
	}
	p, err := look(row, zone(r.Viewer))
	if err != nil {
		return steps("file", ui.Alert(ui.Tr("import.failed")).Tone(ui.Danger).Text(err.Error()), ui.Link(ui.Tr("import.another"), "/app/x/calllogs/page?view=import"))
	}
	return steps("check", columnForm(row, p), previewOf(row, p))
}

// columnForm asks in which column each field stands.
func columnForm(row *sdk.Row[imported], p *preview) ui.Block {
	var choices []*ui.OptionBuilder
	for i, name := range p.Sheet.Head {
		if name == "" {
			name = strconv.Itoa(i + 1)
		}
		choices = append(choices, ui.Option("c"+strconv.Itoa(i), name))
	}
	form := ui.Form("columns", ui.Action("import_columns", ui.Tr("import.look")).Args("id", row.ID).Busy("block")).Layout("two")
	for _, field := range fields {
		f := ui.SelectField(field, ui.Tr("field."+field)).Options(choices...)
		if at := row.Value.Columns[field]; at >= 0 && at < len(p.Sheet.Head) {
			f.Value("c" + strconv.Itoa(at))
		}
		if field == "started_at" {
			f.Required(true)
		}
		form.Fields(f)
	}
	return ui.Section(form).Title(ui.Tr("import.columns"))
}

// previewOf shows what would be written, what is wrong by line, and asks.
func previewOf(row *sdk.Row[imported], p *preview) ui.Block {
	counts := ui.Grid(3, ui.Stat(ui.Tr("import.fresh"), ui.NumberValue(float64(p.Fresh))),
		ui.Stat(ui.Tr("import.doubles"), ui.NumberValue(float64(p.Doubles))), ui.Stat(ui.Tr("import.wrongs"), ui.NumberValue(float64(p.Wrong))))
	table := ui.Table(ui.Tr("import.preview")).ID("lines").Dense(true).Columns(
		ui.Column("line", ui.Tr("import.line")).As("number").Primary(true), ui.Column("state", ui.Tr("import.state")).As("badge"),
		ui.Column("started_at", ui.Tr("field.started_at")).As("datetime"), ui.Column("direction", ui.Tr("field.direction")).As("text"),
		ui.Column("number", ui.Tr("field.number")).As("text"), ui.Column("duration", ui.Tr("field.duration")).As("duration"),
		ui.Column("outcome", ui.Tr("field.outcome")).As("text"), ui.Column("owner", ui.Tr("field.owner")).As("user"))
	shown := 0
	for pass := range 2 { // what is wrong stands first
		for i := range p.Entries {
			if e := &p.Entries[i]; (e.Wrong != nil) == (pass == 0) && shown < shownLines {
				table.Rows(entryRow(e))
				shown++
			}
		}
	}
	confirm := ui.Button(ui.Action("import_write", ui.Tr("import.write", "n", strconv.Itoa(p.Fresh))).Args("id", row.ID, "version", row.Version).
		Style("primary").Busy("surface").Disabled(p.Fresh == 0))
	return ui.Stack(counts, table, confirm)
}

func entryRow(e *entry) *ui.RowBuilder {
	row := ui.Row(strconv.Itoa(e.Line)).Cell("line", ui.NumberValue(float64(e.Line)))
	text := func(name string) string { s, _ := e.Call[name].(string); return s }
	switch {
	case e.Wrong != nil:
		row.Cell("state", ui.BadgeValue(e.Wrong.String()).Tone(ui.Danger)).Tone(ui.Danger)
	case e.Known:
		row.Cell("state", ui.BadgeValue(ui.Tr("import.known")).Tone(ui.Neutral))
	default:
		row.Cell("state", ui.BadgeValue(ui.Tr("import.new")).Tone(ui.Success))
	}
	if at := text("started_at"); at != "" {
		row.Cell("started_at", ui.DateTimeValue(at))
	}
	for _, name := range []string{"direction", "outcome"} {
		if v := text(name); v != "" {
			row.Cell(name, ui.TextValue(ui.Tr(name+"."+v)))
		}
	}
	row.Cell("number", ui.TextValue(text("number")))
	if n, ok := e.Call["duration"].(int64); ok && n > 0 {
		row.Cell("duration", ui.DurationValue(float64(n)*1000))
	}
	if id, ok := e.Call["owner"].(int64); ok {
		row.Cell("owner", ui.UserValue(ui.ID(id)))
	}
	return row
}

// importFile takes the file that was uploaded.
func importFile(r *sdk.EventRequest) (any, error) {
	in, err := formOf[struct{ File string }](r)
	if err != nil {
		return nil, err
	}
	row, err := imports.Insert(imported{File: &sdk.File{ID: in.File}})
	if err != nil {
		return nil, err
	}
	return ui.Respond(ui.Navigate(importPath(row.ID))), nil
}

// importColumns keeps the choice of columns; the page is drawn again by it.
func importColumns(r *sdk.EventRequest) (any, error) {
	in, err := formOf[map[string]string](r)
	if err != nil {
		return nil, err
	}
	row, err := chosenImport(r)
	if err != nil {
		return nil, err
	}
	chosen := columns{}
	for _, field := range fields {
		chosen[field] = -1
		if at := in[field]; len(at) > 1 && at[0] == 'c' {
			if n, err := strconv.Atoi(at[1:]); err == nil && n >= 0 && n < maxColumns {
				chosen[field] = n
			}
		}
	}
	if _, err := imports.Patch(row.ID, row.Version, map[string]any{"columns": chosen}); err != nil {
		return nil, err
	}
	return ui.Respond(ui.Refresh()), nil
}

// broken ends an import that could write some of its calls: the file stays closed, for
// it would bring those again that have no id, and the reader learns how far it came.
func broken(id, version, made int64, next int, err error) error {
	if _, count := imports.Patch(id, version, map[string]any{"made": made}); count != nil {
		sdk.Log.Warn("the import does not say how far it came: " + count.Error())
	}
	var e *sdk.Error
	if !errors.As(err, &e) {
		return err
	}
	return sdk.Fail(e.Kind, sdk.Text("import.part", "made", strconv.FormatInt(made, 10), "line", strconv.Itoa(next), "why", e.Error()))
}

// importWrite writes the calls, once: who presses twice finds the file done.
func importWrite(r *sdk.EventRequest) (any, error) {
	row, err := chosenImport(r)
	if err != nil {
		return nil, err
	}
	p, err := look(row, zone(r.Viewer))
	if err == nil {
		err = p.findCallers()
	}
	if err != nil {
		return nil, err
	}
	// Claimed before anything is written: of two attempts one goes on.
	claimed, err := imports.Patch(row.ID, row.Version, map[string]any{"done_at": time.Now().UTC().Format(moment)})
	if err != nil {
		return nil, err
	}
	made, next, err := p.write()
	if err != nil && made > 0 {
		return nil, broken(row.ID, claimed.Version, made, next, err)
	}
	if err != nil {
		if _, undo := imports.Patch(row.ID, claimed.Version, map[string]any{"done_at": nil}); undo != nil {
			sdk.Log.Warn("the import stays closed: " + undo.Error())
		}
		return nil, err
	}
	if _, err := imports.Patch(row.ID, claimed.Version, map[string]any{"made": made, "doubles": p.Doubles, "wrong": p.Wrong}); err != nil {
		return nil, err
	}
	return tell("done.imported")
}

func chosenImport(r *sdk.EventRequest) (*sdk.Row[imported], error) {
	var args struct{ ID int64 }
	if err := json.Unmarshal(r.Args, &args); err != nil {
		return nil, err
	}
	row, err := imports.Get(args.ID)
	if err == nil && !row.Value.DoneAt.IsZero() {
		err = sdk.Fail(sdk.KindConflict, sdk.Text("import.over"))
	}
	return row, err
}
