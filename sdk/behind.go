package sdk

import (
	"encoding/json"
	"net/url"
	"strings"
)

// behindParam is what a figure counted, in the address of the page that lists it.
const behindParam = "behind"

// behind is that parameter's value. It gives nobody a right: the rows are found
// within the reader's scope, as all others.
type behind struct {
	Where *Filter `json:"where"`
	Key   string  `json:"key"`
}

// Behind is the address of a page of the plugin's own that lists what a figure
// counts: rows that match all conditions, the period's among them. A page finds them
// with Counted.
func (q *ReportRequest) Behind(page string, conds ...*Filter) string {
	where, err := All(conds...).appendJSON(nil)
	if err != nil {
		return page
	}
	value := append(append([]byte(`{"where":`), where...), `,"key":`...)
	key, _ := json.Marshal(q.Key) // a string always encodes
	return page + "?" + behindParam + "=" + url.QueryEscape(string(append(append(value, key...), '}')))
}

// Counted is the query for the rows of a figure, where the address of the page
// says that it lists them.
func Counted(p Params) (q Query, ok bool) {
	text := p.Get(behindParam)
	var b behind
	if text == "" || json.Unmarshal([]byte(text), &b) != nil || b.Where == nil {
		return Query{}, false
	}
	return Query{Where: b.Where, Within: b.Key}, true
}

// At matches what lies in one of the times of a report, which the database names
// by its first day, by a field of the type time.
func (q *ReportRequest) At(field, first string) *Filter {
	for i, t := range q.Times {
		if !strings.HasPrefix(t.Format("2006-01-02"), first) {
			continue
		}
		end := q.To
		if i+1 < len(q.Times) {
			end = q.Times[i+1]
		}
		return between(field, t, end)
	}
	return Any()
}

// RefersTo matches rows whose reference is to id, and those that refer to nobody and
// nothing where id is 0.
func RefersTo(field string, id int64) *Filter {
	if id == 0 {
		return Empty(field, true)
	}
	return Eq(field, id)
}

// Count is how many rows a query finds, on all its pages.
func (c Collection[T]) Count(q Query) (int64, error) {
	var lines []struct{ N int64 }
	g := Group{Where: q.Where, Search: q.Search, Within: q.Within, Figures: []Figure{{Fn: "count", As: "n"}}}
	if _, err := c.Aggregate(g, &lines); err != nil || len(lines) == 0 {
		return 0, err
	}
	return lines[0].N, nil
}
