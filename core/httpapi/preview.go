package httpapi

import (
	"context"
	"net/http"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// PreviewRequest is a change that is not made yet: of a role, or of the roles
// and teams of a person.
type PreviewRequest struct {
	Role   *PreviewedRole `json:"role,omitempty"`
	UserID *int64         `json:"user_id,omitempty" minimum:"1" doc:"With roles, teams or both: what this person would gain and lose."`
	Roles  *[]string      `json:"roles,omitempty" maxItems:"50" doc:"The whole set of slugs."`
	Teams  *[]int64       `json:"teams,omitempty" maxItems:"100" doc:"The whole set of teams."`
}

// PreviewedRole is a role as it would be saved. With a slug it changes that role.
type PreviewedRole struct {
	Slug string `json:"slug,omitempty" maxLength:"64"`
	Type string `json:"type,omitempty" enum:"employee,user" doc:"Of a new role."`
	RolePatch
}

// Preview is what a change would do.
type Preview struct {
	Changes []KeyChange    `json:"changes" doc:"To the role by itself, or to the person."`
	People  []PersonChange `json:"people" doc:"For whom something would really change; only people whom the caller sees."`
	Holders int            `json:"holders"`
	More    bool           `json:"more" doc:"Only the first holders by name were looked at."`
	Refused *string        `json:"refused" doc:"Why the caller could not save this."`
}

// KeyChange is how far a key is held before and after; null is not at all.
type KeyChange struct {
	Key    string  `json:"key"`
	Before *string `json:"before"`
	After  *string `json:"after"`
}

// PersonChange is what would change for one person.
type PersonChange struct {
	Person  Ref         `json:"person"`
	Changes []KeyChange `json:"changes"`
	Tickets Reached     `json:"tickets" doc:"How many tickets they see, now and then."`
}

// Reached is a number of tickets before and after a change.
type Reached struct {
	Before Count `json:"before"`
	After  Count `json:"after"`
}

// KeyChangeOf shows what changes about a key.
func KeyChangeOf(c rbac.Change) KeyChange {
	scope := func(s rbac.Scope) *string {
		if s == rbac.ScopeNone {
			return nil
		}
		text := s.String()
		return &text
	}
	return KeyChange{Key: string(c.Key), Before: scope(c.Before), After: scope(c.After)}
}

func (s *Server) previewOf(ctx context.Context, p *people.Preview) (*of[Preview], error) {
	out := Preview{
		Changes: each(p.Changes, KeyChangeOf), People: []PersonChange{}, Holders: p.Holders, More: p.More, Refused: orNull(stateOf(ctx).words().Say(p.Refused)),
	}
	for _, c := range p.People {
		row := PersonChange{Person: Ref{ID: int64(c.Person.ID), Name: c.Person.Name}, Changes: each(c.Changes, KeyChangeOf)}
		for _, side := range []struct {
			who *rbac.Subject
			n   *Count
		}{{c.Before, &row.Tickets.Before}, {c.After, &row.Tickets.After}} {
			n, err := s.svc.Tickets.Count(ctx, side.who, tickets.Filter{})
			if err != nil {
				return nil, err
			}
			*side.n = Count{N: n.N, More: n.More}
		}
		out.People = append(out.People, row)
	}
	return ok(out, nil)
}

func (s *Server) mountPreview() {
	handle(s, route{
		method: http.MethodPost, path: "/access/preview", id: "preview-access", tag: "roles", title: "What a change of roles or teams would do, before it is made",
		help: "In keys, people and numbers of tickets.", needs: holding("roles.view"),
	}, func(ctx context.Context, who *rbac.Subject, in *of[PreviewRequest]) (*of[Preview], error) {
		p, err := s.preview(ctx, who, &in.Body)
		if err != nil {
			return nil, err
		}
		return s.previewOf(ctx, p)
	})
}

func (s *Server) preview(ctx context.Context, who *rbac.Subject, in *PreviewRequest) (*people.Preview, error) {
	const op = "httpapi.preview"
	switch {
	case in.Role != nil && in.UserID == nil:
		role := rbac.Role{Slug: in.Role.Slug}
		if role.Slug != "" {
			old, err := s.svc.People.Role(ctx, who, role.Slug)
			if err != nil {
				return nil, err
			}
			role = old.Role
		} else if err := role.Type.UnmarshalText([]byte(or(in.Role.Type, "employee"))); err != nil {
			return nil, err
		}
		role, err := in.Role.apply(role)
		if err != nil {
			return nil, err
		}
		return s.svc.People.PreviewRole(ctx, who, role)
	case in.UserID != nil && in.Role == nil && (in.Roles != nil || in.Teams != nil):
		to := people.UserChange{Roles: in.Roles}
		if in.Teams != nil {
			teams := idsOf[core.TeamID](*in.Teams)
			to.Teams = &teams
		}
		return s.svc.People.PreviewUser(ctx, who, core.UserID(*in.UserID), to)
	}
	return nil, core.InvalidField(op, "role", "Give either a role, or user_id with roles or teams.")
}
