package ui_test

import "pegboard.dev/pegboard/sdk/ui"

// Its state is in the address: parcels.sort, parcels.page, parcels.q, parcels.f.state.
func ExampleTable() {
	show(ui.Table("Parcels").ID("parcels").Sort("-due").
		Columns(
			ui.Column("code", "Code").Primary(true),
			ui.Column("due", "Due").As("date").Sortable(true).HideBelow("sm"),
			ui.Column("fee", "Fee").As("money").Help("Without tax"),
		).
		Rows(
			ui.Row("7").Cell("code", ui.Plain("JJD0001")).Cell("due", ui.Plain("2026-11-27")).Cell("fee", ui.MoneyValue("4.90", "EUR")).
				Href("/app/x/parcels/page?parcel=7").Tone(ui.Warning).Detail(ui.Text("Nobody was at home.")),
		).
		Total("fee", ui.MoneyValue("4.90", "EUR")).
		Paging(ui.Paging("page").Page(1).PerPage(20).Total(1)).
		Search(ui.TableSearch().Placeholder("Find a code")).
		Filters(ui.SelectField("state", "State").Options(ui.Option("late", "Late"))).
		RowActions(ui.Action("drop", "Delete").Style("danger")).
		Select("multi").Bulk(ui.Action("found", "All found")).
		Empty("No parcels yet."))
	// Output:
	// {"v":1,"blocks":[{"type":"table","title":"Parcels","id":"parcels","sort":"-due","paging":{"mode":"page","page":1,"per_page":20,"total":1},"search":{"placeholder":"Find a code"},"select":"multi","empty":"No parcels yet.","columns":[{"key":"code","label":"Code","primary":true},{"key":"due","label":"Due","as":"date","sortable":true,"hide_below":"sm"},{"key":"fee","label":"Fee","as":"money","help":"Without tax"}],"rows":[{"id":"7","href":"/app/x/parcels/page?parcel=7","tone":"warning","cells":{"code":"JJD0001","due":"2026-11-27","fee":{"k":"money","v":"4.90","currency":"EUR"}},"detail":[{"type":"text","text":"Nobody was at home."}]}],"filters":[{"kind":"select","name":"state","label":"State","options":[{"value":"late","label":"Late"}]}],"bulk":[{"id":"found","label":"All found"}],"row_actions":[{"id":"drop","label":"Delete","style":"danger"}],"totals":{"fee":{"k":"money","v":"4.90","currency":"EUR"}}}]}
}

// Cells that are bare take their type from the column.
func ExamplePlain() {
	show(ui.Table("Parcels").Columns(ui.Column("code", "Code"), ui.Column("kg", "Weight").As("number")).
		Rows(ui.Row("7").Cell("code", ui.Plain("JJD0001")).Cell("kg", ui.Number(1.5))))
	// Output:
	// {"v":1,"blocks":[{"type":"table","title":"Parcels","columns":[{"key":"code","label":"Code"},{"key":"kg","label":"Weight","as":"number"}],"rows":[{"id":"7","cells":{"code":"JJD0001","kg":1.5}}]}]}
}

// By cursor, where counting all would take too long: r.Params.Get("parcels.cursor").
func ExamplePaging() {
	show(ui.Table("Parcels").ID("parcels").Columns(ui.Column("code", "Code")).
		Rows(ui.Row("7").Cell("code", ui.Plain("JJD0001"))).
		Paging(ui.Paging("cursor").Next("after-7")))
	// Output:
	// {"v":1,"blocks":[{"type":"table","title":"Parcels","id":"parcels","paging":{"mode":"cursor","next":"after-7"},"columns":[{"key":"code","label":"Code"}],"rows":[{"id":"7","cells":{"code":"JJD0001"}}]}]}
}

func ExampleSearch() {
	show(ui.Search("q").Placeholder("Code or town"))
	// Output:
	// {"v":1,"blocks":[{"type":"search","param":"q","placeholder":"Code or town"}]}
}

func ExampleFilterBar() {
	show(ui.FilterBar("f", ui.SelectField("state", "State").Options(ui.Option("late", "Late")), ui.CheckboxField("mine", "Mine")).
		Saved(ui.Choice("today", "Due today")))
	// Output:
	// {"v":1,"blocks":[{"type":"filterbar","param":"f","filters":[{"kind":"select","name":"state","label":"State","options":[{"value":"late","label":"Late"}]},{"kind":"checkbox","name":"mine","label":"Mine"}],"saved":[{"id":"today","label":"Due today"}]}]}
}

func ExampleBoard() {
	show(ui.Board(
		ui.BoardColumn("sent", "On their way", ui.Item("JJD0001").ID("7").Text("To Lisbon")).Total(12),
		ui.BoardColumn("lost", "Lost").Tone(ui.Danger),
	).ID("parcels").Move(ui.Action("move", "Move")))
	// Output:
	// {"v":1,"blocks":[{"type":"board","id":"parcels","move":{"id":"move","label":"Move"},"columns":[{"id":"sent","title":"On their way","total":12,"items":[{"title":"JJD0001","id":"7","text":"To Lisbon"}]},{"id":"lost","title":"Lost","tone":"danger","items":[]}]}]}
}

func ExampleCalendar() {
	show(ui.Calendar("2026-11-23", "2026-11-29",
		ui.CalendarEvent("7", "JJD0001 is due", "2026-11-27").Tone(ui.Warning).Href("/app/x/parcels/page?parcel=7"),
		ui.CalendarEvent("van", "The van comes", "2026-11-25T08:00:00Z").End("2026-11-25T09:00:00Z"),
	))
	// Output:
	// {"v":1,"blocks":[{"type":"calendar","from":"2026-11-23","to":"2026-11-29","events":[{"id":"7","title":"JJD0001 is due","start":"2026-11-27","tone":"warning","href":"/app/x/parcels/page?parcel=7"},{"id":"van","title":"The van comes","start":"2026-11-25T08:00:00Z","end":"2026-11-25T09:00:00Z"}]}]}
}

// A chart always carries one sentence for people who cannot see it.
func ExampleChart() {
	show(ui.Chart("bar", "Parcels per day", ui.Axis("time", "2026-11-23", "2026-11-24").Label("Day"),
		"Twelve parcels on Monday, nine on Tuesday.",
		ui.Series("sent", "Sent", 12, 9), ui.Series("goal", "Goal", 10, 10).Target(true).Tone(ui.Success),
	).Y(ui.YAxis().Label("Parcels").Min(0)).Height("sm").Drill(ui.Action("day", "Show the day")))
	// Output:
	// {"v":1,"blocks":[{"type":"chart","kind":"bar","title":"Parcels per day","x":{"kind":"time","label":"Day","values":["2026-11-23","2026-11-24"]},"summary":"Twelve parcels on Monday, nine on Tuesday.","y":{"label":"Parcels","min":0},"height":"sm","drill":{"id":"day","label":"Show the day"},"series":[{"id":"sent","name":"Sent","data":[12,9]},{"id":"goal","name":"Goal","target":true,"tone":"success","data":[10,10]}]}]}
}
