package tickets

import (
	"context"
	"slices"
)

// total is the figure over all groups: their sum where each of what is counted is in
// one of them, and asked for otherwise.
func (s *Service) total(ctx context.Context, a *Aggregate, q *AggregateQuery, out *Figures) (*Figure, error) {
	whole := *a
	whole.By = nil
	all := &Figure{Values: make([]Value, len(a.Measures))}
	if q.adds() && !out.More {
		for _, row := range q.last(out) {
			for i, v := range row.Values {
				all.Values[i].N += v.N
			}
		}
		for i := range all.Values {
			all.Values[i].Valid = true
		}
	} else {
		one := *q
		one.By, one.Buckets, one.Limit = nil, nil, 1
		rows, err := s.rows(ctx, &one, ends(&Figures{}, &one))
		if err != nil {
			return nil, err
		}
		if len(rows) > 0 { // a reader who reaches nothing has none
			all = &rows[0]
		}
	}
	all.Behind = whole.behind(out, all)
	return all, nil
}

// adds reports whether the groups' figures add up to the total.
func (q *AggregateQuery) adds() bool {
	counts := !slices.ContainsFunc(q.Measures, func(m Measure) bool {
		statistic, _ := m.Split()
		return m != "count" && statistic != "n"
	})
	return counts && !slices.ContainsFunc(q.By, func(d Dimension) bool { return !q.divides(d) })
}

// divides reports whether all that is counted is in exactly one of the groups.
func (q *AggregateQuery) divides(d Dimension) bool {
	switch d {
	case ByTag, ByContributor, ByOrganization:
		return false
	case ByPerson:
		return q.Of == Replied || q.Of == Worked // which nobody in particular does
	}
	return true
}

// last are the rows that make the total: all, but of a backlog those of the last moment.
func (q *AggregateQuery) last(out *Figures) []Figure {
	i := q.Calendar()
	if q.Of != ActiveThen || i < 0 || len(out.Rows) == 0 {
		return out.Rows
	}
	end := slices.MaxFunc(out.Rows, func(a, b Figure) int { return int(a.By[i].ID - b.By[i].ID) }).By[i].ID
	return slices.DeleteFunc(slices.Clone(out.Rows), func(f Figure) bool { return f.By[i].ID != end })
}
