package sdk

import (
	"encoding/json"

	"pegboard.dev/pegboard/sdk/abi"
)

// Group asks for figures over rows instead of the rows: one line for each
// combination of values of By.
type Group struct {
	Where  *Filter `json:"-"`
	Search string  `json:"-"`
	By     []By    `json:"by,omitempty"`
	// Figures of each line; none means the number of rows, "count".
	Figures []Figure `json:"figures,omitempty"`
	// Sort is the name of a column, "-" in front for descending; empty is by By.
	Sort  string `json:"sort,omitempty"`
	Limit int    `json:"limit,omitempty"` // 100 when 0, at most 1000
	// TimeZone, such as "Europe/Berlin", says where days begin; UTC when empty.
	TimeZone string `json:"timezone,omitempty"`
	// Within is the key of a report that the plugin contributes: rows count within
	// its scope as well. KindDenied for a caller who does not hold it.
	Within string `json:"within,omitempty"`
}

// By is what lines are told apart by: a field of type string, int, bool, ref (but
// not to tickets) or refs, or a time with its step: "hour", "day", "week", "month",
// "year", "hour_of_day" or "weekday".
type By struct {
	Field string `json:"field"`
	Step  string `json:"step,omitempty"`
	As    string `json:"as,omitempty"` // the column's name; the field when empty
}

// Figure is one number of a line. Fn is count, distinct, sum, avg, min or max; count
// needs no field. With Minus it is about the seconds from that time to Field.
type Figure struct {
	Fn    string  `json:"fn"`
	Field string  `json:"field,omitempty"`
	Minus string  `json:"minus,omitempty"`
	Where *Filter `json:"-"`            // only rows that match it as well
	As    string  `json:"as,omitempty"` // the column's name; fn_field when empty
}

// MarshalJSON implements json.Marshaler.
func (f Figure) MarshalJSON() ([]byte, error) {
	type plain Figure
	form := struct {
		plain
		Where json.RawMessage `json:"where,omitempty"`
	}{plain: plain(f)}
	if f.Where != nil {
		var err error
		if form.Where, err = f.Where.appendJSON(nil); err != nil {
			return nil, err
		}
	}
	return json.Marshal(form)
}

// Aggregate reads figures over the rows that the caller may see into lines, a
// pointer to a slice of structs whose JSON tags name the columns. more tells that
// there are more lines than the limit.
func (c Collection[T]) Aggregate(g Group, lines any) (more bool, err error) {
	req := abi.RecordQuery{Collection: c.Name, Search: g.Search}
	if req.Group, err = json.Marshal(g); err != nil {
		return false, err
	}
	if g.Where != nil {
		if req.Filter, err = g.Where.appendJSON(nil); err != nil {
			return false, err
		}
	}
	var rep abi.RecordPage
	if err := ask(abi.HostRecordsQuery, &req, &rep); err != nil {
		return false, err
	}
	return rep.More, json.Unmarshal(rep.Groups, lines)
}
