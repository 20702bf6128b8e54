package blocks_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"pegboard.dev/pegboard/core/blocks"
	"pegboard.dev/pegboard/sdk/ui"
)

// fromBuilders uses every block, value and effect builder of the SDK.
func fromBuilders() (*ui.DocumentBuilder, *ui.ResponseBuilder) {
	go1 := ui.Action("go", "Go").Args("n", 1, "list", []string{"a"}, "deep", map[string]any{"x": []any{true, nil, 1.5}})
	text := ui.Text("x")
	values := []ui.Value{
		ui.TextValue("t"), ui.NumberValue(1.5).Digits(1), ui.PercentValue(.5), ui.MoneyValue("1.00", "EUR"), ui.DateValue("2026-11-25"),
		ui.DateTimeValue("2026-11-25T10:00:00Z").Rel(true), ui.DurationValue(1), ui.BytesValue(1), ui.BoolValue(false), ui.BadgeValue("b").Tone(ui.Danger),
		ui.LinkValue("l", "/x"), ui.UserValue("1"), ui.ContactValue("1"), ui.TicketValue("1"), ui.TeamValue("1"), ui.OrgValue("1"),
		ui.TagsValue("a", "b"), ui.ProgressValue(1).Max(2), ui.SparkValue(1, 2), ui.ImageValue(ui.Asset("a.png"), "alt"),
	}
	kv := ui.KV()
	for i, v := range values {
		kv.Items(ui.KVItem(fmt.Sprint(i), v))
	}
	form := ui.Form("f", ui.Action("s", "S"), ui.Group(ui.TextField("in", "In")).Title("G")).Autosave(ui.Trigger("auto")).Error("bad").FieldError("in", "worse")
	for _, k := range blocks.FieldKinds {
		f := ui.Field(k, "n."+k, k)
		if k == "list" {
			f.Fields(ui.TextField("a", "A"))
		}
		form.Fields(f)
	}
	form.Fields(ui.SelectField("s", "S").Options(ui.Option("a", "A").Disabled(true)).Value("a").Required(true).Load(ui.Action("load", "L")))
	axis := ui.Axis("category", "a", "b")
	doc := ui.Doc(
		ui.Stack(text).Dir("row"), ui.Grid(2, text), ui.Split().Start(text).End(text), ui.Section(text).Title("S").Actions(go1), ui.Disclosure("D", text).Count(0),
		ui.Tabs(ui.Tab("a", "A").Blocks(text), ui.Tab("b", "B").Lazy(true)).ID("tabs"), ui.Steps("a", text).Steps(ui.Step("a", "A")), ui.Divider(),
		ui.Heading("H"), ui.Markdown("**m**"), ui.Badge("b").Tone(ui.Info), ui.Alert("A").Actions(ui.Action("x", "X").Href("/x")), ui.Image(ui.Stored("c/1/f"), "alt"),
		ui.Gallery(ui.GalleryItem(ui.Asset("i.png"), "alt")), ui.Video("youtube", "abc", "V"), ui.Code("c"), ui.Quote("q").By("me"),
		ui.Empty("E"), ui.Skeleton().Lines(2), ui.Message(ui.Author("user").ID("1"), "2026-11-25", "m"),
		ui.Conversation("V").ID("talk").Items(ui.ConversationItem("l1", "in", "2026-11-25T10:00:00Z", "hi").Seq(1)).Send(go1).Live("chat:1"),
		kv, ui.Stat("S", values[1]).Delta(values[2]).Trend("up"), ui.List(ui.Item("I").Badge(ui.Mark("m"))), ui.Timeline(ui.TimelineItem("2026-11-25", "T")),
		ui.Tree(ui.TreeNode("a", "A").Children(ui.TreeNode("b", "B"))),
		ui.Table("T").Columns(ui.Column("a", "A")).Rows(ui.Row("1").Cell("a", ui.Plain("x")), ui.Row("2").Cell("a", ui.Number(2))).Total("a", values[0]),
		ui.Board(ui.BoardColumn("a", "A", ui.Item("I"))), ui.Calendar("2026-11-01", "2026-11-30", ui.CalendarEvent("e", "E", "2026-11-25")),
		ui.Chart("line", "C", axis, "S", ui.Series("s", "S", 1, 2)).Y(ui.YAxis().Min(0)), ui.Progress("P", 5), ui.Rating(3, "R"),
		ui.People(ui.Person("user", "1")), ui.Files(ui.File("f", "n")), ui.Entity("ticket", "1"),
		ui.Actions(go1).Overflow(go1), ui.Button(go1), ui.Menu("M", go1), ui.Link("L", "/l"), form, ui.Search("q"), ui.FilterBar("f", ui.TextField("a", "A")),
		ui.Vote("V", go1),
		text.ShowIf(ui.AnyOf(ui.If("f", "in").Is("x"), ui.AllOf(ui.If("f", "s").In("a", 2), ui.If("f", "s").Empty(false)))),
	).Title(ui.Tr("title", "n", 3, "who", "Ana")).SEO(ui.SEO("t", "d")).Badge(ui.Mark("3"))
	res := ui.Respond(
		ui.Patches(ui.Replace("a", text), ui.Remove("a"), ui.Append("a", text), ui.SetProps("a", ui.Props().Hidden(false).Value(ui.Number(1))),
			ui.PatchRow("t", "1").Cell("a", ui.Plain("x")), ui.PatchField("f", "in").Value([]string{"a"})),
		ui.Render(ui.Doc(ui.Divider())), ui.Refresh(), ui.Errors("f").FieldError("in", "bad").FormError("worse"), ui.Reset("f"), ui.Toast("T"), ui.Modal("m", "M", ui.Divider()),
		ui.Drawer("d", "D"), ui.Close(), ui.Navigate("/x"), ui.Download("f", "n"), ui.Copy("c"), ui.Composer(ui.Insert("text", "t")), ui.SetBadge(),
	).Error(ui.Problem("conflict"))
	return doc, res
}

func TestBuildersSayWhatTheHostUnderstands(t *testing.T) {
	doc, res := fromBuilders()
	lim := blocks.PageLimits()
	lim.Strict = true
	raw, err := doc.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	d, err := blocks.Decode(raw, lim)
	if err != nil {
		t.Fatalf("%v\n%s", err, raw)
	}
	if d.Title.Key != "title" || d.Title.Args["n"] != 3.0 || d.Title.Args["who"] != "Ana" {
		t.Errorf("title: %+v", d.Title)
	}
	seen := map[string]bool{}
	d.Each(func(b blocks.Block) { seen[fmt.Sprintf("%T", b)] = true })
	if len(seen) != 44 {
		t.Errorf("the builders make %d kinds of blocks, want 44", len(seen))
	}
	raw, _ = res.MarshalJSON()
	r, err := blocks.DecodeResponse(raw, lim)
	if err != nil {
		t.Fatalf("%v\n%s", err, raw)
	}
	if len(r.Effects) != 14 {
		t.Errorf("%d effects", len(r.Effects))
	}
}

func TestBuildersCannotBeBrokenOutOf(t *testing.T) {
	for _, s := range []string{`"}],"v":2`, "\x00$t:k\x00n\x00n1}", "\x00$t:", "\x00$t:k\x00a", "a\xffb", "\u2028", "tab\tnl\n"} {
		raw, _ := ui.Doc(ui.Text(s), ui.Table(s).Columns(ui.Column("a", s)).Rows(ui.Row("1").Cell("a", ui.Plain(s)))).Title(s).MarshalJSON()
		d, err := blocks.Decode(raw, blocks.PageLimits())
		if err != nil {
			t.Errorf("%q: %v in %s", s, err, raw)
		} else if len(d.Blocks) != 2 {
			t.Errorf("%q: %d blocks", s, len(d.Blocks))
		}
	}
}

// page is a document of about 20 KB, as a plugin's page with a full table sends.
func page() *ui.DocumentBuilder {
	table := ui.Table("Calls").ID("calls").Sort("-at").
		Columns(ui.Column("at", "When").As("datetime").Sortable(true), ui.Column("who", "Caller").As("contact"), ui.Column("note", "Note"), ui.Column("kind", "Kind"), ui.Column("len", "Length").As("duration"))
	for i := range 60 {
		id := ui.ID(int64(i + 1))
		table.Rows(ui.Row(id).Cell("at", ui.DateTimeValue("2026-11-25T10:00:00Z")).Cell("who", ui.ContactValue(id)).
			Cell("note", ui.Plain("Called about the invoice of last month, wants it again by post")).Cell("kind", ui.BadgeValue("Incoming").Tone(ui.Info)).Cell("len", ui.Number(93000)))
	}
	return ui.Doc(ui.Markdown("Calls of **this week**, newest first."), table).Title("Call log")
}

func BenchmarkBuildPage(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		raw, _ := page().MarshalJSON()
		b.SetBytes(int64(len(raw)))
	}
}

func BenchmarkDecode(b *testing.B) {
	raw, _ := page().MarshalJSON()
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := blocks.Decode(raw, blocks.PageLimits()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkDecodeWithoutRules is encoding/json on the same bytes, to compare with.
func BenchmarkDecodeWithoutRules(b *testing.B) {
	raw, _ := page().MarshalJSON()
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		var x any
		if err := json.Unmarshal(raw, &x); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkToConsole is the host's whole work on a document, from bytes to bytes.
func BenchmarkToConsole(b *testing.B) {
	raw, _ := page().MarshalJSON()
	b.ReportAllocs()
	for b.Loop() {
		doc, err := blocks.Decode(raw, blocks.PageLimits())
		if err != nil {
			b.Fatal(err)
		}
		doc.Prepare(options())
	}
}

func BenchmarkRenderHTML(b *testing.B) {
	raw, _ := page().MarshalJSON()
	doc, err := blocks.Decode(raw, blocks.PageLimits())
	if err != nil {
		b.Fatal(err)
	}
	doc.Prepare(options())
	b.ReportAllocs()
	for b.Loop() {
		doc.RenderHTML(blocks.HTMLOptions{Path: "/p", Now: time.Unix(0, 0)})
	}
}

func options() blocks.Options {
	return blocks.Options{Names: func(refs []blocks.Ref) map[blocks.Ref]blocks.Named {
		out := make(map[blocks.Ref]blocks.Named, len(refs))
		for _, r := range refs {
			out[r] = blocks.Named{Name: "Somebody", Link: "/people/" + r.ID}
		}
		return out
	}}
}

// ExampleDecode shows what an author is told about a mistake.
func ExampleDecode() {
	_, err := blocks.Decode([]byte(`{"v":1,"blocks":[{"type":"heading"}]}`), blocks.PageLimits())
	fmt.Println(strings.SplitN(err.Error(), ": ", 3)[2])
	// Output: $.blocks[0].text is required.
}
