package tickets

import (
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// The keys of core's tickets feature.
const (
	keyView       rbac.Key = "tickets.view"
	keyCreate     rbac.Key = "tickets.create"
	keySubmit     rbac.Key = "tickets.submit"
	keyReply      rbac.Key = "tickets.reply"
	keyComment    rbac.Key = "tickets.comment"
	keyStatus     rbac.Key = "tickets.status"
	keyPriority   rbac.Key = "tickets.priority"
	keySubject    rbac.Key = "tickets.subject"
	keyEmail      rbac.Key = "tickets.email"
	keyPin        rbac.Key = "tickets.pin"
	keyFollowUp   rbac.Key = "tickets.follow_up"
	keyAssistance rbac.Key = "tickets.assistance"
	keyResolution rbac.Key = "tickets.resolution"
	keyAttach     rbac.Key = "tickets.attach"
	keyRelate     rbac.Key = "tickets.relate"
	keyMerge      rbac.Key = "tickets.merge"
	keyTake       rbac.Key = "tickets.take"
	keyAssign     rbac.Key = "tickets.assign"
	keyTransfer   rbac.Key = "tickets.transfer"
	keyRoute      rbac.Key = "tickets.route"
	keyDelete     rbac.Key = "tickets.delete"
	keyUnrouted   rbac.Key = "tickets.unrouted"
	keyQueue      rbac.Key = "tickets.queue"
	keySearch     rbac.Key = "tickets.search"
)

// decide is the one question about one ticket.
func decide(who *rbac.Subject, k rbac.Key, o *rbac.Object) rbac.Decision {
	return rbac.Decide(who, rbac.Tickets, k, o)
}

// asEmployee reports whether who may do k to o by a role, and not merely as the
// ticket's customer.
func asEmployee(who *rbac.Subject, k rbac.Key, o *rbac.Object) bool {
	return reaches(rbac.Reach(who, rbac.Tickets, k), o)
}

// reaches is asEmployee for a reach that is at hand.
func reaches(reach []rbac.Branch, o *rbac.Object) bool {
	for i := range reach {
		if !customerBranch(reach[i].Kind) && reach[i].Match(o) {
			return true
		}
	}
	return false
}

func customerBranch(k rbac.BranchKind) bool {
	return k == rbac.BranchRequester || k == rbac.BranchCC || k == rbac.BranchOrganization
}

// CustomerBranch reports whether a branch of Query.Reach shows tickets as their
// customer sees them, so that a search must not look at private text.
func CustomerBranch(b rbac.Branch) bool { return customerBranch(b.Kind) }

// forReader leaves out of t what its reader may not know, and says what they may do.
func forReader(who *rbac.Subject, view []rbac.Branch, verbs *verbReach, t *Summary) {
	t.Inside = reaches(view, &t.Access)
	t.Abilities = verbs.abilities(t)
	if t.Inside {
		return
	}
	t.Team, t.Tags, t.ContributorCount = Team{}, nil, 0
	t.PinnedAt, t.FollowUpAt = time.Time{}, time.Time{}
	t.Snooze, t.SnoozedBy, t.WokenAt = Snooze{}, 0, time.Time{}
	t.MessageCount = t.ReplyCount
	t.Assignee.Email = ""
	if t.Requester.ID != who.User {
		t.Requester.Email = ""
	}
}

// notFound is the answer for a ticket that is missing, deleted or hidden: the same.
func notFound(op string) error {
	return rbac.Decision{}.Err(op)
}

// reach says which teams and people one may give tickets to.
type giveReach struct {
	all   bool
	teams []core.TeamID
	none  bool // "no team" is within it
	self  core.UserID
}

// giving returns how far who reaches when giving tickets away by k: teams and
// people within the key's scope, which viewing limits.
func giving(who *rbac.Subject, k rbac.Key) giveReach {
	scope := min(who.Scope(keyView), who.Scope(k))
	r := giveReach{}
	switch scope {
	case rbac.ScopeNone:
		return r
	case rbac.All:
		r.all, r.none = true, true
	case rbac.Department:
		r.teams = who.DepartmentTeams
	case rbac.Team:
		r.teams = who.Teams
	}
	if scope >= rbac.Team && who.Holds(keyUnrouted) {
		r.none = true
	}
	r.self = who.User
	return r
}
