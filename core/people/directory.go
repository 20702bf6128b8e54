package people

import (
	"context"

	"pegboard.dev/pegboard/core"
)

// Directory gives names for numbers, each kind in one query. It checks no
// right: the caller has decided that the reader may see what names them. Those
// that do not exist are missing from the answer; deleted people keep their name.
type Directory struct{ s *Service }

// Directory returns the directory.
func (s *Service) Directory() Directory { return Directory{s} }

// People returns people's names.
func (d Directory) People(ctx context.Context, ids ...core.UserID) (map[core.UserID]string, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	m, err := d.s.Stores.UserLists.UserNames(ctx, ids...)
	return m, core.Wrap("people.Directory.People", err)
}

// Teams returns teams' names.
func (d Directory) Teams(ctx context.Context, ids ...core.TeamID) (map[core.TeamID]string, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	ts, err := d.s.Stores.Teams.Teams(ctx, ids...)
	if err != nil {
		return nil, core.Wrap("people.Directory.Teams", err)
	}
	m := make(map[core.TeamID]string, len(ts))
	for i := range ts {
		m[ts[i].ID] = ts[i].Name
	}
	return m, nil
}

// Departments returns the names of all departments.
func (d Directory) Departments(ctx context.Context) (map[core.DepartmentID]string, error) {
	ds, err := d.s.Stores.Departments.Departments(ctx)
	if err != nil {
		return nil, core.Wrap("people.Directory.Departments", err)
	}
	m := make(map[core.DepartmentID]string, len(ds))
	for i := range ds {
		m[ds[i].ID] = ds[i].Name
	}
	return m, nil
}

// Organizations returns organizations' names.
func (d Directory) Organizations(ctx context.Context, ids ...core.OrganizationID) (map[core.OrganizationID]string, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	m, err := d.s.Stores.Organizations.OrganizationNames(ctx, ids...)
	return m, core.Wrap("people.Directory.Organizations", err)
}
