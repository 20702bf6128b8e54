package store

import (
	"slices"
	"strconv"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// ticketAccess writes the condition that any branch reaches tickets t. No
// branches reach nothing.
func ticketAccess(q *stmt, reach []rbac.Branch) {
	if len(reach) == 0 {
		q.add("1 = 0")
		return
	}
	q.add("(")
	for i := range reach {
		if i > 0 {
			q.add(" OR ")
		}
		ticketBranch(q, &reach[i])
	}
	q.add(")")
}

func ticketBranch(q *stmt, b *rbac.Branch) {
	switch b.Kind {
	case rbac.BranchAll:
		q.add("1 = 1")
	case rbac.BranchOwner:
		q.add("t.assignee_id = ?", b.User)
	case rbac.BranchContributor:
		q.add("(t.contributor_count > 0 AND EXISTS (SELECT 1 FROM ticket_contributors x WHERE x.ticket_id = t.id AND x.user_id = ?))", b.User)
	case rbac.BranchTeams:
		inTeams(q, b.Teams)
	case rbac.BranchNoTeam:
		q.add("t.team_id IS NULL")
	case rbac.BranchQueueTeams:
		q.add("(t.assignee_id IS NULL AND ")
		inTeams(q, b.Teams)
		q.add(")")
	case rbac.BranchQueueNoTeam:
		q.add("(t.assignee_id IS NULL AND t.team_id IS NULL)")
	case rbac.BranchRequester:
		q.add("t.requester_id = ?", b.User)
	case rbac.BranchCC:
		q.add("(t.cc_count > 0 AND EXISTS (SELECT 1 FROM ticket_cc x WHERE x.ticket_id = t.id AND x.user_id = ?))", b.User)
	case rbac.BranchOrganization:
		q.add("(t.organization_id = ? AND ", b.Organization)
		shares(q, b)
		q.add(")")
	default:
		q.add("1 = 0") // a kind that this store does not know reaches nothing
	}
}

// shares asks whether the branch's organization shares enough, once for all tickets.
func shares(q *stmt, b *rbac.Branch) {
	enough := "'reply'"
	if b.Share <= rbac.ShareRead {
		enough = "'read', 'reply'"
	}
	q.add("EXISTS (SELECT 1 FROM organizations x WHERE x.id = ? AND x.share IN ("+enough+"))", b.Organization)
}

func inTeams(q *stmt, teams []core.TeamID) {
	if len(teams) == 0 {
		q.add("1 = 0")
		return
	}
	q.add("t.team_id IN ("+marks(len(teams))+")", ids(teams)...)
}

// marks is n question marks for n values.
func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?,", n), ",") }

// narrow is reach as far as tickets that meet c can be within it: branches that
// c rules out are gone, and one that holds whenever c does becomes "all".
func narrow(reach []rbac.Branch, c *tickets.Cond) []rbac.Branch {
	if c.Never {
		return nil
	}
	all := []rbac.Branch{{Kind: rbac.BranchAll}}
	var out []rbac.Branch
	for _, b := range reach {
		if c.NoAssignee { // then the queue is the team's tickets
			switch b.Kind {
			case rbac.BranchQueueTeams:
				b.Kind = rbac.BranchTeams
			case rbac.BranchQueueNoTeam:
				b.Kind = rbac.BranchNoTeam
			}
		}
		b, covers, possible := meets(b, c)
		if covers {
			return all
		}
		if possible {
			out = append(out, b)
		}
	}
	if coversTeams(out, c) {
		return all
	}
	return out
}

// meets says whether b holds for everything that meets c, and whether it can
// hold for anything; it returns b cut down to the latter.
func meets(b rbac.Branch, c *tickets.Cond) (cut rbac.Branch, covers, possible bool) {
	if tickets.CustomerBranch(b) && c.Internal() {
		return b, false, false
	}
	differ := func(want, have int64) bool { return want != 0 && want != have }
	switch b.Kind {
	case rbac.BranchAll:
		return b, true, true
	case rbac.BranchOwner:
		return b, c.Assignee == b.User, !c.NoAssignee && !differ(int64(c.Assignee), int64(b.User))
	case rbac.BranchContributor:
		return b, slices.Contains(c.Contributors, b.User), true
	case rbac.BranchTeams, rbac.BranchQueueTeams:
		if b.Kind == rbac.BranchQueueTeams && c.Assignee != 0 {
			return b, false, false
		}
		if c.ByTeam {
			b.Teams = slices.DeleteFunc(slices.Clone(b.Teams), func(t core.TeamID) bool { return !slices.Contains(c.Teams, t) })
		}
		return b, false, len(b.Teams) > 0
	case rbac.BranchNoTeam:
		return b, false, !c.ByTeam || c.NoTeam
	case rbac.BranchQueueNoTeam:
		return b, false, c.Assignee == 0 && (!c.ByTeam || c.NoTeam)
	case rbac.BranchRequester:
		return b, false, !differ(int64(c.Requester), int64(b.User))
	case rbac.BranchOrganization:
		return b, false, !differ(int64(c.Organization), int64(b.Organization))
	}
	return b, false, true
}

// coversTeams: c asks for teams all of which the branches of teams reach.
func coversTeams(reach []rbac.Branch, c *tickets.Cond) bool {
	if !c.ByTeam {
		return false
	}
	teams, none := 0, false
	for _, b := range reach {
		switch b.Kind {
		case rbac.BranchTeams:
			teams = len(b.Teams)
		case rbac.BranchNoTeam:
			none = true
		}
	}
	return teams == len(c.Teams) && (none || !c.NoTeam)
}

// personal reports whether every branch is bound to one person or to a queue:
// then few tickets are within reach, and going through them is cheap.
func personal(reach []rbac.Branch) bool {
	return !slices.ContainsFunc(reach, func(b rbac.Branch) bool {
		return b.Kind == rbac.BranchAll || b.Kind == rbac.BranchTeams || b.Kind == rbac.BranchNoTeam || b.Kind == rbac.BranchOrganization
	})
}

// bigints spells ids as an array of PostgreSQL.
func bigints[T ~int64](list []T) string {
	var b strings.Builder
	b.WriteByte('{')
	for i, id := range list {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.FormatInt(int64(id), 10))
	}
	b.WriteByte('}')
	return b.String()
}
