package httpapi

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// InvitationPage is where an invitation's link leads.
const InvitationPage = "/invitation"

const keyInvite rbac.Key = "people.invite"

// Invitation is an open offer to join.
type Invitation struct {
	ID        int64     `json:"id"`
	Email     string    `json:"email"`
	Name      *string   `json:"name"`
	Kind      string    `json:"kind" enum:"employee,user"`
	Roles     []RoleRef `json:"roles"`
	Teams     []Ref     `json:"teams"`
	InvitedBy *Ref      `json:"invited_by"`
	CreatedAt time.Time `json:"created_at"`
	ExpiresAt time.Time `json:"expires_at"`
	Link      *string   `json:"link" doc:"Where no mail can be sent, said once, in the answer that made it: the address to pass on, below this helpdesk's own."`
}

// InvitationInput is whom to invite as what.
type InvitationInput struct {
	Email string   `json:"email" minLength:"1" maxLength:"254"`
	Name  string   `json:"name,omitempty" maxLength:"200"`
	Roles []string `json:"roles,omitempty" maxItems:"50"`
	Teams []int64  `json:"teams,omitempty" maxItems:"100"`
}

// Acceptance makes an invited person's account.
type Acceptance struct {
	Code     string `json:"code" minLength:"1" maxLength:"200" doc:"From the link."`
	Name     string `json:"name,omitempty" maxLength:"200" doc:"Left out: the one that was invited."`
	Password string `json:"password" minLength:"1" maxLength:"1024"`
}

func (s *Server) invitationsOf(ctx context.Context, list []people.Invitation) ([]Invitation, error) {
	policy, err := s.svc.People.Policy(ctx)
	if err != nil {
		return nil, err
	}
	var teams []core.TeamID
	var by []core.UserID
	for i := range list {
		teams, by = append(teams, list[i].Teams...), append(by, list[i].InvitedBy)
	}
	directory := s.svc.People.Directory()
	teamNames, err := directory.Teams(ctx, teams...)
	if err != nil {
		return nil, err
	}
	users, err := directory.People(ctx, by...)
	n := &names{policy: policy, titles: s.titles(ctx)}
	return each(list, func(v people.Invitation) Invitation {
		return Invitation{
			ID: int64(v.ID), Email: v.Email, Name: orNull(v.Name), Kind: string(v.Kind), Roles: n.roles(v.Roles),
			Teams:     each(v.Teams, func(t core.TeamID) Ref { return Ref{ID: int64(t), Name: teamNames[t]} }),
			InvitedBy: refOf(v.InvitedBy, users[v.InvitedBy]), CreatedAt: v.CreatedAt, ExpiresAt: v.ExpiresAt,
		}
	}), err
}

func (s *Server) mountInvitations() {
	handle(s, route{
		method: http.MethodGet, path: "/invitations", id: "list-invitations", tag: "people", title: "List open invitations", needs: holding(keyInvite),
	}, func(ctx context.Context, who *rbac.Subject, _ *struct{}) (*of[List[Invitation]], error) {
		list, err := s.svc.People.Invitations(ctx, who)
		if err != nil {
			return nil, err
		}
		items, err := s.invitationsOf(ctx, list)
		return ok(listOf(items, ""), err)
	})
	handle(s, route{
		method: http.MethodPost, path: "/invitations", id: "invite", tag: "people", title: "Invite somebody",
		help:  "Works for a week. A new invitation to the same address replaces the old one.",
		needs: holding(keyInvite), status: http.StatusCreated,
	}, func(ctx context.Context, who *rbac.Subject, in *of[InvitationInput]) (*of[Invitation], error) {
		b := in.Body
		v, code, err := s.svc.People.Invite(ctx, who, people.InvitationInput{
			Name: b.Name, Email: b.Email, Roles: b.Roles, Teams: idsOf[core.TeamID](b.Teams),
		})
		if err != nil {
			return nil, err
		}
		items, err := s.invitationsOf(ctx, []people.Invitation{*v})
		if err != nil {
			return nil, err
		}
		if mailed, err := s.svc.People.CanMail(ctx); err != nil || mailed {
			return ok(items[0], err)
		}
		link := InvitationPage + "?code=" + url.QueryEscape(code.Secret)
		items[0].Link = &link
		return ok(items[0], nil)
	})
	handle(s, route{
		method: http.MethodDelete, path: "/invitations/{id}", id: "delete-invitation", tag: "people", title: "Take an invitation back",
		needs: holding(keyInvite), status: http.StatusNoContent,
	}, func(ctx context.Context, who *rbac.Subject, in *idPath) (*none, error) {
		return nil, s.svc.People.DeleteInvitation(ctx, who, people.InvitationID(in.ID))
	})
	handle(s, route{
		method: http.MethodPost, path: "/invitations/accept", id: "accept-invitation", tag: "me", title: "Join",
		help: "Works once. Signs the new person in.", needs: anyone("the link's one-time code is the permission"),
	}, func(ctx context.Context, _ *rbac.Subject, in *struct {
		underFiber
		Body Acceptance
	}) (*of[Me], error) {
		who, err := s.AcceptInvitation(in.c, in.Body.Code, in.Body.Name, in.Body.Password)
		if err != nil {
			return nil, err
		}
		return ok(s.me(ctx, who))
	})
}

// AcceptInvitation makes the invited person and signs them in, for the API and
// for the page that does the same. Errors as people.Service.AcceptInvitation;
// KindRateLimited after too many attempts from one address.
func (s *Server) AcceptInvitation(c *fiber.Ctx, code, name, password string) (*rbac.Subject, error) {
	ctx, st := c.UserContext(), stateOf(c.UserContext())
	if err := s.limitCodes(ctx); err != nil {
		return nil, err
	}
	done, err := s.svc.People.AcceptInvitation(ctx, code, name, password, people.Meta{IP: st.ip, Agent: c.Get(fiber.HeaderUserAgent)})
	if err != nil {
		return nil, err
	}
	done.Subject.RequestID = st.id
	st.session, st.subject = done.Secret, done.Subject
	s.setCookie(c, st, done)
	return done.Subject, nil
}
