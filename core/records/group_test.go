package records_test

import (
	"net/url"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/records"
)

func TestFiguresThatCannotBeAskedFor(t *testing.T) {
	c := items(t)
	for name, tc := range map[string]struct {
		g     records.Group
		field string
	}{
		"an unknown field":            {records.Group{By: []records.Key{{Field: "colour"}}}, "by"},
		"a time without a step":       {records.Group{By: []records.Key{{Field: "created_at"}}}, "by"},
		"an unknown step":             {records.Group{By: []records.Key{{Field: "created_at", Step: "decade"}}}, "by"},
		"a step of what is no time":   {records.Group{By: []records.Key{{Field: "id", Step: "day"}}}, "by"},
		"lines by tickets":            {records.Group{By: []records.Key{{Field: "ticket"}}}, "by"},
		"too many keys":               {records.Group{By: make([]records.Key, 4)}, "by"},
		"too many figures":            {records.Group{Figures: make([]records.Figure, 13)}, "figures"},
		"a function that is not":      {records.Group{Figures: []records.Figure{{Fn: "median", Field: "id"}}}, "figures"},
		"a sum without a field":       {records.Group{Figures: []records.Figure{{Fn: "sum"}}}, "figures"},
		"a sum of texts":              {records.Group{Figures: []records.Figure{{Fn: "sum", Field: "label"}}}, "figures"},
		"a greatest ticket":           {records.Group{Figures: []records.Figure{{Fn: "max", Field: "ticket"}}}, "figures"},
		"different tickets":           {records.Group{Figures: []records.Figure{{Fn: "distinct", Field: "id"}, {Fn: "distinct", Field: "nothing"}}}, "figures"},
		"a time less a number":        {records.Group{Figures: []records.Figure{{Fn: "avg", Field: "created_at", Minus: "id"}}}, "figures"},
		"two columns of one name":     {records.Group{Figures: []records.Figure{{Fn: "count"}, {Fn: "count"}}}, "as"},
		"a name that quotes":          {records.Group{Figures: []records.Figure{{Fn: "count", As: `a" --`}}}, "as"},
		"a sort by what is not there": {records.Group{Sort: "-sum"}, "sort"},
		"a zone that is not there":    {records.Group{TimeZone: "Mars/Base"}, "timezone"},
		"the server's own zone":       {records.Group{TimeZone: "Local"}, "timezone"},
		"a faulty condition":          {records.Group{Where: &records.Filter{Field: "colour"}}, "where"},
	} {
		_, err := c.PlanGroup(tc.g, 1)
		if e, ok := err.(*core.Error); !ok || e.Kind != core.KindInvalid || e.Fields[tc.field] == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFiguresByAddress(t *testing.T) {
	c := items(t)
	g, err := c.ParseGroup(url.Values{
		"by": {"label,created_at.week"}, "figures": {"count,distinct.id"}, "sort": {"-count"}, "limit": {"5"}, "timezone": {"Europe/Berlin"},
		"id.gte": {"3"}, "q": {"x"},
	})
	if err != nil || len(g.By) != 2 || g.By[1].Step != records.ByWeek || len(g.Figures) != 2 || g.Figures[1] != (records.Figure{Fn: "distinct", Field: "id"}) ||
		g.Sort != "-count" || g.Limit != 5 || g.TimeZone != "Europe/Berlin" || g.Search != "x" || g.Where == nil || g.Where.All[0].Field != "id" {
		t.Errorf("%+v %v", g, err)
	}
	for _, bad := range []url.Values{{"limit": {"0"}}, {"limit": {"x"}}, {"colour": {"red"}}} {
		if _, err := c.ParseGroup(bad); !core.IsKind(err, core.KindInvalid) {
			t.Errorf("%v: %v", bad, err)
		}
	}
}

// items is a collection with a field that must not be told apart by.
func items(t *testing.T) *records.Collection {
	t.Helper()
	c := &records.Collection{
		Name: "items", Title: "Items", Keys: records.Keys{Read: "probe.view", Create: "probe.view", Update: "probe.view", Delete: "probe.view"},
		Fields: []records.Field{
			{Name: "label", Title: "Label", Type: records.Type{Kind: records.String}},
			{Name: "ticket", Title: "Ticket", Type: records.Type{Kind: records.Ref, Target: records.TargetTicket}},
		},
	}
	if err := c.Check("probe"); err != nil {
		t.Fatal(err)
	}
	return c
}
