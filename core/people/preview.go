package people

import (
	"context"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// maxPreview is how many holders a preview looks at one by one.
const maxPreview = 100

// Preview is what a change would do, before it is made.
type Preview struct {
	// Changes are to the role by itself, or to the person.
	Changes []rbac.Change
	// People are those for whom something would really change: what one role
	// loses, another may still give. Only people whom the reader sees.
	People []PersonChange
	// Holders counts everybody who was given the role; More says that only the
	// first of them by name were looked at.
	Holders int
	More    bool
	// Refused says in a sentence why the reader could not save this; empty if they could.
	Refused string
}

// PersonChange is what would change for one person.
type PersonChange struct {
	Person  Ref[core.UserID]
	Changes []rbac.Change
	// Before and After are the person with the rights of now and of then, to
	// count with what they reach.
	Before, After *rbac.Subject
}

// PreviewRole says what saving a role in this form would change, for the role
// and for each holder. An empty or new slug previews a new role. who needs
// roles.view. KindInvalid for a role that could not be saved as it is.
func (s *Service) PreviewRole(ctx context.Context, who *rbac.Subject, r rbac.Role) (*Preview, error) {
	const op = "people.PreviewRole"
	if err := who.Require(op, keyRolesView); err != nil {
		return nil, err
	}
	before, err := s.Policy(ctx)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	if r.Slug == "" {
		r.Slug = before.FreeSlug(r.Name)
	}
	if err := before.CheckRole(s.Registry(), &r).Err(op); err != nil {
		return nil, err
	}
	old, after := before.Role(r.Slug), before.Clone()
	after.Put(r)
	out := &Preview{Changes: rbac.DiffRoles(s.Registry(), after, old, &r)}
	key := keyRolesEdit
	if old == nil {
		key = keyRolesCreate
	}
	err = who.Require(op, key)
	if err == nil {
		err = rbac.CanEditRole(who, before, old, &r)
	}
	out.Refused = sentence(err)
	if old == nil {
		return out, nil
	}
	return out, core.Wrap(op, s.previewHolders(ctx, who, before, after, r.Slug, out))
}

func (s *Service) previewHolders(ctx context.Context, who *rbac.Subject, before, after *rbac.Policy, slug string, out *Preview) error {
	counts, err := s.Stores.UserLists.CountHolders(ctx)
	if err != nil {
		return err
	}
	holders, err := s.Holders(ctx, who, slug)
	if err != nil {
		return err
	}
	out.Holders = counts[slug]
	if len(holders) > maxPreview {
		holders, out.More = holders[:maxPreview], true
	}
	reg, now := s.Registry(), s.Clock.Now()
	for _, h := range holders {
		m, err := s.Stores.Members.Membership(ctx, h.ID)
		if err != nil {
			return err
		}
		if c := personChange(h, subjectOf(m, reg, before, now), subjectOf(m, reg, after, now)); len(c.Changes) > 0 {
			out.People = append(out.People, c)
		}
	}
	return nil
}

// personChange compares a person's rights of now and of then.
func personChange(p Ref[core.UserID], before, after *rbac.Subject) PersonChange {
	actor := core.Actor{Kind: core.ActorUser, User: p.ID, Name: p.Name}
	before.Actor, after.Actor = actor, actor
	return PersonChange{Person: p, Changes: rbac.Diff(before.Powers, after.Powers), Before: before, After: after}
}

// UserChange is what PreviewUser asks about; nil stays as it is.
type UserChange struct {
	Roles *[]string
	Teams *[]core.TeamID
}

// PreviewUser says what a person would gain and lose with other roles or in
// other teams. who needs roles.view and sees the person. KindInvalid for a team
// that does not exist.
func (s *Service) PreviewUser(ctx context.Context, who *rbac.Subject, id core.UserID, to UserChange) (*Preview, error) {
	const op = "people.PreviewUser"
	if err := who.Require(op, keyRolesView); err != nil {
		return nil, err
	}
	p, err := s.Stores.Users.FindUser(ctx, id)
	if err == nil {
		err = s.may(ctx, op, who, keyView, p)
	}
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	policy, err := s.Policy(ctx)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	m, err := s.Stores.Members.Membership(ctx, id)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	out, then := &Preview{}, *m
	if to.Roles != nil {
		then.Given = *to.Roles
		out.Refused = sentence(rbac.CanChangeRoles(who, policy, managed(p), then.Given, p.GroupRoles))
	}
	if to.Teams != nil {
		if then.Teams, then.DepartmentTeams, err = s.placed(ctx, op, *to.Teams); err != nil {
			return nil, core.Wrap(op, err)
		}
		if out.Refused == "" {
			out.Refused = sentence(who.Require(op, keyTeams))
		}
	}
	reg, now := s.Registry(), s.Clock.Now()
	c := personChange(Ref[core.UserID]{ID: id, Name: p.Name}, subjectOf(m, reg, policy, now), subjectOf(&then, reg, policy, now))
	out.Changes, out.People = c.Changes, []PersonChange{c}
	return out, nil
}

// placed returns teams sorted, and all teams of their departments.
func (s *Service) placed(ctx context.Context, op string, teams []core.TeamID) (own, department []core.TeamID, err error) {
	all, err := s.Stores.Teams.Teams(ctx)
	if err != nil {
		return nil, nil, err
	}
	departments := map[core.DepartmentID]bool{}
	for _, t := range all {
		if slices.Contains(teams, t.ID) {
			own = append(own, t.ID)
			departments[t.Department] = t.Department != 0
		}
	}
	if len(own) != len(teams) {
		return nil, nil, core.InvalidField(op, "teams", "Name teams that exist, each once.")
	}
	for _, t := range all {
		if departments[t.Department] || slices.Contains(own, t.ID) {
			department = append(department, t.ID)
		}
	}
	slices.Sort(own)
	slices.Sort(department)
	return own, department, nil
}

// sentence is what an error says to the person.
func sentence(err error) string {
	if err == nil {
		return ""
	}
	var e *core.Error
	if asCore(err, &e) {
		return e.Msg
	}
	return err.Error()
}
