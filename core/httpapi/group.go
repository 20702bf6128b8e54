package httpapi

import (
	"context"
	"net/http"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// keyGroups guards groups of customers.
const keyGroups rbac.Key = "people.groups.manage"

// Group is a set of customers; every member has the roles it carries.
type Group struct {
	ID        int64           `json:"id"`
	Name      string          `json:"name"`
	Roles     []RoleRef       `json:"roles"`
	Members   int             `json:"members"`
	Version   int64           `json:"version"`
	Abilities map[string]bool `json:"abilities"`
}

// GroupInput is what a group is made of.
type GroupInput struct {
	Version int64    `json:"version,omitempty" minimum:"1" doc:"The one that was read; a stale one is a conflict."`
	Name    string   `json:"name" minLength:"1" maxLength:"200"`
	Roles   []string `json:"roles,omitempty" maxItems:"50" doc:"Slugs of roles for customers."`
}

func (s *Server) groupsOf(ctx context.Context, who *rbac.Subject, list []people.Group) ([]Group, error) {
	policy, err := s.svc.People.Policy(ctx)
	if err != nil {
		return nil, err
	}
	n, may := &names{policy: policy, titles: s.titles(ctx)}, who.Holds(keyGroups)
	return each(list, func(g people.Group) Group {
		return Group{
			ID: int64(g.ID), Name: g.Name, Roles: n.roles(g.Roles), Members: g.Members, Version: g.Version,
			Abilities: map[string]bool{"edit": may, "delete": may, "members": may},
		}
	}), nil
}

func (s *Server) groupAnswer(ctx context.Context, who *rbac.Subject) func(*people.Group, error) (*of[Group], error) {
	return func(g *people.Group, err error) (*of[Group], error) {
		if err != nil {
			return nil, err
		}
		groups, err := s.groupsOf(ctx, who, []people.Group{*g})
		if err != nil {
			return nil, err
		}
		return ok(groups[0], nil)
	}
}

func (s *Server) mountGroups() {
	handle(s, route{
		method: http.MethodGet, path: "/groups", id: "list-groups", tag: "people", title: "List groups of customers",
		help: "Who is in one: /users?group=.", needs: holding("people.view", keyGroups),
	}, func(ctx context.Context, who *rbac.Subject, _ *struct{}) (*of[List[Group]], error) {
		list, err := s.svc.People.Groups(ctx, who)
		if err != nil {
			return nil, err
		}
		groups, err := s.groupsOf(ctx, who, list)
		return ok(listOf(groups, ""), err)
	})
	handle(s, route{
		method: http.MethodPost, path: "/groups", id: "create-group", tag: "people", title: "Make a group of customers",
		needs: holding(keyGroups), status: http.StatusCreated,
	}, func(ctx context.Context, who *rbac.Subject, in *of[GroupInput]) (*of[Group], error) {
		return s.groupAnswer(ctx, who)(s.svc.People.CreateGroup(ctx, who, in.Body.Name, in.Body.Roles))
	})
	handle(s, route{
		method: http.MethodPut, path: "/groups/{id}", id: "update-group", tag: "people", title: "Change a group's name and roles",
		help: "Roles act on the very next request of every member.", needs: holding(keyGroups),
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		ID   int64 `path:"id" minimum:"1"`
		Body GroupInput
	}) (*of[Group], error) {
		b := in.Body
		return s.groupAnswer(ctx, who)(s.svc.People.UpdateGroup(ctx, who, core.GroupID(in.ID), b.Version, b.Name, b.Roles))
	})
	handle(s, route{
		method: http.MethodDelete, path: "/groups/{id}", id: "delete-group", tag: "people", title: "Delete a group",
		needs: holding(keyGroups), status: http.StatusNoContent,
	}, func(ctx context.Context, who *rbac.Subject, in *idPath) (*none, error) {
		return nil, s.svc.People.DeleteGroup(ctx, who, core.GroupID(in.ID))
	})
	member := func(method, id, title string, in bool) {
		handle(s, route{
			method: method, path: "/groups/{id}/members/{user}", id: id, tag: "people", title: title,
			needs: holding(keyGroups), status: http.StatusNoContent,
		}, func(ctx context.Context, who *rbac.Subject, path *struct {
			ID   int64 `path:"id" minimum:"1"`
			User int64 `path:"user" minimum:"1"`
		}) (*none, error) {
			return nil, s.svc.People.SetGroupMember(ctx, who, core.GroupID(path.ID), core.UserID(path.User), in)
		})
	}
	member(http.MethodPut, "add-group-member", "Put a customer into a group", true)
	member(http.MethodDelete, "remove-group-member", "Take a customer out of a group", false)
}
