package records

import (
	"context"
	"maps"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

const (
	noSuchTicket = "There is no such ticket."
	noSuchPerson = "There is no such person."
	noSuchOrg    = "There is no such organization."
	outOfReach   = "This is not among the people or teams you may choose."
)

// checkRefs checks what the changed fields refer to, and returns the names of
// those that who may set by holding their target key on the thing referred to.
func (s *Service) checkRefs(ctx context.Context, who *rbac.Subject, c *Collection, r *Record, changed []*Field) (map[string]bool, error) {
	granted, faults := map[string]bool{}, map[string]string{}
	for _, f := range changed {
		if f.Type.Kind != Ref && f.Type.Kind != Refs || r.Values[f.Name] == nil {
			continue
		}
		var err error
		switch {
		case f.Name == c.Owner || f.Name == c.Team || f.Name == c.Contributors:
			err = s.checkHolder(ctx, who, c, r, f, faults)
		case f.Type.Target == TargetTicket:
			id := core.TicketID(r.Ref(f.Name))
			var ds map[core.TicketID]rbac.Decision
			ds, err = s.world.Tickets(ctx, who, f.TargetKey, []core.TicketID{id})
			note(f, ds[id], noSuchTicket, granted, faults)
		case f.Type.Target == TargetUser:
			id := core.UserID(r.Ref(f.Name))
			if id == who.User && f.TargetKey == "" {
				continue // everybody knows of themselves
			}
			var ds map[core.UserID]rbac.Decision
			ds, err = s.world.People(ctx, who, f.TargetKey, []core.UserID{id})
			note(f, ds[id], noSuchPerson, granted, faults)
		case f.Type.Target == TargetOrganization:
			id := core.OrganizationID(r.Ref(f.Name))
			var ds map[core.OrganizationID]rbac.Decision
			ds, err = s.world.Organizations(ctx, who, f.TargetKey, []core.OrganizationID{id})
			note(f, ds[id], noSuchOrg, granted, faults)
		case f.Type.Target == TargetTeam:
			id := core.TeamID(r.Ref(f.Name))
			var ok map[core.TeamID]bool
			ok, err = s.world.Teams(ctx, who, rbac.All, []core.TeamID{id})
			if !ok[id] {
				faults[f.Name] = outOfReach
			}
		}
		if err != nil {
			return nil, err
		}
	}
	if len(faults) > 0 {
		return nil, invalid("records.checkRefs", faults)
	}
	return granted, nil
}

func note(f *Field, d rbac.Decision, missing string, granted map[string]bool, faults map[string]string) {
	if !d.Visible {
		faults[f.Name] = missing
		return
	}
	if f.TargetKey != "" && d.Allowed {
		granted[f.Name] = true
	}
}

// checkHolder checks a new owner, team or list of contributors. Owners and teams
// must lie within the scope at which who may change them; contributors are
// colleagues anywhere. Oneself is always within reach.
func (s *Service) checkHolder(ctx context.Context, who *rbac.Subject, c *Collection, r *Record, f *Field, faults map[string]string) error {
	scope := c.scope(who, f)
	if who.Visitor != "" {
		scope = rbac.All // the plugin itself says where a visitor goes
	}
	if scope == rbac.ScopeNone {
		return nil // the check of the key that follows says so
	}
	if f.Name == c.Team {
		id := core.TeamID(r.Ref(f.Name))
		if slices.Contains(who.Teams, id) {
			return nil
		}
		ok, err := s.world.Teams(ctx, who, scope, []core.TeamID{id})
		if err == nil && !ok[id] {
			faults[f.Name] = outOfReach
		}
		return err
	}
	var ids []core.UserID
	if f.Name == c.Contributors {
		scope = rbac.All
		list, _ := r.Values[f.Name].([]int64)
		for _, id := range list {
			ids = append(ids, core.UserID(id))
		}
	} else {
		ids = []core.UserID{core.UserID(r.Ref(f.Name))}
	}
	ids = slices.DeleteFunc(ids, func(id core.UserID) bool { return id == who.User })
	if len(ids) == 0 {
		return nil
	}
	ok, err := s.world.Colleagues(ctx, who, scope, ids)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if !ok[id] {
			faults[f.Name] = outOfReach
		}
	}
	return nil
}

// hideTickets sets references to tickets that who may not see to null.
func (s *Service) hideTickets(ctx context.Context, who *rbac.Subject, c *Collection, rs []*Record) error {
	for i := range c.Fields {
		f := &c.Fields[i]
		if f.Type.Target != TargetTicket {
			continue
		}
		var ids []core.TicketID
		for _, r := range rs {
			if id := core.TicketID(r.Ref(f.Name)); id != 0 && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
		if len(ids) == 0 {
			continue
		}
		seen, err := s.world.Tickets(ctx, who, "", ids)
		if err != nil {
			return err
		}
		for _, r := range rs {
			if id := core.TicketID(r.Ref(f.Name)); id != 0 && !seen[id].Visible {
				delete(r.Values, f.Name)
			}
		}
	}
	return nil
}

// hideFiltered takes tickets that who may not see out of a filter, so that a
// filter cannot be used to ask whether they exist.
func (s *Service) hideFiltered(ctx context.Context, who *rbac.Subject, cond *Cond) error {
	if cond == nil {
		return nil
	}
	for _, inner := range slices.Concat(cond.All, cond.Any, []*Cond{cond.Not}) {
		if err := s.hideFiltered(ctx, who, inner); err != nil {
			return err
		}
	}
	if cond.Field == nil || cond.Field.Type.Target != TargetTicket || cond.Op == Empty {
		return nil
	}
	ids := make([]core.TicketID, len(cond.Values))
	for i, v := range cond.Values {
		ids[i] = core.TicketID(v.(int64))
	}
	seen, err := s.world.Tickets(ctx, who, "", ids)
	if err != nil {
		return err
	}
	cond.Values = slices.DeleteFunc(cond.Values, func(v any) bool { return !seen[core.TicketID(v.(int64))].Visible })
	if len(cond.Values) > 0 {
		return nil
	}
	if cond.Op == Ne {
		*cond = Cond{All: []*Cond{}}
	} else {
		*cond = Cond{Any: []*Cond{}}
	}
	return nil
}

// keepHidden takes a null out of in where it stands for a ticket that who may
// not see: such a reference was shown to them as null and must survive their edit.
func (s *Service) keepHidden(ctx context.Context, who *rbac.Subject, c *Collection, r *Record, in Input) (Input, error) {
	shown := &Record{Values: maps.Clone(r.Values)}
	if err := s.hideTickets(ctx, who, c, []*Record{shown}); err != nil {
		return nil, err
	}
	kept := maps.Clone(in)
	for i := range c.Fields {
		f := &c.Fields[i]
		if raw, given := in[f.Name]; given && f.Type.Target == TargetTicket && r.Ref(f.Name) != 0 && shown.Ref(f.Name) == 0 {
			if v, err := f.Parse(raw); err == nil && v == nil {
				delete(kept, f.Name)
			}
		}
	}
	return kept, nil
}
