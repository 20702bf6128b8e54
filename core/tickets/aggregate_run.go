package tickets

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Aggregate computes figures over the tickets that who sees as an employee, and
// reaches with a.Filter.Within where that is set: the same rule as List's, inside
// the query. Everything that is counted can be listed: see Figure.Behind.
//
// KindForbidden for who is no employee; KindInvalid names the field, and says
// what to narrow when the query would make too many groups or takes too long;
// KindRateLimited when too many are waiting.
func (s *Service) Aggregate(ctx context.Context, who *rbac.Subject, a Aggregate) (*Figures, error) {
	const op = "tickets.Aggregate"
	if err := who.Require(op, keyView); err != nil {
		return nil, err
	}
	q, out, err := s.aggregateQuery(who, &a)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	ctx, cancel := context.WithTimeout(ctx, maxAggregate)
	defer cancel()
	select {
	case s.counting <- struct{}{}:
		defer func() { <-s.counting }()
	case <-ctx.Done():
		return nil, core.Errorf(op, core.KindRateLimited, "Too many reports are being computed. Try again in a moment.")
	}
	if err := s.count(ctx, &a, q, out); err != nil {
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			return nil, core.InvalidField(op, "period", "This takes too long. Choose a shorter period, or narrow it to a team or a person.")
		}
		return nil, core.Wrap(op, err)
	}
	return out, nil
}

// count reads the rows, and the total where it is asked for.
func (s *Service) count(ctx context.Context, a *Aggregate, q *AggregateQuery, out *Figures) (err error) {
	if out.Rows, err = s.rows(ctx, q, ends(out, q)); err != nil {
		return err
	}
	if len(out.Rows) > q.Limit {
		if a.Top == 0 {
			return core.InvalidField("tickets.count", "by", "This makes more than %d groups. Choose a longer unit of time, fewer groups, or only the first of them.", MaxGroups)
		}
		out.Rows, out.More = out.Rows[:q.Limit], true
	}
	for i := range out.Rows {
		out.Rows[i].Behind = a.behind(out, &out.Rows[i])
	}
	if a.Total {
		out.Total, err = s.total(ctx, a, q, out)
	}
	return err
}

// rows are those of the store; of a backlog, at each of the moments.
func (s *Service) rows(ctx context.Context, q *AggregateQuery, at []time.Time) ([]Figure, error) {
	switch {
	case q.Of != ActiveThen:
		return s.Store.Aggregate(ctx, q)
	case len(at) == 0:
		return nil, nil
	}
	return s.Store.Backlog(ctx, q, at)
}

// newCounting bounds how many aggregates run at once in this process, so that
// reports leave processors to everybody else.
func newCounting() chan struct{} { return make(chan struct{}, max(1, runtime.GOMAXPROCS(0)/2)) }

// aggregateQuery resolves a for its reader.
func (s *Service) aggregateQuery(who *rbac.Subject, a *Aggregate) (*AggregateQuery, *Figures, error) {
	if err := a.check(); err != nil {
		return nil, nil, err
	}
	if err := a.Filter.clean(); err != nil {
		return nil, nil, err
	}
	a.Filter.Within = orElse(a.Filter.Within, keyView)
	list := &Query{}
	list.within(who, a.Filter.Within)
	list.Cond.add(who, &a.Filter)
	q := &AggregateQuery{
		Reach: list.Reach, Cond: list.Cond, Of: a.Of, By: a.By, Measures: a.Measures, Now: s.Clock.Now(), Limit: orElse(a.Top, MaxGroups),
	}
	out := &Figures{}
	var err error
	if a.Period != "" {
		if q.From, q.To, err = a.Period.Bounds(q.Now, a.Zone, a.Before); err != nil {
			return nil, nil, err
		}
		out.From, out.To = q.From, q.To
	}
	if q.Steps, err = stepsOf(a.Zone, q.From, q.To); err != nil {
		return nil, nil, err
	}
	if i := q.Calendar(); i >= 0 {
		q.Limit = MaxBuckets * 50
		if len(q.By) == 1 {
			q.Limit = MaxBuckets
		}
		q.Buckets, err = buckets(q.By[i], q.From, q.To, a.Zone)
		out.Buckets = q.Buckets
	} else if slices.Contains(q.By, ByHourOfWeek) {
		q.Limit = MaxGroups
	}
	return q, out, err
}

// buckets lists the days, weeks or months that a period touches.
func buckets(d Dimension, from, to time.Time, zone string) ([]Bucket, error) {
	loc, err := loadZone(zone)
	if err != nil {
		return nil, err
	}
	unit := map[Dimension]periodUnit{ByDay: dayUnit, ByWeek: weekUnit, ByMonth: monthUnit}[d]
	y, m, day := from.In(loc).Date()
	var out []Bucket
	for t := unit.start(time.Date(y, m, day, 0, 0, 0, 0, loc)); t.Before(to); t = unit.add(t, 1) {
		if len(out) == MaxBuckets {
			return nil, core.InvalidField("tickets.buckets", "by", "A period has at most %d groups of time. Choose weeks or months, or a shorter period.", MaxBuckets)
		}
		out = append(out, Bucket{ID: bucketID(d, t), From: t.UTC(), To: unit.add(t, 1).UTC(), Day: t.Format(time.DateOnly)})
	}
	return out, nil
}

// bucketID numbers the days since 1970, the weeks of which the first began on the
// Monday before, and the months since the year 0.
func bucketID(d Dimension, t time.Time) int64 {
	y, m, day := t.Date()
	days := time.Date(y, m, day, 0, 0, 0, 0, time.UTC).Unix() / 86400
	switch d {
	case ByWeek:
		return (days + 3) / 7
	case ByMonth:
		return int64(y)*12 + int64(m) - 1
	}
	return days
}

// BucketOf is the number of the bucket that a moment falls into; see Bucket.
func BucketOf(d Dimension, steps []ZoneStep, at time.Time) int64 {
	return bucketID(d, time.UnixMicro(local(steps, at)).UTC())
}

// ends are the moments at which a backlog is counted: the end of each bucket, or
// of the period; now, where that is still to come.
func ends(out *Figures, q *AggregateQuery) []time.Time {
	at := []time.Time{q.To}
	if q.Calendar() >= 0 {
		at = nil
		for _, b := range out.Buckets {
			if b.From.Before(q.Now) { // what is to come has no backlog yet
				at = append(at, earlier(b.To, q.To))
			}
		}
	}
	for i := range at {
		if at[i].After(q.Now) {
			at[i] = q.Now
		}
	}
	return at
}

// behind is the filter that lists what row counted.
func (a *Aggregate) behind(out *Figures, row *Figure) Filter {
	f := a.Filter
	f.When = slices.Clone(f.When)
	f.Snoozed = orElse(f.Snoozed, SnoozedToo) // figures count what sleeps as well
	w := When{Of: a.Of, From: out.From, To: out.To}
	for i, d := range a.By {
		g := row.By[i]
		switch d {
		case ByDay, ByWeek, ByMonth:
			at := slices.IndexFunc(out.Buckets, func(b Bucket) bool { return b.ID == g.ID })
			if at >= 0 {
				w.From, w.To = later(w.From, out.Buckets[at].From), earlier(w.To, out.Buckets[at].To)
			}
		case ByHourOfWeek:
			hour := int(g.ID)
			w.Hour, w.Zone = &hour, a.Zone
		case ByPerson:
			w.By = core.UserID(g.ID)
		default:
			f.narrowTo(d, g)
		}
	}
	if a.Of == ActiveThen {
		w.From = time.Time{}
	}
	if a.Of != "" {
		f.When = append(f.When, w)
	}
	return f
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// narrowTo adds the condition that a ticket is in a group.
func (f *Filter) narrowTo(d Dimension, g Group) {
	switch d {
	case ByTeam:
		f.Teams, f.NoTeam = nil, g.ID == 0
		if g.ID != 0 {
			f.Teams = []core.TeamID{core.TeamID(g.ID)}
		}
	case ByStatus:
		f.Statuses = []Status{Status(g.ID)}
	case ByPriority:
		f.Priorities = []Priority{Priority(g.ID)}
	case ByChannel:
		f.Channel = g.Text
	case ByTag:
		f.Tag = g.Text
	case ByAssignee:
		f.Mine, f.Assignee, f.NoAssignee = false, core.UserID(g.ID), g.ID == 0
	case ByContributor:
		f.Contributor = core.UserID(g.ID)
	case ByOrganization:
		f.Organization = core.OrganizationID(g.ID)
	}
}
