package main

import (
	"strings"

	"pegboard.dev/pegboard/sdk/ui"
)

// report is one report: figures of one or more sources, put into rows by what
// the sources have in common.
type report struct {
	id    string
	group string
	icon  string
	chart string // kind of the chart; empty draws none
	// by is what rows are: "time" for days, weeks or months by the period's length,
	// or a dimension of the host's.
	by      string
	sources []source
	columns []column
	// now: figures as they are, whatever the period.
	now bool
	top int
	// custom is the name of a report that somebody made; others have their name in
	// the catalogue of texts.
	custom string
	// only is what it counts only, whatever is chosen above it.
	only narrow
	// from is the plugin that contributes it, under the name that it has there; called
	// and first are its title and that of its column of names.
	from, name, called, first string
	// span is the period in words, on a board.
	span string
	// key is the permission that it counts within.
	key string
}

// source is one query; its measures are numbered through all sources.
type source struct {
	of       string
	measures []string
	status   []string
	when     []string
	// split groups by one thing more, each value of which becomes a column.
	split  string
	splits []int64
}

// column shows one of the measures.
type column struct {
	name    string // of the text
	title   string // in place of one, of another plugin's
	measure int
	kind    string // count, length, hundredths, or share: of the split's sum
	plot    bool
}

func (r *report) title() string {
	if r.custom != "" {
		return r.custom
	}
	if r.called != "" {
		return r.called
	}
	return tr("report." + r.id)
}

// label is the column's title for the host to translate, word in a text.
func (c *column) label() string {
	if c.title != "" {
		return c.title
	}
	return ui.Tr("column." + c.name)
}

func (c *column) word() string {
	if c.title != "" {
		return c.title
	}
	return tr("column." + c.name)
}

// places returns the place of a source's first measure.
func (r *report) places() []int {
	out, at := make([]int, len(r.sources)), 0
	for i := range r.sources {
		out[i] = at
		at += max(len(r.sources[i].measures), len(r.sources[i].splits))
	}
	return out
}

// width is how many measures all sources have.
func (r *report) width() int {
	n := 0
	for i := range r.sources {
		n += max(len(r.sources[i].measures), len(r.sources[i].splits))
	}
	return n
}

// length reports whether a measure is a length of time.
func length(measure string) bool {
	stat, what, _ := strings.Cut(measure, " ")
	return what != "" && what != "replies" && what != "reopened" && stat != "n"
}
