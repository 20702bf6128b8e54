package httpapi

import (
	"context"
	"net/http"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// Organization is a customer's company.
type Organization struct {
	ID        int64           `json:"id"`
	Name      string          `json:"name"`
	Domain    string          `json:"domain" doc:"The mail domain of its members."`
	Share     string          `json:"share" enum:"none,read,reply" doc:"How far members see each other's tickets."`
	Members   int             `json:"members"`
	Version   int64           `json:"version"`
	Abilities map[string]bool `json:"abilities"`
	Panels    []Place         `json:"panels,omitempty" doc:"What plugins show beside it; only of one organization."`
}

// OrganizationInput is what an organization is made of.
type OrganizationInput struct {
	Name   string `json:"name" minLength:"1" maxLength:"200"`
	Domain string `json:"domain,omitempty" maxLength:"253"`
	Share  string `json:"share,omitempty" enum:"none,read,reply"`
}

// OrganizationPatch changes an organization.
type OrganizationPatch struct {
	Version int64   `json:"version,omitempty" minimum:"1"`
	Name    *string `json:"name,omitempty" minLength:"1" maxLength:"200"`
	Domain  *string `json:"domain,omitempty" maxLength:"253"`
	Share   *string `json:"share,omitempty" enum:"none,read,reply"`
}

func organizationOf(o people.OrganizationView) Organization {
	return Organization{
		ID: int64(o.ID), Name: o.Name, Domain: o.Domain, Share: o.Share.String(), Members: o.Members, Version: o.Version,
		Abilities: map[string]bool{"edit": o.Edit, "delete": o.Delete, "add_member": o.AddMember},
	}
}

func organizationAnswer(o *people.OrganizationView, err error) (*of[Organization], error) {
	if err != nil {
		return nil, err
	}
	return ok(organizationOf(*o), nil)
}

// shareOf reads a share; the text was checked against its enum.
func shareOf(text string) (rbac.Share, error) {
	var share rbac.Share
	if text == "" {
		return share, nil
	}
	err := share.UnmarshalText([]byte(text))
	return share, err
}

func (s *Server) mountOrganizations() {
	handle(s, route{
		method: http.MethodGet, path: "/organizations", id: "list-organizations", tag: "people", title: "List organizations",
		needs: holding("people.org.view"),
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		Q      string `query:"q" maxLength:"200" doc:"The beginning of a word of the name, or of the mail domain."`
		Cursor string `query:"cursor"`
		Limit  int    `query:"limit" minimum:"1" maximum:"200"`
	}) (*of[List[Organization]], error) {
		page, err := s.svc.People.Organizations(ctx, who, in.Q, in.Cursor, in.Limit)
		return ok(listOf(each(page.Items, organizationOf), page.Next), err)
	})
	handle(s, route{
		method: http.MethodPost, path: "/organizations", id: "create-organization", tag: "people", title: "Make an organization",
		needs: holding("people.org.create"), status: http.StatusCreated,
	}, func(ctx context.Context, who *rbac.Subject, in *of[OrganizationInput]) (*of[Organization], error) {
		share, err := shareOf(in.Body.Share)
		if err != nil {
			return nil, err
		}
		made, err := s.svc.People.CreateOrganization(ctx, who, people.OrganizationInput{Name: in.Body.Name, Domain: in.Body.Domain, Share: share})
		if err != nil {
			return nil, err
		}
		return organizationAnswer(s.svc.People.Organization(ctx, who, made.ID))
	})
	handle(s, route{
		method: http.MethodGet, path: "/organizations/{id}", id: "get-organization", tag: "people", title: "Get an organization",
		needs: onObject("people.org.view"),
	}, func(ctx context.Context, who *rbac.Subject, in *idPath) (*of[Organization], error) {
		answer, err := organizationAnswer(s.svc.People.Organization(ctx, who, core.OrganizationID(in.ID)))
		if err == nil {
			answer.Body.Panels = s.titles(ctx).places(s.svc.UI.OrganizationPlaces(ctx, who, "org.sidebar"))
		}
		return answer, err
	})
	handle(s, route{
		method: http.MethodPatch, path: "/organizations/{id}", id: "update-organization", tag: "people", title: "Change an organization",
		needs: onObject("people.org.edit"),
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		ID   int64 `path:"id" minimum:"1"`
		Body OrganizationPatch
	}) (*of[Organization], error) {
		patch := people.OrganizationPatch{Version: in.Body.Version, Name: in.Body.Name, Domain: in.Body.Domain}
		if in.Body.Share != nil {
			share, err := shareOf(*in.Body.Share)
			if err != nil {
				return nil, err
			}
			patch.Share = &share
		}
		return organizationAnswer(s.svc.People.UpdateOrganization(ctx, who, core.OrganizationID(in.ID), patch))
	})
	handle(s, route{
		method: http.MethodDelete, path: "/organizations/{id}", id: "delete-organization", tag: "people", title: "Delete an organization",
		needs: onObject("people.org.delete"), status: http.StatusNoContent,
	}, func(ctx context.Context, who *rbac.Subject, in *idPath) (*none, error) {
		return nil, s.svc.People.DeleteOrganization(ctx, who, core.OrganizationID(in.ID))
	})
}
