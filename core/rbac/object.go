package rbac

import (
	"slices"

	"pegboard.dev/pegboard/core"
)

// Object is what the rule of access looks at in a ticket or a plugin's record.
type Object struct {
	// Owner is the ticket's assignee or the record's owner; zero for nobody.
	Owner core.UserID
	// Team is zero for a record without one.
	Team         core.TeamID
	Contributors []core.UserID
	// Requester, CC, Organization and Share are the customers' side of a ticket.
	Requester    core.UserID
	CC           []core.UserID
	Organization core.OrganizationID
	// Share is what Organization shares among its members.
	Share Share
	// Visitor is whose record it is where a plugin keeps records for visitors.
	Visitor string
	// Everyone is a record that is for everybody who holds the key.
	Everyone bool
	// Role is the slug of the role whose holders a record is for; empty for none.
	Role string
}

// BranchKind is a way in which an object can be within reach.
type BranchKind uint8

const (
	// BranchAll reaches everything. It always stands alone.
	BranchAll BranchKind = iota + 1
	// BranchOwner reaches what User owns (is assigned).
	BranchOwner
	// BranchContributor reaches what User contributes to.
	BranchContributor
	// BranchTeams reaches what belongs to one of Teams.
	BranchTeams
	// BranchNoTeam reaches what has no team.
	BranchNoTeam
	// BranchQueueTeams reaches what belongs to one of Teams and has no owner.
	BranchQueueTeams
	// BranchQueueNoTeam reaches what has neither team nor owner.
	BranchQueueNoTeam
	// BranchRequester reaches what User asked for.
	BranchRequester
	// BranchCC reaches what User is copied in on.
	BranchCC
	// BranchOrganization reaches what belongs to Organization while that shares at least Share.
	BranchOrganization
	// BranchVisitor reaches what belongs to Visitor.
	BranchVisitor
	// BranchEveryone reaches what is for everybody.
	BranchEveryone
	// BranchRole reaches what is for the holders of one of Roles.
	BranchRole
)

var branchNames = []string{"", "all", "owner", "contributor", "teams", "no_team", "queue_teams", "queue_no_team", "requester", "cc", "organization", "visitor", "everyone", "role"}

// String returns the kind's word, such as "queue_teams".
func (k BranchKind) String() string {
	if int(k) < len(branchNames) {
		return branchNames[k]
	}
	return ""
}

// MarshalText implements encoding.TextMarshaler.
func (k BranchKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// Branch is one way in which objects are within reach. An object is within
// reach when any branch matches it; an object may match several.
type Branch struct {
	Kind BranchKind
	// User is set for owner, contributor, requester and cc; never zero there.
	User core.UserID
	// Teams is set for teams and queue_teams; sorted, never empty there, shared
	// with the Subject: do not change it.
	Teams []core.TeamID
	// Organization and Share are set for organization; neither is zero there.
	Organization core.OrganizationID
	Share        Share
	// Visitor is set for visitor; never empty there.
	Visitor string
	// Roles is set for role; never empty there, shared with the Subject as well.
	Roles []string
}

// Match reports whether the branch reaches o.
func (b *Branch) Match(o *Object) bool {
	switch b.Kind {
	case BranchAll:
		return true
	case BranchOwner:
		return b.User != 0 && o.Owner == b.User
	case BranchContributor:
		return b.User != 0 && slices.Contains(o.Contributors, b.User)
	case BranchTeams:
		return hasTeam(b.Teams, o.Team)
	case BranchNoTeam:
		return o.Team == 0
	case BranchQueueTeams:
		return o.Owner == 0 && hasTeam(b.Teams, o.Team)
	case BranchQueueNoTeam:
		return o.Owner == 0 && o.Team == 0
	case BranchRequester:
		return b.User != 0 && o.Requester == b.User
	case BranchCC:
		return b.User != 0 && slices.Contains(o.CC, b.User)
	case BranchOrganization:
		return b.Organization != 0 && o.Organization == b.Organization && b.Share != ShareNone && o.Share >= b.Share
	case BranchVisitor:
		return b.Visitor != "" && o.Visitor == b.Visitor
	case BranchEveryone:
		return o.Everyone
	case BranchRole:
		return o.Role != "" && slices.Contains(b.Roles, o.Role)
	}
	return false
}

// hasTeam searches sorted teams; no team is never among them.
func hasTeam(teams []core.TeamID, t core.TeamID) bool {
	if t == 0 {
		return false
	}
	_, ok := slices.BinarySearch(teams, t)
	return ok
}
