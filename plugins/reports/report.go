package main

import "strings"

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
	measure int
	kind    string // count, length, or share: of the split's sum
	plot    bool
}

func (r *report) title() string {
	if r.custom != "" {
		return r.custom
	}
	return tr("report." + r.id)
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
