package blocks

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"pegboard.dev/pegboard/core"
)

var update = flag.Bool("update", false, "write the golden files anew")

// trees is where the documents live that every renderer is tested with.
const trees = "../../web/blocks/testdata"

var noon = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)

type fixedClock struct{ t time.Time }

func (c fixedClock) Now() time.Time { return c.t }

func testSealer(t testing.TB, at time.Time) *Sealer {
	t.Helper()
	s, err := NewSealer(fixedClock{at}, bytes.Repeat([]byte("k"), 32))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var testBinding = Binding{Plugin: "calllogs", Surface: "page", Viewer: 5, Context: map[string]string{"ticket": "12"}}

func testOptions(t testing.TB) Options {
	names := map[Ref]Named{
		{"user", "1"}: {"Ana Agent", "/app/people/1"}, {"contact", "7"}: {"Carl & Co", "/app/people/7"},
		{"ticket", "12"}: {"#12 Broken <printer>", "/app/tickets/12"}, {"team", "3"}: {"Billing", ""},
		{"org", "4"}: {"Acme", "javascript:alert(1)"},
	}
	return Options{
		May: func(key string) bool { return key == "open.view" },
		Message: func(key string, args map[string]any) string {
			if key == "greeting" {
				return "Hello " + args["name"].(string)
			}
			return ""
		},
		Sealer: testSealer(t, noon), Binding: testBinding,
		Image: func(r ImageRef) string { return "/img/" + url.PathEscape(r.Asset+r.File) },
		File:  func(f string) string { return "/files/" + f },
		Insert: func(plugin, service string) (Insertion, bool) {
			return Insertion{Surface: "chat", Title: "Canned reply", Icon: "message-2"}, plugin == "canned" && service == "inserts"
		},
		Names: func(refs []Ref) map[Ref]Named { return names },
	}
}

func testHTML() HTMLOptions {
	return HTMLOptions{Path: "/p/orders", ActionPath: "/p/orders/events", Locale: "en", Now: noon,
		Query: url.Values{"orders.q": {"a\"b"}, "keep": {"<1>"}}}
}

func treeFiles(t testing.TB) []string {
	t.Helper()
	all, err := filepath.Glob(trees + "/*.json")
	if err != nil {
		t.Fatal(err)
	}
	all = slices.DeleteFunc(all, func(s string) bool {
		return strings.HasSuffix(s, "show-if.json") || strings.HasSuffix(s, ".prepared.json")
	})
	if len(all) < 7 {
		t.Fatalf("only %d trees", len(all))
	}
	return all
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s differs; run with -update and look at the diff", path)
	}
}

func TestTreesRenderAsBefore(t *testing.T) {
	for _, path := range treeFiles(t) {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".json"), func(t *testing.T) {
			doc := mustDecodeFile(t, path)
			prepared := doc.Prepare(testOptions(t))
			var pretty bytes.Buffer
			if err := json.Indent(&pretty, prepared, "", "  "); err != nil {
				t.Fatalf("not JSON: %v\n%s", err, prepared)
			}
			golden(t, strings.TrimSuffix(path, ".json")+".prepared.json", append(pretty.Bytes(), '\n'))
			out := append(doc.RenderActions(testHTML()), doc.RenderHTML(testHTML())...)
			checkHTML(t, out)
			golden(t, strings.TrimSuffix(path, ".json")+".html", readable(out))
		})
	}
}

func mustDecodeFile(t testing.TB, path string) *Document {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := Decode(raw, PageLimits())
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// readable puts block elements on lines of their own, for diffs.
func readable(b []byte) []byte {
	for _, tag := range []string{"<div", "<section", "<table", "<tr", "<li", "<p", "<form", "<h", "<details", "<svg", "<dl", "<figure", "<article", "<fieldset"} {
		b = bytes.ReplaceAll(b, []byte(tag), []byte("\n"+tag))
	}
	return append(bytes.TrimLeft(b, "\n"), '\n')
}

func TestEveryBlockAndFieldStandsInATree(t *testing.T) {
	var all []byte
	for _, path := range treeFiles(t) {
		raw, _ := os.ReadFile(path)
		all = append(all, raw...)
	}
	for _, u := range unionDefs {
		if u.name == "Effect" || u.name == "Patch" {
			continue
		}
		for _, m := range u.variants {
			if !bytes.Contains(all, []byte(`"`+u.tag+`": "`+m.name+`"`)) {
				t.Errorf("no tree holds %s %q", u.name, m.name)
			}
		}
	}
	if n := len(unionDefs[0].variants); n != 44 {
		t.Errorf("%d block types, want 44", n)
	}
	if len(FieldKinds) != 41 {
		t.Errorf("%d field kinds, want 41", len(FieldKinds))
	}
	if n := len(unionDefs[1].variants); n != 20 {
		t.Errorf("%d value kinds, want 20", n)
	}
}

// allowedTags are all elements that RenderHTML may write.
var allowedTags = strings.Fields(`html head body a abbr article blockquote br button caption circle code dd del details div dl dt
	em fieldset figcaption figure form h2 h3 h4 h5 h6 header hr img input ins label legend li line nav ol optgroup option output p
	path polygon polyline pre progress rect section select small span strong summary svg table tbody td text textarea tfoot th
	thead time title tr ul`)

// checkHTML parses HTML as a browser would and fails on anything that could
// carry code, or that a screen reader would stumble over.
func checkHTML(t testing.TB, out []byte) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	ids, labels := map[string]bool{}, map[string]bool{}
	var inputs []string
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch n.Type {
		case html.CommentNode, html.DoctypeNode, html.RawNode:
			t.Fatalf("a %v node in the output: %q", n.Type, n.Data)
		case html.ElementNode:
			checkElement(t, n, ids, labels, &inputs)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
	for _, id := range inputs {
		if !labels[id] {
			t.Errorf("input %q has no label", id)
		}
	}
}

func checkElement(t testing.TB, n *html.Node, ids, labels map[string]bool, inputs *[]string) {
	t.Helper()
	if !slices.Contains(allowedTags, n.Data) {
		t.Fatalf("element <%s> in the output", n.Data)
	}
	attr := map[string]string{}
	for _, a := range n.Attr {
		attr[a.Key] = a.Val
		if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcset" || a.Key == "formaction" || a.Namespace != "" {
			t.Fatalf("attribute %s on <%s>", a.Key, n.Data)
		}
		switch a.Key {
		case "href", "src", "action":
			if !SafeHref(a.Val) && a.Val != "" {
				t.Fatalf("%s=%q on <%s>", a.Key, a.Val, n.Data)
			}
		case "id":
			if ids[a.Val] {
				t.Errorf("id %q is there twice", a.Val)
			}
			ids[a.Val] = true
		}
	}
	if n.Data == "label" {
		labels[attr["for"]] = true
	}
	if n.Data == "img" {
		if _, ok := attr["alt"]; !ok {
			t.Errorf("an image without alt")
		}
	}
	field := n.Data == "input" && attr["type"] != "hidden" || n.Data == "select" || n.Data == "textarea"
	if field && attr["aria-label"] == "" {
		*inputs = append(*inputs, attr["id"])
	}
}

var _ core.Clock = fixedClock{}
