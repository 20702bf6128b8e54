package httpapi

import (
	"context"
	"net/http"

	"pegboard.dev/pegboard/core/rbac"
)

func (s *Server) mountRoleChanges() {
	handle(s, route{
		method: http.MethodPost, path: "/roles", id: "create-role", tag: "roles", title: "Make a role",
		help: "Nobody can give what they do not hold.", needs: holding("roles.create"), status: http.StatusCreated,
	}, func(ctx context.Context, who *rbac.Subject, in *of[NewRole]) (*of[Role], error) {
		b := in.Body
		features, err := settingsOf(b.Features)
		if err != nil {
			return nil, err
		}
		r := rbac.Role{Name: b.Name, Manages: b.Manages, Requires: b.Requires, Features: features}
		if err := r.Type.UnmarshalText([]byte(b.Type)); err != nil {
			return nil, err
		}
		if err := parseScope("scope", b.Scope, &r.Scope); err != nil {
			return nil, err
		}
		return s.roleAnswer(ctx)(s.svc.People.CreateRole(ctx, who, r))
	})
	handle(s, route{
		method: http.MethodPatch, path: "/roles/{slug}", id: "update-role", tag: "roles", title: "Change a role",
		help: "Acts on the very next request of everybody who holds it.", needs: holding("roles.edit"),
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		Slug string `path:"slug" maxLength:"64"`
		Body RolePatch
	}) (*of[Role], error) {
		old, err := s.svc.People.Role(ctx, who, in.Slug)
		if err != nil {
			return nil, err
		}
		r, err := in.Body.apply(old.Role)
		if err != nil {
			return nil, err
		}
		return s.roleAnswer(ctx)(s.svc.People.UpdateRole(ctx, who, in.Slug, r))
	})
	handle(s, route{
		method: http.MethodDelete, path: "/roles/{slug}", id: "delete-role", tag: "roles", title: "Delete a custom role",
		needs: holding("roles.delete"), status: http.StatusNoContent,
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		Slug   string `path:"slug" maxLength:"64"`
		MoveTo string `query:"move_to" maxLength:"64" doc:"The role that its holders get instead."`
	}) (*none, error) {
		return nil, s.svc.People.DeleteRole(ctx, who, in.Slug, in.MoveTo)
	})
	handle(s, route{
		method: http.MethodPost, path: "/roles/{slug}/clone", id: "clone-role", tag: "roles", title: "Make a role of another",
		needs: holding("roles.clone"), status: http.StatusCreated,
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		Slug string `path:"slug" maxLength:"64"`
		Body struct {
			Name string `json:"name" minLength:"1" maxLength:"80"`
		}
	}) (*of[Role], error) {
		return s.roleAnswer(ctx)(s.svc.People.CloneRole(ctx, who, in.Slug, in.Body.Name))
	})
	handle(s, route{
		method: http.MethodPost, path: "/roles/{slug}/reset", id: "reset-role", tag: "roles", title: "Give a built-in role back what its preset says",
		needs: holding("roles.edit"),
	}, func(ctx context.Context, who *rbac.Subject, in *rolePath) (*of[Role], error) {
		return s.roleAnswer(ctx)(s.svc.People.ResetRole(ctx, who, in.Slug))
	})
}
