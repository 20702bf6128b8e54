package store

import (
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// reachPeople adds the condition that a person, alias u, is within reach. A
// reach of nothing adds one that is never true.
//
// What few tickets match (mine, those I contribute to) is looked up once and
// asked with IN; what many match (teams) is asked person by person, so that a
// page by name stops early.
func reachPeople(q *stmt, r people.Reach) {
	if r.All {
		q.add("1 = 1")
		return
	}
	q.add("(1 = 0")
	if r.Self != 0 {
		q.add(" OR u.id = ?", int64(r.Self))
	}
	if r.Creator != 0 {
		q.add(" OR u.created_by = ?", int64(r.Creator))
	}
	const theirs = " OR EXISTS (SELECT 1 FROM tickets t WHERE t.requester_id = u.id AND t.deleted_at IS NULL AND "
	for i := range r.RequestersOf {
		switch b := &r.RequestersOf[i]; b.Kind {
		case rbac.BranchAll:
			q.add(theirs + "1 = 1)")
		case rbac.BranchOwner:
			q.add(" OR u.id IN (SELECT t.requester_id FROM tickets t WHERE t.assignee_id = ? AND t.deleted_at IS NULL)", int64(b.User))
		case rbac.BranchContributor:
			q.add(` OR u.id IN (SELECT t.requester_id FROM ticket_contributors c JOIN tickets t ON t.id = c.ticket_id
 WHERE c.user_id = ? AND t.deleted_at IS NULL)`, int64(b.User))
		case rbac.BranchTeams:
			q.add(theirs+"t.team_id IN ?)", b.Teams)
		case rbac.BranchNoTeam:
			q.add(theirs + "t.team_id IS NULL)")
		}
		// Any other way of access says nothing about people: it adds nobody.
	}
	q.add(")")
}
