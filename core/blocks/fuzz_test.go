package blocks

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"
)

// hostile are texts that must never become more than text.
var hostile = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `javascript:alert(1)`, `</textarea><script>`, `</title><svg onload=alert(1)>`,
	`' onmouseover='alert(1)`, "`${alert(1)}`", `<!--`, `]]>`, "\x00<b>", `&lt;script&gt;`, `{{constructor}}`, "\u2028</script>",
	`[a](javascript:alert(1))`, `<https://x/"onclick=alert(1)>`, `![x](https://e.example/"onerror="alert(1))`, "```\"><script>\n</script>```",
	`data:text/html;base64,PHNjcmlwdD4=`, `//evil.example/x`, `https://a/"><script>`, `\u003cscript\u003e`, `<a href="javascript:x">y</a>`,
}

// FuzzDocument gives arbitrary bytes to the decoder, and checks that whatever
// it accepts is JSON again, passes a second time, and renders without code.
func FuzzDocument(f *testing.F) {
	for _, path := range treeFiles(f) {
		raw, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	for _, s := range hostile {
		f.Add([]byte(everywhere(s)))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		doc, err := Decode(raw, PageLimits())
		if err != nil {
			return
		}
		first := doc.JSON()
		again, err := Decode(first, PageLimits())
		if err != nil {
			t.Fatalf("its own JSON is refused: %v\n%s", err, first)
		}
		if second := again.JSON(); string(second) != string(first) {
			t.Fatalf("not stable:\n%s\n%s", first, second)
		}
		prepared := doc.Prepare(testOptions(t))
		if !json.Valid(prepared) || strings.Contains(string(prepared), "<") {
			t.Fatalf("prepared into %s", prepared)
		}
		checkCode(t, doc.RenderHTML(testHTML()))
		checkCode(t, doc.RenderActions(testHTML()))
	})
}

func FuzzResponse(f *testing.F) {
	f.Add([]byte(`{"effects":[{"type":"patch","patches":[{"op":"set","id":"a","props":{"text":"x"}}]}]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		res, err := DecodeResponse(raw, PageLimits())
		if err == nil && !json.Valid(res.Prepare(testOptions(t))) {
			t.Fatalf("not JSON: %s", res.JSON())
		}
	})
}

func FuzzMarkdown(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		checkCode(t, []byte(RenderMarkdown(src, 3, func(u string) string { return "/img/" + url.PathEscape(u) })))
	})
}

func FuzzSeal(f *testing.F) {
	s := testSealer(f, noon)
	f.Add(s.Seal(testBinding, Sealed{Action: "a", Args: Raw("{}")}))
	f.Fuzz(func(t *testing.T, token string) {
		if a, err := s.Open(testBinding, token); err == nil && s.Seal(testBinding, a) != token {
			t.Fatalf("%q opened into %+v", token, a)
		}
	})
}

// checkCode is checkHTML for arbitrary documents, whose labels and ids are the
// author's business.
func checkCode(t testing.TB, out []byte) {
	t.Helper()
	checkHTML(quiet{t}, out)
}

// quiet lets pass what is only a matter of quality.
type quiet struct{ testing.TB }

func (quiet) Errorf(string, ...any) {}

// everywhere is a document with s in every text, name and address.
func everywhere(s string) string {
	q, _ := json.Marshal(s)
	v := string(q)
	action := `{"id":"a","label":` + v + `,"href":` + v + `,"icon":` + v + `,"confirm":{"title":` + v + `},"disabled_reason":` + v + `}`
	call := `{"id":"a","label":` + v + `,"args":{"x":` + v + `},"confirm":{"title":` + v + `,"text":` + v + `,"label":` + v + `}}`
	value := func(kind string) string { return fmt.Sprintf(kind, v) }
	blocks := []string{
		`{"type":"text","text":` + v + `}`, `{"type":"markdown","text":` + v + `}`, `{"type":"heading","text":` + v + `,"icon":` + v + `}`,
		`{"type":"section","title":` + v + `,"subtitle":` + v + `,"actions":[` + action + `,` + call + `],"blocks":[]}`,
		`{"type":"badge","text":` + v + `,"tone":` + v + `}`, `{"type":"alert","title":` + v + `,"text":` + v + `}`,
		`{"type":"image","src":{"file":` + v + `},"alt":` + v + `,"caption":` + v + `,"href":` + v + `}`,
		`{"type":"code","text":` + v + `,"diff":true}`, `{"type":"quote","text":` + v + `,"by":` + v + `,"href":` + v + `}`,
		`{"type":"message","author":{"k":"bot","name":` + v + `},"at":"2026-11-25","markdown":` + v + `}`,
		`{"type":"kv","items":[{"label":` + v + `,"value":` + value(`{"k":"link","text":%[1]s,"href":%[1]s}`) + `},{"label":"n","value":` + `{"k":"number","v":1,"unit":"u"}` + `},{"label":"t","value":` + value(`{"k":"tags","v":[%s]}`) + `}]}`,
		`{"type":"list","items":[{"title":` + v + `,"text":` + v + `,"href":` + v + `,"meta":[` + value(`{"k":"text","v":%s}`) + `],"badge":{"text":` + v + `}}]}`,
		`{"type":"table","id":"t","title":` + v + `,"columns":[{"key":"a","label":` + v + `,"as":"link","sortable":true},{"key":"b","label":"b","as":"date"}],"rows":[{"id":"1","href":` + v + `,"cells":{"a":` + v + `,"b":` + v + `}}],"search":{"placeholder":` + v + `,"value":` + v + `},"empty":` + v + `,"paging":{"mode":"cursor","next":` + v + `}}`,
		`{"type":"chart","kind":"donut","title":` + v + `,"summary":` + v + `,"x":{"kind":"category","values":[` + v + `],"label":` + v + `},"series":[{"id":"s","name":` + v + `,"data":[1]}],"y":{"unit":` + v + `}}`,
		`{"type":"form","id":"f","title":` + v + `,"submit":` + call + `,"error":` + v + `,"errors":{"n":` + v + `},"fields":[{"kind":"textarea","name":"n","label":` + v + `,"help":` + v + `,"value":` + v + `,"placeholder":` + v + `},{"kind":"select","name":"s","label":` + v + `,"options":[{"value":` + v + `,"label":` + v + `,"group":` + v + `}]}]}`,
		`{"type":"link","text":` + v + `,"href":` + v + `}`, `{"type":"search","param":"q","placeholder":` + v + `}`,
		`{"type":"tabs","tabs":[{"id":"a","label":` + v + `,"badge":` + v + `,"blocks":[]}]}`, `{"type":"files","items":[{"file":` + v + `,"name":` + v + `}]}`,
		`{"type":"tree","nodes":[{"id":"r","label":` + v + `,"href":` + v + `}]}`, `{"type":"vote","label":` + v + `,"up":` + call + `}`,
	}
	return `{"v":1,"title":` + v + `,"blocks":[` + strings.Join(blocks, ",") + `]}`
}

func TestNoHostileTextSurvivesAnywhere(t *testing.T) {
	for _, s := range hostile {
		doc, err := Decode([]byte(everywhere(s)), PageLimits())
		if err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		prepared := doc.Prepare(testOptions(t))
		if strings.ContainsAny(string(prepared), "<>&\u2028") {
			t.Errorf("%q: JSON holds %s", s, prepared)
		}
		checkHTML(t, doc.RenderHTML(testHTML()))
	}
}
