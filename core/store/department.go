package store

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
)

// Departments implements people.DepartmentStore.
type Departments struct{ db *DB }

type departmentRow struct {
	ID, Version int64
	Name        string
}

// InsertDepartment implements people.DepartmentStore.
func (s Departments) InsertDepartment(ctx context.Context, d *people.Department) (bool, error) {
	now := micros(s.db.clock.Now())
	err := s.db.from(ctx).Raw("INSERT INTO departments (name, name_norm, created_at, updated_at) VALUES (?,?,?,?) ON CONFLICT (name_norm) DO NOTHING RETURNING id",
		d.Name, people.Fold(d.Name), now, now).Scan(&d.ID).Error
	return d.ID != 0, translate("store.InsertDepartment", err)
}

// FindDepartment implements people.DepartmentStore.
func (s Departments) FindDepartment(ctx context.Context, id core.DepartmentID) (*people.Department, error) {
	const op = "store.FindDepartment"
	var rows []departmentRow
	err := s.db.from(ctx).Raw("SELECT id, name, version FROM departments WHERE id = ?", int64(id)).Scan(&rows).Error
	if err != nil {
		return nil, translate(op, err)
	}
	if len(rows) == 0 {
		return nil, core.Errorf(op, core.KindNotFound, "There is no such department.")
	}
	return &people.Department{ID: id, Name: rows[0].Name, Version: rows[0].Version}, nil
}

// SaveDepartment implements people.DepartmentStore.
func (s Departments) SaveDepartment(ctx context.Context, d *people.Department) (bool, error) {
	const op = "store.SaveDepartment"
	free, err := nameFree(ctx, s.db, "departments", d.ID, d.Name)
	if err != nil || !free {
		return false, translate(op, err)
	}
	err = s.db.from(ctx).Raw("UPDATE departments SET name = ?, name_norm = ?, version = version + 1, updated_at = ? WHERE id = ? RETURNING version",
		d.Name, people.Fold(d.Name), micros(s.db.clock.Now()), int64(d.ID)).Scan(&d.Version).Error
	return true, translate(op, err)
}

// DeleteDepartment implements people.DepartmentStore.
func (s Departments) DeleteDepartment(ctx context.Context, id core.DepartmentID) error {
	return translate("store.DeleteDepartment", s.db.from(ctx).Exec("DELETE FROM departments WHERE id = ?", int64(id)).Error)
}

// Departments implements people.DepartmentStore.
func (s Departments) Departments(ctx context.Context) ([]people.Department, error) {
	var rows []departmentRow
	err := s.db.from(ctx).Raw("SELECT id, name, version FROM departments ORDER BY name_norm").Scan(&rows).Error
	out := make([]people.Department, len(rows))
	for i, r := range rows {
		out[i] = people.Department{ID: core.DepartmentID(r.ID), Name: r.Name, Version: r.Version}
	}
	return out, translate("store.Departments", err)
}
