package main

import (
	"math"
	"time"

	"pegboard.dev/pegboard/sdk"
)

// figures are what ratings add up to, as the database computes them.
type figures struct {
	sdk.ReportKey
	Count      int64  `json:"count"`
	Answers    int64  `json:"answers"` // with stars
	Sum        *int64 `json:"sum"`     // of the stars
	Satisfied  int64  `json:"satisfied"`
	Scales     int64  `json:"scales"`
	Promoters  int64  `json:"promoters"`
	Detractors int64  `json:"detractors"`
	Owner      int64  `json:"owner"`
	Team       int64  `json:"team"`
	Survey     int64  `json:"survey"`
	Stars      int64  `json:"stars"`
	Week       string `json:"week"` // its first day
}

// satisfiedFrom is the fewest stars of a satisfied customer; promoterFrom and
// detractorTo divide the scale of recommendation.
const (
	satisfiedFrom = 4
	promoterFrom  = 9
	detractorTo   = 6
)

// wanted are the figures of every line.
func wanted() []sdk.Figure {
	return []sdk.Figure{
		{Fn: "count", As: "count"},
		{Fn: "count", As: "answers", Where: sdk.Empty("stars", false)},
		{Fn: "sum", Field: "stars", As: "sum"},
		{Fn: "count", As: "satisfied", Where: sdk.Gte("stars", satisfiedFrom)},
		{Fn: "count", As: "scales", Where: sdk.Empty("scale", false)},
		{Fn: "count", As: "promoters", Where: sdk.Gte("scale", promoterFrom)},
		{Fn: "count", As: "detractors", Where: sdk.Lte("scale", detractorTo)},
	}
}

// average is the mean of the stars; ok is false where there are none.
func (f *figures) average() (v float64, ok bool) {
	if f.Answers == 0 || f.Sum == nil {
		return 0, false
	}
	return math.Round(float64(*f.Sum)/float64(f.Answers)*100) / 100, true
}

// csat is the share of satisfied customers: four or five stars of five, among all
// that gave stars ("top-two-box"), in percent.
func (f *figures) csat() (v float64, ok bool) {
	if f.Answers == 0 {
		return 0, false
	}
	return math.Round(float64(f.Satisfied) / float64(f.Answers) * 100), true
}

// nps is the Net Promoter Score (Reichheld, "The One Number You Need to Grow",
// Harvard Business Review, December 2003): the percentage of promoters, who say 9
// or 10, less that of detractors, who say 0 to 6. From -100 to 100.
func (f *figures) nps() (v float64, ok bool) {
	if f.Scales == 0 {
		return 0, false
	}
	return math.Round(float64(f.Promoters-f.Detractors) / float64(f.Scales) * 100), true
}

// report is what a reader's ratings of a period add up to.
type report struct {
	total                         figures
	agents, teams, surveys, weeks []figures
	byStars                       [6]int64
	newest                        *sdk.Page[Rating]
}

// newestSize is how many ratings a page of them has.
const newestSize = 20

// compute has the figures of a choice made, within the reader's scope, and a page
// of the ratings behind them.
func compute(c *choice, cursor string, now time.Time) (*report, error) {
	where := c.where(now)
	lines := func(into *[]figures, by ...sdk.By) error {
		g := sdk.Group{Where: where, By: by, Figures: wanted(), Sort: "-count"}
		if len(by) == 0 || by[0].Step != "" {
			g.Sort = ""
		}
		_, err := ratings.Aggregate(g, into)
		return err
	}
	r := &report{}
	var total, stars []figures
	for _, part := range []struct {
		into *[]figures
		by   []sdk.By
	}{
		{&total, nil}, {&r.agents, []sdk.By{{Field: "owner"}}}, {&r.teams, []sdk.By{{Field: "team"}}}, {&r.surveys, []sdk.By{{Field: "survey"}}},
		{&r.weeks, []sdk.By{{Field: "answered_at", Step: "week", As: "week"}}}, {&stars, []sdk.By{{Field: "stars"}}},
	} {
		if err := lines(part.into, part.by...); err != nil {
			return nil, err
		}
	}
	if len(total) > 0 {
		r.total = total[0]
	}
	for _, f := range stars {
		if f.Stars >= 1 && f.Stars <= 5 {
			r.byStars[f.Stars] = f.Count
		}
	}
	var err error
	r.newest, err = ratings.Find(sdk.Query{Where: where, Sort: "-answered_at", Limit: newestSize, Cursor: cursor})
	return r, err
}
