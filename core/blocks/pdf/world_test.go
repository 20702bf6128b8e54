package pdf

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	reader "github.com/ledongthuc/pdf"

	"pegboard.dev/pegboard/core/blocks"
)

var noon = time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)

// ana is who the papers of these tests are for.
func ana() Options {
	return Options{
		Title: "Report", Helpdesk: "Fabrikam Help", Reader: "Ana Agent", Address: "https://help.example.com", Locale: "en",
		Zone: time.FixedZone("CET", 3600), Now: noon, Query: url.Values{},
	}
}

// treeFiles are the documents that every renderer is tested with.
func treeFiles(tb testing.TB) []string {
	tb.Helper()
	all, err := filepath.Glob("../../../web/blocks/testdata/*.json")
	if err != nil {
		tb.Fatal(err)
	}
	var out []string
	for _, path := range all {
		if !strings.HasSuffix(path, ".prepared.json") && !strings.HasSuffix(path, "show-if.json") {
			out = append(out, path)
		}
	}
	if len(out) < 7 {
		tb.Fatalf("only %d trees", len(out))
	}
	return out
}

// docOf reads a document and prepares it.
func docOf(tb testing.TB, raw string) *blocks.Document {
	tb.Helper()
	d, err := blocks.Decode([]byte(raw), blocks.PrintLimits())
	if err != nil {
		tb.Fatal(err)
	}
	d.Prepare(blocks.Options{Image: func(ref blocks.ImageRef) string { return "/pictures/" + url.PathEscape(ref.Asset) }})
	return d
}

// doc is a document of these blocks.
func doc(tb testing.TB, list ...string) *blocks.Document {
	tb.Helper()
	return docOf(tb, `{"v":1,"blocks":[`+strings.Join(list, ",")+`]}`)
}

func printed(tb testing.TB, d *blocks.Document, o Options) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := Render(context.Background(), &b, d, o); err != nil {
		tb.Fatal(err)
	}
	if dir := os.Getenv("PEGBOARD_PAPERS"); dir != "" { // to be looked at
		if err := os.WriteFile(filepath.Join(dir, strings.ReplaceAll(tb.Name(), "/", "-")+".pdf"), b.Bytes(), 0o600); err != nil {
			tb.Fatal(err)
		}
	}
	return b.Bytes()
}

// paper is a PDF as a reader of another make sees it.
type paper struct {
	*reader.Reader
	pages []string // their texts, one on each line
}

func read(tb testing.TB, raw []byte) *paper {
	tb.Helper()
	r, err := reader.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		tb.Fatal(err)
	}
	p := &paper{Reader: r}
	for n := 1; n <= r.NumPage(); n++ {
		content, err := io.ReadAll(r.Page(n).V.Key("Contents").Reader())
		if err != nil {
			tb.Fatal(err)
		}
		p.pages = append(p.pages, shown(string(content)))
	}
	return p
}

var (
	texts   = regexp.MustCompile(`(?s)\(((?:\\.|[^\\)])*)\) Tj`)
	escapes = regexp.MustCompile(`(?s)\\(.)`)
)

// shown is what a page's content stream writes; its codes are UTF-16.
func shown(content string) string {
	var b strings.Builder
	for _, m := range texts.FindAllStringSubmatch(content, -1) {
		raw := escapes.ReplaceAllStringFunc(m[1], func(s string) string { return strings.NewReplacer("r", "\r", "n", "\n").Replace(s[1:]) })
		units := make([]uint16, len(raw)/2)
		for i := range units {
			units[i] = uint16(raw[2*i])<<8 | uint16(raw[2*i+1])
		}
		b.WriteString(strings.ReplaceAll(string(utf16.Decode(units)), "\u00a0", " ") + "\n")
	}
	return b.String()
}

func (p *paper) has(tb testing.TB, texts ...string) {
	tb.Helper()
	all := strings.Join(p.pages, "\n")
	for _, s := range texts {
		if !strings.Contains(all, s) {
			tb.Errorf("%q is not on paper:\n%s", s, all)
		}
	}
}

func (p *paper) hasNot(tb testing.TB, texts ...string) {
	tb.Helper()
	all := strings.Join(p.pages, "\n")
	for _, s := range texts {
		if strings.Contains(all, s) {
			tb.Errorf("%q is on paper", s)
		}
	}
}

// tableOf is a table of so many rows.
func tableOf(rows int) string {
	var b strings.Builder
	b.WriteString(`{"type":"table","title":"Orders","columns":[{"key":"a","label":"Number"},{"key":"b","label":"Customer"},{"key":"c","label":"Note"},{"key":"d","label":"Sum","as":"number"}],"rows":[`)
	for i := range rows {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id":"%d","cells":{"a":"N%d","b":"Müller & Söhne","c":"Was asked for on the phone, and sent the day after","d":%d}}`, i, i, i*100)
	}
	b.WriteString(`],"totals":{"d":{"k":"number","v":7}}}`)
	return b.String()
}
