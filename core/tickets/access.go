package tickets

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Access returns what the access rules look at in a ticket, for employees who
// see it: for questions about who else does. KindNotFound; KindForbidden for
// its customers. Read only.
func (s *Service) Access(ctx context.Context, who *rbac.Subject, id core.TicketID) (*rbac.Object, error) {
	const op = "tickets.Access"
	t, err := s.find(ctx, op, who, id)
	if err != nil {
		return nil, err
	}
	if !asEmployee(who, keyView, &t.Access) {
		return nil, rbac.Decision{Visible: true}.Err(op)
	}
	return &t.Access, nil
}
