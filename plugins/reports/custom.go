package main

import (
	"encoding/json"
	"strconv"
	"strings"

	"pegboard.dev/pegboard/sdk"
)

// Custom is a report that somebody made.
type Custom struct {
	Name string          `json:"name"`
	Spec json.RawMessage `json:"spec,omitempty"`
}

// spec is what a custom report asks for.
type spec struct {
	Of       string   `json:"of"`
	By       string   `json:"by"`
	Measures []string `json:"measures"`
	Chart    string   `json:"chart"`
	narrow
}

var customs = sdk.Collection[Custom]{Name: "custom"}

// Choices of the builder.
var (
	ofs      = []string{"created", "first_response", "resolved", "solved", "reopened", "replied", "worked"}
	bys      = []string{"time", "team", "assignee", "person", "channel", "priority", "status", "tag", "organization", "contributor", "hour_of_week"}
	measures = []string{"count", "tickets", "p50 first_response", "p90 first_response", "p50 resolution", "p90 resolution", "p50 waiting", "p90 waiting", "p50 pending", "sum replies", "avg replies"}
	charts   = []string{"bar", "line", "hbar", "donut"}
)

// customOf loads a report that somebody made; its id is "c" and its number.
func customOf(id string) (*sdk.Row[Custom], *spec, error) {
	digits, ok := strings.CutPrefix(id, "c")
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || !ok {
		return nil, nil, sdk.Fail(sdk.KindNotFound, sdk.Text("no.such"))
	}
	row, err := customs.Get(n)
	if err != nil {
		return nil, nil, err
	}
	s := new(spec)
	return row, s, json.Unmarshal(row.Value.Spec, s)
}

// custom opens one.
func custom(id string) (*report, error) {
	row, s, err := customOf(id)
	if err != nil {
		return nil, err
	}
	return s.report(id, row.Value.Name), nil
}

// mayChange asks for one report, as the host would.
func mayChange(key string, id int64) bool { return sdk.Access.MayRecord(key, customs.Name, id) }

// report turns the spec into a report, which counts within reports.view.
func (s *spec) report(id, name string) *report {
	r := &report{id: id, custom: name, key: "reports.view", icon: "report", chart: s.Chart, by: s.By, top: 50, only: s.narrow}
	if s.By == "hour_of_week" {
		r.chart = "heatmap"
	}
	r.sources = []source{{of: s.Of, measures: s.Measures}}
	for i, m := range s.Measures {
		kind := "count"
		if length(m) {
			kind = "length"
		} else if m != "count" && m != "tickets" {
			kind = "number"
		}
		r.columns = append(r.columns, column{name: strings.ReplaceAll(m, " ", "_"), measure: i, kind: kind, plot: i == 0})
	}
	return r
}
