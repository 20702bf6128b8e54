package main

import (
	"encoding/json"
	"os"
	"slices"
	"strconv"
	"testing"

	"pegboard.dev/pegboard/sdk/plugintest"
)

// fact is what the API tells a reader of one ticket.
type fact struct {
	ID           int64
	Status       string
	Assignee     *struct{ ID int64 }
	Contributors []struct{ ID int64 }
	First        *string `json:"first_response_at"`
	Resolved     *string `json:"resolved_at"`
	Messages     []struct {
		Kind         string
		FromCustomer bool `json:"from_customer"`
	}
	changes []struct {
		Type string
		Data struct{ From, To any }
	}
}

// facts reads every ticket that the API lists for somebody, with its log.
func facts(p *plugintest.Person) (out []fact) {
	var list struct{ Items []struct{ ID int64 } }
	p.Must("GET", "/tickets?limit=200&view=all", nil).Into(&list)
	for _, item := range list.Items {
		var f fact
		path := "/tickets/" + strconv.FormatInt(item.ID, 10)
		p.Must("GET", path, nil).Into(&f)
		var log struct {
			Items []struct {
				Type string
				Data struct{ From, To any }
			}
		}
		p.Must("GET", path+"/activities?limit=200", nil).Into(&log)
		f.changes = log.Items
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

// totals are the figures over all of a page, by what stands above them.
func totals(v *plugintest.View) map[string]int64 {
	var doc any
	v.Into(&doc)
	out := map[string]int64{}
	var walk func(x any)
	walk = func(x any) {
		switch x := x.(type) {
		case map[string]any:
			if x["type"] == "stat" {
				label, _ := x["label"].(string)
				value, _ := x["value"].(map[string]any)
				if number, ok := value["v"].(float64); ok && value["k"] == "number" {
					out[label] = int64(number)
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
		own := map[string]any{"reports.view": "own"}
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
		checked := map[string]int{}
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
			for i := range ready {
				r := &ready[i]
				shown := totals(who.Page("page", "report", r.id))
				for k := range r.columns {
					col := &r.columns[k]
					want, counts := r.expected(col, n, over)
					if !counts {
						continue
					}
					if got := shown[words["column."+col.name]]; got != want {
						t.Errorf("%s, %s: %s is %d, the API tells %d", name, r.id, col.name, got, want)
					}
					checked[name]++
				}
			}
		}
		for name, k := range checked {
			if k < len(ready) {
				t.Errorf("%s: only %d totals of %d reports", name, k, len(ready))
			}
		}
	})
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
