package httpapi

import (
	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// ViewFilter is what a saved view is made of: all conditions must hold, within
// one any of its values. Left out means no condition.
type ViewFilter struct {
	Statuses     []string `json:"statuses,omitempty" enum:"open,pending,on_hold,solved,closed"`
	Priorities   []string `json:"priorities,omitempty" enum:"low,normal,high,urgent"`
	Teams        []int64  `json:"teams,omitempty"`
	NoTeam       bool     `json:"no_team,omitempty"`
	Mine         bool     `json:"mine,omitempty" doc:"Whoever looks at the view is the assignee."`
	Assignee     int64    `json:"assignee,omitempty"`
	NoAssignee   bool     `json:"no_assignee,omitempty"`
	Contributing bool     `json:"contributing,omitempty" doc:"Whoever looks at the view is a contributor."`
	Contributor  int64    `json:"contributor,omitempty"`
	Requester    int64    `json:"requester,omitempty"`
	Requested    bool     `json:"requested,omitempty" doc:"Whoever looks at the view is the requester or copied in."`
	Organization int64    `json:"organization,omitempty"`
	Tag          string   `json:"tag,omitempty" maxLength:"40"`
	Queue        bool     `json:"queue,omitempty" doc:"Waiting in the queue of whoever looks at the view."`
	Pinned       bool     `json:"pinned,omitempty"`
	FollowUp     bool     `json:"follow_up,omitempty"`
	Channel      string   `json:"channel,omitempty" maxLength:"32"`
	When         []string `json:"when,omitempty" maxItems:"8" doc:"Conditions on recorded moments, as in the list of tickets."`
	Within       string   `json:"within,omitempty" maxLength:"100" doc:"A permission key: only what whoever looks reaches with it, too."`
	Snoozed      string   `json:"snoozed,omitempty" enum:"too,only" doc:"Left out, lists of work leave out what is snoozed."`
	Query        string   `json:"query,omitempty" maxLength:"200"`
}

func viewFilterOf(f tickets.Filter) ViewFilter {
	return ViewFilter{
		Statuses:   each(f.Statuses, tickets.Status.String),
		Priorities: each(f.Priorities, tickets.Priority.String),
		Teams:      each(f.Teams, func(t core.TeamID) int64 { return int64(t) }), NoTeam: f.NoTeam,
		Mine: f.Mine, Assignee: int64(f.Assignee), NoAssignee: f.NoAssignee,
		Contributing: f.Contributing, Contributor: int64(f.Contributor),
		Requester: int64(f.Requester), Requested: f.Requested, Organization: int64(f.Organization),
		Tag: f.Tag, Queue: f.Queue, Pinned: f.Pinned, FollowUp: f.FollowUp, Snoozed: string(f.Snoozed), Query: f.Query,
		Channel: f.Channel, When: each(f.When, tickets.When.String), Within: string(f.Within),
	}
}

// filter reads the conditions in the service's terms.
func (f *ViewFilter) filter() (tickets.Filter, error) {
	out := tickets.Filter{
		Teams: idsOf[core.TeamID](f.Teams), NoTeam: f.NoTeam, Mine: f.Mine, Assignee: core.UserID(f.Assignee), NoAssignee: f.NoAssignee,
		Contributing: f.Contributing, Contributor: core.UserID(f.Contributor), Requester: core.UserID(f.Requester), Requested: f.Requested,
		Organization: core.OrganizationID(f.Organization), Tag: f.Tag, Queue: f.Queue, Pinned: f.Pinned, FollowUp: f.FollowUp, Snoozed: tickets.Snoozed(f.Snoozed), Query: f.Query,
		Channel: f.Channel, Within: rbac.Key(f.Within),
	}
	var err error
	if out.Statuses, err = parseAll(f.Statuses, tickets.ParseStatus); err != nil {
		return out, err
	}
	if out.When, err = parseAll(f.When, tickets.ParseWhen); err != nil {
		return out, err
	}
	out.Priorities, err = parseAll(f.Priorities, tickets.ParsePriority)
	return out, err
}

// parseAll reads a list of names.
func parseAll[T any](names []string, parse func(string) (T, error)) ([]T, error) {
	var out []T
	for _, name := range names {
		v, err := parse(name)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}
