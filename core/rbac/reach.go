package rbac

// Reach says which objects of res s reaches with k, as branches of which any
// must match. It is the one rule of access: Decide evaluates it, a store
// compiles it into a query, and nothing else decides. Nil reaches nothing.
//
// A verb needs its own key and the view key, so its reach is the narrower
// scope of the two; the queue adds seeing and taking, being a customer of the
// object adds the customer's verbs. A visitor of a plugin reaches their own
// records and no others. Of records that name whom they are for, one reaches those
// for everybody, for one's roles or teams, and one's own.
func Reach(s *Subject, res *Resource, k Key) []Branch { return appendReach(nil, s, res, k) }

// maxBranches is how many branches Reach can yield at most.
const maxBranches = 12

// appendReach is Reach without an allocation when dst has room for maxBranches.
func appendReach(dst []Branch, s *Subject, res *Resource, k Key) []Branch {
	if s == nil || s.Powers == nil || res == nil {
		return dst
	}
	view := s.Powers.Scope(res.View)
	scope := min(view, s.Powers.Scope(k))
	if s.Visitor != "" {
		if scope == ScopeNone || !res.Visitors {
			return dst
		}
		return append(dst, Branch{Kind: BranchVisitor, Visitor: s.Visitor})
	}
	if res.Everyone && scope != ScopeNone {
		dst, scope = append(dst, Branch{Kind: BranchEveryone}), min(scope, Team)
		if res.Role && len(s.Roles) > 0 {
			dst = append(dst, Branch{Kind: BranchRole, Roles: s.Roles})
		}
	}
	if scope == All {
		return append(dst, Branch{Kind: BranchAll})
	}
	if scope == ScopeNone && s.Powers.takingPart(k) {
		scope = Own
	}
	unrouted := res.Unrouted != "" && s.Powers.Scope(res.Unrouted) != ScopeNone
	dst = appendScope(dst, s, scope, unrouted)

	// What the queue shows is part of the team's objects, so it adds something
	// only below that scope.
	if scope < Team && view != ScopeNone && queues(s, res, k) {
		if len(s.Teams) > 0 {
			dst = append(dst, Branch{Kind: BranchQueueTeams, Teams: s.Teams})
		}
		if unrouted {
			dst = append(dst, Branch{Kind: BranchQueueNoTeam})
		}
	}
	if verb, ok := res.customer(k); ok && s.User != 0 && s.Powers.within(k) {
		dst = append(dst, Branch{Kind: BranchRequester, User: s.User}, Branch{Kind: BranchCC, User: s.User})
		if verb.Shared != ShareNone && s.Organization != 0 {
			dst = append(dst, Branch{Kind: BranchOrganization, Organization: s.Organization, Share: verb.Shared})
		}
	}
	return dst
}

// queues reports whether the queue lets s do k: see, and take if they hold that.
func queues(s *Subject, res *Resource, k Key) bool {
	if res.Queue == "" || s.Powers.Scope(res.Queue) == ScopeNone {
		return false
	}
	return k == res.View || k == res.Take && s.Powers.Scope(k) != ScopeNone
}

// appendScope adds the branches of one scope below All.
func appendScope(dst []Branch, s *Subject, scope Scope, unrouted bool) []Branch {
	if scope == ScopeNone {
		return dst
	}
	if s.User != 0 {
		dst = append(dst, Branch{Kind: BranchOwner, User: s.User}, Branch{Kind: BranchContributor, User: s.User})
	}
	if scope < Team {
		return dst
	}
	teams := s.Teams
	if scope == Department {
		teams = s.DepartmentTeams
	}
	if len(teams) > 0 {
		dst = append(dst, Branch{Kind: BranchTeams, Teams: teams})
	}
	if unrouted {
		dst = append(dst, Branch{Kind: BranchNoTeam})
	}
	return dst
}

// People says which people a key reaches: everyone, or the requesters of the
// tickets that RequestersOf matches, and those requesters' organizations.
// Neither means nobody.
type People struct {
	All          bool
	RequestersOf []Branch
}

// ReachPeople says which people s reaches with k, a key of the people feature.
// Like a verb on a ticket, it is limited by people.view.
func ReachPeople(s *Subject, k Key) People {
	scope := min(s.Scope("people.view"), s.Scope(k))
	if scope == All {
		return People{All: true}
	}
	if scope == ScopeNone {
		return People{}
	}
	return People{RequestersOf: appendScope(nil, s, scope, s.Holds(Tickets.Unrouted))}
}

// Match reports whether the requester of these tickets is within reach.
func (p People) Match(tickets ...*Object) bool {
	if p.All {
		return true
	}
	for _, t := range tickets {
		if Within(p.RequestersOf, t) {
			return true
		}
	}
	return false
}

// Within reports whether o is within a reach: what Decide allows, with the reach
// worked out once for many objects.
func Within(branches []Branch, o *Object) bool {
	for i := range branches {
		if branches[i].Match(o) {
			return true
		}
	}
	return false
}
