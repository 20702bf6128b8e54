package blocks

import (
	"bytes"
	"encoding/json"
	"net/url"
	"os"
	"testing"
)

func TestShowIfTable(t *testing.T) {
	raw, err := os.ReadFile(trees + "/show-if.json")
	if err != nil {
		t.Fatal(err)
	}
	var table struct {
		Values map[string]map[string]json.RawMessage
		Cases  []struct {
			Name string
			Cond json.RawMessage
			Want bool
		}
	}
	if err := json.Unmarshal(raw, &table); err != nil {
		t.Fatal(err)
	}
	get := func(form, field string) Raw { return Raw(table.Values[form][field]) }
	for _, c := range table.Cases {
		doc := mustDecode(t, wrap(`{"type":"text","text":"x","show_if":`+string(c.Cond)+`}`))
		if got := doc.Blocks[0].(*Paragraph).ShowIf.Eval(get); got != c.Want {
			t.Errorf("%s: got %v", c.Name, got)
		}
	}
}

const signup = `{"type":"form","id":"f","submit":{"id":"s","label":"S"},"fields":[
	{"kind":"text","name":"name","label":"Name","required":true,"min_length":2,"max_length":5,"pattern":"[a-z]+","pattern_text":"Small letters only."},
	{"kind":"number","name":"age","label":"Age","min":18,"max":99},
	{"kind":"email","name":"mail","label":"Mail"},
	{"kind":"date","name":"day","label":"Day","min":"2026-01-01","max":"2026-12-31"},
	{"kind":"switch","name":"firm","label":"Firm"},
	{"kind":"group","show_if":{"form":"f","field":"firm","is":true},"fields":[{"kind":"text","name":"vat","label":"VAT","required":true}]},
	{"kind":"multiselect","name":"likes","label":"Likes","options":[{"value":"a","label":"A"},{"value":"b","label":"B"}]},
	{"kind":"money","name":"sum","label":"Sum"},
	{"kind":"tags","name":"tags","label":"Tags"},
	{"kind":"keyvalue","name":"kv","label":"KV"},
	{"kind":"static","name":"fixed","label":"Fixed","value":"as is"},
	{"kind":"daterange","name":"range","label":"Range","required":true}]}`

func TestSubmissionIsTypedAndChecked(t *testing.T) {
	doc := mustDecode(t, wrap(signup))
	form := doc.Form("f")
	post := url.Values{"_form": {"f"}, "_token": {"s tok"}, "f:name": {"ana"}, "f:age": {"20"}, "f:mail": {"a@example.com"}, "f:day": {"2026-05-01"},
		"f:firm": {"true"}, "f:vat": {"X1"}, "f:likes": {"a", "b"}, "f:sum": {"9.90"}, "f:tags": {"x, y ,"}, "f:kv": {"a=1\r\nb=2=3\r\n"}, "f:fixed": {"changed"},
		"f:range:from": {"2026-01-01"}, "f:range:to": {"2026-02-01"}, "g:other": {"x"}}
	ev := doc.Submission(post)
	want := `{"age":20,"day":"2026-05-01","firm":true,"fixed":"as is","kv":{"a":"1","b":"2=3"},"likes":["a","b"],"mail":"a@example.com","name":"ana","range":["2026-01-01","2026-02-01"],"sum":"9.90","tags":["x","y"],"vat":"X1"}`
	if got := string(ev.Values["f"]); got != want || ev.Event != "submit" || ev.Token != "tok" || ev.Action != "s" {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if bad := form.Check(form.Typed(post)); len(bad) != 0 {
		t.Errorf("a good form has faults: %v", bad)
	}
	for name, c := range map[string]struct {
		field, value, says string
	}{
		"required":      {"f:name", "", "Enter a value."},
		"too short":     {"f:name", "a", "Enter at least 2 characters."},
		"too long":      {"f:name", "abcdef", "Enter at most 5 characters."},
		"pattern":       {"f:name", "ANA", "Small letters only."},
		"no number":     {"f:age", "old", "Enter a number."},
		"not infinite":  {"f:age", "Infinity", "Enter a number."},
		"below":         {"f:age", "17", "Enter 18 or more."},
		"above":         {"f:age", "100", "Enter 99 or less."},
		"no address":    {"f:mail", "ana", "Enter an e-mail address such as name@example.com."},
		"no day":        {"f:day", "tomorrow", "Enter a date such as 2026-11-25."},
		"early day":     {"f:day", "2025-12-31", "Enter 2026-01-01 or later."},
		"late day":      {"f:day", "2027-01-01", "Enter 2026-12-31 or earlier."},
		"conditional":   {"f:vat", "", "Enter a value."},
		"not an option": {"f:likes", "z", "Choose one of the options."},
		"no amount":     {"f:sum", "1e9", "Enter an amount such as 12.50."},
	} {
		t.Run(name, func(t *testing.T) {
			p := url.Values{}
			for k, v := range post {
				p[k] = v
			}
			p.Set(c.field, c.value)
			bad := form.Check(form.Typed(p))
			if len(bad) != 1 || bad[c.field[2:]].Plain != c.says {
				t.Errorf("got %v", bad)
			}
		})
	}
	t.Run("a hidden field is not asked for", func(t *testing.T) {
		p := url.Values{}
		for k, v := range post {
			p[k] = v
		}
		p.Del("f:firm")
		p.Del("f:vat")
		if bad := form.Check(form.Typed(p)); len(bad) != 0 {
			t.Errorf("got %v", bad)
		}
	})
}

func TestARefusedFormKeepsWhatWasTyped(t *testing.T) {
	doc := mustDecode(t, wrap(signup))
	doc.Prepare(testOptions(t))
	doc.SetErrors(&ErrorsEffect{Form: "f", Fields: map[string]Text{"name": T("Taken.")}, FormError: T("Please check.")})
	o := testHTML()
	o.Values = map[string]map[string]Raw{"f": {"name": Raw(`"typed\"<x>"`), "firm": Raw("true")}}
	out := doc.RenderHTML(o)
	checkHTML(t, out)
	for _, want := range []string{`value="typed&#34;&lt;x&gt;"`, `aria-invalid="true"`, `href="#f-f-name"`, `id="f-f-name-error"`, "Please check.", "f:vat"} {
		if !bytes.Contains(out, []byte(want)) {
			t.Errorf("lacks %s", want)
		}
	}
}

func TestAPostSaysWhatABrowserWithScriptWould(t *testing.T) {
	doc := mustDecode(t, wrap(`{"type":"conversation","id":"talk","title":"Talk","items":[],"send":{"id":"say","label":"Send"}},
		{"type":"table","id":"parcels","title":"Parcels","columns":[{"key":"code","label":"Code"}],
			"rows":[{"id":"7","cells":{"code":"JJD"}}],"row_actions":[{"id":"drop","label":"Delete"}]}`))
	doc.Prepare(testOptions(t))
	out := doc.RenderHTML(testHTML())
	for _, want := range []string{`name="_row" value="parcels 7"`, `name="talk:text"`, `name="_form" value="talk"`} {
		if !bytes.Contains(out, []byte(want)) {
			t.Errorf("lacks %s", want)
		}
	}
	ev := doc.Submission(url.Values{"_token": {"drop tok"}, "_row": {"parcels 7"}})
	if ev.Event != "action" || ev.Action != "drop" || len(ev.Selection["parcels"]) != 1 || ev.Selection["parcels"][0] != "7" {
		t.Errorf("an action on a row is %+v", ev)
	}
	var said struct{ Text, Client string }
	ev = doc.Submission(url.Values{"_token": {"say tok"}, "_form": {"talk"}, "talk:text": {"Where is\r\nit?"}})
	if err := json.Unmarshal(ev.Values["talk"], &said); err != nil || ev.Event != "submit" || said.Text != "Where is\nit?" || said.Client == "" {
		t.Errorf("what is said is %+v, %v", ev, err)
	}
}
