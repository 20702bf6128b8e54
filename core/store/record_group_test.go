package store_test

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/records"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/storetest"
)

// lines asks for figures over what reach spans, each line as one text.
func lines(t *testing.T, db *store.DB, c *records.Collection, g records.Group, reach []rbac.Branch) []string {
	t.Helper()
	plan, err := c.PlanGroup(g, 3)
	if err != nil {
		t.Fatal(err)
	}
	got, err := db.Records().GroupRecords(context.Background(), c, plan, reach)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]string, len(got))
	for i, line := range got {
		out[i] = fmt.Sprint(line...)
	}
	return out
}

var everything = []rbac.Branch{{Kind: rbac.BranchAll}}

// TestFiguresWithinScope compares figures with a plain count over the records that
// Decide lets the person see, in random worlds: no row twice, none from elsewhere.
func TestFiguresWithinScope(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		c := mustCollection(t, callsDeclaration)
		mustPrepare(t, db, c)
		reg := probeRegistry(t, c)
		rnd := rand.New(rand.NewPCG(5, 13))
		var world []*records.Record
		for range 80 {
			world = append(world, randomRecord(rnd))
		}
		mustInsert(t, db, c, world...)
		for i := range 60 {
			s := &rbac.Subject{Actor: core.Actor{Kind: core.ActorUser, User: core.UserID(rnd.Int64N(5))}}
			for id := range core.TeamID(4) {
				if rnd.IntN(3) == 0 {
					s.Teams, s.DepartmentTeams = append(s.Teams, id+1), append(s.DepartmentTeams, id+1)
				}
			}
			s.Powers = rbac.NewPowers(reg, map[rbac.Key]rbac.Scope{"probe.view": rbac.Scope(rnd.IntN(5))})
			type line struct{ rows, withN, sum, done int64 }
			want := map[string]*line{}
			for _, r := range world {
				if !rbac.Decide(s, c.Resource(), "probe.view", c.Object(r)).Allowed {
					continue
				}
				label, _ := r.Values["label"].(string)
				l := want[label]
				if l == nil {
					l = &line{}
					want[label] = l
				}
				l.rows++
				if n, ok := r.Values["n"].(int64); ok {
					l.withN, l.sum = l.withN+1, l.sum+n
				}
				if r.Values["done"] == true {
					l.done++
				}
			}
			var texts []string
			for label, l := range want {
				texts = append(texts, fmt.Sprint(label, l.rows, l.withN, float64(l.sum), l.done))
			}
			slices.Sort(texts)
			got := lines(t, db, c, records.Group{By: []records.Key{{Field: "label"}}, Figures: []records.Figure{
				{Fn: records.Count}, {Fn: records.Count, Field: "n"}, {Fn: records.Sum, Field: "n"},
				{Fn: records.Count, As: "done", Where: &records.Filter{Field: "done", Value: []byte("true")}},
			}}, rbac.Reach(s, c.Resource(), "probe.view"))
			slices.Sort(got)
			if !slices.Equal(got, texts) {
				t.Fatalf("world %d: %q, not %q", i, got, texts)
			}
		}
	})
}

func TestFigures(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		c := mustCollection(t, callsDeclaration)
		mustPrepare(t, db, c)
		at := time.Date(2026, 3, 29, 0, 30, 0, 0, time.UTC)
		for i, v := range []map[string]any{
			{"label": "a", "n": int64(1), "x": 0.5, "done": true, "at": at, "owner": int64(7), "helpers": []int64{1, 2}},
			{"label": "a", "n": int64(4), "x": 1.5, "done": false, "at": at.Add(time.Hour), "owner": int64(7), "helpers": []int64{2}},
			{"label": "b", "n": int64(-2), "owner": int64(8)},
			{"label": "c"},
		} {
			mustInsert(t, db, c, &records.Record{Version: 1, CreatedAt: at.Add(-time.Duration(i) * time.Minute), UpdatedAt: at, Values: v})
		}
		by := func(names ...string) (out []records.Key) {
			for _, n := range names {
				out = append(out, records.Key{Field: n})
			}
			return out
		}
		for _, tc := range []struct {
			name string
			g    records.Group
			want []string
		}{
			{"the number of all", records.Group{}, []string{"4"}},
			{"all functions", records.Group{Figures: []records.Figure{{Fn: "sum", Field: "n"}, {Fn: "avg", Field: "n"}, {Fn: "min", Field: "n"}, {Fn: "max", Field: "label"}, {Fn: "distinct", Field: "owner"}, {Fn: "count", Field: "x"}}},
				[]string{fmt.Sprint(3.0, 1.0, int64(-2), "c", int64(2), int64(2))}},
			{"of nothing", records.Group{Where: &records.Filter{Field: "label", Value: []byte(`"z"`)}, Figures: []records.Figure{{Fn: "count"}, {Fn: "sum", Field: "n"}, {Fn: "avg", Field: "n"}, {Fn: "max", Field: "at"}}},
				[]string{fmt.Sprint(int64(0), 0.0, nil, nil)}},
			{"by a text, the most first", records.Group{By: by("label"), Sort: "-count"}, []string{"a2", "b1", "c1"}},
			{"by what may be missing", records.Group{By: by("done")}, []string{"<nil> 2", "false 1", "true 1"}},
			{"missing last, downwards", records.Group{By: by("owner"), Sort: "-owner"}, []string{"8 1", "7 2", "<nil> 1"}},
			{"by contributors", records.Group{By: by("helpers")}, []string{"<nil> 2", "1 1", "2 2"}},
			{"by two", records.Group{By: by("label", "done")}, []string{fmt.Sprint("a", false, int64(1)), fmt.Sprint("a", true, int64(1)), fmt.Sprint("b", nil, int64(1)), fmt.Sprint("c", nil, int64(1))}},
			{"seconds between two times", records.Group{Figures: []records.Figure{{Fn: "avg", Field: "at", Minus: "created_at"}, {Fn: "max", Field: "at", Minus: "created_at", As: "longest"}}},
				[]string{fmt.Sprint(1830.0, 3660.0)}},
			{"the latest", records.Group{Figures: []records.Figure{{Fn: "max", Field: "at"}}}, []string{fmt.Sprint(at.Add(time.Hour))}},
			{"by hours of a day that has but 23", records.Group{By: []records.Key{{Field: "at", Step: "hour"}}, Where: &records.Filter{Field: "done", Op: "empty", Value: []byte("false")}, TimeZone: "Europe/Berlin"},
				[]string{"2026-03-29T011", "2026-03-29T031"}},
			{"at most one", records.Group{By: by("label"), Limit: 1}, []string{"a2", "b1"}}, // and one that tells of more
			{"with a search", records.Group{Search: "b"}, []string{"1"}},
		} {
			if got := lines(t, db, c, tc.g, everything); !slices.Equal(got, tc.want) {
				t.Errorf("%s: %q, not %q", tc.name, got, tc.want)
			}
		}
		if got := lines(t, db, c, records.Group{}, nil); !slices.Equal(got, []string{"0"}) {
			t.Errorf("for somebody who reaches nothing: %q", got)
		}
	})
}

// TestStepsAreLocalTime compares the pieces of time with those of package time, in
// zones with every kind of clock.
func TestStepsAreLocalTime(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		c := mustCollection(t, callsDeclaration)
		mustPrepare(t, db, c)
		rnd := rand.New(rand.NewPCG(1, 2))
		var at []time.Time
		for range 150 {
			at = append(at, time.Date(1995, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rnd.Int64N(33*365*24))*time.Hour))
		}
		for _, edge := range []string{"1969-12-31T23:59:59.999999Z", "1970-01-01T00:00:00Z", "1931-05-04T10:00:00Z", "2024-02-29T23:59:59.999999Z", "2026-10-25T00:59:59Z", "2026-10-25T01:00:00Z", "2027-01-01T00:00:00Z"} {
			moment, err := time.Parse(time.RFC3339, edge)
			if err != nil {
				t.Fatal(err)
			}
			at = append(at, moment)
		}
		var rows []*records.Record
		for _, moment := range at {
			rows = append(rows, &records.Record{Version: 1, CreatedAt: moment, UpdatedAt: moment, Values: map[string]any{"label": "x", "at": moment}})
		}
		mustInsert(t, db, c, rows...)
		names := map[records.Step]func(time.Time) string{
			records.ByHour:      func(t time.Time) string { return t.Format("2006-01-02T15") },
			records.ByDay:       func(t time.Time) string { return t.Format(time.DateOnly) },
			records.ByWeek:      func(t time.Time) string { return t.AddDate(0, 0, -(int(t.Weekday())+6)%7).Format(time.DateOnly) },
			records.ByMonth:     func(t time.Time) string { return t.Format("2006-01") },
			records.ByYear:      func(t time.Time) string { return t.Format("2006") },
			records.ByHourOfDay: func(t time.Time) string { return fmt.Sprint(t.Hour(), " ") },
			records.ByWeekday:   func(t time.Time) string { return fmt.Sprint((int(t.Weekday())+6)%7+1, " ") },
		}
		for _, zone := range []string{"", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"} {
			loc, err := time.LoadLocation(cmp.Or(zone, "UTC"))
			if err != nil {
				t.Fatal(err)
			}
			for step, name := range names {
				counts := map[string]int{}
				for _, moment := range at {
					if zone == "" || moment.Year() >= 1990 { // before that the clocks' changes are not followed
						counts[name(moment.In(loc))]++
					}
				}
				var want []string
				for name, n := range counts {
					want = append(want, fmt.Sprint(name, n))
				}
				g := records.Group{By: []records.Key{{Field: "at", Step: step}}, TimeZone: zone, Limit: records.MaxLines}
				if zone != "" {
					g.Where = &records.Filter{Field: "at", Op: "gte", Value: []byte(`"1990-01-02T00:00:00Z"`)}
				}
				got := lines(t, db, c, g, everything)
				slices.Sort(got)
				slices.Sort(want)
				if !slices.Equal(got, want) {
					t.Errorf("%s in %q: %q, not %q", step, zone, got, want)
				}
			}
		}
	})
}
