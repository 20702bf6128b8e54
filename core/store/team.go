package store

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
)

// Teams implements people.TeamStore.
type Teams struct{ db *DB }

const teamSQL = `SELECT t.id, t.name, t.department_id, t.version, (SELECT count(*) FROM team_members m WHERE m.team_id = t.id) AS members FROM teams t`

type teamRow struct {
	ID, Version  int64
	Name         string
	DepartmentID *int64
	Members      int
}

func (r *teamRow) team() people.Team {
	return people.Team{ID: core.TeamID(r.ID), Name: r.Name, Department: core.DepartmentID(orZero(r.DepartmentID)), Members: r.Members, Version: r.Version}
}

// InsertTeam implements people.TeamStore.
func (s Teams) InsertTeam(ctx context.Context, t *people.Team) (bool, error) {
	now := micros(s.db.clock.Now())
	err := s.db.from(ctx).Raw(`INSERT INTO teams (name, name_norm, department_id, created_at, updated_at) VALUES (?,?,?,?,?)
 ON CONFLICT (name_norm) DO NOTHING RETURNING id`, t.Name, people.Fold(t.Name), orNull(int64(t.Department)), now, now).Scan(&t.ID).Error
	return t.ID != 0, translate("store.InsertTeam", err)
}

// FindTeam implements people.TeamStore.
func (s Teams) FindTeam(ctx context.Context, id core.TeamID) (*people.Team, error) {
	ts, err := s.Teams(ctx, id)
	if err != nil {
		return nil, err
	}
	if len(ts) == 0 {
		return nil, core.Errorf("store.FindTeam", core.KindNotFound, "There is no such team.")
	}
	return &ts[0], nil
}

// SaveTeam implements people.TeamStore.
func (s Teams) SaveTeam(ctx context.Context, t *people.Team) (bool, error) {
	const op = "store.SaveTeam"
	free, err := nameFree(ctx, s.db, "teams", t.ID, t.Name)
	if err != nil || !free {
		return false, translate(op, err)
	}
	err = s.db.from(ctx).Raw("UPDATE teams SET name = ?, name_norm = ?, department_id = ?, version = version + 1, updated_at = ? WHERE id = ? RETURNING version",
		t.Name, people.Fold(t.Name), orNull(int64(t.Department)), micros(s.db.clock.Now()), int64(t.ID)).Scan(&t.Version).Error
	return true, translate(op, err)
}

// nameFree reports whether no other row of a table of ours has the name. A row
// that appears meanwhile is refused by the unique index.
func nameFree[ID ~int64](ctx context.Context, db *DB, table string, id ID, name string) (bool, error) {
	var taken bool
	err := db.from(ctx).Raw("SELECT EXISTS (SELECT 1 FROM "+table+" WHERE name_norm = ? AND id <> ?)", people.Fold(name), int64(id)).Scan(&taken).Error
	return !taken, err
}

// DeleteTeam implements people.TeamStore.
func (s Teams) DeleteTeam(ctx context.Context, id core.TeamID) error {
	return translate("store.DeleteTeam", s.db.from(ctx).Exec("DELETE FROM teams WHERE id = ?", int64(id)).Error)
}

// Teams implements people.TeamStore.
func (s Teams) Teams(ctx context.Context, ids ...core.TeamID) ([]people.Team, error) {
	q := (&stmt{}).add(teamSQL)
	if len(ids) > 0 {
		q.add(" WHERE t.id IN ?", ids)
	}
	q.add(" ORDER BY t.name_norm")
	var rows []teamRow
	if err := s.db.from(ctx).Raw(q.text.String(), q.args...).Scan(&rows).Error; err != nil {
		return nil, translate("store.Teams", err)
	}
	out := make([]people.Team, len(rows))
	for i := range rows {
		out[i] = rows[i].team()
	}
	return out, nil
}

// AddMember implements people.TeamStore.
func (s Teams) AddMember(ctx context.Context, team core.TeamID, user core.UserID) (bool, error) {
	res := s.db.from(ctx).Exec("INSERT INTO team_members (team_id, user_id) VALUES (?,?) ON CONFLICT DO NOTHING", int64(team), int64(user))
	return res.RowsAffected > 0, translate("store.AddMember", res.Error)
}

// RemoveMember implements people.TeamStore.
func (s Teams) RemoveMember(ctx context.Context, team core.TeamID, user core.UserID) (bool, error) {
	res := s.db.from(ctx).Exec("DELETE FROM team_members WHERE team_id = ? AND user_id = ?", int64(team), int64(user))
	return res.RowsAffected > 0, translate("store.RemoveMember", res.Error)
}
