package main

import (
	"strings"

	"pegboard.dev/pegboard/core/blocks"
)

// kinds is the table of the kinds of fields.
func (r *reference) kinds(fns []string) {
	var family examples // those of the kinds
	for _, fn := range fns {
		family = append(family, r.examples.of(fn)...)
	}
	r.p("\n| function | asks for | the value in JSON | example |\n|---|---|---|---|\n")
	for i, k := range blocks.FieldKinds {
		doc := strings.TrimSuffix(lowerFirst(r.docs["FieldKinds."+k]), ".")
		if doc == "" {
			r.miss("the kind %s has no comment", k)
		}
		if !drawnWithoutScript(k) {
			doc += ". Pages of the portal only say that it can be changed in the console"
		}
		e := family.using(fns[i])
		if e == nil {
			r.miss("%s has no example", fns[i])
			continue
		}
		r.p("| `%s` | %s | %s | [%s](#example-%s) |\n", fns[i], escape(doc), blocks.ValueOf(k), e.name, strings.ToLower(e.name))
	}
	for _, e := range family {
		r.p("\n<a id=\"example-%s\"></a>%s\n\n```go\n%s\n```\n", strings.ToLower(e.name), e.doc, e.code)
	}
}

// drawnWithoutScript asks the renderer whether a kind of field can be filled in on a
// page without script.
func drawnWithoutScript(kind string) bool {
	doc := &blocks.Document{V: 1, Blocks: blocks.Blocks{&blocks.Form{
		Base: blocks.Base{ID: "f"}, Submit: &blocks.Action{ID: "s", Label: blocks.T("S")},
		Fields: []blocks.FieldNode{&blocks.Field{Kind: kind, Name: "x", Label: blocks.T("X")}},
	}}}
	return !strings.Contains(string(doc.RenderHTML(blocks.HTMLOptions{})), blocks.Words["console_only"])
}
