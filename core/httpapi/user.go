package httpapi

import (
	"context"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// User is a person as the caller sees them.
type User struct {
	ID           int64           `json:"id"`
	Name         string          `json:"name"`
	Email        string          `json:"email"`
	Kind         string          `json:"kind" enum:"employee,user"`
	Phone        *string         `json:"phone"`
	Organization *Ref            `json:"organization"`
	Roles        []RoleRef       `json:"roles"`
	Teams        []Ref           `json:"teams"`
	Verified     bool            `json:"verified"`
	Disabled     bool            `json:"disabled"`
	LastSeenAt   *time.Time      `json:"last_seen_at"`
	CreatedAt    time.Time       `json:"created_at"`
	Version      int64           `json:"version"`
	Abilities    map[string]bool `json:"abilities"`
	Panels       []Place         `json:"panels,omitempty" doc:"What plugins show beside the person; only when one is read."`
}

// RoleRef names a role.
type RoleRef struct {
	Slug string `json:"slug"`
	Name string `json:"name"`
}

// NewUser is a person to be made.
type NewUser struct {
	Name           string   `json:"name" minLength:"1" maxLength:"200"`
	Email          string   `json:"email,omitempty" maxLength:"254"`
	Kind           string   `json:"kind,omitempty" enum:"employee,user" doc:"Follows the roles if left out."`
	Password       string   `json:"password,omitempty" maxLength:"1024" doc:"Without one they cannot sign in yet."`
	Phone          string   `json:"phone,omitempty" maxLength:"50"`
	Locale         string   `json:"locale,omitempty" maxLength:"35"`
	Timezone       string   `json:"timezone,omitempty" maxLength:"64"`
	OrganizationID *int64   `json:"organization_id,omitempty" minimum:"1"`
	Roles          []string `json:"roles,omitempty" maxItems:"50"`
	Teams          []int64  `json:"teams,omitempty" maxItems:"100"`
}

// UserPatch changes some of a person.
type UserPatch struct {
	Version        int64       `json:"version,omitempty" minimum:"1"`
	Name           *string     `json:"name,omitempty" minLength:"1" maxLength:"200"`
	Email          Opt[string] `json:"email,omitzero"`
	Phone          Opt[string] `json:"phone,omitzero"`
	Locale         *string     `json:"locale,omitempty" maxLength:"35"`
	Timezone       *string     `json:"timezone,omitempty" maxLength:"64"`
	OrganizationID Opt[int64]  `json:"organization_id,omitzero" doc:"Null takes them out of their organization."`
}

func (in *NewUser) input() people.PersonInput {
	return people.PersonInput{
		Name: in.Name, Email: in.Email, Kind: people.Kind(in.Kind), Password: in.Password, Phone: in.Phone,
		Locale: in.Locale, Timezone: in.Timezone, Organization: id[core.OrganizationID](in.OrganizationID),
		Roles: in.Roles, Teams: idsOf[core.TeamID](in.Teams),
	}
}

func (in *UserPatch) patch() people.PersonPatch {
	out := people.PersonPatch{
		Version: in.Version, Name: in.Name, Email: in.Email.pointer(), Phone: in.Phone.pointer(),
		Locale: in.Locale, Timezone: in.Timezone,
	}
	if in.OrganizationID.Set {
		organization := core.OrganizationID(in.OrganizationID.Value)
		out.Organization = &organization
	}
	return out
}

// usersOf converts people with the names of what they refer to, which are
// looked up once for all.
func (s *Server) usersOf(ctx context.Context, list []people.PersonView) ([]User, error) {
	names, err := s.namesFor(ctx, list)
	if err != nil {
		return nil, err
	}
	return each(list, func(p people.PersonView) User {
		u := User{
			ID: int64(p.ID), Name: p.Name, Email: p.Email, Kind: string(p.Kind),
			Organization: refOf(p.Organization, names.organizations[p.Organization]),
			Roles:        names.roles(p.Roles),
			Teams:        each(p.Teams, func(t core.TeamID) Ref { return Ref{ID: int64(t), Name: names.teams[t]} }),
			Verified:     !p.VerifiedAt.IsZero(), Disabled: !p.DisabledAt.IsZero(), LastSeenAt: timeOf(p.LastSeenAt),
			CreatedAt: p.CreatedAt, Version: p.Version,
			Abilities: map[string]bool{
				"edit": p.Abilities.Edit, "disable": p.Abilities.Disable, "delete": p.Abilities.Delete,
				"assign_roles": p.Abilities.AssignRoles, "ticket": p.Abilities.Ticket,
			},
		}
		if p.Phone != "" {
			u.Phone = &p.Phone
		}
		return u
	}), nil
}

// userAnswer turns a service's answer into the one of an operation.
func (s *Server) userAnswer(ctx context.Context) func(*people.PersonView, error) (*of[User], error) {
	return func(p *people.PersonView, err error) (*of[User], error) {
		if err != nil {
			return nil, err
		}
		users, err := s.usersOf(ctx, []people.PersonView{*p})
		if err != nil {
			return nil, err
		}
		return ok(users[0], nil)
	}
}

// names are those of what people refer to.
type names struct {
	policy        *rbac.Policy
	titles        *titles
	teams         map[core.TeamID]string
	organizations map[core.OrganizationID]string
}

func (n *names) roles(slugs []string) []RoleRef {
	return each(slugs, func(slug string) RoleRef {
		if r := n.policy.Role(slug); r != nil {
			return n.titles.roleRef(slug, r.Name)
		}
		return RoleRef{Slug: slug, Name: slug}
	})
}
