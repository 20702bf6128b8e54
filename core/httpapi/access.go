package httpapi

import (
	"context"
	"net/http"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Explain asks why somebody may or may not do something.
type Explain struct {
	UserID   *int64 `json:"user_id,omitempty" minimum:"1" doc:"Left out: oneself."`
	Guest    bool   `json:"guest,omitempty" doc:"Ask about somebody who is not signed in."`
	Key      string `json:"key" minLength:"1" maxLength:"96"`
	TicketID *int64 `json:"ticket_id,omitempty" minimum:"1"`
}

func (s *Server) mountAccess() {
	handle(s, route{
		method: http.MethodPost, path: "/access/explain", id: "explain-access", tag: "roles", title: "Why may somebody do something, or what is missing",
		needs: signedIn("everybody may ask about themselves; about others it takes roles.view"),
	}, func(ctx context.Context, who *rbac.Subject, in *of[Explain]) (*of[rbac.Explanation], error) {
		user := who.User
		if in.Body.UserID != nil {
			user = core.UserID(*in.Body.UserID)
		} else if in.Body.Guest {
			user = 0
		}
		var resource *rbac.Resource
		var object *rbac.Object
		if in.Body.TicketID != nil {
			t, err := s.svc.Tickets.Get(ctx, who, core.TicketID(*in.Body.TicketID))
			if err != nil {
				return nil, err
			}
			resource, object = rbac.Tickets, t.Object()
		}
		e, err := s.svc.People.Explain(ctx, who, user, rbac.Key(in.Body.Key), resource, object, s.sayer(ctx))
		if err != nil {
			return nil, err
		}
		return ok(*e, nil)
	})
	s.mountPreview()
}
