package store

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
)

// Groups implements people.GroupStore.
type Groups struct{ db *DB }

const groupSQL = `SELECT g.id, g.name, g.version, (SELECT count(*) FROM group_members m WHERE m.group_id = g.id) AS members FROM "groups" g`

type groupRow struct {
	ID, Version int64
	Name        string
	Members     int
}

// InsertGroup implements people.GroupStore.
func (s Groups) InsertGroup(ctx context.Context, g *people.Group) (bool, error) {
	const op = "store.InsertGroup"
	now := micros(s.db.clock.Now())
	err := s.db.from(ctx).Raw(`INSERT INTO "groups" (name, name_norm, created_at, updated_at) VALUES (?,?,?,?) ON CONFLICT (name_norm) DO NOTHING RETURNING id`,
		g.Name, people.Fold(g.Name), now, now).Scan(&g.ID).Error
	if err != nil || g.ID == 0 {
		return false, translate(op, err)
	}
	return true, translate(op, s.putRoles(ctx, g))
}

func (s Groups) putRoles(ctx context.Context, g *people.Group) error {
	h := s.db.from(ctx)
	if err := h.Exec("DELETE FROM group_roles WHERE group_id = ?", int64(g.ID)).Error; err != nil {
		return err
	}
	for _, slug := range g.Roles {
		if err := h.Exec("INSERT INTO group_roles (group_id, slug) VALUES (?,?)", int64(g.ID), slug).Error; err != nil {
			return err
		}
	}
	return nil
}

// FindGroup implements people.GroupStore.
func (s Groups) FindGroup(ctx context.Context, id core.GroupID) (*people.Group, error) {
	gs, err := s.list(ctx, (&stmt{}).add(groupSQL+" WHERE g.id = ?", int64(id)))
	if err != nil {
		return nil, err
	}
	if len(gs) == 0 {
		return nil, core.Errorf("store.FindGroup", core.KindNotFound, "There is no such group.")
	}
	return &gs[0], nil
}

// Groups implements people.GroupStore.
func (s Groups) Groups(ctx context.Context) ([]people.Group, error) {
	return s.list(ctx, (&stmt{}).add(groupSQL+" ORDER BY g.name_norm"))
}

func (s Groups) list(ctx context.Context, q *stmt) ([]people.Group, error) {
	const op = "store.Groups"
	var rows []groupRow
	if err := s.db.from(ctx).Raw(q.text.String(), q.args...).Scan(&rows).Error; err != nil {
		return nil, translate(op, err)
	}
	out, at := make([]people.Group, len(rows)), map[int64]*people.Group{}
	for i, r := range rows {
		out[i] = people.Group{ID: core.GroupID(r.ID), Name: r.Name, Members: r.Members, Version: r.Version}
		at[r.ID] = &out[i]
	}
	var roles []struct {
		GroupID int64
		Slug    string
	}
	if err := s.db.from(ctx).Raw("SELECT group_id, slug FROM group_roles ORDER BY group_id, slug").Scan(&roles).Error; err != nil {
		return nil, translate(op, err)
	}
	for _, r := range roles {
		if g := at[r.GroupID]; g != nil {
			g.Roles = append(g.Roles, r.Slug)
		}
	}
	return out, nil
}

// SaveGroup implements people.GroupStore.
func (s Groups) SaveGroup(ctx context.Context, g *people.Group) (bool, error) {
	const op = "store.SaveGroup"
	free, err := nameFree(ctx, s.db, `"groups"`, g.ID, g.Name)
	if err != nil || !free {
		return false, translate(op, err)
	}
	err = s.db.from(ctx).Raw(`UPDATE "groups" SET name = ?, name_norm = ?, version = version + 1, updated_at = ? WHERE id = ? RETURNING version`,
		g.Name, people.Fold(g.Name), micros(s.db.clock.Now()), int64(g.ID)).Scan(&g.Version).Error
	if err != nil {
		return false, translate(op, err)
	}
	return true, translate(op, s.putRoles(ctx, g))
}

// DeleteGroup implements people.GroupStore.
func (s Groups) DeleteGroup(ctx context.Context, id core.GroupID) error {
	return translate("store.DeleteGroup", s.db.from(ctx).Exec(`DELETE FROM "groups" WHERE id = ?`, int64(id)).Error)
}

// SetGroupMember implements people.GroupStore.
func (s Groups) SetGroupMember(ctx context.Context, id core.GroupID, user core.UserID, member bool) (bool, error) {
	q := "DELETE FROM group_members WHERE group_id = ? AND user_id = ?"
	if member {
		q = "INSERT INTO group_members (group_id, user_id) VALUES (?,?) ON CONFLICT DO NOTHING"
	}
	res := s.db.from(ctx).Exec(q, int64(id), int64(user))
	return res.RowsAffected > 0, translate("store.SetGroupMember", res.Error)
}
