package plugin

import (
	"context"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
	"pegboard.dev/pegboard/sdk/abi"
)

// ticketsFigures computes figures within the caller's rights; names of people
// need people.read.
func (c *call) ticketsFigures(ctx context.Context, in []byte) (any, error) {
	var req abi.FigureQuery
	if err := decode(in, &req); err != nil {
		return nil, err
	}
	a, err := aggregateOf(&req)
	if err != nil {
		return nil, err
	}
	if a.Zone == "" {
		a.Zone = c.locale.Timezone
	}
	found, err := c.m.svc.Tickets.Aggregate(ctx, c.who(), a)
	if err != nil {
		return nil, err
	}
	return c.unit.figures(found, a.By), nil
}

func aggregateOf(req *abi.FigureQuery) (tickets.Aggregate, error) {
	a := tickets.Aggregate{
		Of: tickets.Moment(req.Of), Period: tickets.Period(req.Period), Before: int(min(max(req.Before, -1), 1000)), Zone: req.Zone,
		Top: int(min(max(req.Top, -1), tickets.MaxGroups+1)), Total: req.Total,
		Filter: tickets.Filter{
			NoTeam: req.NoTeam, Assignee: core.UserID(req.AssigneeID), Contributor: core.UserID(req.ContributorID),
			Organization: core.OrganizationID(req.OrganizationID), Tag: req.Tag, Channel: req.Channel, Within: rbac.Key(req.Within),
		},
	}
	if req.TeamID != 0 {
		a.Filter.Teams = []core.TeamID{core.TeamID(req.TeamID)}
	}
	for _, name := range req.Status {
		s, err := tickets.ParseStatus(name)
		if err != nil {
			return a, err
		}
		a.Filter.Statuses = append(a.Filter.Statuses, s)
	}
	if req.Priority != "" {
		p, err := tickets.ParsePriority(req.Priority)
		if err != nil {
			return a, err
		}
		a.Filter.Priorities = []tickets.Priority{p}
	}
	for _, text := range req.When {
		w, err := tickets.ParseWhen(text)
		if err != nil {
			return a, err
		}
		a.Filter.When = append(a.Filter.When, w)
	}
	for _, d := range req.By {
		a.By = append(a.By, tickets.Dimension(d))
	}
	for _, m := range req.Measures {
		a.Measures = append(a.Measures, tickets.Measure(m))
	}
	return a, nil
}

// figures translates figures.
func (u *unit) figures(found *tickets.Figures, by []tickets.Dimension) *abi.FigurePage {
	people := u.manifest.Grants(manifest.PeopleRead)
	out := &abi.FigurePage{Rows: make([]abi.FigureRow, len(found.Rows)), From: abi.TimeOf(found.From), To: abi.TimeOf(found.To), More: found.More}
	for _, b := range found.Buckets {
		out.BucketIDs = append(out.BucketIDs, b.ID)
		out.BucketDays = append(out.BucketDays, b.Day)
	}
	for i := range found.Rows {
		out.Rows[i] = figureRow(&found.Rows[i], by, people)
	}
	if found.Total != nil {
		out.Total = []abi.FigureRow{figureRow(found.Total, by, people)}
	}
	return out
}

func figureRow(row *tickets.Figure, by []tickets.Dimension, people bool) (to abi.FigureRow) {
	for n, g := range row.By {
		name := g.Text
		if name == "" && (people || !slices.Contains([]tickets.Dimension{tickets.ByAssignee, tickets.ByContributor, tickets.ByPerson, tickets.ByOrganization}, by[n])) {
			name = g.Name
		}
		to.IDs, to.Names = append(to.IDs, g.ID), append(to.Names, name)
	}
	for n, v := range row.Values {
		to.Values = append(to.Values, v.N)
		if !v.Valid {
			to.Missing = append(to.Missing, int64(n))
		}
	}
	to.Tickets = row.Behind.Values().Encode()
	return to
}
