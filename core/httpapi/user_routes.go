package httpapi

import (
	"context"
	"net/http"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

func (s *Server) mountUsers() {
	handle(s, route{
		method: http.MethodGet, path: "/users", id: "list-users", tag: "people", title: "List people",
		help: "By name; only those whom the caller may see, themselves always.", needs: signedIn("everybody sees at least themselves"),
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		Q            string `query:"q" maxLength:"200" doc:"Beginnings of names, the address, its domain, digits of the phone."`
		Kind         string `query:"kind" enum:"employee,user"`
		Role         string `query:"role" maxLength:"64"`
		Team         int64  `query:"team" minimum:"1"`
		Organization int64  `query:"organization" minimum:"1"`
		Group        int64  `query:"group" minimum:"1"`
		Cursor       string `query:"cursor"`
		Limit        int    `query:"limit" minimum:"1" maximum:"200"`
	}) (*of[List[User]], error) {
		page, err := s.svc.People.Users(ctx, who, people.PersonFilter{
			Query: in.Q, Kind: people.Kind(in.Kind), Role: in.Role, Team: core.TeamID(in.Team),
			Organization: core.OrganizationID(in.Organization), Group: core.GroupID(in.Group), Cursor: in.Cursor, Limit: in.Limit,
		})
		if err != nil {
			return nil, err
		}
		users, err := s.usersOf(ctx, page.Items)
		return ok(listOf(users, page.Next), err)
	})
	handle(s, route{
		method: http.MethodPost, path: "/users", id: "create-user", tag: "people", title: "Make a person",
		needs: holding("people.create"), status: http.StatusCreated,
	}, func(ctx context.Context, who *rbac.Subject, in *of[NewUser]) (*of[User], error) {
		return s.userAnswer(ctx)(s.svc.People.CreateUser(ctx, who, in.Body.input()))
	})
	handle(s, route{
		method: http.MethodGet, path: "/users/{id}", id: "get-user", tag: "people", title: "Get a person", needs: onObject("people.view"),
	}, func(ctx context.Context, who *rbac.Subject, in *idPath) (*of[User], error) {
		answer, err := s.userAnswer(ctx)(s.svc.People.User(ctx, who, core.UserID(in.ID)))
		if err == nil {
			answer.Body.Panels = s.titles(ctx).places(s.svc.UI.PersonPlaces(ctx, who, "contact.sidebar"))
		}
		return answer, err
	})
	handle(s, route{
		method: http.MethodPatch, path: "/users/{id}", id: "update-user", tag: "people", title: "Change a person", needs: onObject("people.edit"),
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		ID   int64 `path:"id" minimum:"1"`
		Body UserPatch
	}) (*of[User], error) {
		return s.userAnswer(ctx)(s.svc.People.UpdateUser(ctx, who, core.UserID(in.ID), in.Body.patch()))
	})
	handle(s, route{
		method: http.MethodDelete, path: "/users/{id}", id: "delete-user", tag: "people", title: "Delete a person",
		help: "Address, phone and all rights are gone for good; the name stays for what they wrote.", needs: onObject("people.delete"),
		status: http.StatusNoContent,
	}, func(ctx context.Context, who *rbac.Subject, in *idPath) (*none, error) {
		return nil, s.svc.People.DeleteUser(ctx, who, core.UserID(in.ID))
	})
	handle(s, route{
		method: http.MethodPost, path: "/users/{id}/disable", id: "disable-user", tag: "people", title: "Keep a person from signing in",
		help: "Ends their sessions at once.", needs: onObject("people.edit"),
	}, func(ctx context.Context, who *rbac.Subject, in *idPath) (*of[User], error) {
		return s.userAnswer(ctx)(s.svc.People.DisableUser(ctx, who, core.UserID(in.ID)))
	})
	handle(s, route{
		method: http.MethodPost, path: "/users/{id}/enable", id: "enable-user", tag: "people", title: "Let a person sign in again",
		needs: onObject("people.edit"),
	}, func(ctx context.Context, who *rbac.Subject, in *idPath) (*of[User], error) {
		return s.userAnswer(ctx)(s.svc.People.EnableUser(ctx, who, core.UserID(in.ID)))
	})
	handle(s, route{
		method: http.MethodPut, path: "/users/{id}/roles", id: "set-roles", tag: "people", title: "Say which roles a person holds",
		needs: onObject("people.roles.assign"),
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		ID   int64 `path:"id" minimum:"1"`
		Body struct {
			Roles []string `json:"roles" maxItems:"50" doc:"The whole set of slugs."`
		}
	}) (*of[User], error) {
		return s.userAnswer(ctx)(s.svc.People.SetRoles(ctx, who, core.UserID(in.ID), in.Body.Roles))
	})
}
