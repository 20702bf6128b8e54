package tickets

import (
	"context"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// List returns the tickets that who may see and f picks, a page at a time.
// Pinned tickets come first for employees. Rights are part of the query: a page
// is full whenever there is more. A guest, and anyone without any way of access,
// gets an empty page. A Query needs tickets.search, except from customers, who
// search their own. KindInvalid names the field at fault.
func (s *Service) List(ctx context.Context, who *rbac.Subject, f Filter) (core.Page[Summary], error) {
	const op = "tickets.List"
	var page core.Page[Summary]
	q, err := s.query(ctx, op, who, f)
	if err != nil {
		return page, err
	}
	limit := q.Limit
	q.Limit++
	rows, err := s.Store.ListTickets(ctx, q)
	if err != nil {
		return page, core.Wrap(op, err)
	}
	if len(rows) > limit {
		rows = rows[:limit]
		page.Next = q.place(&rows[limit-1]).cursor(q.Sort, len(q.Search) > 0)
	}
	verbs := verbReachOf(who)
	for i := range rows {
		forReader(who, q.Reach, verbs, &rows[i])
	}
	page.Items = rows
	return page, nil
}

// Count counts what List would return in all its pages, up to MaxCount.
func (s *Service) Count(ctx context.Context, who *rbac.Subject, f Filter) (Count, error) {
	const op = "tickets.Count"
	f.Cursor = ""
	q, err := s.query(ctx, op, who, f)
	if err != nil {
		return Count{}, err
	}
	counts, err := s.Store.CountTickets(ctx, []Query{*q}, MaxCount)
	if err != nil {
		return Count{}, core.Wrap(op, err)
	}
	return counts[0], nil
}

// query resolves a filter for its reader.
func (s *Service) query(ctx context.Context, op string, who *rbac.Subject, f Filter) (*Query, error) {
	q := &Query{Reader: who.User, Reach: rbac.Reach(who, rbac.Tickets, keyView), Limit: core.PageSize(f.Limit)}
	if f.View != "" {
		v, err := s.View(ctx, who, f.View)
		if err != nil {
			return nil, err
		}
		q.within(who, v.Filter.Within)
		q.Cond.add(who, &v.Filter)
		f.Sort = orElse(f.Sort, v.Sort)
		if f.Query == "" {
			f.Query = v.Filter.Query
		} else if v.Filter.Query != "" {
			f.Query += " " + v.Filter.Query
		}
	}
	if err := f.clean(); err != nil {
		return nil, err
	}
	q.within(who, f.Within)
	q.Cond.add(who, &f)
	q.Cond.settle(who)
	q.Sort = orElse(f.Sort, ByUpdated)
	q.PinnedFirst = who.Holds(keyView) && !q.Cond.Pinned
	if f.Query != "" {
		if who.Holds(keyView) {
			if err := who.Require(op, keySearch); err != nil {
				return nil, err
			}
		}
		var err error
		if q.Search, err = parseSearch(f.Query); err != nil {
			return nil, err
		}
		q.Sort, q.PinnedFirst = ByCreated, false
	}
	if f.Cursor != "" {
		var err error
		if q.After, err = parsePosition(op, f.Cursor, q.Sort, len(q.Search) > 0); err != nil {
			return nil, err
		}
	}
	return q, nil
}

// within narrows q to what its reader reaches with k as an employee.
func (q *Query) within(who *rbac.Subject, k rbac.Key) {
	if k == "" {
		return
	}
	if q.Within != "" && q.Within != k {
		q.Cond.Never = true
	}
	q.Within = k
	q.Reach = slices.DeleteFunc(rbac.Reach(who, rbac.Tickets, k), func(b rbac.Branch) bool { return customerBranch(b.Kind) })
}

// place is where a row stands in q's order.
func (q *Query) place(t *Summary) *Position {
	p := &Position{ID: t.ID, Key: t.UpdatedAt.UnixMicro(), Pinned: q.PinnedFirst && !t.PinnedAt.IsZero()}
	if q.Sort == ByCreated || q.Sort == ByCreatedOldest {
		p.Key = int64(t.ID)
	}
	return p
}

// clean validates and tidies a filter. KindInvalid names the field as the API does.
func (f *Filter) clean() error {
	const op = "tickets.Filter"
	switch f.Sort {
	case "", ByUpdated, ByUpdatedOldest, ByCreated, ByCreatedOldest:
	default:
		return core.InvalidField(op, "sort", "%q is no order; use -updated, updated, -created or created.", f.Sort)
	}
	if slices.ContainsFunc(f.Statuses, func(s Status) bool { return s < Open || s > Closed }) {
		return core.InvalidField(op, "status", "There is no such status.")
	}
	if slices.ContainsFunc(f.Priorities, func(p Priority) bool { return p < Low || p > Urgent }) {
		return core.InvalidField(op, "priority", "There is no such priority.")
	}
	switch f.Snoozed {
	case SnoozedHidden, SnoozedToo, SnoozedOnly:
	default:
		return core.InvalidField(op, "snoozed", "%q is none of too and only.", f.Snoozed)
	}
	set := 0
	for _, b := range []bool{f.Mine, f.Assignee != 0, f.NoAssignee} {
		if b {
			set++
		}
	}
	if set > 1 {
		return core.InvalidField(op, "assignee", "Ask for one assignee, yourself, or nobody.")
	}
	if f.Assignee < 0 || f.Contributor < 0 || f.Requester < 0 || f.Organization < 0 ||
		slices.ContainsFunc(f.Teams, func(t core.TeamID) bool { return t <= 0 }) {
		return core.InvalidField(op, "filter", "Numbers of people, teams and organizations are positive.")
	}
	if len(f.Teams) > 500 {
		return core.InvalidField(op, "team", "These are too many teams.")
	}
	f.Tag = cleanTag(f.Tag)
	if f.Within != "" && !f.Within.Valid() {
		return core.InvalidField(op, "within", "%.80q is no permission key.", string(f.Within))
	}
	if len(f.When) > maxWhens {
		return core.InvalidField(op, "when", "At most %d conditions on moments go together.", maxWhens)
	}
	for i := range f.When {
		if err := f.When[i].check(); err != nil {
			return err
		}
	}
	if f.Channel != "" {
		var err error
		f.Channel, err = cleanChannel(f.Channel)
		return err
	}
	return nil
}
