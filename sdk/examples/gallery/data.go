package main

import (
	"encoding/json"
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

var dataSamples = []sample{
	{"KV, KVItem", still(facts), "facts"},
	{"Stat", still(stat), "stat"},
	{"List, Item, Mark", still(list), "list"},
	{"List, Reorder", ordered, "ordered reorder"},
	{"Timeline, TimelineItem", still(timeline), "timeline"},
	{"Tree, TreeNode", still(tree), "tree depots choose"},
	{"Progress", still(progress), "progress"},
	{"Rating", still(rating), "rating"},
	{"People, Person", people, "people"},
	{"Entity", entity, "entity"},
}

func init() {
	sdk.Action("*", "reorder", reorder)
	sdk.Action("*", "depots", depots)
	sdk.Action("*", "choose", choose)
}

func facts() ui.Block {
	return ui.KV(
		ui.KVItem("Code", ui.TextValue("JJD0001")).Copyable(true),
		ui.KVItem("Due", ui.DateValue("2026-11-27")).Help("As the carrier says"),
		ui.KVItem("Fee", ui.MoneyValue("4.90", "EUR")),
		ui.KVItem("Carrier", ui.TextValue("Post")).Action(ui.Action("nothing", "Change")),
	).Cols(2)
}

func stat() ui.Block {
	return ui.Stat("Late parcels", ui.NumberValue(3)).Delta(ui.NumberValue(2)).Trend("up").Good("down").
		Spark(0, 1, 1, 3).Help("Due before today")
}

func list() ui.Block {
	return ui.List(
		ui.Item("JJD0001").ID("1").Icon("package").Text("To Lisbon").Unread(true).
			Badge(ui.Mark("late").Tone(ui.Warning)).
			Meta(ui.DateTimeValue("2026-11-25T09:30:00Z").Rel(true)).
			Menu(ui.Action("nothing", "Delete").Style("danger").Args("parcel", 1)),
		ui.Item("JJD0002").ID("2").Icon("package").Text("To Porto").Disabled(true),
	).ID("list").Select("multi").More(ui.Action("nothing", "Show more"))
}

// ordered can be put into another order, which is kept.
func ordered(*sdk.RenderRequest) (ui.Block, error) {
	stops := []string{"lisbon", "porto", "faro"}
	if err := recall("stops", &stops); err != nil {
		return nil, err
	}
	list := ui.List().ID("stops").Style("ordered").Reorder(ui.Action("reorder", "Move"))
	for _, stop := range stops {
		list.Items(ui.Item(strings.ToUpper(stop[:1]) + stop[1:]).ID(stop))
	}
	return list, nil
}

func reorder(r *sdk.EventRequest) (any, error) {
	var moved struct{ Stops []string } // the list's id → its items' ids in their new order
	if err := json.Unmarshal(r.Selection, &moved); err != nil {
		return nil, err
	}
	return nil, keep("stops", moved.Stops)
}

func timeline() ui.Block {
	return ui.Timeline(
		ui.TimelineItem("2026-11-25T09:30:00Z", "Arrived in Lisbon").Icon("truck").Tone(ui.Success).By(ui.TextValue("Rui")),
		ui.TimelineItem("2026-11-23", "Handed in").Text("At the desk in Porto"),
	).More(ui.Action("nothing", "Earlier"))
}

// tree fetches what is below Spain when somebody opens it.
func tree() ui.Block {
	return places(ui.TreeNode("es", "Spain").Lazy(true))
}

func places(spain *ui.TreeNodeBuilder) ui.Block {
	return ui.Tree(
		ui.TreeNode("pt", "Portugal").Icon("map-pin").Children(ui.TreeNode("lis", "Lisbon"), ui.TreeNode("opo", "Porto")),
		spain,
	).ID("tree").Load(ui.Action("depots", "Show depots")).Select(ui.Action("choose", "Choose"))
}

func depots(*sdk.EventRequest) (any, error) {
	spain := ui.TreeNode("es", "Spain").Children(ui.TreeNode("mad", "Madrid"))
	return ui.Respond(ui.Patches(ui.Replace("tree", places(spain)))), nil
}

func choose(r *sdk.EventRequest) (any, error) {
	return ui.Respond(ui.Toast("You chose " + r.Params.Get("node") + ".")), nil
}

func progress() ui.Block {
	return ui.Progress("Labels printed", 30).Max(40).Tone(ui.Success)
}

func rating() ui.Block {
	return ui.Rating(4.5, "How customers rate this carrier")
}

// people are named by their numbers: the host looks up who they are.
func people(r *sdk.RenderRequest) (ui.Block, error) {
	people := ui.People(ui.Person("user", ui.ID(r.Viewer.ID)).Role("Asks the carrier").Value(ui.DateValue("2026-11-27")))
	teams, err := sdk.People.Teams()
	if err != nil {
		return nil, err
	}
	for _, team := range teams[:min(1, len(teams))] {
		people.Items(ui.Person("team", ui.ID(team.ID)).Role("Waits for it"))
	}
	return people, nil
}

func entity(*sdk.RenderRequest) (ui.Block, error) {
	found, err := sdk.Tickets.List(sdk.TicketQuery{Limit: 1})
	if err != nil || len(found.Items) == 0 {
		return ui.Empty("There is no ticket"), err
	}
	return ui.Stack(
		ui.Entity("ticket", ui.ID(found.Items[0].ID)).View("card"),
		ui.Entity("contact", ui.ID(found.Items[0].RequesterID)),
	), nil
}
