package httpapi

import (
	"context"
	"net/http"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// Department is a set of teams.
type Department struct {
	ID        int64           `json:"id"`
	Name      string          `json:"name"`
	Version   int64           `json:"version"`
	Abilities map[string]bool `json:"abilities"`
}

// DepartmentInput names a department.
type DepartmentInput struct {
	Version int64  `json:"version,omitempty" minimum:"1"`
	Name    string `json:"name" minLength:"1" maxLength:"200"`
}

func departmentOf(who *rbac.Subject, d people.Department) Department {
	return Department{ID: int64(d.ID), Name: d.Name, Version: d.Version, Abilities: manageAbilities(who)}
}

func (s *Server) mountDepartments() {
	answer := func(who *rbac.Subject, d *people.Department, err error) (*of[Department], error) {
		if err != nil {
			return nil, err
		}
		return ok(departmentOf(who, *d), nil)
	}
	handle(s, route{
		method: http.MethodGet, path: "/departments", id: "list-departments", tag: "people", title: "List departments",
		needs: signedIn("whoever works with tickets sees the departments"),
	}, func(ctx context.Context, who *rbac.Subject, _ *struct{}) (*of[List[Department]], error) {
		list, err := s.svc.People.Departments(ctx, who)
		return ok(listOf(each(list, func(d people.Department) Department { return departmentOf(who, d) }), ""), err)
	})
	handle(s, route{
		method: http.MethodPost, path: "/departments", id: "create-department", tag: "people", title: "Make a department",
		needs: holding(keyTeams), status: http.StatusCreated,
	}, func(ctx context.Context, who *rbac.Subject, in *of[DepartmentInput]) (*of[Department], error) {
		d, err := s.svc.People.CreateDepartment(ctx, who, in.Body.Name)
		return answer(who, d, err)
	})
	handle(s, route{
		method: http.MethodPatch, path: "/departments/{id}", id: "update-department", tag: "people", title: "Rename a department", needs: holding(keyTeams),
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		ID   int64 `path:"id" minimum:"1"`
		Body DepartmentInput
	}) (*of[Department], error) {
		d, err := s.svc.People.RenameDepartment(ctx, who, core.DepartmentID(in.ID), in.Body.Version, in.Body.Name)
		return answer(who, d, err)
	})
	handle(s, route{
		method: http.MethodDelete, path: "/departments/{id}", id: "delete-department", tag: "people", title: "Delete a department",
		help: "Its teams stay, without a department.", needs: holding(keyTeams), status: http.StatusNoContent,
	}, func(ctx context.Context, who *rbac.Subject, in *idPath) (*none, error) {
		return nil, s.svc.People.DeleteDepartment(ctx, who, core.DepartmentID(in.ID))
	})
}
