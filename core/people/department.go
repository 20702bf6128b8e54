package people

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Department is a set of teams.
type Department struct {
	ID      core.DepartmentID
	Name    string
	Version int64
}

// DepartmentStore keeps departments.
type DepartmentStore interface {
	// InsertDepartment sets d.ID; false if the name is taken.
	InsertDepartment(ctx context.Context, d *Department) (bool, error)
	FindDepartment(ctx context.Context, id core.DepartmentID) (*Department, error)
	// SaveDepartment counts up the version; false if the name is taken.
	SaveDepartment(ctx context.Context, d *Department) (bool, error)
	// DeleteDepartment leaves its teams without a department.
	DeleteDepartment(ctx context.Context, id core.DepartmentID) error
	// Departments returns all of them by name.
	Departments(ctx context.Context) ([]Department, error)
}

// Departments lists all departments by name, for who may list teams.
func (s *Service) Departments(ctx context.Context, who *rbac.Subject) ([]Department, error) {
	const op = "people.Departments"
	if err := canSeeTeams(op, who); err != nil {
		return nil, err
	}
	ds, err := s.Stores.Departments.Departments(ctx)
	return ds, core.Wrap(op, err)
}

// CreateDepartment makes a department; who needs people.teams.manage.
func (s *Service) CreateDepartment(ctx context.Context, who *rbac.Subject, name string) (*Department, error) {
	const op = "people.CreateDepartment"
	var d *Department
	err := s.changePlain(ctx, op, who, func(ctx context.Context, c *change) error {
		err := c.who.Require(op, keyTeams)
		if err == nil {
			d, err = c.createDepartment(ctx, op, name)
		}
		return err
	})
	return d, err
}

func (c *change) createDepartment(ctx context.Context, op, name string) (*Department, error) {
	name, err := checkName(op, "name", name)
	if err != nil {
		return nil, err
	}
	d := &Department{Name: name, Version: 1}
	ok, err := c.s.Stores.Departments.InsertDepartment(ctx, d)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, errNameTaken(op)
	}
	return d, c.record(ctx, "department.created", "department", idText(d.ID), nil, d)
}

// RenameDepartment renames a department; version zero takes any. who needs
// people.teams.manage.
func (s *Service) RenameDepartment(ctx context.Context, who *rbac.Subject, id core.DepartmentID, version int64, name string) (*Department, error) {
	const op = "people.RenameDepartment"
	var d *Department
	err := s.changePlain(ctx, op, who, func(ctx context.Context, c *change) error {
		if err := c.who.Require(op, keyTeams); err != nil {
			return err
		}
		var err error
		if d, err = s.Stores.Departments.FindDepartment(ctx, id); err != nil {
			return err
		}
		if version != 0 && version != d.Version {
			return errStale(op)
		}
		before := *d
		if d.Name, err = checkName(op, "name", name); err != nil {
			return err
		}
		ok, err := s.Stores.Departments.SaveDepartment(ctx, d)
		if err != nil {
			return err
		}
		if !ok {
			return errNameTaken(op)
		}
		return c.record(ctx, "department.updated", "department", idText(id), before, d)
	})
	if err != nil {
		return nil, err
	}
	return d, nil
}

// DeleteDepartment removes a department; its teams stay, without one. who
// needs people.teams.manage.
func (s *Service) DeleteDepartment(ctx context.Context, who *rbac.Subject, id core.DepartmentID) error {
	const op = "people.DeleteDepartment"
	return s.changeAccess(ctx, op, who, func(ctx context.Context, c *change) error {
		if err := c.who.Require(op, keyTeams); err != nil {
			return err
		}
		d, err := s.Stores.Departments.FindDepartment(ctx, id)
		if err != nil {
			return err
		}
		if err := s.Stores.Departments.DeleteDepartment(ctx, id); err != nil {
			return err
		}
		return c.record(ctx, "department.deleted", "department", idText(id), d, nil)
	})
}
