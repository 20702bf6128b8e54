package records

import (
	"net/url"
	"strconv"
	"strings"

	"pegboard.dev/pegboard/core"
)

// ParseGroup reads a Group from an address: by=state,created_at.week and
// figures=count,avg.weight; sort, limit, timezone and q; and conditions as in
// ParseQuery, those on fields of these names with their word: by.eq=7. The error
// is KindInvalid and names the parameter.
func (c *Collection) ParseGroup(v url.Values) (Group, error) {
	const op = "records.ParseGroup"
	g := Group{Sort: v.Get("sort"), TimeZone: v.Get("timezone")}
	if s := v.Get("limit"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 {
			return g, core.InvalidField(op, "limit", "The limit must be a number from 1 to %d.", MaxLines)
		}
		g.Limit = n
	}
	for _, part := range parts(v.Get("by")) {
		field, step, _ := strings.Cut(part, ".")
		g.By = append(g.By, Key{Field: field, Step: Step(step)})
	}
	for _, part := range parts(v.Get("figures")) {
		fn, field, _ := strings.Cut(part, ".")
		g.Figures = append(g.Figures, Figure{Fn: Fn(fn), Field: field})
	}
	rest := url.Values{}
	for name, values := range v {
		switch name {
		case "by", "figures", "sort", "limit", "timezone", "cursor":
		default:
			rest[name] = values
		}
	}
	q, err := c.ParseQuery(rest)
	g.Where, g.Search = q.Where, q.Search
	return g, core.Wrap(op, err)
}

func parts(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(list, ",")
}
