package main

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pegboard.dev/pegboard/sdk/plugintest"
)

// fact is what the API tells a reader of one ticket.
type fact struct {
	ID           int64
	Status       string
	Assignee     *struct{ ID int64 }
	Contributors []struct{ ID int64 }
	Created      time.Time  `json:"created_at"`
	First        *time.Time `json:"first_response_at"`
	Resolved     *time.Time `json:"resolved_at"`
	Messages     []struct {
		Kind         string
		FromCustomer bool `json:"from_customer"`
	}
	changes []change
}

// change is an entry of a ticket's log.
type change struct {
	Type string
	At   time.Time `json:"at"`
	Data struct{ From, To any }
}

// facts reads every ticket that the API lists for somebody, with its log.
func facts(p *plugintest.Person) (out []fact) {
	var list struct{ Items []struct{ ID int64 } }
	p.Must("GET", "/tickets?limit=200&view=all", nil).Into(&list)
	for _, item := range list.Items {
		var f fact
		path := "/tickets/" + strconv.FormatInt(item.ID, 10)
		p.Must("GET", path, nil).Into(&f)
		var log struct{ Items []change }
		p.Must("GET", path+"/activities?limit=200", nil).Into(&log)
		f.changes = log.Items
		slices.SortStableFunc(f.changes, func(a, b change) int { return a.At.Compare(b.At) })
		out = append(out, f)
	}
	return out
}

// tally counts facts by what a report's sources call them: how many there are, and
// over how many tickets.
func tally(list []fact) (n, over map[string]int64) {
	n, over = map[string]int64{}, map[string]int64{}
	settled := func(s any) bool { return s == "solved" || s == "closed" }
	for i := range list {
		f := &list[i]
		here := map[string]int64{"created": 1}
		if f.First != nil {
			here["first_response"] = 1
		}
		if f.Resolved != nil {
			here["resolved"] = 1
		}
		if slices.Contains(active, f.Status) {
			here["active"], here[""] = 1, 1
			if f.First == nil {
				here["unanswered"] = 1
			}
		}
		for _, c := range f.changes {
			if c.Type == "status_changed" && settled(c.Data.To) && !settled(c.Data.From) {
				here["solved"]++
			}
			if c.Type == "status_changed" && settled(c.Data.From) && !settled(c.Data.To) {
				here["reopened"]++
			}
		}
		for _, m := range f.Messages {
			if m.FromCustomer || m.Kind == "system" {
				continue
			}
			here["worked"]++
			if m.Kind == "reply" {
				here["replied"]++
			}
		}
		for what, k := range here {
			if n[what] += k; k > 0 {
				over[what]++
			}
		}
	}
	return n, over
}

// totals are the counts over all of a page, by what stands above them.
func totals(v *plugintest.View) map[string]int64 {
	out := map[string]int64{}
	for label, n := range tiles(v, "number") {
		out[label] = int64(n)
	}
	return out
}

// tiles are the figures over all of a page that are of a kind.
func tiles(v *plugintest.View, kind string) map[string]float64 {
	var doc any
	v.Into(&doc)
	out := map[string]float64{}
	var walk func(x any)
	walk = func(x any) {
		switch x := x.(type) {
		case map[string]any:
			if x["type"] == "stat" {
				label, _ := x["label"].(string)
				value, _ := x["value"].(map[string]any)
				number, ok := value["v"].(float64)
				if kind == "duration" {
					number, ok = value["ms"].(float64)
				}
				if ok && value["k"] == kind {
					out[label] = number
				}
			}
			for _, y := range x {
				walk(y)
			}
		case []any:
			for _, y := range x {
				walk(y)
			}
		}
	}
	walk(doc)
	return out
}

// Each of the ready reports counts, for an owner, a manager, an agent and an agent
// whose reports reach what is theirs alone, what the API tells that person: read
// ticket by ticket, without the reports' queries.
func TestTotalsAreWhatTheAPITells(t *testing.T) {
	raw, err := os.ReadFile("i18n/en.json")
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]string{}
	if err := json.Unmarshal(raw, &words); err != nil {
		t.Fatal(err)
	}
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		var org struct{ ID int64 }
		h.As("olga").Must("POST", "/organizations", map[string]any{"name": "Globex"}).Into(&org)
		h.As("olga").Must("PATCH", "/users/"+strconv.FormatInt(h.ID("carl"), 10), map[string]any{"organization_id": org.ID})
		world(h)
		h.Level("agent", "reports", "full", "")
		h.Add("rita", "light-agent", "tech")
		own := map[string]any{"reports.view": "own", "reports.create": "all"}
		for i := range ready {
			own[ready[i].key] = "own"
		}
		olga := h.As("olga")
		olga.Must("PATCH", "/roles/light-agent", map[string]any{"features": map[string]any{"reports": map[string]any{"keys": own}}})
		hers := h.Ticket("For rita", "tech")
		olga.Must("PUT", "/tickets/"+strconv.FormatInt(hers, 10)+"/contributors/"+strconv.FormatInt(h.ID("rita"), 10), nil)
		for _, f := range facts(olga) {
			olga.Update(f.ID, map[string]any{"tags": []string{"odd", "even"}}).Is(200)
		}
		checked, measured := map[string]int{}, map[string]int{}
		for _, name := range []string{"olga", "mona", "ana", "rita"} {
			who := h.As(name)
			list := facts(who)
			if name == "rita" {
				list = slices.DeleteFunc(list, func(f fact) bool {
					helps := slices.ContainsFunc(f.Contributors, func(c struct{ ID int64 }) bool { return c.ID == h.ID("rita") })
					return !helps && (f.Assignee == nil || f.Assignee.ID != h.ID("rita"))
				})
			}
			n, over := tally(list)
			for _, r := range append(built(t, who), ready...) {
				before := time.Now()
				page := who.Page("page", "report", r.id)
				counts, lengths, after := tiles(page, "number"), tiles(page, "duration"), time.Now()
				for k := range r.columns {
					col := &r.columns[k]
					word := words["column."+col.name]
					if want, ok := r.expected(col, n, over); ok {
						if got := counts[word]; got != float64(want) {
							t.Errorf("%s, %s: %s is %v, the API tells %d", name, r.id, col.name, got, want)
						}
						checked[name]++
					}
					shown := lengths
					if col.kind == "number" {
						shown = counts
					}
					// A page has four figures over all, and cuts lengths to milliseconds.
					least, most, ok := r.between(col, list, before, after)
					if got, there := shown[word]; ok && there {
						if got < math.Floor(least)-1 || got > math.Ceil(most)+1 {
							t.Errorf("%s, %s: %s is %v, the API tells %v to %v", name, r.id, col.name, got, least, most)
						}
						measured[name]++
					} else if ok && k < 4 {
						t.Errorf("%s, %s: %s is not shown, the API tells %v", name, r.id, col.name, least)
					}
				}
			}
		}
		for name, k := range checked {
			if k < len(ready) || measured[name] < 20 {
				t.Errorf("%s: only %d counts and %d lengths of %d reports", name, k, measured[name], len(ready))
			}
		}
	})
}

// built has somebody put reports of their own together, and returns them.
func built(t *testing.T, who *plugintest.Person) (out []report) {
	t.Helper()
	for _, s := range []spec{
		{Of: "created", By: "channel", Measures: []string{"count", "p50 first_response", "p90 first_response", "sum replies"}, Chart: "donut"},
		{Of: "resolved", By: "time", Measures: []string{"count", "p50 resolution", "p90 resolution", "avg replies"}, Chart: "line"},
		{Of: "created", By: "priority", Measures: []string{"tickets", "p50 waiting", "p90 waiting", "p50 pending"}, Chart: "hbar"},
		{Of: "worked", By: "person", Measures: []string{"count", "tickets"}, Chart: "bar"},
		{Of: "reopened", By: "team", Measures: []string{"count", "tickets"}, Chart: "bar"},
	} {
		page := who.Page("page", "report", "new").Submit("custom", "save", map[string]any{"name": "Built", "of": s.Of, "by": s.By, "measures": s.Measures, "chart": s.Chart})
		_, id, _ := strings.Cut(page.Goes(), "report=")
		out = append(out, *s.report(id, "Built"))
	}
	return out
}

// expected is what a column of counts must be over all, from a tally.
func (r *report) expected(col *column, n, over map[string]int64) (int64, bool) {
	if col.kind != "count" {
		return 0, false
	}
	at := 0
	for i := range r.sources {
		s := &r.sources[i]
		if s.split != "" {
			return 0, false // its columns are parts of one count
		}
		if k := col.measure - at; k < len(s.measures) {
			of := s.of
			if len(s.when) > 0 {
				of = "unanswered"
			}
			switch s.measures[k] {
			case "count":
				return n[of], true
			case "tickets":
				return over[of], true
			case "n first_response":
				return n["first_response"], true
			case "n resolution":
				return n["resolved"], true
			}
			return 0, false
		}
		at += max(len(s.measures), len(s.splits))
	}
	return 0, false
}
