package httpapi

import (
	"context"
	"net/http"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// Grant is a key that one person holds beside their roles.
type Grant struct {
	Key       string     `json:"key"`
	Scope     string     `json:"scope" enum:"own,team,department,all"`
	Reason    *string    `json:"reason"`
	ExpiresAt *time.Time `json:"expires_at"`
	Ended     bool       `json:"ended"`
	GrantedBy *Ref       `json:"granted_by" doc:"Null for the command line."`
	GrantedAt time.Time  `json:"granted_at"`
}

// GrantInput is how far a key shall reach, why and until when.
type GrantInput struct {
	Scope     string     `json:"scope" enum:"own,team,department,all"`
	Reason    string     `json:"reason,omitempty" maxLength:"500" doc:"Shown to whoever asks why."`
	ExpiresAt *time.Time `json:"expires_at,omitempty" doc:"Left out: until it is taken back."`
}

// GrantPath names one grant of one person.
type GrantPath struct {
	ID  int64  `path:"id" minimum:"1"`
	Key string `path:"key" maxLength:"96"`
}

func (s *Server) mountGrants() {
	handle(s, route{
		method: http.MethodGet, path: "/users/{id}/grants", id: "list-grants", tag: "people", title: "What a person holds beside their roles",
		help: "One's own, too. Grants that have ended stand there as well.", needs: onObject("people.roles.assign"),
	}, func(ctx context.Context, who *rbac.Subject, in *idPath) (*of[List[Grant]], error) {
		return s.grants(ctx, who, core.UserID(in.ID))
	})
	handle(s, route{
		method: http.MethodPut, path: "/users/{id}/grants/{key}", id: "put-grant", tag: "people", title: "Give a person a key beside their roles",
		help: "No further than the caller holds it; never a reserved key; never to oneself.", needs: onObject("people.roles.assign"),
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		GrantPath
		Body GrantInput
	}) (*of[List[Grant]], error) {
		g := rbac.Grant{Key: rbac.Key(in.Key), Reason: in.Body.Reason, Expires: or0(in.Body.ExpiresAt)}
		if err := parseScope("scope", in.Body.Scope, &g.Scope); err != nil {
			return nil, err
		}
		if err := s.svc.People.PutGrant(ctx, who, core.UserID(in.ID), g); err != nil {
			return nil, err
		}
		return s.grants(ctx, who, core.UserID(in.ID))
	})
	handle(s, route{
		method: http.MethodDelete, path: "/users/{id}/grants/{key}", id: "delete-grant", tag: "people", title: "Take a key back",
		needs: onObject("people.roles.assign"), status: http.StatusNoContent,
	}, func(ctx context.Context, who *rbac.Subject, in *GrantPath) (*none, error) {
		return nil, s.svc.People.DeleteGrant(ctx, who, core.UserID(in.ID), rbac.Key(in.Key))
	})
}

func (s *Server) grants(ctx context.Context, who *rbac.Subject, user core.UserID) (*of[List[Grant]], error) {
	list, err := s.svc.People.Grants(ctx, who, user)
	if err != nil {
		return nil, err
	}
	names, err := s.svc.People.Directory().People(ctx, each(list, func(g people.PersonalGrant) core.UserID { return g.GrantedBy })...)
	if err != nil {
		return nil, err
	}
	now := s.cfg.Clock.Now()
	return ok(listOf(each(list, func(g people.PersonalGrant) Grant {
		return Grant{
			Key: string(g.Key), Scope: g.Scope.String(), Reason: orNull(g.Reason), ExpiresAt: timeOf(g.Expires), Ended: !g.Active(now),
			GrantedBy: refOf(g.GrantedBy, names[g.GrantedBy]), GrantedAt: g.GrantedAt,
		}
	}), ""), nil)
}
