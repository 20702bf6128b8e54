package plugin

import (
	"context"
	"strconv"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/blocks"
	"pegboard.dev/pegboard/core/rbac"
)

// names resolves the entities that a document mentions, each kind in one go,
// for a viewer. What they may not see, and what cannot be looked up right now,
// is missing: it shows as unknown.
func (m *Manager) names(ctx context.Context, who *rbac.Subject, refs []blocks.Ref) map[blocks.Ref]blocks.Named {
	byKind := map[string][]int64{}
	for _, r := range refs {
		if id, err := strconv.ParseInt(r.ID, 10, 64); err == nil && id > 0 {
			kind := r.Kind
			if kind == "contact" {
				kind = "user"
			}
			byKind[kind] = append(byKind[kind], id)
		}
	}
	found := map[string]map[int64]blocks.Named{}
	for kind, ids := range byKind {
		var err error
		switch kind {
		case "ticket":
			found[kind], err = m.ticketNames(ctx, who, ids)
		case "user":
			found[kind], err = m.personNames(ctx, who, ids)
		case "team":
			found[kind], err = m.teamNames(ctx, who, ids)
		case "org":
			found[kind], err = m.orgNames(ctx, who, ids)
		}
		if err != nil {
			m.Log.WarnContext(ctx, "plugin: names", "kind", kind, "error", err)
		}
	}
	found["contact"] = found["user"]
	out := make(map[blocks.Ref]blocks.Named, len(refs))
	for _, r := range refs {
		id, _ := strconv.ParseInt(r.ID, 10, 64)
		if n, ok := found[r.Kind][id]; ok {
			out[r] = n
		}
	}
	return out
}

func (m *Manager) ticketNames(ctx context.Context, who *rbac.Subject, ids []int64) (map[int64]blocks.Named, error) {
	list, err := m.Facts.TicketSummaries(ctx, who.User, typed[core.TicketID](ids)...)
	out := map[int64]blocks.Named{}
	base := "/tickets/"
	if isAgent(who) {
		base = "/app/tickets/"
	}
	for i := range list {
		if t := &list[i]; rbac.Decide(who, rbac.Tickets, rbac.Tickets.View, t.Object()).Allowed {
			out[int64(t.ID)] = blocks.Named{Name: "#" + strconv.FormatInt(int64(t.ID), 10) + " " + t.Subject, Link: base + strconv.FormatInt(int64(t.ID), 10)}
		}
	}
	return out, err
}

// personNames: colleagues know each other by name; customers are known to those
// whom people.view reaches. Only what is not clear already is asked for.
func (m *Manager) personNames(ctx context.Context, who *rbac.Subject, ids []int64) (map[int64]blocks.Named, error) {
	persons, err := m.Facts.Persons(ctx, typed[core.UserID](ids)...)
	if err != nil {
		return nil, err
	}
	agent, all := isAgent(who), who.Scope("people.view") == rbac.All
	var ask []core.UserID
	for id, p := range persons {
		if !all && !(agent && p.Employee) {
			ask = append(ask, id)
		}
	}
	reached, err := m.svc.People.Reached(ctx, who, "people.view", ask...)
	out := map[int64]blocks.Named{}
	for id, p := range persons {
		n := blocks.Named{Name: p.Name}
		seen := all || reached[id]
		if seen && agent {
			n.Link = "/app/people/" + strconv.FormatInt(int64(id), 10)
		}
		if seen || agent && p.Employee {
			out[int64(id)] = n
		}
	}
	return out, err
}

func (m *Manager) teamNames(ctx context.Context, who *rbac.Subject, ids []int64) (map[int64]blocks.Named, error) {
	if !isAgent(who) {
		return nil, nil
	}
	names, err := m.svc.People.Directory().Teams(ctx, typed[core.TeamID](ids)...)
	return named(names), err
}

func (m *Manager) orgNames(ctx context.Context, who *rbac.Subject, ids []int64) (map[int64]blocks.Named, error) {
	seen, err := m.svc.People.ReachedOrganizations(ctx, who, "people.org.view", typed[core.OrganizationID](ids)...)
	if err != nil {
		return nil, err
	}
	names, err := m.svc.People.Directory().Organizations(ctx, held(seen)...)
	return named(names), err
}

func named[ID ~int64](names map[ID]string) map[int64]blocks.Named {
	out := make(map[int64]blocks.Named, len(names))
	for id, name := range names {
		out[int64(id)] = blocks.Named{Name: name}
	}
	return out
}

func typed[ID ~int64](ids []int64) []ID {
	out := make([]ID, len(ids))
	for i, id := range ids {
		out[i] = ID(id)
	}
	return out
}

// isAgent reports whether somebody works in the console.
func isAgent(who *rbac.Subject) bool { return who.Holds("console.agent") }
