package main

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"pegboard.dev/pegboard/sdk/plugintest"
)

// vocabulary reads the words of a union out of the schema: the types of blocks, the
// kinds of values and fields, the effects and patches that there are.
func vocabulary(t *testing.T, union, tag string) []string {
	t.Helper()
	raw, err := os.ReadFile("../../../core/blocks/blocks.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Defs map[string]struct {
			AnyOf []struct {
				Ref string `json:"$ref"`
			}
			Properties map[string]struct {
				Const any
				Enum  []any
			}
		} `json:"$defs"`
	}
	if err := json.Unmarshal(raw, &schema); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, one := range schema.Defs[union].AnyOf {
		p := schema.Defs[strings.TrimPrefix(one.Ref, "#/$defs/")].Properties[tag]
		for _, word := range append(p.Enum, p.Const) {
			if word != nil {
				out = append(out, word.(string))
			}
		}
	}
	if len(out) < 6 {
		t.Fatalf("the schema has only %d of %s", len(out), union)
	}
	return out
}

// seen collects what stands under the tags of a document or an answer.
type seen map[string]bool

func (s seen) look(r *plugintest.View) {
	var tree any
	r.Into(&tree)
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for name, x := range v {
				if word, ok := x.(string); ok && (name == "type" || name == "k" || name == "kind" || name == "op") {
					s[name+" "+word] = true
				}
				walk(x)
			}
		case []any:
			for _, x := range v {
				walk(x)
			}
		}
	}
	walk(tree)
}

// holds fails the test for each word of the vocabulary that was not seen.
func (s seen) holds(t *testing.T, union, tag string) {
	t.Helper()
	for _, word := range vocabulary(t, union, tag) {
		if !s[tag+" "+word] {
			t.Errorf("no sample has %s %q", union, word)
		}
	}
}

// TestEverythingIsShown: a block, value, field, effect or patch that is new in the
// vocabulary fails this test until the gallery shows it.
func TestEverythingIsShown(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		ticket, ana := h.Ticket("Where is it?", "billing"), h.As("ana")
		id := ana.Upload("papers", "scan", "note.txt", []byte("Hello.")).Is(201).Text("id")
		forms := ana.Page("blocks", "group.tab", "form")
		forms.Submit("upload", "store", map[string]any{"scan": id, "photo": ""}).Has("Kept.")
		all := seen{}
		for _, g := range groups {
			view := ana.Page("blocks", "group.tab", g.id)
			all.look(view)
			for _, s := range g.samples {
				if source := sourceOf(g.id+".go", s.funcs); source == "" {
					t.Errorf("%s: there is no source of %q", s.title, s.funcs)
				} else {
					view.Has(s.title, source)
				}
			}
		}
		effects := ana.Page("blocks", "group.tab", "effect")
		for _, action := range []string{"toast", "modal", "drawer", "patch", "refresh", "render", "badge", "copied", "navigate", "download"} {
			all.look(effects.Press(action))
		}
		all.look(effects.Press("patch_row", "rows", "7"))
		all.look(effects.Press("modal").Submit("mail", "closed", map[string]any{"text": "Hello?"}))
		all.look(effects.Submit("wrong", "refuse", map[string]any{"code": ""}))
		all.look(effects.Submit("wrong", "refuse", map[string]any{"code": "JJD0001"}))
		all.look(forms.Submit("price", "reckon", map[string]any{"kg": 2}))
		all.look(ana.Panel("sidebar", ticket).Press("answer"))
		all.holds(t, "Block", "type")
		all.holds(t, "Value", "k")
		all.holds(t, "FieldNode", "kind")
		all.holds(t, "Effect", "type")
		all.holds(t, "Patch", "op")
	})
}

// TestSamplesWork: what one does to a sample is kept, for oneself.
func TestSamplesWork(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		ana, mona := h.As("ana"), h.As("mona")
		open := func(p *plugintest.Person, group string, params ...string) *plugintest.View {
			return p.Page("blocks", append([]string{"group.tab", group}, params...)...)
		}
		if errs := open(ana, "form").Submit("track", "track", map[string]any{"code": "JJD0000", "state": "sent"}).Errors(); errs["code"] == "" {
			t.Errorf("somebody else's code: %v", errs)
		}
		open(ana, "form").Submit("track", "track", map[string]any{"code": "JJD0001", "state": "sent"}).Has("Tracking JJD0001.")
		open(ana, "form").Submit("draft", "save", map[string]any{"text": "Ask Rui."})
		open(ana, "form").Has("Ask Rui.")
		open(mona, "form").Lacks("Ask Rui.")
		open(ana, "talk").Submit("chat", "say", map[string]any{"text": "On my way.", "client": "c1"})
		open(ana, "talk").Submit("chat", "say", map[string]any{"text": "On my way.", "client": "c1"})
		if n := strings.Count(string(open(ana, "talk").Body), `"On my way."`); n != 1 {
			t.Errorf("it was said %d times", n)
		}
		if _, refused := open(ana, "press").Try("found", "", nil); refused != nil {
			t.Error(refused)
		}
		open(ana, "press").Press("vote")
		open(ana, "table", "all.q", "JJD1022").Has("JJD1022")
		open(ana, "table", "all.sort", "-code").Lacks("JJD1000")
		open(ana, "table", "all.page", "9", "all.f.state", "late").Lacks("JJD1001")
		open(ana, "table", "f.town", "opo").Has("Chosen: opo")
		if _, refused := open(ana, "effect").Try("problem", "", nil); refused == nil || refused.Status != 503 {
			t.Errorf("what fails: %v", refused)
		}
		if _, refused := open(ana, "effect").Try("download", "", nil); refused == nil || refused.Status != 404 {
			t.Errorf("a file that is not there: %v", refused)
		}
	})
}

// TestPlaces: each surface is where the manifest says, and says which place it is.
func TestPlaces(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		ticket, ana := h.Ticket("Where is it?", "billing"), h.As("ana")
		for surface, at := range map[string]plugintest.Place{
			"sidebar": {Ticket: ticket}, "tab": {Ticket: ticket}, "action": {Ticket: ticket}, "insert": {Ticket: ticket},
			"command": {}, "person": {Person: h.ID("carl")},
		} {
			view, refused := ana.Open(surface, at)
			if refused != nil {
				t.Fatal(surface, refused)
			}
			view.Has("This is drawn at", "func "+surface+"(")
		}
		if got := ana.Places(ticket); !slices.Equal(slices.Sorted(slices.Values(got)), []string{"action", "insert", "sidebar", "tab"}) {
			t.Errorf("beside a ticket there are %v", got)
		}
		ana.In("de").Page("command").Has("Das steht an der Stelle console.command.")
		if _, refused := h.As("ben").Open("tab", plugintest.Place{Ticket: ticket}); refused == nil || refused.Status != 404 {
			t.Errorf("beside a ticket that one does not see: %v", refused)
		}
		if _, refused := h.As("carl").Open("blocks", plugintest.Place{}); refused == nil || refused.Status != 403 {
			t.Errorf("a customer: %v", refused)
		}
	})
}

// TestEveryPlaceHasASample: wherever the manual says that a plugin can appear.
func TestEveryPlaceHasASample(t *testing.T) {
	raw, err := os.ReadFile("plugin.json")
	if err != nil {
		t.Fatal(err)
	}
	var m struct{ Surfaces []struct{ Ext string } }
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	places := map[string]bool{}
	for _, s := range m.Surfaces {
		places[s.Ext] = true
	}
	manual, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(manual), "| `ext` | where |")
	table, _, _ = strings.Cut(table, "\n\n")
	for _, line := range strings.Split(table, "\n| `")[1:] {
		ext, _, _ := strings.Cut(line, "`")
		if !places[ext] {
			t.Errorf("the manual knows %s, and the gallery is not there", ext)
		}
		delete(places, ext)
	}
	if len(places) > 0 {
		t.Errorf("the manual does not know %v", slices.Collect(maps.Keys(places)))
	}
}
