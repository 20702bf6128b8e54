package blocks

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"
)

func mustPrepare(t *testing.T, raw string) *Document {
	t.Helper()
	doc, err := Decode([]byte(raw), PageLimits())
	if err != nil {
		t.Fatal(err)
	}
	doc.Prepare(testOptions(t))
	return doc
}

const parcels = `{"type":"table","id":"parcels","title":"Parcels","edit":{"id":"change","label":"Change"},"columns":[
	{"key":"code","label":"Code"},
	{"key":"state","label":"State","editable":{"kind":"select","name":"state","label":"State","options":[{"value":"sent","label":"On its way"},{"value":"lost","label":"Lost"}]}},
	{"key":"kg","label":"Weight","editable":{"kind":"number","name":"kg","label":"Weight","max":31}}],
	"rows":[{"id":"7","cells":{"code":"JJD1","state":{"k":"badge","text":"Lost"},"kg":2.5}}]}`

func TestACellsFieldBeginsWithWhatTheCellHolds(t *testing.T) {
	doc := mustPrepare(t, `{"v":1,"blocks":[`+parcels+`]}`)
	o := testHTML()
	o.Query = url.Values{"parcels.edit": {"7"}}
	out := string(doc.RenderHTML(o))
	checkHTML(t, []byte(out))
	for _, want := range []string{`name="_edit" value="7"`, `<option value="lost" selected>`, `value="2.5"`, `href="/p/orders"`} {
		if !strings.Contains(out, want) {
			t.Errorf("no %s in %s", want, out)
		}
	}
	doc.SetErrors(&ErrorsEffect{Form: "parcels", Fields: map[string]Text{"kg": T("Too heavy.")}})
	o.Values = map[string]map[string]Raw{"parcels": {"state": Raw(`"sent"`), "kg": Raw("30")}}
	out = string(doc.RenderHTML(o))
	for _, want := range []string{"Too heavy.", `aria-invalid="true"`, `value="30"`, `<option value="sent" selected>`} {
		if !strings.Contains(out, want) {
			t.Errorf("after an error: no %s in %s", want, out)
		}
	}
	if strings.Contains(string(doc.RenderHTML(testHTML())), "_edit") {
		t.Error("a form though nobody changes the row")
	}
}

func TestACellIsChangedByAPost(t *testing.T) {
	doc := mustPrepare(t, `{"v":1,"blocks":[`+parcels+`]}`)
	post := url.Values{"_token": {"change tok"}, "_form": {"parcels"}, "_edit": {"7"}, "parcels:state": {"sent"}, "parcels:kg": {"3"}}
	ev := doc.Submission(post)
	if ev.Event != "edit" || ev.Action != "change" || string(ev.Values["parcels"]) != `{"kg":3,"state":"sent"}` || !slices.Equal(ev.Selection["parcels"], []string{"7"}) {
		t.Errorf("got %+v %s", ev, ev.Values["parcels"])
	}
	post.Set("parcels:kg", "32")
	f := doc.Posted(post)
	if wrong := f.Check(f.Typed(post)); wrong["kg"].IsZero() {
		t.Errorf("got %v", wrong)
	}
	post.Set("_edit", "8")
	if doc.Posted(post) != nil {
		t.Error("a form of a row that is not there")
	}
}

func TestCellsThatNobodyCouldChangeAreRefused(t *testing.T) {
	table := func(edit, field string) string {
		return wrap(`{"type":"table","id":"t","title":"T"` + edit + `,"columns":[{"key":"a","label":"A"` + field + `}],"rows":[]}`)
	}
	const edit, field = `,"edit":{"id":"e","label":"E"}`, `,"editable":{"kind":"text","name":"a","label":"A"}`
	if _, err := Decode([]byte(table(edit, field)), PageLimits()); err != nil {
		t.Error(err)
	}
	for name, raw := range map[string]string{
		"a field without an action": table("", field), "an action without a field": table(edit, ""),
		"a file":             table(edit, strings.Replace(field, `"text"`, `"file"`, 1)),
		"one that asks":      table(`,"edit":{"id":"e","label":"E","confirm":{"title":"Sure?"}}`, field),
		"a table without id": strings.Replace(table(edit, field), `"id":"t",`, "", 1),
		"a list without id":  wrap(`{"type":"list","items":[],"reorder":{"id":"e","label":"E"}}`),
		"a board without id": wrap(`{"type":"board","columns":[{"id":"a","title":"A","items":[]}],"move":{"id":"e","label":"E"}}`),
	} {
		if _, err := Decode([]byte(raw), PageLimits()); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

func TestMovesWithoutScript(t *testing.T) {
	doc := mustPrepare(t, wrap(`{"type":"list","id":"steps","reorder":{"id":"order","label":"Order"},"items":[{"id":"a","title":"A"},{"title":"Fixed"},{"id":"b","title":"B"},{"id":"c","title":"C"}]},
		{"type":"board","id":"board","move":{"id":"move","label":"Move"},"columns":[{"id":"open","title":"Open","items":[{"id":"x","title":"X"}]},{"id":"done","title":"Done","items":[]}]}`))
	checkHTML(t, doc.RenderHTML(testHTML()))
	for move, want := range map[string]string{
		"steps b up": "b a c", "steps a down": "b a c", "steps c up": "a c b",
		"steps a up": "", "steps c down": "", "steps z up": "", "steps a sideways": "", "nothing a up": "", "steps": "",
	} {
		ev := doc.Submission(url.Values{"_token": {"order tok"}, "_move": {move}})
		if want == "" {
			if ev.Event == "move" {
				t.Errorf("%s: got %+v", move, ev)
			}
			continue
		}
		if ev.Event != "move" || strings.Join(ev.Selection["steps"], " ") != want {
			t.Errorf("%s: got %+v", move, ev)
		}
	}
	ev := doc.Submission(url.Values{"_token": {"move tok"}, "_move": {"board x done"}})
	if ev.Event != "move" || ev.Params["item"] != "x" || ev.Params["from"] != "open" || ev.Params["to"] != "done" {
		t.Errorf("got %+v", ev)
	}
	if ev := doc.Submission(url.Values{"_move": {"board y done"}}); ev.Params != nil {
		t.Errorf("a card that is not there: %+v", ev)
	}
}

func TestHoursOfAWeek(t *testing.T) {
	doc := mustPrepare(t, wrap(`{"type":"form","id":"f","submit":{"id":"s","label":"S"},"fields":[{"kind":"schedule","name":"h","label":"Hours","value":{"mon":[["09:00","12:00"]]}}]}`))
	out := string(doc.RenderHTML(testHTML()))
	checkHTML(t, []byte(out))
	if !strings.Contains(out, `name="f:h:mon" value="09:00-12:00"`) {
		t.Error(out)
	}
	f := doc.Form("f")
	for typed, want := range map[string]string{
		"9:00-12:00, 13:00–17:30": `{"mon":[["09:00","12:00"],["13:00","17:30"]]}`, "": `{}`, "00:00-24:00": `{"mon":[["00:00","24:00"]]}`,
		"late": "", "12:00-09:00": "", "09:00": "", "09:00-12:00, 11:00-13:00": "", "25:00-26:00": "",
	} {
		got := f.Typed(url.Values{"f:h:mon": {typed}})["h"]
		wrong := f.Check(map[string]Raw{"h": got})
		if want != "" && (string(got) != want || len(wrong) > 0) {
			t.Errorf("%q: %s %v", typed, got, wrong)
		}
		if want == "" && (wrong["h"].IsZero() || hoursOf(got)["mon"] != typed) {
			t.Errorf("%q is taken as %s", typed, got)
		}
		if !json.Valid(got) {
			t.Errorf("%q: not JSON: %s", typed, got)
		}
	}
}

func TestFilesOfAForm(t *testing.T) {
	doc := mustPrepare(t, wrap(`{"type":"form","id":"f","submit":{"id":"s","label":"S"},"fields":[
		{"kind":"file","name":"one","label":"One","into":"papers.scan"},{"kind":"image","name":"many","label":"Many","into":"papers.scan","max_files":3},
		{"kind":"file","name":"off","label":"Off","into":"papers.scan","disabled":true},{"kind":"text","name":"text","label":"Text"}]},
		{"type":"conversation","id":"talk","title":"Talk","files":"papers.scan","send":{"id":"say","label":"Say"}}`))
	checkHTML(t, doc.RenderHTML(testHTML()))
	for name, most := range map[string]int{"f:one": 1, "f:many": 3, "talk:file": 1, "f:off": 0, "f:text": 0, "f:none": 0, "x:one": 0, "": 0} {
		f := doc.FileInput(name)
		if got := 0; f != nil {
			got = f.MostFiles()
			if got != most || f.Into != "papers.scan" {
				t.Errorf("%s: %+v", name, f)
			}
		} else if got != most {
			t.Errorf("%s takes no file", name)
		}
	}
	typed := doc.Form("f").Typed(url.Values{"f:one": {"before", "now"}, "f:many": {"a", "", "b"}})
	if string(typed["one"]) != `"now"` || string(typed["many"]) != `["a","b"]` {
		t.Errorf("got %s and %s", typed["one"], typed["many"])
	}
	o := testHTML()
	o.Values = map[string]map[string]Raw{"f": typed}
	if out := string(doc.RenderHTML(o)); strings.Count(out, `type="hidden" name="f:many"`) != 2 || !strings.Contains(out, `value="now"`) {
		t.Error("a form that came back lost its files: " + out)
	}
	ev := doc.Submission(url.Values{"_token": {"say tok"}, "_form": {"talk"}, "talk:text": {"Look"}, "talk:file": {"f1"}})
	if !strings.Contains(string(ev.Values["talk"]), `"file":"f1"`) {
		t.Errorf("got %s", ev.Values["talk"])
	}
}
