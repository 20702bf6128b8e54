package main

import (
	"slices"
	"strconv"
	"time"

	"pegboard.dev/pegboard/sdk"
)

// sheet puts the figures of a report's sources together, in the order of the first.
type sheet struct {
	*report
	at    map[string]int // place of a line
	lines []line
	total []cell
	more  bool
}

// row finds the line of a group, or begins it.
func (t *sheet) row(id int64, text string) *line {
	key := strconv.FormatInt(id, 10)
	if t.by != "time" {
		key += " " + text
	}
	i, ok := t.at[key]
	if !ok {
		i = len(t.lines)
		t.at[key] = i
		t.lines = append(t.lines, line{id: id, text: text, cells: make([]cell, t.width())})
	}
	return &t.lines[i]
}

// begin takes what each answer has: the groups of time, and whether there are more groups.
// Where nothing was counted it was none, but for days to come.
func (t *sheet) begin(s *source, place int, page *sdk.FigurePage) {
	t.more = t.more || page.More
	today := time.Now().UTC().Format(time.DateOnly)
	for i, id := range page.BucketIDs {
		l := t.row(id, page.BucketDays[i])
		for m, measure := range s.measures {
			l.cells[place+m].known = measure == "count" && page.BucketDays[i] <= today
		}
	}
}

// add takes a source's measures as columns from place on.
func (t *sheet) add(s *source, place int, page *sdk.FigurePage) {
	t.begin(s, place, page)
	for i := range page.Rows {
		f := &page.Rows[i]
		to := t.row(f.IDs[0], f.Names[0])
		for m := range s.measures {
			to.cells[place+m] = figure(f, m)
		}
	}
	for m := range s.measures {
		t.total[place+m] = figure(&page.Total[0], m)
	}
}

// split takes the parts of a source's count as columns from place on.
func (t *sheet) split(s *source, place int, page *sdk.FigurePage) {
	t.begin(s, place, page)
	for i := range page.Rows {
		f := &page.Rows[i]
		part := slices.Index(s.splits, f.IDs[1])
		if part < 0 {
			continue
		}
		t.row(f.IDs[0], f.Names[0]).cells[place+part] = figure(f, 0)
		sum := &t.total[place+part]
		*sum = cell{n: sum.n + f.Values[0], known: true, tickets: page.Total[0].Tickets}
	}
}

// order sorts groups by their first figure where several answers were put together,
// and keeps the first of them.
func (t *sheet) order() {
	if t.by == "time" || len(t.sources) == 1 && t.sources[0].split == "" {
		return
	}
	slices.SortStableFunc(t.lines, func(a, b line) int { return int(b.cells[0].n - a.cells[0].n) })
	if t.top > 0 && len(t.lines) > t.top {
		t.lines, t.more = t.lines[:t.top], true
	}
}
