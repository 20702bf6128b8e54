package store

import (
	"context"
	"encoding/json"

	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// Roles implements people.RoleStore.
type Roles struct{ db *DB }

// Roles implements people.RoleStore.
func (s Roles) Roles(ctx context.Context) ([]people.StoredRole, error) {
	const op = "store.Roles"
	var rows []struct {
		Slug, Body string
		Builtin    bool
		Origin     *string
	}
	err := s.db.from(ctx).Raw("SELECT slug, body, builtin, origin FROM roles ORDER BY position, slug").Scan(&rows).Error
	if err != nil {
		return nil, translate(op, err)
	}
	out := make([]people.StoredRole, len(rows))
	for i, r := range rows {
		if err := json.Unmarshal([]byte(r.Body), &out[i].Role); err != nil {
			return nil, translate(op, err)
		}
		out[i].Slug, out[i].Builtin = r.Slug, r.Builtin
		if r.Origin != nil {
			out[i].Origin = &rbac.Role{}
			if err := json.Unmarshal([]byte(*r.Origin), out[i].Origin); err != nil {
				return nil, translate(op, err)
			}
		}
	}
	return out, nil
}

// PutRole implements people.RoleStore.
func (s Roles) PutRole(ctx context.Context, r *people.StoredRole) error {
	const op = "store.PutRole"
	body, err := json.Marshal(r.Role)
	if err != nil {
		return translate(op, err)
	}
	var origin *string
	if r.Origin != nil {
		b, err := json.Marshal(r.Origin)
		if err != nil {
			return translate(op, err)
		}
		origin = orNull(string(b))
	}
	now := micros(s.db.clock.Now())
	err = s.db.from(ctx).Exec(`INSERT INTO roles (slug, name, type, builtin, position, body, origin, created_at, updated_at)
 VALUES (?,?,?,?,(SELECT COALESCE(max(position), 0) + 1 FROM roles),?,?,?,?)
 ON CONFLICT (slug) DO UPDATE SET name = excluded.name, body = excluded.body, version = roles.version + 1, updated_at = excluded.updated_at`,
		r.Slug, r.Name, r.Type.String(), r.Builtin, string(body), origin, now, now).Error
	return translate(op, err)
}

// DeleteRole implements people.RoleStore.
func (s Roles) DeleteRole(ctx context.Context, slug string) error {
	return translate("store.DeleteRole", s.db.from(ctx).Exec("DELETE FROM roles WHERE slug = ?", slug).Error)
}
