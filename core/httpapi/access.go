package httpapi

import (
	"context"
	"net/http"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// Explain asks why somebody may or may not do something.
type Explain struct {
	UserID   *int64 `json:"user_id,omitempty" minimum:"1" doc:"Left out: oneself."`
	Guest    bool   `json:"guest,omitempty" doc:"Ask about somebody who is not signed in."`
	Key      string `json:"key" minLength:"1" maxLength:"96"`
	TicketID *int64 `json:"ticket_id,omitempty" minimum:"1"`
}

// PreviewRequest is a change that is not made yet: of a role, or of the roles
// that a person holds.
type PreviewRequest struct {
	Role   *PreviewedRole `json:"role,omitempty"`
	UserID *int64         `json:"user_id,omitempty" minimum:"1" doc:"With roles: what this person would gain and lose."`
	Roles  []string       `json:"roles,omitempty" maxItems:"50"`
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
}

func keyChangeOf(c rbac.Change) KeyChange {
	scope := func(s rbac.Scope) *string {
		if s == rbac.ScopeNone {
			return nil
		}
		text := s.String()
		return &text
	}
	return KeyChange{Key: string(c.Key), Before: scope(c.Before), After: scope(c.After)}
}

func previewOf(p *people.Preview) Preview {
	out := Preview{
		Changes: each(p.Changes, keyChangeOf), Holders: p.Holders, More: p.More,
		People: each(p.People, func(c people.PersonChange) PersonChange {
			return PersonChange{Person: Ref{ID: int64(c.Person.ID), Name: c.Person.Name}, Changes: each(c.Changes, keyChangeOf)}
		}),
	}
	if p.Refused != "" {
		out.Refused = &p.Refused
	}
	return out
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
		e, err := s.svc.People.Explain(ctx, who, user, rbac.Key(in.Body.Key), resource, object)
		if err != nil {
			return nil, err
		}
		return ok(*e, nil)
	})
	handle(s, route{
		method: http.MethodPost, path: "/access/preview", id: "preview-access", tag: "roles", title: "What a change of roles would do, before it is made",
		needs: holding("roles.view"),
	}, func(ctx context.Context, who *rbac.Subject, in *of[PreviewRequest]) (*of[Preview], error) {
		p, err := s.preview(ctx, who, &in.Body)
		if err != nil {
			return nil, err
		}
		return ok(previewOf(p), nil)
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
	case in.UserID != nil && in.Role == nil:
		return s.svc.People.PreviewUser(ctx, who, core.UserID(*in.UserID), in.Roles)
	}
	return nil, core.InvalidField(op, "role", "Give either a role, or user_id with roles.")
}
