package plugin

import (
	"context"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// world answers for what records refer to; see records.World.
type world struct{ m *Manager }

// Tickets implements records.World. As a plugin's things are for employees, a
// ticket that who sees only as its customer does not count as visible.
func (w *world) Tickets(ctx context.Context, who *rbac.Subject, key rbac.Key, ids []core.TicketID) (map[core.TicketID]rbac.Decision, error) {
	out := make(map[core.TicketID]rbac.Decision, len(ids))
	seen, _ := ctx.Value(memoKey{}).(*memo)
	ask := ids
	if seen != nil && key == "" {
		ask = nil
		for _, id := range ids {
			if visible, known := seen.get(id); known {
				out[id] = rbac.Decision{Visible: visible, Allowed: visible}
			} else {
				ask = append(ask, id)
			}
		}
	}
	if len(ask) == 0 {
		return out, nil
	}
	facts, err := w.m.Facts.TicketSummaries(ctx, who.User, ask...)
	if err != nil {
		return nil, err
	}
	for i := range facts {
		out[facts[i].ID] = decideTicket(who, key, facts[i].Object())
	}
	if seen != nil {
		for _, id := range ask {
			seen.put(id, out[id].Visible)
		}
	}
	return out, nil
}

// decideTicket decides about a ticket for somebody who works on it.
func decideTicket(who *rbac.Subject, key rbac.Key, o *rbac.Object) rbac.Decision {
	if !insideOf(who, rbac.Tickets.View, o) {
		return rbac.Decision{}
	}
	return rbac.Decision{Visible: true, Allowed: key == "" || insideOf(who, key, o)}
}

// insideOf reports whether who reaches the ticket with key by a role, not as its customer.
func insideOf(who *rbac.Subject, key rbac.Key, o *rbac.Object) bool {
	for _, b := range rbac.Reach(who, rbac.Tickets, key) {
		if !tickets.CustomerBranch(b) && b.Match(o) {
			return true
		}
	}
	return false
}

// People implements records.World.
func (w *world) People(ctx context.Context, who *rbac.Subject, key rbac.Key, ids []core.UserID) (map[core.UserID]rbac.Decision, error) {
	visible, err := w.m.svc.People.Reached(ctx, who, "people.view", ids...)
	if err != nil {
		return nil, err
	}
	allowed := visible
	if key != "" {
		if allowed, err = w.m.svc.People.Reached(ctx, who, key, ids...); err != nil {
			return nil, err
		}
	}
	return decisions(ids, visible, allowed), nil
}

// Organizations implements records.World.
func (w *world) Organizations(ctx context.Context, who *rbac.Subject, key rbac.Key, ids []core.OrganizationID) (map[core.OrganizationID]rbac.Decision, error) {
	visible, err := w.m.svc.People.ReachedOrganizations(ctx, who, "people.org.view", ids...)
	if err != nil {
		return nil, err
	}
	allowed := visible
	if key != "" {
		if allowed, err = w.m.svc.People.ReachedOrganizations(ctx, who, key, ids...); err != nil {
			return nil, err
		}
	}
	return decisions(ids, visible, allowed), nil
}

func decisions[ID comparable](ids []ID, visible, allowed map[ID]bool) map[ID]rbac.Decision {
	out := make(map[ID]rbac.Decision, len(ids))
	for _, id := range ids {
		out[id] = rbac.Decision{Visible: visible[id], Allowed: visible[id] && allowed[id]}
	}
	return out
}

// Colleagues implements records.World.
func (w *world) Colleagues(ctx context.Context, who *rbac.Subject, scope rbac.Scope, ids []core.UserID) (map[core.UserID]bool, error) {
	persons, err := w.m.Facts.Persons(ctx, ids...)
	if err != nil {
		return nil, err
	}
	out := make(map[core.UserID]bool, len(ids))
	for _, id := range ids {
		p, ok := persons[id]
		if !ok || !p.Employee || !p.Active {
			continue
		}
		if out[id] = scope == rbac.All || id == who.User; out[id] {
			continue
		}
		for _, team := range teamsOf(who, scope) {
			member, err := w.m.Facts.MemberOf(ctx, id, team)
			if err != nil {
				return nil, err
			}
			if out[id] = out[id] || member; member {
				break
			}
		}
	}
	return out, nil
}

// Teams implements records.World.
func (w *world) Teams(ctx context.Context, who *rbac.Subject, scope rbac.Scope, ids []core.TeamID) (map[core.TeamID]bool, error) {
	if scope != rbac.All {
		mine := teamsOf(who, scope)
		ids = slices.DeleteFunc(slices.Clone(ids), func(id core.TeamID) bool { return !slices.Contains(mine, id) })
	}
	out := make(map[core.TeamID]bool, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	teams, err := w.m.Facts.TeamsWithin(ctx, false, ids)
	if err != nil {
		return nil, err
	}
	for _, t := range teams {
		out[t.ID] = true
	}
	return out, nil
}

// teamsOf are the teams that a scope below all spans.
func teamsOf(who *rbac.Subject, scope rbac.Scope) []core.TeamID {
	switch scope {
	case rbac.Team:
		return who.Teams
	case rbac.Department:
		return who.DepartmentTeams
	}
	return nil
}
