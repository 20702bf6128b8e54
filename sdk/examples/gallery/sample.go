package main

import (
	"embed"
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// sample is something to look at: the functions that make it are shown beside it,
// the first of them draws it.
type sample struct {
	title string
	draw  func(r *sdk.RenderRequest) (ui.Block, error)
	funcs string // their names, with spaces between
}

// group is a tab of the page, and the file that has its samples.
type group struct {
	id, icon string
	samples  []sample
}

// groups are in the order in which the manual tells of them.
var groups = []group{
	{"layout", "layout-dashboard", layoutSamples}, {"text", "note", textSamples}, {"media", "photo", mediaSamples},
	{"data", "list-details", dataSamples}, {"talk", "messages", talkSamples}, {"table", "database", tableSamples},
	{"chart", "chart-bar", chartSamples}, {"form", "checklist", formSamples}, {"field", "edit", fieldSamples},
	{"press", "bolt", pressSamples}, {"value", "hash", valueSamples}, {"effect", "sparkles", effectSamples},
}

// still is a sample that is the same for everybody.
func still(draw func() ui.Block) func(r *sdk.RenderRequest) (ui.Block, error) {
	return func(*sdk.RenderRequest) (ui.Block, error) { return draw(), nil }
}

//go:embed layout.go text.go media.go data.go talk.go table.go chart.go form.go field.go press.go value.go effect.go places.go
var sources embed.FS

// sourceOf is the text of functions that stand in one of this plugin's files.
func sourceOf(file, names string) string {
	text, err := sources.ReadFile(file)
	if err != nil {
		return ""
	}
	var out []string
	for _, name := range strings.Fields(names) {
		_, body, found := strings.Cut(string(text), "\nfunc "+name+"(")
		body, _, ended := strings.Cut(body, "\n}\n")
		if !found || !ended {
			return ""
		}
		out = append(out, "func "+name+"("+body+"\n}")
	}
	return strings.Join(out, "\n\n")
}
