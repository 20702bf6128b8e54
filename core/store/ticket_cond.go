package store

import (
	"strconv"
	"strings"

	"pegboard.dev/pegboard/core/tickets"
)

// ticketCond writes " AND …" for everything that c asks of tickets t; tags are
// those of c, by number. Statuses and priorities are written as literals, for
// partial indexes apply only where the planner can read them.
func ticketCond(q *stmt, c *tickets.Cond, tags []int64) {
	q.add(" AND t.deleted_at IS NULL")
	if c.Never {
		q.add(" AND 1 = 0")
	}
	if c.Active() {
		q.add(" AND t.status <= 3")
	}
	if n := len(c.Statuses); n > 0 && !(n == 3 && c.Active()) {
		q.add(" AND t.status IN (" + literals(c.Statuses) + ")")
	}
	if len(c.Priorities) > 0 {
		q.add(" AND t.priority IN (" + literals(c.Priorities) + ")")
	}
	if c.ByTeam {
		q.add(" AND (")
		inTeams(q, c.Teams)
		if c.NoTeam {
			q.add(" OR t.team_id IS NULL")
		}
		q.add(")")
	}
	if c.Assignee != 0 {
		q.add(" AND t.assignee_id = ?", c.Assignee)
	}
	if c.NoAssignee {
		q.add(" AND t.assignee_id IS NULL")
	}
	for _, u := range c.Contributors {
		q.add(" AND EXISTS (SELECT 1 FROM ticket_contributors x WHERE x.ticket_id = t.id AND x.user_id = ?)", u)
	}
	if c.Requester != 0 {
		q.add(" AND t.requester_id = ?", c.Requester)
	}
	if c.Requested != 0 {
		q.add(" AND (t.requester_id = ? OR EXISTS (SELECT 1 FROM ticket_cc x WHERE x.ticket_id = t.id AND x.user_id = ?))", c.Requested, c.Requested)
	}
	if c.Organization != 0 {
		q.add(" AND t.organization_id = ?", c.Organization)
	}
	for _, tag := range tags {
		q.add(" AND EXISTS (SELECT 1 FROM ticket_tags x WHERE x.tag_id = ? AND x.ticket_id = t.id)", tag)
	}
	if c.Pinned {
		q.add(" AND t.pinned_at IS NOT NULL")
	}
	if c.Awake {
		q.add(" AND t.snoozed_until IS NULL")
	}
	if c.Asleep {
		q.add(" AND t.snoozed_until IS NOT NULL")
	}
	if c.FollowUp {
		q.add(" AND t.follow_up_at IS NOT NULL")
	}
	if c.Channel != "" {
		q.add(" AND t.channel = '" + strings.ReplaceAll(c.Channel, "'", "''") + "'") // steady takes integers only
	}
	for i := range c.When {
		ticketWhen(q, &c.When[i])
	}
}

func literals[T ~uint8](vs []T) string {
	var b strings.Builder
	for i, v := range vs {
		b.WriteString(comma(i))
		b.WriteString(strconv.Itoa(int(v)))
	}
	return b.String()
}
