package records

import (
	"encoding/json"
	"fmt"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Limits of one query.
const (
	maxDepth  = 6
	maxLeaves = 50
	maxIn     = 200
	maxNeedle = 200 // characters of a text searched for
)

// Op is a comparison of one field with a value.
type Op string

// The comparisons. Null is a value like any other: Ne and Not match it.
const (
	Eq       Op = "eq"
	Ne       Op = "ne"
	Lt       Op = "lt"
	Lte      Op = "lte"
	Gt       Op = "gt"
	Gte      Op = "gte"
	In       Op = "in"
	Contains Op = "contains" // a text holds the value, case ignored (ASCII letters on SQLite)
	Empty    Op = "empty"    // true: is null; false: is not
)

// Filter is a tree: exactly one of All, Any, Not or Field is set. An empty All
// matches everything, an empty Any nothing.
type Filter struct {
	All   []Filter        `json:"all,omitempty"`
	Any   []Filter        `json:"any,omitempty"`
	Not   *Filter         `json:"not,omitempty"`
	Field string          `json:"field,omitempty"`
	Op    Op              `json:"op,omitempty"`
	Value json.RawMessage `json:"value,omitempty"`

	isAll, isAny bool
}

// Query asks for one page of a collection.
type Query struct {
	Where *Filter `json:"where,omitempty"`
	// Search looks for a text in the collection's search fields.
	Search string `json:"q,omitempty"`
	// Sort is a field name, with "-" in front for descending; empty means "-id".
	Sort   string `json:"sort,omitempty"`
	Cursor string `json:"cursor,omitempty"`
	Limit  int    `json:"limit,omitempty"` // see core.PageSize
	// Within is another key: rows are listed within its scope as well.
	Within rbac.Key `json:"within,omitempty"`
}

// Plan is a checked query: every name known, every value of its field's type.
// It is what a store compiles. Only Collection.Plan makes one.
type Plan struct {
	Where  *Cond // nil: everything
	Sort   *Field
	Desc   bool
	Limit  int
	After  *Position // nil: from the start
	Fields []Field
}

// Cond is a checked filter; see Filter. Values has one element except for In,
// which may have none and then matches nothing, and Empty, which has a bool.
type Cond struct {
	All, Any []*Cond
	Not      *Cond
	Field    *Field
	Op       Op
	Values   []any
}

// UnmarshalJSON tells an empty list from an absent one.
func (f *Filter) UnmarshalJSON(b []byte) error {
	type plain Filter
	var raw struct {
		plain
		All *[]Filter `json:"all"`
		Any *[]Filter `json:"any"`
	}
	if err := json.Unmarshal(b, &raw); err != nil {
		return err
	}
	*f = Filter(raw.plain)
	if raw.All != nil {
		f.All, f.isAll = *raw.All, true
	}
	if raw.Any != nil {
		f.Any, f.isAny = *raw.Any, true
	}
	return nil
}

// Plan checks the query against the collection. me replaces the value "$me" of
// references to people. The error is KindInvalid and says what to change.
func (c *Collection) Plan(q Query, me core.UserID) (*Plan, error) {
	const op = "records.Plan"
	p := &Plan{Limit: core.PageSize(q.Limit), Fields: c.Fields, Desc: true, Sort: hostFields[ColID]}
	if q.Sort != "" {
		name, desc := strings.CutPrefix(q.Sort, "-")
		f := c.Field(name)
		if f == nil || !f.Type.sortable() {
			return nil, core.InvalidField(op, "sort", "The list cannot be sorted by %q.", name)
		}
		p.Sort, p.Desc = f, desc
	}
	pl := &planner{c: c, me: me}
	if q.Where != nil {
		cond, err := pl.cond(q.Where, 1)
		if err != nil {
			return nil, core.InvalidField(op, "where", "%s", err)
		}
		p.Where = cond
	}
	if q.Search != "" {
		p.Where = and(p.Where, c.searchCond(q.Search))
	}
	if q.Cursor != "" {
		pos, err := p.decodeCursor(q.Cursor)
		if err != nil {
			return nil, core.InvalidField(op, "cursor", "This page is out of date; start again from the first.")
		}
		p.After = pos
	}
	return p, nil
}

func and(a, b *Cond) *Cond {
	if a == nil {
		return b
	}
	return &Cond{All: []*Cond{a, b}}
}

// searchCond matches records in which every word occurs in some search field.
func (c *Collection) searchCond(text string) *Cond {
	words := strings.Fields(text)
	if len(words) > 8 {
		words = words[:8]
	}
	all := &Cond{All: make([]*Cond, 0, len(words))}
	for _, w := range words {
		one := &Cond{Any: []*Cond{}}
		for _, name := range c.Search {
			one.Any = append(one.Any, &Cond{Field: c.byName[name], Op: Contains, Values: []any{w}})
		}
		all.All = append(all.All, one)
	}
	return all
}

type planner struct {
	c      *Collection
	me     core.UserID
	leaves int
}

func (pl *planner) cond(f *Filter, depth int) (*Cond, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("The filter is nested deeper than %d levels.", maxDepth)
	}
	set := 0
	for _, is := range []bool{f.All != nil || f.isAll, f.Any != nil || f.isAny, f.Not != nil, f.Field != ""} {
		if is {
			set++
		}
	}
	if set != 1 {
		return nil, fmt.Errorf(`Each part of the filter needs exactly one of "all", "any", "not" and "field".`)
	}
	switch {
	case f.Not != nil:
		inner, err := pl.cond(f.Not, depth+1)
		return &Cond{Not: inner}, err
	case f.Field != "":
		return pl.leaf(f)
	}
	list := f.All
	if f.Any != nil || f.isAny {
		list = f.Any
	}
	conds := make([]*Cond, 0, len(list))
	for i := range list {
		inner, err := pl.cond(&list[i], depth+1)
		if err != nil {
			return nil, err
		}
		conds = append(conds, inner)
	}
	if f.Any != nil || f.isAny {
		return &Cond{Any: conds}, nil
	}
	return &Cond{All: conds}, nil
}
