package main

import (
	"math"
	"testing"

	"pegboard.dev/pegboard/sdk"
)

// TestWhatIsNotKnownIsAGap: a week without ratings has no average, and not one of 0.
func TestWhatIsNotKnownIsAGap(t *testing.T) {
	r := &report{from: "surveys", by: "time", columns: []column{{measure: 0, kind: "hundredths", plot: true}}}
	got := r.points(&r.columns[0], []line{{cells: []cell{{n: 450, known: true}}}, {cells: []cell{{}}}, {cells: []cell{{known: true}}}})
	if got[0] != 4.5 || !math.IsNaN(got[1]) || got[2] != 0 {
		t.Errorf("the points are %v", got)
	}
}

// TestADayWithoutTicketsHasNone: none came in, and of a day to come nobody knows.
func TestADayWithoutTicketsHasNone(t *testing.T) {
	r := &report{by: "time", sources: []source{{of: "created", measures: []string{"count", "p50 waiting"}}}, columns: []column{{kind: "count"}, {measure: 1, kind: "length"}}}
	sheet := &sheet{report: r, at: map[string]int{}, total: make([]cell, 2)}
	sheet.add(&r.sources[0], 0, &sdk.FigurePage{
		BucketIDs: []int64{1, 2, 3}, BucketDays: []string{"2026-01-05", "2026-01-06", "2999-01-01"},
		Rows:  []sdk.FigureRow{{IDs: []int64{1}, Names: []string{""}, Values: []int64{4, 70}}},
		Total: []sdk.FigureRow{{Values: []int64{4, 70}}},
	})
	counts, lengths := r.points(&r.columns[0], sheet.lines), r.points(&r.columns[1], sheet.lines)
	if len(counts) != 3 || counts[0] != 4 || counts[1] != 0 || !math.IsNaN(counts[2]) {
		t.Errorf("the counts are %v", counts)
	}
	if lengths[0] != 70 || !math.IsNaN(lengths[1]) || !math.IsNaN(lengths[2]) {
		t.Errorf("the lengths are %v", lengths)
	}
}
