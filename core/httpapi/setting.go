package httpapi

import (
	"context"
	"net/http"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// CompanySettings are the details of whose helpdesk this is.
type CompanySettings struct {
	Name     string `json:"name" minLength:"1" maxLength:"200"`
	Locale   string `json:"locale,omitempty" maxLength:"35" doc:"For people who have none of their own."`
	Timezone string `json:"timezone,omitempty" maxLength:"64" doc:"For people who have none of their own."`
	Address  string `json:"address,omitempty" maxLength:"300" doc:"Where people reach the helpdesk, for links in letters."`
}

// MailSettings are the SMTP server that letters leave through.
type MailSettings struct {
	Host     string `json:"host" maxLength:"253" doc:"Empty: no letters are sent."`
	Port     int    `json:"port" minimum:"0" maximum:"65535"`
	Security string `json:"security" enum:"starttls,tls,none"`
	User     string `json:"user,omitempty" maxLength:"254"`
	Password string `json:"password,omitempty" maxLength:"1024" doc:"Never shown. Left out: as it was, for the same server and user."`
	From     string `json:"from" maxLength:"254"`
	FromName string `json:"from_name,omitempty" maxLength:"200"`
}

// Mailer tries the mail server.
type Mailer interface {
	// Test sends a letter at once.
	Test(ctx context.Context, server *people.MailServer, to string) error
}

// GuestSettings say what somebody may do who is not signed in.
type GuestSettings struct {
	Submit  bool     `json:"submit" doc:"Open tickets."`
	Chat    bool     `json:"chat" doc:"Start a live chat."`
	Rate    bool     `json:"rate" doc:"Rate articles and tickets."`
	Comment bool     `json:"comment" doc:"Comment on articles, post in the community."`
	Domains []string `json:"domains,omitempty" maxItems:"200" doc:"From whose addresses requests are taken; empty for all."`
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
	handle(s, route{
		method: http.MethodGet, path: "/settings/mail", id: "get-mail", tag: "settings", title: "How letters are sent", needs: holding("settings.view"),
	}, func(ctx context.Context, who *rbac.Subject, _ *struct{}) (*of[MailSettings], error) {
		m, err := s.svc.People.MailServer(ctx, who)
		if err != nil {
			return nil, err
		}
		return ok(mailOf(m), nil)
	})
	handle(s, route{
		method: http.MethodPut, path: "/settings/mail", id: "put-mail", tag: "settings", title: "Say how letters are sent", needs: holding("settings.edit"),
	}, func(ctx context.Context, who *rbac.Subject, in *of[MailSettings]) (*of[MailSettings], error) {
		m, err := s.svc.People.SetMailServer(ctx, who, people.MailServer(in.Body))
		if err != nil {
			return nil, err
		}
		return ok(mailOf(m), nil)
	})
	handle(s, route{
		method: http.MethodPost, path: "/settings/mail/test", id: "test-mail", tag: "settings", title: "Send oneself a letter, at once",
		help: "Says in the server's own words why it did not take it.", needs: holding("settings.edit"), status: http.StatusNoContent,
	}, func(ctx context.Context, who *rbac.Subject, _ *struct{}) (*none, error) {
		me, err := s.svc.People.User(ctx, who, who.User)
		if err != nil {
			return nil, err
		}
		server, err := s.svc.People.OutgoingMail(ctx)
		if err != nil {
			return nil, err
		}
		if !server.Set() {
			return nil, core.Errorf("httpapi.testMail", core.KindConflict, "Name a mail server first.")
		}
		return nil, s.svc.Mail.Test(ctx, server, me.Email)
	})
}

// mailOf fills in what is usual, for a form that nobody has filled yet.
func mailOf(m *people.MailServer) MailSettings {
	out := MailSettings(*m)
	if !m.Set() {
		out.Port, out.Security = 587, people.MailStartTLS
	}
	return out
}
