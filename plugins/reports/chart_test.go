package main

import (
	"math"
	"testing"
)

// TestWhatIsNotKnownIsAGap: a week without ratings has no average, and not one of 0.
func TestWhatIsNotKnownIsAGap(t *testing.T) {
	r := &report{from: "surveys", by: "time", columns: []column{{measure: 0, kind: "hundredths", plot: true}}}
	got := r.points(&r.columns[0], []line{{cells: []cell{{n: 450, known: true}}}, {cells: []cell{{}}}, {cells: []cell{{known: true}}}})
	if got[0] != 4.5 || !math.IsNaN(got[1]) || got[2] != 0 {
		t.Errorf("the points are %v", got)
	}
}
