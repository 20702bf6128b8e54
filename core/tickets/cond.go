package tickets

import (
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Cond is one or more filters that must all hold, with words about the reader
// resolved. Its zero value holds for every ticket.
type Cond struct {
	// Never holds for no ticket: filters that exclude each other.
	Never      bool
	Statuses   []Status   // any of them, sorted; empty for any
	Priorities []Priority // likewise
	// ByTeam: of one of Teams (sorted), or of none if NoTeam.
	ByTeam bool
	Teams  []core.TeamID
	NoTeam bool
	// Assignee is that person, or nobody if NoAssignee.
	Assignee     core.UserID
	NoAssignee   bool
	Contributors []core.UserID // all of them
	Requester    core.UserID
	Requested    core.UserID // is requester or copied in
	Organization core.OrganizationID
	Tags         []string // all of them, sorted
	Pinned       bool
	FollowUp     bool
	Channel      string
	When         []When // all of them
	// Awake leaves out what is snoozed; Asleep keeps nothing else.
	Awake, Asleep bool
	snoozedToo    bool
}

// activeStatuses are those with work left.
var activeStatuses = []Status{Open, Pending, OnHold}

// Active reports whether c asks for exactly the active statuses or some of
// them: then the index of active tickets will do.
func (c *Cond) Active() bool {
	return len(c.Statuses) > 0 && !slices.ContainsFunc(c.Statuses, func(s Status) bool { return !s.Active() })
}

// Internal reports whether c looks at what customers do not see.
func (c *Cond) Internal() bool {
	return c.ByTeam || len(c.Contributors) > 0 || len(c.Tags) > 0 || c.Pinned || c.FollowUp || c.Asleep ||
		slices.ContainsFunc(c.When, func(w When) bool { return w.Of != Created })
}

// Matches reports whether c holds for t: what the database does, in memory, but
// for moments that only a ticket's history knows; see When. Tests compare the two.
func (c *Cond) Matches(t *Ticket) bool {
	o := &t.Access
	has := func(ok, asked bool) bool { return !asked || ok }
	return !c.Never &&
		has(slices.Contains(c.Statuses, t.Status), len(c.Statuses) > 0) &&
		has(slices.Contains(c.Priorities, t.Priority), len(c.Priorities) > 0) &&
		has(slices.Contains(c.Teams, o.Team) || c.NoTeam && o.Team == 0, c.ByTeam) &&
		has(o.Owner == c.Assignee, c.Assignee != 0) &&
		has(o.Owner == 0, c.NoAssignee) &&
		!slices.ContainsFunc(c.Contributors, func(u core.UserID) bool { return !slices.Contains(o.Contributors, u) }) &&
		has(o.Requester == c.Requester, c.Requester != 0) &&
		has(o.Requester == c.Requested || slices.Contains(o.CC, c.Requested), c.Requested != 0) &&
		has(o.Organization == c.Organization, c.Organization != 0) &&
		!slices.ContainsFunc(c.Tags, func(tag string) bool { return !slices.Contains(t.Tags, tag) }) &&
		has(!t.PinnedAt.IsZero(), c.Pinned) &&
		has(!t.FollowUpAt.IsZero(), c.FollowUp) &&
		has(!t.Snooze.Asleep(), c.Awake) &&
		has(t.Snooze.Asleep(), c.Asleep) &&
		has(t.Channel == c.Channel, c.Channel != "") &&
		!slices.ContainsFunc(c.When, func(w When) bool { return !w.matches(t) })
}

// add narrows c by f as who means it. f is valid.
func (c *Cond) add(who *rbac.Subject, f *Filter) {
	if len(f.Statuses) > 0 {
		c.Statuses = meet(c, c.Statuses == nil, c.Statuses, f.Statuses)
	}
	if len(f.Priorities) > 0 {
		c.Priorities = meet(c, c.Priorities == nil, c.Priorities, f.Priorities)
	}
	if len(f.Teams) > 0 || f.NoTeam {
		c.addTeams(f.Teams, f.NoTeam)
	}
	one(c, &c.Assignee, f.Assignee)
	if f.Mine {
		c.mustBe(who)
		one(c, &c.Assignee, who.User)
	}
	c.NoAssignee = c.NoAssignee || f.NoAssignee
	for _, u := range []core.UserID{f.Contributor, f.reader(who, f.Contributing)} {
		if u != 0 && !slices.Contains(c.Contributors, u) {
			c.Contributors = append(c.Contributors, u)
		}
	}
	if f.Contributing || f.Requested {
		c.mustBe(who)
	}
	one(c, &c.Requester, f.Requester)
	one(c, &c.Requested, f.reader(who, f.Requested))
	one(c, &c.Organization, f.Organization)
	if f.Tag != "" && !slices.Contains(c.Tags, f.Tag) {
		c.Tags = append(c.Tags, f.Tag)
		slices.Sort(c.Tags)
	}
	if f.Queue {
		c.addTeams(who.Teams, who.Holds(keyUnrouted))
		c.NoAssignee = true
		c.Statuses = meet(c, c.Statuses == nil, c.Statuses, activeStatuses)
	}
	c.Pinned = c.Pinned || f.Pinned
	c.FollowUp = c.FollowUp || f.FollowUp
	if f.Channel != "" {
		c.Never = c.Never || c.Channel != "" && c.Channel != f.Channel
		c.Channel = f.Channel
	}
	c.When = append(slices.Clip(c.When), f.When...)
	c.Asleep = c.Asleep || f.Snoozed == SnoozedOnly
	c.snoozedToo = c.snoozedToo || f.Snoozed == SnoozedToo
	if c.NoAssignee && c.Assignee != 0 {
		c.Never = true
	}
}

// settle decides, when all filters are in, whether snoozed tickets stay out: of an
// employee's lists of work. Customers know nothing of it, and find their tickets.
func (c *Cond) settle(who *rbac.Subject) {
	c.Awake = c.Active() && !c.Asleep && !c.snoozedToo && c.Requester == 0 && c.Requested == 0 && who.Holds(keyView)
}

// reader is who where the filter speaks of them.
func (f *Filter) reader(who *rbac.Subject, speaks bool) core.UserID {
	if speaks {
		return who.User
	}
	return 0
}

// mustBe: nobody signed in is assigned to, contributes to or asked for nothing.
func (c *Cond) mustBe(who *rbac.Subject) { c.Never = c.Never || who.User == 0 }

func (c *Cond) addTeams(teams []core.TeamID, noTeam bool) {
	c.NoTeam = noTeam && (!c.ByTeam || c.NoTeam)
	first := !c.ByTeam
	c.ByTeam = true
	kept := slices.Clone(teams)
	if !first {
		kept = slices.DeleteFunc(kept, func(t core.TeamID) bool { return !slices.Contains(c.Teams, t) })
	}
	slices.Sort(kept)
	c.Teams = slices.Compact(kept)
	c.Never = c.Never || len(c.Teams) == 0 && !c.NoTeam
}

// meet keeps what is in both sets; the first filter that speaks starts it.
func meet[T ~uint8](c *Cond, first bool, have, want []T) []T {
	kept := slices.Clone(want)
	if !first {
		kept = slices.DeleteFunc(kept, func(v T) bool { return !slices.Contains(have, v) })
	}
	slices.Sort(kept)
	kept = slices.Compact(kept)
	c.Never = c.Never || len(kept) == 0
	return kept
}

// one sets a value, or notes that two filters want different ones.
func one[T ~int64](c *Cond, have *T, want T) {
	if want == 0 {
		return
	}
	c.Never = c.Never || *have != 0 && *have != want
	*have = want
}
