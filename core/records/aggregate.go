package records

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Figures are the lines that a Group asked for.
type Figures struct {
	// Names are those of the columns, keys first.
	Names []string
	// Lines hold a value for each name: nil, string, int64, float64, bool or time.Time.
	Lines [][]any
	// More is set when there are more lines than the limit.
	More bool
}

// Aggregate computes figures over the rows that who may read. Errors as in List.
// A condition on a ticket that who may not see matches nothing.
func (s *Service) Aggregate(ctx context.Context, who *rbac.Subject, c *Collection, g Group) (*Figures, error) {
	const op = "records.Aggregate"
	if !c.holds(who, c.Keys.Read) {
		return nil, core.Errorf(op, core.KindForbidden, "You may not read these records.")
	}
	plan, err := c.PlanGroup(g, who.User)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	if err := s.hideFiltered(ctx, who, plan.Where); err != nil {
		return nil, core.Wrap(op, err)
	}
	for i := range plan.Figures {
		if err := s.hideFiltered(ctx, who, plan.Figures[i].Where); err != nil {
			return nil, core.Wrap(op, err)
		}
	}
	out := &Figures{Names: plan.Names()}
	// Nothing within reach is no lines at all, or the one line of nothing: the
	// store answers that as well.
	reach, err := c.reachFor(who, g.Within)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	out.Lines, err = s.store.GroupRecords(ctx, c, plan, reach)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	if len(out.Lines) > plan.Limit {
		out.Lines, out.More = out.Lines[:plan.Limit], true
	}
	return out, nil
}

// reachFor is what who may read, no further than another key of theirs reaches where
// one is named. KindForbidden when they do not hold that.
func (c *Collection) reachFor(who *rbac.Subject, key rbac.Key) ([]rbac.Branch, error) {
	if key == "" {
		return c.reach(who), nil
	}
	scope := who.Scope(key)
	if scope == rbac.ScopeNone {
		return nil, core.Errorf("records.reachFor", core.KindForbidden, "You do not have the permission %s.", key)
	}
	narrow := *who
	narrow.Itself = false
	narrow.Powers = who.Powers.ForPlugin(map[rbac.Key]rbac.Scope{c.Keys.Read: scope})
	return c.reach(&narrow), nil
}

// AppendJSON appends the lines as a JSON array of flat objects.
func (f *Figures) AppendJSON(b []byte) []byte {
	b = append(b, '[')
	for i, line := range f.Lines {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '{')
		for j, v := range line {
			if j > 0 {
				b = append(b, ',')
			}
			b = append(b, '"')
			b = append(b, f.Names[j]...)
			b = append(b, '"', ':')
			b = appendValue(b, v)
		}
		b = append(b, '}')
	}
	return append(b, ']')
}
