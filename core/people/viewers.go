package people

import (
	"cmp"
	"context"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// How many employees Viewers looks at, and how many it names, at most.
const (
	maxExamined = 2000
	maxViewers  = 100
)

// Viewers are the employees who can see an object.
type Viewers struct {
	// People are those whom the reader may know of, who are closest to the object
	// first, at most 100.
	People []Viewer
	// Others counts those who are not named: the reader does not see them, or
	// they are too many.
	Others int
	// More says that the helpdesk has more employees than were looked at.
	More bool
}

// Viewer is an employee who can see an object, and why.
type Viewer struct {
	Person Ref[core.UserID]
	// Ways are how the object is within their reach, never empty. Who reaches
	// everything is also named as the one who has it or helps, where they do.
	Ways []rbac.BranchKind
	// Roles are those of theirs that let them see such objects as far as they do.
	Roles []rbac.Source
	// Granted is true when a personal grant does, or widens what their roles give.
	Granted bool
}

// Viewers says which active employees can see o, an object of res, by the rule
// that every access to it is decided by. The caller has made sure that who sees
// it from inside. who needs people.view or roles.view; named are the people
// whom who sees, and those on the object itself.
func (s *Service) Viewers(ctx context.Context, who *rbac.Subject, res *rbac.Resource, o *rbac.Object) (*Viewers, error) {
	const op = "people.Viewers"
	if !who.Holds(keyRolesView) {
		if err := who.Require(op, keyView); err != nil {
			return nil, err
		}
	}
	out := &Viewers{}
	all, err := s.viewers(ctx, res, o, out)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	ids := make([]core.UserID, len(all))
	for i := range all {
		ids[i] = all[i].Person.ID
	}
	known := map[core.UserID]bool{}
	if len(ids) > 0 {
		if known, err = s.within(ctx, who, keyView, ids...); err != nil {
			return nil, core.Wrap(op, err)
		}
	}
	out.People = slices.DeleteFunc(all, func(v Viewer) bool {
		id := v.Person.ID
		return !known[id] && id != o.Owner && !slices.Contains(o.Contributors, id)
	})
	slices.SortStableFunc(out.People, func(a, b Viewer) int { return cmp.Compare(nearness(a.Ways), nearness(b.Ways)) })
	out.People = out.People[:min(len(out.People), maxViewers)]
	out.Others = len(ids) - len(out.People)
	return out, nil
}

// viewers asks the rule about one employee after the other, by name.
func (s *Service) viewers(ctx context.Context, res *rbac.Resource, o *rbac.Object, out *Viewers) ([]Viewer, error) {
	epoch, err := s.Stores.Access.Epoch(ctx)
	if err != nil {
		return nil, err
	}
	policy, err := s.policyAt(ctx, epoch, s.Registry())
	if err != nil {
		return nil, err
	}
	active := false
	q := &UserQuery{Reach: everybody, Filter: PersonFilter{Kind: Employee, Disabled: &active}, Limit: core.MaxPageSize}
	var found []Viewer
	for examined := 0; ; {
		people, err := s.Stores.UserLists.ListUsers(ctx, q)
		if err != nil {
			return nil, err
		}
		for i := range people {
			p := &people[i]
			sub, err := s.subject(ctx, &Bearer{User: p.ID, Name: p.Name, Active: true, Epoch: epoch})
			if err != nil {
				return nil, err
			}
			if rbac.Decide(sub, res, res.View, o).Visible {
				found = append(found, s.viewer(sub, policy, res, o))
			}
		}
		if len(people) < q.Limit {
			return found, nil
		}
		if examined += len(people); examined >= maxExamined {
			out.More = true
			return found, nil
		}
		last := &people[len(people)-1]
		q.AfterName, q.AfterID = Fold(last.Name), last.ID
	}
}

// viewer says why somebody sees o, who does.
func (s *Service) viewer(sub *rbac.Subject, policy *rbac.Policy, res *rbac.Resource, o *rbac.Object) Viewer {
	v := Viewer{Person: Ref[core.UserID]{ID: sub.User, Name: sub.Name}}
	for _, b := range rbac.Reach(sub, res, res.View) {
		if b.Match(o) && !slices.Contains(v.Ways, b.Kind) {
			v.Ways = append(v.Ways, b.Kind)
		}
	}
	if slices.Contains(v.Ways, rbac.BranchAll) {
		if slices.Contains(o.Contributors, sub.User) {
			v.Ways = slices.Insert(v.Ways, 0, rbac.BranchContributor)
		}
		if o.Owner == sub.User {
			v.Ways = slices.Insert(v.Ways, 0, rbac.BranchOwner)
		}
	}
	scope := sub.Scope(res.View)
	for _, src := range rbac.AlsoGrantedBy(s.Registry(), policy, sub.Roles, res.View) {
		if src.Scope == scope {
			v.Roles = append(v.Roles, src)
		}
	}
	v.Granted = scope != rbac.ScopeNone && len(v.Roles) == 0
	return v
}

// nearness sorts people by the closest of their ways: who has it, who helps,
// whose team it is, who waits for it, whose ticket it is, and who sees everything.
func nearness(ways []rbac.BranchKind) int {
	order := [...]rbac.BranchKind{
		rbac.BranchOwner, rbac.BranchContributor, rbac.BranchTeams, rbac.BranchNoTeam, rbac.BranchQueueTeams, rbac.BranchQueueNoTeam,
		rbac.BranchRequester, rbac.BranchCC, rbac.BranchOrganization,
	}
	for i, kind := range order {
		if slices.Contains(ways, kind) {
			return i
		}
	}
	return len(order)
}
