package demo

import (
	"context"
	"fmt"

	"pegboard.dev/pegboard/core/tickets"
)

// phoneNumber is a customer's number, from a range that is nobody's.
func phoneNumber(customer int) string { return fmt.Sprintf("+49 30 2312 5%03d", 100+customer) }

// views saves a few filters, as people do in their first week.
func (s *seeder) views(ctx context.Context) error {
	s.clock.hold(s.now)
	for _, v := range []struct {
		owner int
		view  tickets.NewView
	}{
		{0, tickets.NewView{Name: "Urgent and high", Audience: tickets.AudienceShared, Filter: tickets.Filter{
			Statuses: []tickets.Status{tickets.Open, tickets.Pending}, Priorities: []tickets.Priority{tickets.High, tickets.Urgent},
		}}},
		{2, tickets.NewView{Name: "Refunds", Audience: tickets.AudienceTeam, Team: s.teams["Billing"], Filter: tickets.Filter{Tag: "refund"}}},
		{2, tickets.NewView{Name: "Waiting longest", Audience: tickets.AudienceOwn, Sort: tickets.ByUpdatedOldest, Filter: tickets.Filter{
			Mine: true, Statuses: []tickets.Status{tickets.Open},
		}}},
		{3, tickets.NewView{Name: "Firmware", Audience: tickets.AudienceTeam, Team: s.teams["Tech"], Filter: tickets.Filter{Tag: "firmware"}}},
	} {
		who, err := s.as(ctx, s.employees[v.owner])
		if err != nil {
			return err
		}
		if _, err := s.app.Tickets.CreateView(ctx, who, v.view); err != nil {
			return fmt.Errorf("view %q: %w", v.view.Name, err)
		}
	}
	return nil
}
