package httpapi

import (
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/rbac/source"
)

// PolicyImport is a whole set of roles in the form that the export has.
type PolicyImport struct {
	YAML   string `json:"yaml" minLength:"1" maxLength:"500000"`
	DryRun bool   `json:"dry_run,omitempty" doc:"Say what would differ, and change nothing."`
}

// PolicyDiff is what differs between the roles there are and those of a file.
type PolicyDiff struct {
	Rules []string   `json:"rules" doc:"What differs beside the roles."`
	Roles []RoleDiff `json:"roles"`
}

// RoleDiff is what differs in one role.
type RoleDiff struct {
	RoleRef
	Added   bool        `json:"added"`
	Removed bool        `json:"removed"`
	Changes []KeyChange `json:"changes"`
	Rules   []string    `json:"rules" doc:"What else the role says."`
}

func (s *Server) mountPolicy() {
	handle(s, route{
		method: http.MethodGet, path: "/access/policy.yaml", id: "export-policy", tag: "roles", title: "Export all roles",
		help: "In the form of presets, which the import reads.", needs: holding("roles.export"),
	}, func(ctx context.Context, who *rbac.Subject, _ *struct{}) (*huma.StreamResponse, error) {
		p, err := s.svc.People.ExportPolicy(ctx, who)
		if err != nil {
			return nil, err
		}
		text, err := p.YAML()
		if err != nil {
			return nil, err
		}
		return &huma.StreamResponse{Body: func(hc huma.Context) {
			c := humafiber.Unwrap(hc)
			c.Set("Content-Type", "application/yaml; charset=utf-8")
			c.Set("Content-Disposition", `attachment; filename="roles.yaml"`)
			_, _ = c.Write(text) // to memory
		}}, nil
	})
	handle(s, route{
		method: http.MethodPost, path: "/access/policy", id: "import-policy", tag: "roles", title: "Put a whole set of roles in the place of the one there is",
		help: "Only what the caller manages, and no further than they hold.", needs: holding("roles.import"),
	}, func(ctx context.Context, who *rbac.Subject, in *of[PolicyImport]) (*of[PolicyDiff], error) {
		p, err := rbac.ParsePolicy(s.svc.Registry(), "", []byte(in.Body.YAML))
		if faults := (source.Problems{}); errors.As(err, &faults) {
			return nil, core.InvalidField("httpapi.importPolicy", "yaml", "%s", faults.Error())
		} else if err != nil {
			return nil, err
		}
		d, err := s.svc.People.ImportPolicy(ctx, who, p, in.Body.DryRun)
		if err != nil {
			return nil, err
		}
		t := s.titles(ctx)
		return ok(PolicyDiff{Rules: orEmpty(d.Rules), Roles: each(d.Roles, func(r rbac.RoleDiff) RoleDiff {
			return RoleDiff{
				RoleRef: t.roleRef(r.Slug, r.Name), Added: r.Added, Removed: r.Removed,
				Changes: each(r.Changes, KeyChangeOf), Rules: orEmpty(r.Rules),
			}
		})}, nil)
	})
}
