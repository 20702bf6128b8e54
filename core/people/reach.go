package people

import (
	"context"
	"strconv"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Keys of the people feature that this package asks for.
const (
	keyView   rbac.Key = "people.view"
	keyEdit   rbac.Key = "people.edit"
	keyDelete rbac.Key = "people.delete"
	keyTicket rbac.Key = "people.ticket"
	keyAssign rbac.Key = "people.roles.assign"
)

// reach says which people who reaches with a key. Everybody sees themselves;
// who holds the key also reaches the people they made, whom no ticket may name
// yet.
func reach(who *rbac.Subject, k rbac.Key) Reach {
	r := Reach{People: rbac.ReachPeople(who, k)}
	held := r.All || len(r.RequestersOf) > 0
	if held {
		r.Creator = who.User
	}
	if held || k == keyView {
		r.Self = who.User
	}
	return r
}

// everybody is the reach of the operator.
var everybody = Reach{People: rbac.People{All: true}}

// within returns those of ids that who reaches with k. A scope of all needs no query.
func (s *Service) within(ctx context.Context, who *rbac.Subject, k rbac.Key, ids ...core.UserID) (map[core.UserID]bool, error) {
	r := reach(who, k)
	if r.All {
		out := make(map[core.UserID]bool, len(ids))
		for _, id := range ids {
			out[id] = true
		}
		return out, nil
	}
	return s.Stores.UserLists.WithinReach(ctx, r, ids...)
}

// may returns nil when who may do k to the person: KindNotFound when they may
// not even see them, KindForbidden when they may see them only.
func (s *Service) may(ctx context.Context, op string, who *rbac.Subject, k rbac.Key, p *Person) error {
	seen, err := s.within(ctx, who, keyView, p.ID)
	if err != nil {
		return err
	}
	if !seen[p.ID] || !p.DeletedAt.IsZero() {
		return errGone(op)
	}
	if k == keyView {
		return nil
	}
	ok, err := s.within(ctx, who, k, p.ID)
	if err != nil {
		return err
	}
	if !ok[p.ID] {
		return errForbidden(op, "You may see this person, but not do that to them: the permission %s is missing or does not reach so far.", k)
	}
	return nil
}

// mayManage is may for verbs that also need the person to be managed.
func (c *change) mayManage(ctx context.Context, op string, k rbac.Key, p *Person) error {
	if err := c.s.may(ctx, op, c.who, k, p); err != nil {
		return err
	}
	if !rbac.CanManage(c.who, c.policy, managed(p)) {
		return errForbidden(op, "You do not manage this person: they hold a role that you do not manage.")
	}
	return nil
}

// managed is what the rules about managing look at.
func managed(p *Person) *rbac.Person {
	roles := append(append([]string(nil), p.Roles...), p.GroupRoles...)
	return &rbac.Person{ID: p.ID, Roles: roles, Verified: !p.VerifiedAt.IsZero()}
}

// views adds what the reader may do to each person.
func (s *Service) views(ctx context.Context, who *rbac.Subject, policy *rbac.Policy, people []Person) ([]PersonView, error) {
	ids := make([]core.UserID, len(people))
	for i := range people {
		ids[i] = people[i].ID
	}
	reached := map[rbac.Key]map[core.UserID]bool{}
	for _, k := range [...]rbac.Key{keyEdit, keyDelete, keyAssign, keyTicket} {
		m, err := s.within(ctx, who, k, ids...)
		if err != nil {
			return nil, err
		}
		reached[k] = m
	}
	out := make([]PersonView, len(people))
	for i := range people {
		p := &people[i]
		mine, self := rbac.CanManage(who, policy, managed(p)), p.ID == who.User
		out[i] = PersonView{Person: *p, Abilities: PersonAbilities{
			Edit:        self || mine && reached[keyEdit][p.ID],
			Disable:     mine && !self && reached[keyEdit][p.ID],
			Delete:      mine && !self && reached[keyDelete][p.ID],
			AssignRoles: mine && !self && reached[keyAssign][p.ID],
			Ticket:      reached[keyTicket][p.ID] && p.Active(),
		}}
	}
	return out, nil
}

func idText[T ~int64](id T) string { return strconv.FormatInt(int64(id), 10) }

// MaySeePerson reports whether who may know of a person: people.view reaches
// them, or it is who. Deleted people are seen by nobody.
func (s *Service) MaySeePerson(ctx context.Context, who *rbac.Subject, id core.UserID) (bool, error) {
	seen, err := s.Stores.UserLists.WithinReach(ctx, reach(who, keyView), id)
	return seen[id], core.Wrap("people.MaySeePerson", err)
}
