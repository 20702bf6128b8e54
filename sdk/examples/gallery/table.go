package main

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

var tableSamples = []sample{
	{"Table, Column, Row", still(table), "table"},
	{"Table that sorts, searches, filters and has pages: Paging, TableSearch", listed, "listed ask"},
	{"Table that is edited in place", edited, "edited edit"},
	{"Search", search, "search suggest"},
	{"FilterBar, Choice", filterBar, "filterBar"},
	{"Board, BoardColumn", board, "board move"},
	{"Calendar, CalendarEvent", still(calendar), "calendar"},
}

func init() {
	sdk.Action("*", "edit", edit)
	sdk.Action("*", "suggest", suggest)
	sdk.Action("*", "move", move)
}

func table() ui.Block {
	return ui.Table("Parcels of today").
		Columns(
			ui.Column("code", "Code").Primary(true),
			ui.Column("due", "Due").As("date").HideBelow("sm"),
			ui.Column("fee", "Fee").As("money").Help("Without tax"),
		).
		Rows(
			ui.Row("7").Cell("code", ui.Plain("JJD0007")).Cell("due", ui.Plain("2026-11-27")).
				Cell("fee", ui.MoneyValue("4.90", "EUR")).Tone(ui.Warning).Detail(ui.Text("Nobody was at home.")),
			ui.Row("8").Cell("code", ui.Plain("JJD0008")).Cell("due", ui.Plain("2026-11-28")).
				Cell("fee", ui.MoneyValue("6.50", "EUR")),
		).
		Total("fee", ui.MoneyValue("11.40", "EUR")).
		RowActions(ui.Action("nothing", "Delete").Icon("trash").Style("danger"))
}

// listed reads what the reader asks for out of the page's address.
func listed(r *sdk.RenderRequest) (ui.Block, error) {
	const perPage = 5
	page, rows := ask(&r.Params)
	table := ui.Table("All parcels").ID("all").Sort(cmp.Or(r.Params.Get("all.sort"), "code")).
		Columns(ui.Column("code", "Code").Sortable(true), ui.Column("kg", "Weight").As("number").Sortable(true), ui.Column("state", "State")).
		Search(ui.TableSearch().Placeholder("Find a code").Value(r.Params.Get("all.q"))).
		Filters(ui.SelectField("state", "State").Value(r.Params.Get("all.f.state")).
			Options(ui.Option("sent", "On its way"), ui.Option("late", "Late"))).
		Paging(ui.Paging("page").Page(page).PerPage(perPage).Total(float64(len(rows)))).
		Select("multi").Bulk(ui.Action("nothing", "All found")).Empty("No parcel is like that")
	for _, p := range rows[min(len(rows), (page-1)*perPage):min(len(rows), page*perPage)] {
		table.Rows(ui.Row(p.code).Cell("code", ui.Plain(p.code)).Cell("kg", ui.Number(p.kg)).Cell("state", ui.BadgeValue(p.state)))
	}
	return table, nil
}

type parcel struct {
	code, state string
	kg          float64
}

// ask finds, sorts and counts; with records, Collection.Find does all of it.
func ask(params *sdk.Params) (page int, rows []parcel) {
	for n := range 23 {
		p := parcel{"JJD" + strconv.Itoa(1000+n), "sent", float64(n*7%20) / 2}
		if n%4 == 0 {
			p.state = "late"
		}
		if strings.Contains(p.code, params.Get("all.q")) && (params.Get("all.f.state") == "" || params.Get("all.f.state") == p.state) {
			rows = append(rows, p)
		}
	}
	key, down := strings.CutPrefix(params.Get("all.sort"), "-")
	slices.SortStableFunc(rows, func(a, b parcel) int {
		if down {
			a, b = b, a
		}
		if key == "kg" {
			return cmp.Compare(a.kg, b.kg)
		}
		return cmp.Compare(a.code, b.code)
	})
	page, _ = strconv.Atoi(params.Get("all.page"))
	return max(page, 1), rows
}

func edited(*sdk.RenderRequest) (ui.Block, error) {
	weight := 1.5
	if err := recall("weight", &weight); err != nil {
		return nil, err
	}
	return ui.Table("Weights").ID("weights").Edit(ui.Action("edit", "Change")).
		Columns(ui.Column("code", "Code"), ui.Column("kg", "Weight").As("number").
			Editable(ui.NumberField("kg", "Weight").Min(0.1).Max(31.5))).
		Rows(ui.Row("7").Cell("code", ui.Plain("JJD0007")).Cell("kg", ui.Number(weight))), nil
}

func edit(r *sdk.EventRequest) (any, error) {
	var sent struct{ Weights struct{ Kg float64 } } // the table's id → its cells
	if err := json.Unmarshal(r.Values, &sent); err != nil {
		return nil, err
	}
	if sent.Weights.Kg > 30 {
		return ui.Respond(ui.Errors("weights").FieldError("kg", "That needs a van of its own.")), nil
	}
	return ui.Respond(ui.Patches(ui.PatchRow("weights", "7").Cell("kg", ui.Number(sent.Weights.Kg)))), keep("weight", sent.Weights.Kg)
}

func search(r *sdk.RenderRequest) (ui.Block, error) {
	found := ui.Text("Type something, and press Enter.")
	if q := r.Params.Get("q"); q != "" {
		found = ui.Text("You look for " + q + ".")
	}
	return ui.Stack(ui.Search("q").Placeholder("Code or town").Suggest(ui.Action("suggest", "Suggest")), found), nil
}

func suggest(r *sdk.EventRequest) (any, error) {
	var found []*ui.OptionBuilder
	for _, town := range []string{"Faro", "Lisbon", "Porto"} {
		if strings.HasPrefix(strings.ToLower(town), strings.ToLower(r.Params.Get("q"))) {
			found = append(found, ui.Option(town, town))
		}
	}
	return ui.Respond(ui.Patches(ui.PatchField("q", "q").Options(found...))), nil
}

func filterBar(r *sdk.RenderRequest) (ui.Block, error) {
	return ui.Stack(
		ui.FilterBar("f",
			ui.SelectField("town", "Town").Options(ui.Option("lis", "Lisbon"), ui.Option("opo", "Porto")).Value(r.Params.Get("f.town")),
			ui.CheckboxField("mine", "Mine").Value(r.Params.Get("f.mine") == "true"),
		).Saved(ui.Choice("today", "Due today")),
		ui.Text("Chosen: "+cmp.Or(r.Params.Get("f.town"), r.Params.Get("f.saved"), "everything")),
	), nil
}

func board(*sdk.RenderRequest) (ui.Block, error) {
	where := map[string]string{"JJD0007": "sent", "JJD0008": "sent"}
	if err := recall("board", &where); err != nil {
		return nil, err
	}
	sent, lost := ui.BoardColumn("sent", "On their way"), ui.BoardColumn("lost", "Lost").Tone(ui.Danger)
	for _, code := range []string{"JJD0007", "JJD0008"} {
		column := sent
		if where[code] == "lost" {
			column = lost
		}
		column.Items(ui.Item(code).ID(strings.ToLower(code)).Text("To Lisbon"))
	}
	return ui.Board(sent, lost).ID("board").Move(ui.Action("move", "Move")), nil
}

func move(r *sdk.EventRequest) (any, error) {
	where := map[string]string{}
	if err := recall("board", &where); err != nil {
		return nil, err
	}
	where[strings.ToUpper(r.Params.Get("item"))] = r.Params.Get("to")
	return ui.Respond(ui.Refresh()), keep("board", where)
}

func calendar() ui.Block {
	return ui.Calendar("2026-11-23", "2026-11-29",
		ui.CalendarEvent("7", "JJD0007 is due", "2026-11-27").Tone(ui.Warning),
		ui.CalendarEvent("van", "The van comes", "2026-11-25T08:00:00Z").End("2026-11-25T09:00:00Z"),
	)
}
