package httpapi

import (
	"cmp"
	"context"
	"maps"
	"net/http"
	"slices"

	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// UserImport is a file of people.
type UserImport struct {
	CSV     string            `json:"csv" minLength:"1" doc:"With a line of titles; at most 1,000 people. Semicolons and tabs separate as well as commas."`
	Columns map[string]string `json:"columns,omitempty" doc:"Which column, by title, each of name, email, kind, roles, organization and phone comes from. Left out: by usual titles."`
	Invite  bool              `json:"invite,omitempty" doc:"Send those who would be employees an invitation instead of making their accounts."`
}

// UserImportReport is what an import does, or would do.
type UserImportReport struct {
	Columns []string          `json:"columns" doc:"The file's titles."`
	Mapping map[string]string `json:"mapping" doc:"Which column each field comes from."`
	Rows    []ImportedRow     `json:"rows"`
	Refused int               `json:"refused" doc:"How many rows have errors."`
	Saved   bool              `json:"saved"`
}

// ImportedRow is one person of the file.
type ImportedRow struct {
	Line         int           `json:"line" doc:"Where the row begins in the file, counting from 1."`
	Name         string        `json:"name"`
	Email        string        `json:"email"`
	Kind         string        `json:"kind" enum:"employee,user"`
	Roles        []RoleRef     `json:"roles"`
	Organization *string       `json:"organization"`
	Phone        *string       `json:"phone"`
	Invited      bool          `json:"invited" doc:"Gets an invitation instead of an account."`
	Errors       []ImportError `json:"errors"`
}

// ImportError is what is wrong with one field of a row.
type ImportError struct {
	Field   string `json:"field"`
	Message string `json:"message"`
}

func (n *names) importedRow(r people.Imported) ImportedRow {
	out := ImportedRow{
		Line: r.Line, Name: r.Name, Email: r.Email, Kind: cmp.Or(string(r.Kind), string(people.Customer)), Roles: n.roles(r.Roles),
		Organization: orNull(r.Organization), Phone: orNull(r.Phone), Invited: r.Invited, Errors: []ImportError{},
	}
	for _, field := range slices.Sorted(maps.Keys(r.Problems)) {
		out.Errors = append(out.Errors, ImportError{Field: field, Message: n.titles.words.Say(r.Problems[field])})
	}
	return out
}

// ownRoles puts slugs for the roles that are named as the reader sees them named;
// names in the policy's own words are understood anyway.
func (n *names) ownRoles(list []string) {
	for i, name := range list {
		for j := range n.policy.Roles {
			r := &n.policy.Roles[j]
			if people.Fold(name) == people.Fold(n.titles.role(r.Slug, r.Name)) {
				list[i] = r.Slug
			}
		}
	}
}

func (s *Server) mountUserImport() {
	handle(s, route{
		method: http.MethodPost, path: "/users/import", id: "import-users", tag: "people", title: "Make people from a file",
		help:  "All of them or nobody. Each row is checked as if it were made by itself; with dry_run nothing is saved, and the answer says what is wrong with which line.",
		needs: holding("people.import"),
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		DryRun bool `query:"dry_run"`
		Body   UserImport
	}) (*of[UserImportReport], error) {
		file, err := people.ReadImport(in.Body.CSV, in.Body.Columns)
		if err != nil {
			return nil, err
		}
		policy, err := s.svc.People.Policy(ctx)
		if err != nil {
			return nil, err
		}
		n := &names{policy: policy, titles: s.titles(ctx)}
		for _, r := range file.Rows {
			n.ownRoles(r.Roles)
		}
		rows, err := s.svc.People.ImportUsers(ctx, who, file.Rows, in.Body.Invite, in.DryRun)
		if err != nil {
			return nil, err
		}
		out := UserImportReport{Columns: file.Columns, Mapping: file.Mapping, Rows: []ImportedRow{}, Saved: !in.DryRun}
		for _, r := range rows {
			if len(r.Problems) > 0 {
				out.Refused++
			}
			out.Rows = append(out.Rows, n.importedRow(r))
		}
		return ok(out, nil)
	})
}
