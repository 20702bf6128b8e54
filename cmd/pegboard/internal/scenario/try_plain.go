package scenario

import (
	"context"

	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/rbac/scenario"
	"pegboard.dev/pegboard/core/tickets"
)

// askPlain asks about a key alone: by what the person holds, and by trying
// where one act without an object tells.
func (w *world) askPlain(ctx context.Context, who *rbac.Subject, c scenario.Check) (*verdict, error) {
	v := &verdict{allowed: rbac.Decide(who, nil, c.Key, nil).Allowed}
	act := w.plainAct(who, c.Key)
	if act == nil {
		return v, nil
	}
	return v, v.tried(w.try(ctx, act))
}

// plainAct returns an act that takes the key and nothing else, nil where there
// is none or the person may do it by another key.
func (w *world) plainAct(who *rbac.Subject, k rbac.Key) func(ctx context.Context) error {
	p, t := w.app.People, w.app.Tickets
	view := func(a tickets.Audience) func(context.Context) error {
		if !who.Holds(rbac.Tickets.View) {
			return nil // views are of no use without tickets, and refused
		}
		return func(ctx context.Context) error {
			_, err := t.CreateView(ctx, who, tickets.NewView{Name: "Tried", Audience: a})
			return err
		}
	}
	open := func(ctx context.Context) error {
		in := tickets.NewTicket{Subject: "Tried", Body: "x"}
		if who.User == 0 {
			in.RequesterName, in.RequesterEmail = "Tried", "tried@scenario.invalid"
		}
		_, err := t.Create(ctx, who, in)
		return err
	}
	switch k {
	case "tickets.create":
		if !who.Holds("tickets.submit") {
			return open
		}
	case "tickets.submit":
		if !who.Holds("tickets.create") {
			return open
		}
	case "tickets.search":
		if who.Holds(rbac.Tickets.View) {
			return func(ctx context.Context) error {
				_, err := t.List(ctx, who, tickets.Filter{Query: "tried"})
				return err
			}
		}
	case "views.own":
		return view(tickets.AudienceOwn)
	case "views.shared":
		return view(tickets.AudienceShared)
	case "roles.view":
		return func(ctx context.Context) error { _, err := p.Roles(ctx, who); return err }
	case "roles.create":
		return func(ctx context.Context) error {
			_, err := p.CreateRole(ctx, who, rbac.Role{Name: "Tried", Type: rbac.Employee})
			return err
		}
	case "people.teams.manage":
		return func(ctx context.Context) error { _, err := p.CreateTeam(ctx, who, "Tried", 0); return err }
	case "people.groups.manage":
		return func(ctx context.Context) error { _, err := p.CreateGroup(ctx, who, "Tried", nil); return err }
	case "people.org.create":
		return func(ctx context.Context) error {
			_, err := p.CreateOrganization(ctx, who, people.OrganizationInput{Name: "Tried"})
			return err
		}
	case "settings.view":
		return func(ctx context.Context) error { _, err := p.Guests(ctx, who); return err }
	case "settings.edit":
		return func(ctx context.Context) error { return p.SetGuests(ctx, who, w.s.Guests) }
	case "settings.company":
		return func(ctx context.Context) error {
			_, err := p.SetCompany(ctx, who, people.Company{Name: "Tried"})
			return err
		}
	case "settings.audit":
		return func(ctx context.Context) error {
			_, err := p.AuditLog(ctx, who, people.AuditFilter{Limit: 1})
			return err
		}
	}
	return nil
}
