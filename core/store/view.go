package store

import (
	"context"
	"encoding/json"
	"strconv"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/tickets"
)

// views runs the query of saved views with a condition.
func (s Tickets) views(ctx context.Context, where string, args ...any) ([]tickets.View, error) {
	rows, err := s.db.from(ctx).Raw(`SELECT v.id, v.owner_id, COALESCE(v.team_id, 0), COALESCE(tm.name, ''), v.version, v.created_at, v.updated_at,
 v.audience, v.name, v.sort, v.filter FROM views v LEFT JOIN teams tm ON tm.id = v.team_id WHERE `+where+" ORDER BY v.name, v.id", args...).Rows()
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []tickets.View
	for rows.Next() {
		var v tickets.View
		var id, created, updated int64
		var filter []byte
		err := rows.Scan(&id, &v.Owner, &v.Team.ID, &v.Team.Name, &v.Version, &created, &updated, &v.Audience, &v.Name, &v.Sort, &filter)
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(filter, &v.Filter); err != nil {
			return nil, err
		}
		v.ID = strconv.FormatInt(id, 10)
		v.CreatedAt, v.UpdatedAt = fromMicros(created), fromMicros(updated)
		out = append(out, v)
	}
	return out, rows.Err()
}

// Views implements tickets.ViewStore.
func (s Tickets) Views(ctx context.Context, owner core.UserID, teams []core.TeamID) ([]tickets.View, error) {
	where, args := "v.audience = 'shared' OR v.audience = 'own' AND v.owner_id = ?", []any{owner}
	if len(teams) > 0 {
		where += " OR v.audience = 'team' AND v.team_id IN (" + marks(len(teams)) + ")"
		args = append(args, ids(teams)...)
	}
	out, err := s.views(ctx, where, args...)
	return out, translate("store.Views", err)
}

// FindView implements tickets.ViewStore.
func (s Tickets) FindView(ctx context.Context, id core.ViewID) (*tickets.View, error) {
	const op = "store.FindView"
	found, err := s.views(ctx, "v.id = ?", id)
	if err != nil {
		return nil, translate(op, err)
	}
	if len(found) == 0 {
		return nil, core.Errorf(op, core.KindNotFound, "There is no such view.")
	}
	return &found[0], nil
}

// InsertView implements tickets.ViewStore.
func (s Tickets) InsertView(ctx context.Context, v *tickets.View) (core.ViewID, error) {
	const op = "store.InsertView"
	filter, err := json.Marshal(&v.Filter)
	if err != nil {
		return 0, translate(op, err)
	}
	var id core.ViewID
	err = scanOne(s.db.from(ctx).Raw(`INSERT INTO views (owner_id, team_id, version, created_at, updated_at, audience, name, sort, filter)
 VALUES (?,?,?,?,?,?,?,?,?) RETURNING id`, v.Owner, orNull(v.Team.ID), v.Version, micros(v.CreatedAt), micros(v.UpdatedAt),
		string(v.Audience), v.Name, string(v.Sort), string(filter)), &id)
	return id, translate(op, err)
}

// UpdateView implements tickets.ViewStore.
func (s Tickets) UpdateView(ctx context.Context, v *tickets.View, version int64) (bool, error) {
	const op = "store.UpdateView"
	id, err := core.ParseID[core.ViewID](v.ID)
	if err != nil {
		return false, translate(op, err)
	}
	filter, err := json.Marshal(&v.Filter)
	if err != nil {
		return false, translate(op, err)
	}
	res := s.db.from(ctx).Exec(`UPDATE views SET owner_id = ?, team_id = ?, version = version + 1, updated_at = ?, audience = ?, name = ?, sort = ?, filter = ?
 WHERE id = ? AND version = ?`, v.Owner, orNull(v.Team.ID), micros(v.UpdatedAt), string(v.Audience), v.Name, string(v.Sort), string(filter), id, version)
	return res.RowsAffected == 1, translate(op, res.Error)
}

// DeleteView implements tickets.ViewStore.
func (s Tickets) DeleteView(ctx context.Context, id core.ViewID) error {
	return translate("store.DeleteView", s.db.from(ctx).Exec("DELETE FROM views WHERE id = ?", id).Error)
}
