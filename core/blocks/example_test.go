package blocks

import (
	"go/doc"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// sdkExamples are the checked outputs of the SDK's examples, by the example's name.
func sdkExamples(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("../../sdk/ui/example*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, path := range files {
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range doc.Examples(f) {
			out[e.Name] = e.Output
		}
	}
	if len(out) < 100 {
		t.Fatalf("only %d examples were found", len(out))
	}
	return out
}

// TestExamplesAreUnderstood: what the SDK's examples make is taken by the host as it
// stands, without a note, and drawn.
func TestExamplesAreUnderstood(t *testing.T) {
	lim := PageLimits()
	lim.Strict, lim.Truncate = true, false
	o := testOptions(t)
	o.May = func(string) bool { return true }
	for name, output := range sdkExamples(t) {
		t.Run(name, func(t *testing.T) {
			for line := range strings.Lines(output) {
				raw := []byte(strings.TrimSpace(line))
				if strings.Contains(line, `"effects":`) {
					answerIsUnderstood(t, raw, lim, o)
					continue
				}
				d, err := Decode(raw, lim)
				if err != nil {
					t.Fatalf("%v\n%s", err, raw)
				}
				d.Prepare(o)
				isDrawn(t, d)
			}
		})
	}
}

func answerIsUnderstood(t *testing.T, raw []byte, lim Limits, o Options) {
	t.Helper()
	r, err := DecodeResponse(raw, lim)
	if err != nil {
		t.Fatalf("%v\n%s", err, raw)
	}
	r.Prepare(o)
	for _, e := range r.Effects {
		switch e := e.(type) {
		case *RenderEffect:
			isDrawn(t, e.Surface)
		case *LayerEffect:
			isDrawn(t, &Document{Blocks: e.Blocks})
		case *PatchEffect:
			for _, p := range e.Patches {
				if p, ok := p.(*ReplacePatch); ok {
					isDrawn(t, &Document{Blocks: Blocks{p.Block}})
				}
			}
		}
	}
}

// isDrawn says that the document comes out as clean HTML that shows something.
func isDrawn(t *testing.T, d *Document) {
	t.Helper()
	o := testHTML()
	o.Values = map[string]map[string]Raw{"track": {"state": Raw(`"lost"`), "carrier": Raw(`"post"`), "code": Raw(`"J"`), "insured": Raw("true")}, "parcel": {"send": Raw("true")}}
	out := d.RenderHTML(o)
	checkHTML(t, out)
	if !strings.Contains(string(out), "<") {
		t.Errorf("nothing is drawn: %q", out)
	}
}
