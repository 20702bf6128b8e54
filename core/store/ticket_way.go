package store

import (
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// way is one index along which tickets are found in the order of a list.
type way struct {
	// from is the table, t for tickets, and where its leading condition.
	from, where string
	args        []any
	key, id     string
	// each narrows it to these teams. A list goes along each of them by itself.
	each []core.TeamID
	// checked: what the way finds is within reach already.
	checked bool
}

// ticketWays plans how the tickets of q are found: along the index of a
// condition, with the access as a check of each row; or one way per branch of
// access, with the condition as the check. narrowed is q.Reach after narrow.
type ticketWays struct {
	dialect Dialect
	cond    *tickets.Cond
	reach   []rbac.Branch
	byID    bool
	// tags are cond's; tagged: the first is rare enough to start from.
	tags   []int64
	tagged bool
}

// all returns the ways; together they find every ticket at least once.
func (w *ticketWays) all() []way {
	if len(w.reach) == 0 {
		return nil
	}
	if ways := w.driven(); ways != nil {
		return ways
	}
	if w.byID && !personal(w.reach) {
		return []way{w.numbered()}
	}
	if w.reach[0].Kind == rbac.BranchAll && w.cond.ByTeam {
		return w.teams(w.cond.Teams, w.cond.NoTeam)
	}
	var ways []way
	for i := range w.reach {
		ways = append(ways, w.branch(&w.reach[i])...)
	}
	return ways
}

// driven returns the ways of the most telling condition, nil if none tells
// more than the branches do.
func (w *ticketWays) driven() []way {
	c := w.cond
	switch {
	case c.Pinned:
		return []way{w.along("pinned", false, "t.pinned_at IS NOT NULL")}
	case c.Assignee != 0:
		return []way{w.along("assignee", true, "t.assignee_id = ?", c.Assignee)}
	case len(c.Contributors) > 0:
		return []way{w.member("ticket_contributors", c.Contributors[0])}
	case c.Requester != 0:
		return []way{w.along("requester", false, "t.requester_id = ?", c.Requester)}
	case c.Requested != 0:
		return []way{w.along("requester", false, "t.requester_id = ?", c.Requested), w.member("ticket_cc", c.Requested)}
	case w.tagged:
		return []way{w.tag(w.tags[0])}
	case w.moment() != nil:
		return []way{*w.moment()}
	case personal(w.reach):
		return nil
	case c.Asleep:
		return []way{w.along("snoozed", false, "t.snoozed_until IS NOT NULL")}
	case c.FollowUp:
		return []way{w.along("follow_up", true, "t.follow_up_at IS NOT NULL")}
	case c.Organization != 0:
		return []way{w.along("organization", false, "t.organization_id = ?", c.Organization)}
	}
	return nil
}

// branch returns the ways of one branch of access.
func (w *ticketWays) branch(b *rbac.Branch) []way {
	var ways []way
	switch b.Kind {
	case rbac.BranchAll:
		ways = []way{w.along("recent", true, "1 = 1")}
	case rbac.BranchOwner:
		ways = []way{w.along("assignee", true, "t.assignee_id = ?", b.User)}
	case rbac.BranchContributor:
		ways = []way{w.member("ticket_contributors", b.User)}
	case rbac.BranchTeams:
		ways = w.teams(b.Teams, false)
	case rbac.BranchNoTeam:
		ways = w.teams(nil, true)
	case rbac.BranchQueueTeams:
		queue := w.along("unassigned", true, "t.assignee_id IS NULL")
		queue.each = b.Teams
		ways = []way{queue}
	case rbac.BranchQueueNoTeam:
		ways = []way{w.along("unassigned", true, "t.assignee_id IS NULL AND t.team_id IS NULL")}
	case rbac.BranchRequester:
		ways = []way{w.along("requester", false, "t.requester_id = ?", b.User)}
	case rbac.BranchCC:
		ways = []way{w.member("ticket_cc", b.User)}
	case rbac.BranchOrganization:
		q := &stmt{}
		shares(q, b)
		ways = []way{w.along("organization", false, "t.organization_id = ? AND "+q.text.String(), append([]any{b.Organization}, q.args...)...)}
	}
	for i := range ways {
		ways[i].checked = true
	}
	return ways
}

func (w *ticketWays) teams(teams []core.TeamID, none bool) []way {
	index, free := "team", "1 = 1"
	if w.cond.NoAssignee {
		index, free = "unassigned", "t.assignee_id IS NULL"
	}
	var ways []way
	if len(teams) > 0 {
		each := w.along(index, true, free)
		each.each = teams
		ways = append(ways, each)
	}
	if none {
		ways = append(ways, w.along(index, true, free+" AND t.team_id IS NULL"))
	}
	return ways
}

// along follows an index of tickets; with active there is a copy for active
// tickets that are not snoozed. SQLite knows no statistics of a young database, so it is told which.
func (w *ticketWays) along(index string, active bool, where string, args ...any) way {
	if active && w.cond.Active() && w.cond.Awake {
		if index == "recent" {
			index = "active"
		} else {
			index += "_active"
		}
	}
	return way{from: "tickets t" + w.by("tickets_"+index), where: where, args: args, key: w.key("t.updated_at", "t.id"), id: "t.id"}
}

// shortPeriod is how long a period may be for a list to start from what happened
// in it; the tickets of longer ones are found soon enough along the list.
const shortPeriod = 35 * 24 * time.Hour

// moment starts from the tickets with a moment in a short period; nil if no
// condition asks for one.
func (w *ticketWays) moment() *way {
	for i := range w.cond.When {
		c := &w.cond.When[i]
		m := momentOf(c.Of, "t")
		if m.table != "" || m.index == "" || c.Never || c.From.IsZero() || c.To.IsZero() || c.To.Sub(c.From) > shortPeriod {
			continue
		}
		return &way{
			from: "tickets t" + w.by(m.index), where: m.at + " >= ? AND " + m.at + " < ?",
			args: []any{micros(c.From), micros(c.To)}, key: w.key("t.updated_at", "t.id"), id: "t.id",
		}
	}
	return nil
}

// numbered goes through all tickets, or the active ones, by their numbers.
func (w *ticketWays) numbered() way {
	from := "tickets t"
	if w.dialect == SQLite {
		from += " NOT INDEXED"
	}
	if w.cond.Active() && w.cond.Awake {
		from = "tickets t" + w.by("tickets_active_id")
	}
	return way{from: from, where: "1 = 1", key: "t.id", id: "t.id"}
}

// member follows the rows of somebody's tickets in one of the two tables of members.
func (w *ticketWays) member(table string, user core.UserID) way {
	where := "m.user_id = ? AND m.status > 0"
	if w.cond.Active() {
		where += " AND m.status <= 3"
	}
	return way{
		from: table + " m" + w.by(table+"_user") + " CROSS JOIN tickets t", where: where + " AND t.id = m.ticket_id",
		args: []any{user}, key: w.key("m.updated_at", "m.ticket_id"), id: "m.ticket_id",
	}
}

// tag starts from the tickets of a tag.
func (w *ticketWays) tag(id int64) way {
	return way{
		from: "ticket_tags m CROSS JOIN tickets t", where: "m.tag_id = ? AND t.id = m.ticket_id",
		args: []any{id}, key: w.key("t.updated_at", "t.id"), id: "t.id",
	}
}

func (w *ticketWays) key(updated, id string) string {
	if w.byID {
		return id
	}
	return updated
}

func (w *ticketWays) by(index string) string {
	if w.dialect == SQLite {
		return " INDEXED BY " + index
	}
	return ""
}
