package httpapi

import (
	"context"
	"net/http"

	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// CompanySettings are the details of whose helpdesk this is.
type CompanySettings struct {
	Name     string `json:"name" minLength:"1" maxLength:"200"`
	Locale   string `json:"locale,omitempty" maxLength:"35" doc:"For people who have none of their own."`
	Timezone string `json:"timezone,omitempty" maxLength:"64" doc:"For people who have none of their own."`
}

// GuestSettings say what somebody may do who is not signed in.
type GuestSettings struct {
	Submit  bool `json:"submit" doc:"Open tickets."`
	Chat    bool `json:"chat" doc:"Start a live chat."`
	Rate    bool `json:"rate" doc:"Rate articles and tickets."`
	Comment bool `json:"comment" doc:"Comment on articles, post in the community."`
}

func (s *Server) mountSettings() {
	handle(s, route{
		method: http.MethodGet, path: "/settings/company", id: "get-company", tag: "settings", title: "Whose helpdesk this is",
		needs: holding("settings.view", "settings.company"),
	}, func(ctx context.Context, _ *rbac.Subject, _ *struct{}) (*of[CompanySettings], error) {
		c, err := s.svc.People.Company(ctx)
		if err != nil {
			return nil, err
		}
		return ok(CompanySettings(*c), nil)
	})
	handle(s, route{
		method: http.MethodPut, path: "/settings/company", id: "put-company", tag: "settings", title: "Change whose helpdesk this is",
		needs: holding("settings.company"),
	}, func(ctx context.Context, who *rbac.Subject, in *of[CompanySettings]) (*of[CompanySettings], error) {
		c, err := s.svc.People.SetCompany(ctx, who, people.Company(in.Body))
		if err != nil {
			return nil, err
		}
		return ok(CompanySettings(*c), nil)
	})
	handle(s, route{
		method: http.MethodGet, path: "/settings/guests", id: "get-guests", tag: "settings", title: "What guests may do", needs: holding("settings.view"),
	}, func(ctx context.Context, who *rbac.Subject, _ *struct{}) (*of[GuestSettings], error) {
		g, err := s.svc.People.Guests(ctx, who)
		return ok(GuestSettings(g), err)
	})
	handle(s, route{
		method: http.MethodPut, path: "/settings/guests", id: "put-guests", tag: "settings", title: "Say what guests may do",
		help: "Acts on the very next request of a guest.", needs: holding("settings.edit"),
	}, func(ctx context.Context, who *rbac.Subject, in *of[GuestSettings]) (*of[GuestSettings], error) {
		return ok(in.Body, s.svc.People.SetGuests(ctx, who, rbac.Guests(in.Body)))
	})
}
