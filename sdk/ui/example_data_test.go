package ui_test

import "pegboard.dev/pegboard/sdk/ui"

func ExampleKV() {
	show(ui.KV(
		ui.KVItem("Code", ui.TextValue("JJD0001")).Copyable(true),
		ui.KVItem("Due", ui.DateValue("2026-11-27")).Help("As the carrier says"),
		ui.KVItem("Carrier", ui.TextValue("Post")).Action(ui.Action("carrier", "Change")),
	).Cols(2))
	// Output:
	// {"v":1,"blocks":[{"type":"kv","cols":2,"items":[{"label":"Code","value":{"k":"text","v":"JJD0001"},"copyable":true},{"label":"Due","value":{"k":"date","v":"2026-11-27"},"help":"As the carrier says"},{"label":"Carrier","value":{"k":"text","v":"Post"},"action":{"id":"carrier","label":"Change"}}]}]}
}

func ExampleStat() {
	show(ui.Stat("Late parcels", ui.NumberValue(3)).Delta(ui.NumberValue(2)).Trend("up").Good("down").
		Spark(0, 1, 1, 3).Href("/app/x/parcels/page?parcels.f.state=late").Help("Due before today"))
	// Output:
	// {"v":1,"blocks":[{"type":"stat","label":"Late parcels","value":{"k":"number","v":3},"delta":{"k":"number","v":2},"trend":"up","good":"down","href":"/app/x/parcels/page?parcels.f.state=late","help":"Due before today","spark":[0,1,1,3]}]}
}

func ExampleList() {
	show(ui.List(
		ui.Item("JJD0001").ID("1").Icon("package").Text("To Lisbon").Unread(true).Badge(ui.Mark("late").Tone(ui.Warning)).
			Meta(ui.UserValue(ui.ID(7)), ui.DateTimeValue("2026-11-25T09:30:00Z").Rel(true)).
			Href("/app/x/parcels/page?parcel=1").Menu(ui.Action("drop", "Delete").Style("danger").Args("parcel", 1)),
		ui.Item("JJD0002").ID("2").Text("To Porto").Disabled(true),
	).ID("parcels").Style("cards").Select("multi").More(ui.Action("more", "Show more").Args("after", 2)))
	// Output:
	// {"v":1,"blocks":[{"type":"list","id":"parcels","style":"cards","select":"multi","more":{"id":"more","label":"Show more","args":{"after":2}},"items":[{"title":"JJD0001","id":"1","icon":"package","text":"To Lisbon","unread":true,"badge":{"text":"late","tone":"warning"},"href":"/app/x/parcels/page?parcel=1","meta":[{"k":"user","id":"7"},{"k":"datetime","v":"2026-11-25T09:30:00Z","rel":true}],"menu":[{"id":"drop","label":"Delete","style":"danger","args":{"parcel":1}}]},{"title":"JJD0002","id":"2","text":"To Porto","disabled":true}]}]}
}

func ExampleTimeline() {
	show(ui.Timeline(
		ui.TimelineItem("2026-11-25T09:30:00Z", "Arrived in Lisbon").Icon("truck").Tone(ui.Success).By(ui.UserValue(ui.ID(7))),
		ui.TimelineItem("2026-11-23", "Handed in").Text("At the desk in Porto"),
	).More(ui.Action("earlier", "Earlier")))
	// Output:
	// {"v":1,"blocks":[{"type":"timeline","more":{"id":"earlier","label":"Earlier"},"items":[{"at":"2026-11-25T09:30:00Z","title":"Arrived in Lisbon","icon":"truck","tone":"success","by":{"k":"user","id":"7"}},{"at":"2026-11-23","title":"Handed in","text":"At the desk in Porto"}]}]}
}

func ExampleTree() {
	show(ui.Tree(
		ui.TreeNode("pt", "Portugal").Icon("map-pin").Children(ui.TreeNode("lis", "Lisbon").Href("/app/x/parcels/page?depot=lis")),
		ui.TreeNode("es", "Spain").Lazy(true),
	).Load(ui.Action("depots", "Show depots")).Select(ui.Action("choose", "Choose")))
	// Output:
	// {"v":1,"blocks":[{"type":"tree","load":{"id":"depots","label":"Show depots"},"select":{"id":"choose","label":"Choose"},"nodes":[{"id":"pt","label":"Portugal","icon":"map-pin","children":[{"id":"lis","label":"Lisbon","href":"/app/x/parcels/page?depot=lis"}]},{"id":"es","label":"Spain","lazy":true}]}]}
}

func ExampleProgress() {
	show(ui.Progress("Labels printed", 30).Max(40).Tone(ui.Success))
	// Output:
	// {"v":1,"blocks":[{"type":"progress","label":"Labels printed","value":30,"max":40,"tone":"success"}]}
}

func ExampleRating() {
	show(ui.Rating(4.5, "How customers rate this carrier"))
	// Output:
	// {"v":1,"blocks":[{"type":"rating","value":4.5,"label":"How customers rate this carrier"}]}
}

func ExamplePeople() {
	show(ui.People(
		ui.Person("contact", ui.ID(12)).Role("Waits for it"),
		ui.Person("user", ui.ID(7)).Role("Asks the carrier").Value(ui.DateValue("2026-11-27")).Action(ui.Action("swap", "Hand over")),
	))
	// Output:
	// {"v":1,"blocks":[{"type":"people","items":[{"k":"contact","id":"12","role":"Waits for it"},{"k":"user","id":"7","role":"Asks the carrier","value":{"k":"date","v":"2026-11-27"},"action":{"id":"swap","label":"Hand over"}}]}]}
}

// The number is the ticket's, so the block cannot be patched.
func ExampleEntity() {
	show(ui.Entity("ticket", ui.ID(12)).View("card"))
	// Output:
	// {"v":1,"blocks":[{"type":"entity","k":"ticket","id":"12","view":"card"}]}
}

func ExampleMessage() {
	show(ui.Message(ui.Author("bot").Name("The carrier"), "2026-11-25T09:30:00Z", "It is **on the van**.").Visibility("note"))
	// Output:
	// {"v":1,"blocks":[{"type":"message","author":{"k":"bot","name":"The carrier"},"at":"2026-11-25T09:30:00Z","markdown":"It is **on the van**.","visibility":"note"}]}
}

// Where the plugin Snippets is enabled, its surface can put words into the box.
func ExampleInsertFrom() {
	show(ui.Conversation("Driver of JJD0001").ID("chat").Send(ui.Action("say", "Send")).
		Inserts(ui.InsertFrom("snippets", "inserts")).About(ui.Fact("requester.name", "Rui")))
	// Output:
	// {"v":1,"blocks":[{"type":"conversation","title":"Driver of JJD0001","id":"chat","send":{"id":"say","label":"Send"},"inserts":[{"plugin":"snippets","service":"inserts"}],"about":[{"name":"requester.name","text":"Rui"}]}]}
}

// The surface of the other plugin reads it as r.Params.Get("about.requester.name").
func ExampleFact() {
	show(ui.Conversation("Driver").ID("chat").About(ui.Fact("requester.name", "Rui")))
	// Output:
	// {"v":1,"blocks":[{"type":"conversation","title":"Driver","id":"chat","about":[{"name":"requester.name","text":"Rui"}]}]}
}

// The plugin publishes {"say": item} on the topic chat:17, and open windows add it.
func ExampleConversation() {
	show(ui.Conversation("Driver of JJD0001").ID("chat").Subtitle("On the road").
		Items(
			ui.ConversationItem("l1", "in", "2026-11-25T09:30:00Z", "Nobody opens.").Name("Rui").Seq(1),
			ui.ConversationItem("l2", "out", "2026-11-25T09:31:00Z", "Try the shop next door.").Seq(2),
		).
		Send(ui.Action("say", "Send")).Note(ui.Action("note", "Note")).Seen(ui.Action("seen", "Seen")).
		Placeholder("Write to the driver").SeenUpTo(1).Live("chat:17"))
	// Output:
	// {"v":1,"blocks":[{"type":"conversation","title":"Driver of JJD0001","id":"chat","subtitle":"On the road","send":{"id":"say","label":"Send"},"note":{"id":"note","label":"Note"},"seen":{"id":"seen","label":"Seen"},"placeholder":"Write to the driver","seen_up_to":1,"items":[{"id":"l1","side":"in","at":"2026-11-25T09:30:00Z","text":"Nobody opens.","name":"Rui","seq":1},{"id":"l2","side":"out","at":"2026-11-25T09:31:00Z","text":"Try the shop next door.","seq":2}],"live":["chat:17"]}]}
}
