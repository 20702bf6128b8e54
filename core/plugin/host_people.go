package plugin

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/sdk/abi"
)

func (c *call) peopleGet(ctx context.Context, in []byte) (any, error) {
	var req abi.GetRequest
	if err := decode(in, &req); err != nil {
		return nil, err
	}
	p, err := c.m.svc.People.User(ctx, c.who(), core.UserID(req.ID))
	if err != nil {
		return nil, err
	}
	names, err := c.organizations(ctx, p.Organization)
	if err != nil {
		return nil, err
	}
	out := person(&p.Person, names[p.Organization])
	return &out, nil
}

func (c *call) peopleFind(ctx context.Context, in []byte) (any, error) {
	var req abi.PersonQuery
	if err := decode(in, &req); err != nil {
		return nil, err
	}
	f := people.PersonFilter{
		Query: req.Search, Kind: people.Kind(req.Kind), Team: core.TeamID(req.TeamID), Cursor: req.Cursor, Limit: int(min(req.Limit, core.MaxPageSize)),
	}
	if req.Email != "" {
		f.Query = req.Email
	}
	page, err := c.m.svc.People.Users(ctx, c.who(), f)
	if err != nil {
		return nil, err
	}
	ids := make([]core.OrganizationID, 0, len(page.Items))
	for i := range page.Items {
		ids = append(ids, page.Items[i].Organization)
	}
	names, err := c.organizations(ctx, ids...)
	if err != nil {
		return nil, err
	}
	out := &abi.PersonPage{Next: page.Next}
	for i := range page.Items {
		p := &page.Items[i].Person
		if req.Email != "" && people.NormalEmail(p.Email) != people.NormalEmail(req.Email) {
			continue
		}
		out.Items = append(out.Items, person(p, names[p.Organization]))
	}
	return out, nil
}

// teamsList answers with the teams' names: to employees, and to a plugin that asks
// where a visitor may go.
func (c *call) teamsList(ctx context.Context, _ []byte) (any, error) {
	if c.person.Visitor == "" && c.person.Kind == core.ActorUser && !c.person.Holds("console.agent") {
		return nil, core.Errorf("plugin.teamsList", core.KindForbidden, "Only employees see the teams.")
	}
	teams, err := c.m.Facts.TeamsWithin(ctx, true, nil)
	if err != nil {
		return nil, err
	}
	out := &abi.TeamList{Items: make([]abi.Team, len(teams))}
	for i, t := range teams {
		out.Items[i] = abi.Team{ID: int64(t.ID), Name: t.Name}
	}
	return out, nil
}

// rolesList answers with the roles that employees hold, to employees: who shares
// something names whom with.
func (c *call) rolesList(ctx context.Context, _ []byte) (any, error) {
	if c.person.Kind == core.ActorUser && !c.person.Holds("console.agent") {
		return nil, core.Errorf("plugin.rolesList", core.KindForbidden, "Only employees see the roles.")
	}
	policy, err := c.m.svc.People.Policy(ctx)
	if err != nil {
		return nil, err
	}
	out := &abi.RoleList{}
	for i := range policy.Roles {
		if r := &policy.Roles[i]; r.Type == rbac.Employee {
			out.Items = append(out.Items, abi.Role{Slug: r.Slug, Name: r.Name})
		}
	}
	slices.SortFunc(out.Items, func(a, b abi.Role) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Slug, b.Slug))
	})
	return out, nil
}

// organizations returns the names of those organizations that the caller may see.
func (c *call) organizations(ctx context.Context, ids ...core.OrganizationID) (map[core.OrganizationID]string, error) {
	seen, err := c.m.svc.People.ReachedOrganizations(ctx, c.who(), "people.org.view", without(ids, 0)...)
	if err != nil {
		return nil, err
	}
	return c.m.svc.People.Directory().Organizations(ctx, held(seen)...)
}

// accessMay answers whether the caller holds a key, on an object if one is named.
func (c *call) accessMay(ctx context.Context, in []byte) (any, error) {
	var req abi.MayRequest
	if err := decode(in, &req); err != nil {
		return nil, err
	}
	who, key := c.who(), rbac.Key(req.Key)
	out := &abi.MayReply{}
	if _, known := c.m.Registry().Key(key); !known {
		// Denied like any other, and told to whoever looks for the misspelling.
		c.m.Log.WarnContext(ctx, "plugin: asked about a key that no feature registers", "plugin", string(c.unit.manifest.ID), "key", req.Key)
		return out, nil
	}
	switch {
	case req.TicketID != 0:
		ds, err := (&world{c.m}).Tickets(ctx, who, key, []core.TicketID{core.TicketID(req.TicketID)})
		if err != nil {
			return nil, err
		}
		out.Allowed = key != "" && ds[core.TicketID(req.TicketID)].Allowed
	case req.RecordID != 0:
		col, err := c.collection(req.Collection)
		if err != nil {
			return nil, err
		}
		r, err := c.m.records.Get(ctx, who, col, core.RecordID(req.RecordID))
		if core.IsKind(err, core.KindNotFound) {
			return out, nil
		} else if err != nil {
			return nil, err
		}
		if out.Allowed, err = c.m.records.May(ctx, who, col, r, key); err != nil {
			return nil, err
		}
	default:
		out.Allowed = who.Holds(key)
	}
	if out.Allowed {
		out.Scope = who.Scope(key).String()
	}
	return out, nil
}

func without[T comparable](list []T, v T) []T {
	out := make([]T, 0, len(list))
	for _, x := range list {
		if x != v {
			out = append(out, x)
		}
	}
	return out
}

// held returns the keys of a set.
func held[K comparable](m map[K]bool) []K {
	out := make([]K, 0, len(m))
	for k, ok := range m {
		if ok {
			out = append(out, k)
		}
	}
	return out
}
