package pdf

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core/blocks"
)

func TestEveryTreeIsPrinted(t *testing.T) {
	for _, path := range treeFiles(t) {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".json"), func(t *testing.T) {
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			p := read(t, printed(t, docOf(t, string(raw)), ana()))
			p.has(t, "Fabrikam Help", "As seen by Ana Agent", "30 Nov 2026, 13:00 CET")
		})
	}
}

func TestSameInputSameBytes(t *testing.T) {
	raw, err := os.ReadFile(treeFiles(t)[1])
	if err != nil {
		t.Fatal(err)
	}
	first := printed(t, docOf(t, string(raw)), ana())
	if !bytes.Equal(first, printed(t, docOf(t, string(raw)), ana())) {
		t.Error("printed twice, it differs")
	}
	later := ana()
	later.Now = noon.AddDate(0, 0, 1)
	if bytes.Equal(first, printed(t, docOf(t, string(raw)), later)) {
		t.Error("the day makes no difference")
	}
}

func TestHeadOnEachPage(t *testing.T) {
	p := read(t, printed(t, doc(t, tableOf(150)), ana()))
	if len(p.pages) < 3 {
		t.Fatalf("%d pages", len(p.pages))
	}
	for n, text := range p.pages {
		if !strings.Contains(text, "Number") || !strings.Contains(text, "Customer") {
			t.Errorf("page %d has no head of the table", n+1)
		}
		of := regexp.MustCompile(`(?m)^(\d+) of (\d+)$`).FindStringSubmatch(text)
		if of == nil || of[0] != strings.Join([]string{itoa(n + 1), "of", itoa(len(p.pages))}, " ") {
			t.Errorf("page %d says %v", n+1, of)
		}
	}
	p.has(t, "N0", "N149", "Müller & Söhne", "14,900", "Total")
	for i := range 150 {
		if n := strings.Count(strings.Join(p.pages, "\n"), "N"+itoa(i)+"\n"); n != 1 {
			t.Errorf("row %d is there %d times", i, n)
		}
	}
}

func TestARowHigherThanAPage(t *testing.T) {
	long := strings.Repeat("So much was said about it that nobody could read it all. ", 68)
	p := read(t, printed(t, doc(t, `{"type":"table","title":"T","columns":[{"key":"a","label":"Head"},{"key":"b","label":"Other","width":"xs"}],"rows":[{"id":"1","cells":{"a":"`+long+`","b":"`+long+`"}}]}`), ana()))
	if len(p.pages) < 2 || strings.Count(strings.Join(p.pages, ""), "Head") != len(p.pages) {
		t.Errorf("%d pages", len(p.pages))
	}
}

func TestWhatIsLeftOutAndWhatIsNot(t *testing.T) {
	p := read(t, printed(t, doc(t,
		`{"type":"form","id":"f","submit":{"id":"s","label":"Send it"},"fields":[{"kind":"text","name":"n","label":"Your name"}]}`,
		`{"type":"actions","actions":[{"id":"x","label":"Press me","href":"/x"}]}`,
		`{"type":"disclosure","title":"Folded","blocks":[{"type":"text","text":"Inside the fold"}]}`,
		`{"type":"tabs","tabs":[{"id":"a","label":"Tab A","blocks":[{"type":"text","text":"In A"}]},{"id":"b","label":"Tab B","blocks":[{"type":"text","text":"In B"}]}]}`,
		`{"type":"text","text":"Hidden","hidden":true}`,
		`{"type":"text","text":"Without the key","perm":"other.key"}`,
		`{"type":"kv","items":[{"label":"When","value":{"k":"datetime","v":"2026-11-30T09:30:00Z","rel":true}}]}`,
	), ana()))
	p.has(t, "Folded", "Inside the fold", "In A", "In B", "30 Nov 2026, 10:30")
	p.hasNot(t, "Send it", "Your name", "Press me", "Hidden", "Without the key", "ago")
}

func TestFiltersAreSaid(t *testing.T) {
	o := ana()
	o.Query.Set("f.team", "2")
	o.Query.Set("f.from", "2026-11-01")
	p := read(t, printed(t, doc(t, `{"type":"filterbar","param":"f","filters":[
		{"kind":"select","name":"period","label":"Period","value":"week","options":[{"value":"week","label":"Last week"}]},
		{"kind":"select","name":"team","label":"Team","options":[{"value":"2","label":"Billing"}]},
		{"kind":"date","name":"from","label":"From"},{"kind":"checkbox","name":"compare","label":"Compare"}]}`), o))
	p.has(t, "Period: \nLast week", "Team: \nBilling", "From: \n1 Nov 2026")
	p.hasNot(t, "Compare")
}

func TestChartsHaveTheirFigures(t *testing.T) {
	chart := `{"type":"chart","kind":"bar","title":"Calls","summary":"Most on Monday.","x":{"kind":"category","values":["Mon","Tue"],"label":"Day"},"series":[{"id":"s","name":"Incoming","data":[4321,2]},{"id":"o","name":"Outgoing","data":[1,5]}]}`
	alone := read(t, printed(t, doc(t, chart), ana()))
	alone.has(t, "Calls", "Most on Monday.", "Mon", "Incoming", "4,321")
	beside := read(t, printed(t, doc(t, chart, tableOf(2)), ana()))
	beside.hasNot(t, "4,321") // the table behind it says the figures
}

func TestPaperOfTheRegion(t *testing.T) {
	for locale, want := range map[string]string{"en": "595.28 841.89", "de-DE": "595.28 841.89", "en-US": "612.00 792.00", "fr-CA": "612.00 792.00", "": "595.28 841.89"} {
		o := ana()
		o.Locale = locale
		if raw := printed(t, doc(t, `{"type":"text","text":"x"}`), o); !bytes.Contains(raw, []byte("[0 0 "+want+"]")) {
			t.Errorf("%q is not %s", locale, want)
		}
	}
}

func TestAWideTableLiesDown(t *testing.T) {
	var columns, cells []string
	for i := range 12 {
		columns = append(columns, `{"key":"c`+itoa(i)+`","label":"Verantwortlichkeit"}`)
		cells = append(cells, `"c`+itoa(i)+`":"Zuständigkeiten"`)
	}
	raw := printed(t, doc(t, `{"type":"table","title":"T","columns":[`+strings.Join(columns, ",")+`],"rows":[{"id":"1","cells":{`+strings.Join(cells, ",")+`}}]}`), ana())
	if !bytes.Contains(raw, []byte("[0 0 841.89 595.28]")) {
		t.Error("it stands upright")
	}
}

func TestAboutTheDocument(t *testing.T) {
	o := ana()
	o.Locale = "de"
	o.Word = func(key string) string {
		return map[string]string{"of": "von", "seen_by": "Aus der Sicht von"}[key]
	}
	d := docOf(t, `{"v":1,"title":"Größe","blocks":[{"type":"heading","text":"Übersicht"}]}`)
	p := read(t, printed(t, d, o))
	p.has(t, "Größe", "Aus der Sicht von Ana Agent", "30.11.2026, 13:00", "1 von 1")
	root := p.Trailer().Key("Root")
	if lang := root.Key("Lang").RawString(); lang != "de" {
		t.Errorf("language %q", lang)
	}
	if title := p.Trailer().Key("Info").Key("Title").Text(); title != "Größe" {
		t.Errorf("title %q", title)
	}
	if entry := root.Key("Outlines").Key("First").Key("Title").Text(); entry != "Übersicht" {
		t.Errorf("outline %q", entry)
	}
}

func TestLinksLeadSomewhereOrNowhere(t *testing.T) {
	list := []string{`{"type":"kv","items":[{"label":"a","value":{"k":"link","text":"inside","href":"/app/tickets/7?a=b"}},{"label":"b","value":{"k":"link","text":"outside","href":"https://example.com/x(y)"}}]}`}
	raw := printed(t, doc(t, list...), ana())
	for _, want := range []string{"https://help.example.com/app/tickets/7?a=b", `https://example.com/x\(y\)`} {
		if !bytes.Contains(raw, []byte(want)) {
			t.Errorf("no link to %s", want)
		}
	}
	o := ana()
	o.Address = ""
	if bytes.Contains(printed(t, doc(t, list...), o), []byte("/app/tickets")) {
		t.Error("a link that leads nowhere")
	}
}

func TestBoundedByPagesAndContext(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	var many []string
	for range 8 {
		many = append(many, tableOf(2500))
	}
	p := read(t, printed(t, doc(t, many...), ana()))
	if len(p.pages) != maxPages {
		t.Errorf("%d pages", len(p.pages))
	}
	if !strings.Contains(p.pages[maxPages-1], "does not fit into one file") {
		t.Error("the last page does not say that something is left out")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var b bytes.Buffer
	if err := Render(ctx, &b, doc(t, many[:2]...), ana()); !errors.Is(err, context.Canceled) || b.Len() > 0 {
		t.Errorf("%v, %d bytes", err, b.Len())
	}
}

func TestColoursAreThoseOfPages(t *testing.T) {
	css, err := os.ReadFile("../../../web/portal/blocks.css")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, rule := range regexp.MustCompile(`([^{}]+)\{\s*fill: (?:light-dark\()?#([0-9a-f]{6})`).FindAllStringSubmatch(string(css), -1) {
		for selector := range strings.SplitSeq(rule[1], ",") {
			name := strings.TrimPrefix(strings.TrimSpace(selector), ".pb-")
			if c, ours := paints[name]; ours {
				seen[name] = true
				if c != accentOf("#"+rule[2]) {
					t.Errorf("%s is %v here and #%s there", name, c, rule[2])
				}
			}
		}
	}
	if len(seen) != len(paints) {
		t.Errorf("%d of %d colours are known there", len(seen), len(paints))
	}
}

func FuzzRender(f *testing.F) {
	for _, path := range treeFiles(f) {
		raw, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw, "en-US")
	}
	f.Add([]byte(`{"v":1,"title":"👩‍👩‍👧‍👦🇩🇪\u0000\u202e","blocks":[{"type":"chart","kind":"area","title":"x","summary":"y","x":{"kind":"category","values":["a","b"]},"series":[{"id":"s","name":"n","data":[1e308,-1e308]}]}]}`), "he")
	f.Fuzz(func(t *testing.T, raw []byte, locale string) {
		d, err := blocks.Decode(raw, blocks.PrintLimits())
		if err != nil {
			return
		}
		d.Prepare(blocks.Options{})
		o := ana()
		o.Locale = locale
		var b bytes.Buffer
		if err := Render(context.Background(), &b, d, o); err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(b.Bytes(), []byte("%PDF-")) {
			t.Fatal("not a PDF")
		}
	})
}

func BenchmarkTable5000(b *testing.B) {
	d := doc(b, tableOf(5000))
	b.ReportAllocs()
	for b.Loop() {
		var out bytes.Buffer
		if err := Render(context.Background(), &out, d, ana()); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(out.Len()), "bytes")
	}
}

func BenchmarkReport(b *testing.B) {
	raw, err := os.ReadFile("../../../web/blocks/testdata/charts.json")
	if err != nil {
		b.Fatal(err)
	}
	d := docOf(b, string(raw))
	b.ReportAllocs()
	for b.Loop() {
		var out bytes.Buffer
		if err := Render(context.Background(), &out, d, ana()); err != nil {
			b.Fatal(err)
		}
	}
}
