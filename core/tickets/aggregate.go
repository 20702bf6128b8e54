package tickets

import (
	"slices"
	"strings"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Aggregate asks for figures about the tickets that a reader sees as an
// employee: how many, or how long, by day, team, agent and so on.
type Aggregate struct {
	// Of is what is counted: tickets by one of their moments, each solving, each
	// reply. Empty counts tickets as they are now, whenever they came in.
	// ActiveThen counts the tickets with work left at the end of each day, week or
	// month, or at the end of the period.
	Of Moment
	// Filter picks the tickets. Its Within is the key in whose scope is counted.
	Filter Filter
	// Period, in Zone, is when Of has to be; Before counts periods back from it.
	// Empty sets no bound, which groups by time need, and ActiveThen.
	Period Period
	Before int
	Zone   string // IANA; empty is UTC
	// By are the groups, at most two; empty is one figure over all.
	By []Dimension
	// Measures are what is computed of each group, one to eight.
	Measures []Measure
	// Top keeps the groups with the greatest first measure; zero keeps all, up to
	// MaxGroups. Groups of time are always kept.
	Top int
	// Total asks for the figures over all groups beside them.
	Total bool
}

// Dimension is what figures are grouped by.
type Dimension string

const (
	ByDay        Dimension = "day"
	ByWeek       Dimension = "week"
	ByMonth      Dimension = "month"
	ByHourOfWeek Dimension = "hour_of_week" // 0 is Monday from midnight to one
	ByTeam       Dimension = "team"
	ByStatus     Dimension = "status"
	ByPriority   Dimension = "priority"
	ByChannel    Dimension = "channel"
	ByTag        Dimension = "tag" // a ticket counts in each of its tags
	ByAssignee   Dimension = "assignee"
	// ByContributor counts a ticket with each of its contributors.
	ByContributor Dimension = "contributor"
	// ByOrganization leaves out tickets of nobody's organization.
	ByOrganization Dimension = "organization"
	// ByPerson is who brought the moment about: who solved, who replied. What
	// nobody in particular did is left out.
	ByPerson Dimension = "person"
	// ByPart is the part that the person has in the ticket: 1 its assignee, 2 one of
	// its contributors, 3 neither. Lists do not know it: Behind is that of all parts.
	ByPart Dimension = "part"
)

var dimensions = []Dimension{
	ByDay, ByWeek, ByMonth, ByHourOfWeek, ByTeam, ByStatus, ByPriority, ByChannel, ByTag, ByAssignee, ByContributor, ByOrganization, ByPerson, ByPart,
}

// Calendar reports whether groups are stretches of time that follow each other.
func (d Dimension) Calendar() bool { return d == ByDay || d == ByWeek || d == ByMonth }

// timed reports whether the groups depend on when the moment was.
func (d Dimension) timed() bool { return d.Calendar() || d == ByHourOfWeek }

// Measure is "count", "tickets" (different ones, where a ticket may have several
// such moments), or a statistic of a length or a number, such as "p90 waiting".
type Measure string

// Statistics and what they can be about. Lengths are in milliseconds. Percentiles
// are values that occur: the smallest that so many in a hundred do not exceed.
var (
	statistics = []string{"n", "sum", "avg", "min", "max", "p50", "p90"}
	lengths    = []string{"first_response", "resolution", "first_resolution", "waiting", "pending", "on_hold", "age"}
	numbers    = []string{"replies", "reopened"}
)

// Split takes the measure apart; what is empty for "count" and "tickets".
func (m Measure) Split() (statistic, what string) {
	statistic, what, _ = strings.Cut(string(m), " ")
	return statistic, what
}

// Length reports whether the measure is a length of time.
func (m Measure) Length() bool {
	stat, what := m.Split()
	return stat != "n" && slices.Contains(lengths, what)
}

func (m Measure) valid() bool {
	if m == "count" || m == "tickets" {
		return true
	}
	stat, what := m.Split()
	return slices.Contains(statistics, stat) && (slices.Contains(lengths, what) || slices.Contains(numbers, what))
}

// Limits of one query.
const (
	MaxGroups   = 1000
	MaxBuckets  = 400 // days, weeks or months
	maxMeasures = 8
	// maxAggregate is how long one query may take, and wait for its turn.
	maxAggregate = 20 * time.Second
)

// AggregateQuery is an Aggregate in the store's terms.
type AggregateQuery struct {
	Reach []rbac.Branch
	Cond  Cond
	Of    Moment
	// From and To bound the moment; zero sets no bound.
	From, To time.Time
	Steps    []ZoneStep // at least one
	// Buckets are the groups of a calendar among By, in order: From lies in the first,
	// To ends the last or lies in it.
	Buckets  []Bucket
	By       []Dimension
	Measures []Measure
	Now      time.Time
	Limit    int // of groups; the store returns one more where there are more
}

// Calendar returns the index of the dimension that is a calendar's, -1 for none.
func (q *AggregateQuery) Calendar() int {
	return slices.IndexFunc(q.By, Dimension.Calendar)
}

// Group is one value of a dimension: a number, or a word where Text is not
// empty. ID 0 without a text is "none".
type Group struct {
	ID   int64
	Text string
	// Name is what people call it, where it has a name in the database: a team's, a
	// person's. Empty otherwise.
	Name string
}

// Value is one figure; missing where there was nothing to compute it from.
type Value struct {
	N     int64
	Valid bool
}

// Figure is one group's row.
type Figure struct {
	By     []Group // as asked for
	Values []Value // as the measures were asked for
	// Behind picks exactly the tickets that were counted, in a list for the same
	// reader; the store leaves it empty.
	Behind Filter
}

// Figures are the answer to an Aggregate.
type Figures struct {
	Rows []Figure
	// From and To are the period's bounds, zero for none.
	From, To time.Time
	// Buckets are the days, weeks or months of the period, empty ones included, in
	// order; nil without such a dimension.
	Buckets []Bucket
	// More: there are groups beyond Top.
	More bool
	// Total is over all groups, Top or not; nil where nobody asked.
	Total *Figure
}

// Bucket is a day, week or month: the group's ID, and where it begins and ends.
type Bucket struct {
	ID       int64
	From, To time.Time
	// Day is its first day there, such as "2026-11-30".
	Day string
}

// check validates what the query asks for. KindInvalid names the field.
func (a *Aggregate) check() error {
	const op = "tickets.Aggregate"
	switch {
	case a.Of != "" && !slices.Contains(moments, a.Of):
		return core.InvalidField(op, "of", "%.40q is no moment; use one of %q.", string(a.Of), moments)
	case len(a.By) > 2 || len(a.By) == 2 && a.By[0] == a.By[1]:
		return core.InvalidField(op, "by", "Figures are grouped by at most two different things.")
	case len(a.Measures) == 0 || len(a.Measures) > maxMeasures:
		return core.InvalidField(op, "measures", "Ask for one to %d measures.", maxMeasures)
	case a.Filter.Query != "" || a.Filter.View != "":
		return core.InvalidField(op, "filter", "Figures cannot be of a search or a view; use its conditions.")
	case a.Top < 0 || a.Top > MaxGroups:
		return core.InvalidField(op, "top", "At most %d groups can be shown.", MaxGroups)
	case a.Before < 0 || a.Before > 100:
		return core.InvalidField(op, "before", "At most 100 periods back.")
	case a.Of == ActiveThen && a.Period == "":
		return core.InvalidField(op, "period", "Say at the end of which period.")
	}
	for _, m := range a.Measures {
		if !m.valid() || a.Of == ActiveThen && m != "count" {
			return core.InvalidField(op, "measures", "%.60q cannot be computed of this.", string(m))
		}
	}
	calendars := 0
	for _, d := range a.By {
		switch {
		case !slices.Contains(dimensions, d), d == ByPerson && !a.Of.personal(), d == ByPart && a.Of != Replied && a.Of != Worked,
			d == ByHourOfWeek && a.Of == ActiveThen:
			return core.InvalidField(op, "by", "This cannot be grouped by %.40q.", string(d))
		case d.timed() && (a.Period == "" || a.Of == ""):
			return core.InvalidField(op, "period", "Grouping by time needs a period, and a moment that is counted.")
		case d.timed():
			calendars++
		}
	}
	if calendars > 1 {
		return core.InvalidField(op, "by", "Group by one measure of time only.")
	}
	return nil
}
