package main

import (
	"encoding/json"
	"slices"
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

func cutSpan(period string) (from, to string, ok bool) { return strings.Cut(period, "..") }

// tableID keeps tables on one page apart.
func (r *report) tableID() string { return strings.ReplaceAll(r.id, ".", "-") }

// newBoard is the form for a board, with a report to begin with where one was
// open.
func newBoard(r *sdk.RenderRequest) (any, error) {
	if !may(r.Viewer, "reports.create") {
		return nil, sdk.Fail(sdk.KindDenied, sdk.Text("not.yours"))
	}
	fields, err := boardFields(r.Viewer, &Board{})
	if err != nil {
		return nil, err
	}
	save := ui.Action("save_board", ui.Tr("save")).Style("primary").Perm("reports.create").Args("board", "", "version", 0)
	return ui.Doc(ui.Link(ui.Tr("all"), pagePath+"?report=all").Icon("arrow-left"), ui.Form("board", save, fields...)).
		Title(ui.Tr("board.new")).Icon("layout-dashboard"), nil
}

// saveBoard keeps a board's name and who it is shared with.
func saveBoard(r *sdk.EventRequest) (any, error) {
	var args struct {
		Board   string
		Version int64
	}
	var forms struct {
		Board struct {
			Name     string
			Audience string
		}
	}
	if json.Unmarshal(r.Args, &args) != nil || json.Unmarshal(r.Values, &forms) != nil {
		return nil, sdk.Fail(sdk.KindInvalid, sdk.Text("form.broken"))
	}
	name := strings.TrimSpace(forms.Board.Name)
	if name == "" {
		return nil, sdk.Invalid("name", sdk.Text("custom.name.missing"))
	}
	fields := map[string]any{"name": name}
	if may(r.Viewer, "reports.edit") {
		if err := shareWith(fields, forms.Board.Audience); err != nil {
			return nil, err
		}
	}
	if args.Board == "" {
		fields["spec"] = []piece{}
		row, err := boards.Insert(fields)
		if err != nil {
			return nil, err
		}
		return ui.Respond(ui.Toast(ui.Tr("saved")).Tone(ui.Success), ui.Navigate(boardPath(row.ID))), nil
	}
	row, _, err := boardOf(args.Board)
	if err != nil {
		return nil, err
	}
	if _, err := boards.Patch(row.ID, args.Version, fields); err != nil {
		return nil, err
	}
	return ui.Respond(ui.Toast(ui.Tr("saved")).Tone(ui.Success), ui.Refresh()), nil
}

// askBoard asks on which board a report goes, and how.
func askBoard(r *sdk.EventRequest) (any, error) {
	var args struct{ Report, Q string }
	if err := json.Unmarshal(r.Args, &args); err != nil {
		return nil, sdk.Fail(sdk.KindInvalid, sdk.Text("form.broken"))
	}
	rows, err := boardsOf()
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return ui.Respond(ui.Toast(ui.Tr("board.none")), ui.Navigate(pagePath+"?board=new")), nil
	}
	var which, how []*ui.OptionBuilder
	for _, row := range rows {
		which = append(which, ui.Option(ui.ID(row.ID), row.Value.Name))
	}
	for _, s := range shows {
		how = append(how, ui.Option(s, ui.Tr("show."+s)))
	}
	return ui.Respond(ui.Modal("add", ui.Tr("board.add"), ui.Form("add",
		ui.Action("add_piece", ui.Tr("board.add")).Style("primary").Perm("reports.edit").Args("report", args.Report, "q", args.Q),
		ui.SelectField("board", ui.Tr("board")).Options(which...).Value(ui.ID(rows[0].ID)).Required(true),
		ui.SelectField("show", ui.Tr("board.show")).Options(how...).Value("chart").Required(true)))), nil
}

// addPiece puts a report on a board.
func addPiece(r *sdk.EventRequest) (any, error) {
	var args struct{ Report, Q string }
	var forms struct{ Add struct{ Board, Show string } }
	if json.Unmarshal(r.Args, &args) != nil || json.Unmarshal(r.Values, &forms) != nil || !slices.Contains(shows, forms.Add.Show) {
		return nil, sdk.Fail(sdk.KindInvalid, sdk.Text("form.broken"))
	}
	if _, err := open(r.Viewer, args.Report); err != nil {
		return nil, err
	}
	row, list, err := boardOf(forms.Add.Board)
	if err != nil {
		return nil, err
	}
	if len(list) >= maxPieces {
		return nil, sdk.Invalid("board", sdk.Text("board.full"))
	}
	if err := keepPieces(row, append(list, piece{Report: args.Report, Q: args.Q, Show: forms.Add.Show})); err != nil {
		return nil, err
	}
	return ui.Respond(ui.Close(), ui.Toast(ui.Tr("saved")).Tone(ui.Success), ui.Navigate(boardPath(row.ID))), nil
}

// place moves, widens or takes away what is on a board. It says which report it
// means: where somebody changed the board meanwhile, nothing else is moved.
func place(r *sdk.EventRequest) (any, error) {
	var args struct {
		Board, Report, Do string
		At                int
	}
	if err := json.Unmarshal(r.Args, &args); err != nil {
		return nil, sdk.Fail(sdk.KindInvalid, sdk.Text("form.broken"))
	}
	row, list, err := boardOf(args.Board)
	if err != nil {
		return nil, err
	}
	if args.At < 0 || args.At >= len(list) || list[args.At].Report != args.Report {
		return ui.Respond(ui.Toast(ui.Tr("board.changed")).Tone(ui.Warning), ui.Refresh()), nil
	}
	switch args.Do {
	case "up":
		list = moved(list, args.At, args.At-1)
	case "down":
		list = moved(list, args.At, args.At+1)
	case "first":
		list = moved(list, args.At, 0)
	case "wide", "narrow":
		list[args.At].Wide = args.Do == "wide"
	case "away":
		list = slices.Delete(list, args.At, args.At+1)
	}
	if err := keepPieces(row, list); err != nil {
		return nil, err
	}
	return ui.Respond(ui.Refresh()), nil
}

// beginWith remembers which board its reader begins with.
func beginWith(r *sdk.EventRequest) (any, error) {
	var args struct{ Board string }
	if err := json.Unmarshal(r.Args, &args); err != nil {
		return nil, sdk.Fail(sdk.KindInvalid, sdk.Text("form.broken"))
	}
	if args.Board == "" {
		if err := sdk.KV.Delete(defaultKey(r.Viewer)); err != nil {
			return nil, err
		}
		return ui.Respond(ui.Toast(ui.Tr("saved")).Tone(ui.Success), ui.Refresh()), nil
	}
	row, _, err := boardOf(args.Board)
	if err != nil {
		return nil, err
	}
	if err := sdk.KV.Set(defaultKey(r.Viewer), []byte(ui.ID(row.ID)), 0); err != nil {
		return nil, err
	}
	return ui.Respond(ui.Toast(ui.Tr("saved")).Tone(ui.Success), ui.Refresh()), nil
}

func deleteBoard(r *sdk.EventRequest) (any, error) {
	var args struct{ Board string }
	if err := json.Unmarshal(r.Args, &args); err != nil {
		return nil, sdk.Fail(sdk.KindInvalid, sdk.Text("form.broken"))
	}
	row, _, err := boardOf(args.Board)
	if err != nil {
		return nil, err
	}
	if err := boards.Delete(row.ID, 0); err != nil {
		return nil, err
	}
	return ui.Respond(ui.Toast(ui.Tr("board.deleted")).Tone(ui.Success), ui.Navigate(pagePath+"?report=all")), nil
}
