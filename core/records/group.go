package records

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Limits of one question for figures.
const (
	MaxKeys    = 3
	MaxFigures = 12
	MaxLines   = 1000
	usualLines = 100
)

// Group asks for figures instead of rows: one line for each combination of its
// keys' values, or a single one without keys.
type Group struct {
	Where  *Filter `json:"where,omitempty"`
	Search string  `json:"q,omitempty"`
	By     []Key   `json:"by,omitempty"`
	// Figures of each line; none means the number of rows.
	Figures []Figure `json:"figures,omitempty"`
	// Sort is the name of a key or a figure, "-" in front for descending; empty
	// means by the keys.
	Sort string `json:"sort,omitempty"`
	// Limit is the most lines, 100 when 0, at most MaxLines.
	Limit int `json:"limit,omitempty"`
	// TimeZone is an IANA name: where days begin. UTC when empty.
	TimeZone string `json:"timezone,omitempty"`
	// Within is another key: rows count within its scope as well.
	Within rbac.Key `json:"within,omitempty"`
}

// Key is what lines are told apart by.
type Key struct {
	Field string `json:"field"`
	// Step cuts a time: see Step.
	Step Step `json:"step,omitempty"`
	// As names it in the lines; the field's name when empty.
	As string `json:"as,omitempty"`
}

// Step is how long the pieces are that a time is cut into.
type Step string

// The steps of a time. Days and weeks are named by their first day, "2026-11-23",
// weeks beginning on Monday; months "2026-11"; years "2026"; hours by their
// beginning, "2026-11-23T14". Hours of the day are 0 to 23, weekdays 1, Monday, to 7.
const (
	ByHour      Step = "hour"
	ByDay       Step = "day"
	ByWeek      Step = "week"
	ByMonth     Step = "month"
	ByYear      Step = "year"
	ByHourOfDay Step = "hour_of_day"
	ByWeekday   Step = "weekday"
)

// Fn is how a figure is computed.
type Fn string

// The functions of figures. Count without a field counts rows, with one those in
// which it has a value; Distinct counts its different values. Sum of no rows is
// 0, the others then are null.
const (
	Count    Fn = "count"
	Distinct Fn = "distinct"
	Sum      Fn = "sum"
	Avg      Fn = "avg"
	Min      Fn = "min"
	Max      Fn = "max"
)

// Figure is one number of a line.
type Figure struct {
	Fn    Fn     `json:"fn"`
	Field string `json:"field,omitempty"`
	// Minus is another time field: the figure is about the seconds from it to Field.
	Minus string `json:"minus,omitempty"`
	// Where counts only the rows that also match it.
	Where *Filter `json:"where,omitempty"`
	// As names it in the lines; the function, an underscore and the field when empty.
	As string `json:"as,omitempty"`
}

// GroupPlan is a checked Group; only Collection.PlanGroup makes one.
type GroupPlan struct {
	Where   *Cond
	Keys    []PlanKey
	Figures []PlanFigure
	// Sort is the position of a column, keys first; -1 for the keys in their order.
	Sort  int
	Desc  bool
	Limit int
	Zone  *time.Location
}

// PlanKey is a checked Key.
type PlanKey struct {
	Name  string
	Field *Field
	Step  Step
}

// PlanFigure is a checked Figure; Field is nil for the number of rows.
type PlanFigure struct {
	Name  string
	Fn    Fn
	Field *Field
	Minus *Field
	Where *Cond
}

// PlanGroup checks what is asked for against the collection. me is as in Plan.
// The error is KindInvalid and says what to change.
func (c *Collection) PlanGroup(g Group, me core.UserID) (*GroupPlan, error) {
	const op = "records.PlanGroup"
	p := &GroupPlan{Sort: -1, Limit: g.Limit, Zone: time.UTC}
	refuse := func(field string, err error) (*GroupPlan, error) { return nil, core.InvalidField(op, field, "%s", err) }
	if p.Limit <= 0 {
		p.Limit = usualLines
	}
	p.Limit = min(p.Limit, MaxLines)
	if g.TimeZone != "" {
		zone, err := time.LoadLocation(g.TimeZone)
		if err != nil || g.TimeZone == "Local" {
			return refuse("timezone", fmt.Errorf("There is no time zone %q.", g.TimeZone))
		}
		p.Zone = zone
	}
	pl := &planner{c: c, me: me}
	if g.Where != nil {
		var err error
		if p.Where, err = pl.cond(g.Where, 1); err != nil {
			return refuse("where", err)
		}
	}
	if g.Search != "" {
		p.Where = and(p.Where, c.searchCond(g.Search))
	}
	if len(g.By) > MaxKeys {
		return refuse("by", fmt.Errorf("Lines are told apart by at most %d things.", MaxKeys))
	}
	if len(g.Figures) == 0 {
		g.Figures = []Figure{{Fn: Count}}
	}
	if len(g.Figures) > MaxFigures {
		return refuse("figures", fmt.Errorf("A line has at most %d figures.", MaxFigures))
	}
	for _, k := range g.By {
		key, err := c.planKey(k)
		if err != nil {
			return refuse("by", err)
		}
		p.Keys = append(p.Keys, key)
	}
	for _, f := range g.Figures {
		figure, err := pl.figure(f)
		if err != nil {
			return refuse("figures", err)
		}
		p.Figures = append(p.Figures, figure)
	}
	return p, p.name(op, g.Sort)
}

// name checks that the columns' names differ, and finds the one to sort by.
func (p *GroupPlan) name(op, sort string) error {
	names := p.Names()
	for i, name := range names {
		if !fieldName.MatchString(name) {
			return core.InvalidField(op, "as", "The name %q must be 1 to 30 lower-case letters, digits and underscores, beginning with a letter.", name)
		}
		if slices.Contains(names[:i], name) {
			return core.InvalidField(op, "as", "Two columns are called %q; name one of them otherwise.", name)
		}
	}
	if sort == "" {
		return nil
	}
	column, desc := strings.CutPrefix(sort, "-")
	p.Sort, p.Desc = slices.Index(names, column), desc
	if p.Sort < 0 {
		return core.InvalidField(op, "sort", "There is no column %q to sort by.", column)
	}
	return nil
}

// Names are those of the columns, keys first.
func (p *GroupPlan) Names() []string {
	var names []string
	for i := range p.Keys {
		names = append(names, p.Keys[i].Name)
	}
	for i := range p.Figures {
		names = append(names, p.Figures[i].Name)
	}
	return names
}

func (c *Collection) planKey(k Key) (PlanKey, error) {
	f := c.Field(k.Field)
	out := PlanKey{Name: k.As, Field: f, Step: k.Step}
	if out.Name == "" {
		out.Name = k.Field
	}
	if f == nil {
		return out, fmt.Errorf("There is no field %q.", k.Field)
	}
	switch f.Type.Kind {
	case Time:
		switch k.Step {
		case ByHour, ByDay, ByWeek, ByMonth, ByYear, ByHourOfDay, ByWeekday:
			return out, nil
		}
		return out, fmt.Errorf("The time %q needs a step: hour, day, week, month, year, hour_of_day or weekday.", k.Field)
	case String, Int, Bool, Refs:
	case Ref:
		// The number of a ticket that somebody may not see is not theirs to read.
		if f.Type.Target == TargetTicket {
			return out, fmt.Errorf("Lines cannot be told apart by the ticket %q.", k.Field)
		}
	default:
		return out, fmt.Errorf("Lines cannot be told apart by %q, which is of type %s.", k.Field, f.Type)
	}
	if k.Step != "" {
		return out, fmt.Errorf("Only times have steps; %q is of type %s.", k.Field, f.Type)
	}
	return out, nil
}

// measurable says which functions a kind of value allows.
var measurable = map[Kind][]Fn{
	String: {Count, Distinct, Min, Max},
	Text:   {Count},
	Int:    {Count, Distinct, Sum, Avg, Min, Max},
	Float:  {Count, Sum, Avg, Min, Max},
	Bool:   {Count},
	Time:   {Count, Min, Max},
	JSON:   {Count},
	File:   {Count},
	Ref:    {Count, Distinct},
}

func (pl *planner) figure(f Figure) (PlanFigure, error) {
	out := PlanFigure{Name: f.As, Fn: f.Fn}
	if out.Name == "" {
		if out.Name = string(f.Fn); f.Field != "" {
			out.Name += "_" + f.Field
		}
	}
	if f.Where != nil {
		var err error
		if out.Where, err = pl.cond(f.Where, 1); err != nil {
			return out, err
		}
	}
	if f.Field == "" {
		if f.Fn != Count || f.Minus != "" {
			return out, fmt.Errorf("The figure %q needs a field.", f.Fn)
		}
		return out, nil
	}
	if out.Field = pl.c.Field(f.Field); out.Field == nil {
		return out, fmt.Errorf("There is no field %q.", f.Field)
	}
	allowed := measurable[out.Field.Type.Kind]
	if f.Minus != "" {
		out.Minus = pl.c.Field(f.Minus)
		if out.Minus == nil || out.Minus.Type.Kind != Time || out.Field.Type.Kind != Time {
			return out, fmt.Errorf("Only the time between two times can be measured, not from %q to %q.", f.Minus, f.Field)
		}
		allowed = []Fn{Count, Sum, Avg, Min, Max}
	}
	if !slices.Contains(allowed, f.Fn) {
		return out, fmt.Errorf("There is no %q of %q, which is of type %s.", f.Fn, f.Field, out.Field.Type)
	}
	return out, nil
}
