package store

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
)

// afterAll follows every text that starts with a prefix, in byte order.
const afterAll = "\U0010FFFF"

// ListUsers implements people.UserListStore.
func (s Users) ListUsers(ctx context.Context, q *people.UserQuery) ([]people.Person, error) {
	const op = "store.ListUsers"
	st := &stmt{}
	st.add("SELECT " + userColumns + " FROM users u WHERE u.deleted_at IS NULL AND ")
	reachPeople(st, q.Reach)
	if err := s.wherePrefixes(ctx, st, q.Prefixes); err != nil {
		return nil, translate(op, err)
	}
	f := &q.Filter
	if f.Kind != "" {
		st.add(" AND u.kind = ?", string(f.Kind))
	}
	if f.Role != "" {
		st.add(" AND u.id IN (SELECT user_id FROM user_roles WHERE slug = ?)", f.Role)
	}
	if f.Team != 0 {
		st.add(" AND u.id IN (SELECT user_id FROM team_members WHERE team_id = ?)", int64(f.Team))
	}
	if f.Organization != 0 {
		st.add(" AND u.organization_id = ?", int64(f.Organization))
	}
	if f.Group != 0 {
		st.add(" AND u.id IN (SELECT user_id FROM group_members WHERE group_id = ?)", int64(f.Group))
	}
	if f.Disabled != nil {
		st.add(" AND (u.disabled_at IS NOT NULL) = ?", *f.Disabled)
	}
	if q.AfterID != 0 {
		st.add(" AND (u.name_norm, u.id) > (?, ?)", q.AfterName, int64(q.AfterID))
	}
	st.add(" ORDER BY u.name_norm, u.id LIMIT ?", q.Limit)

	var rows []userRow
	if err := s.db.from(ctx).Raw(st.text.String(), st.args...).Scan(&rows).Error; err != nil {
		return nil, translate(op, err)
	}
	out := make([]people.Person, len(rows))
	for i := range rows {
		out[i] = rows[i].person()
	}
	return out, translate(op, s.attach(ctx, out))
}

// rareTerm is up to how many people a beginning counts as rare.
const rareTerm = 2000

// wherePrefixes adds that every prefix begins one of the person's terms. The
// rarest, if it is rare, is looked up first; common ones ("customer", "j") are
// asked person by person, because collecting all they match takes long.
func (s Users) wherePrefixes(ctx context.Context, st *stmt, prefixes []string) error {
	rarest, least := -1, rareTerm
	for i, p := range prefixes {
		var n int
		err := s.db.from(ctx).Raw("SELECT count(*) FROM (SELECT 1 FROM user_terms WHERE term >= ? AND term < ? LIMIT ?) t", p, p+afterAll, rareTerm).Scan(&n).Error
		if err != nil {
			return err
		}
		if n < least {
			rarest, least = i, n
		}
	}
	for i, p := range prefixes {
		if i == rarest {
			st.add(" AND u.id IN (SELECT user_id FROM user_terms WHERE term >= ? AND term < ?)", p, p+afterAll)
		} else {
			st.add(" AND EXISTS (SELECT 1 FROM user_terms x WHERE x.user_id = u.id AND x.term >= ? AND x.term < ?)", p, p+afterAll)
		}
	}
	return nil
}

// WithinReach implements people.UserListStore.
func (s Users) WithinReach(ctx context.Context, r people.Reach, ids ...core.UserID) (map[core.UserID]bool, error) {
	out := make(map[core.UserID]bool, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	st := &stmt{}
	st.add("SELECT u.id FROM users u WHERE u.id IN ? AND u.deleted_at IS NULL AND ", ids)
	reachPeople(st, r)
	var found []core.UserID
	if err := s.db.from(ctx).Raw(st.text.String(), st.args...).Scan(&found).Error; err != nil {
		return nil, translate("store.WithinReach", err)
	}
	for _, id := range found {
		out[id] = true
	}
	return out, nil
}

// attach reads roles and teams of people, in one query.
func (s Users) attach(ctx context.Context, ps []people.Person) error {
	if len(ps) == 0 {
		return nil
	}
	at, ids := make(map[int64]*people.Person, len(ps)), make([]int64, len(ps))
	for i := range ps {
		ids[i] = int64(ps[i].ID)
		at[ids[i]] = &ps[i]
	}
	var rows []struct {
		What, UserID int64
		Slug         string
		TeamID       int64
	}
	err := s.db.from(ctx).Raw(`SELECT 1 AS what, user_id, slug, 0 AS team_id FROM user_roles WHERE user_id IN ?
 UNION ALL SELECT DISTINCT 2, gm.user_id, gr.slug, 0 FROM group_members gm JOIN group_roles gr ON gr.group_id = gm.group_id WHERE gm.user_id IN ?
 UNION ALL SELECT 3, user_id, '', team_id FROM team_members WHERE user_id IN ? ORDER BY 1, 2, 3, 4`, ids, ids, ids).Scan(&rows).Error
	for _, r := range rows {
		p := at[r.UserID]
		switch r.What {
		case 1:
			p.Roles = append(p.Roles, r.Slug)
		case 2:
			p.GroupRoles = append(p.GroupRoles, r.Slug)
		case 3:
			p.Teams = append(p.Teams, core.TeamID(r.TeamID))
		}
	}
	return err
}

type nameRow struct {
	ID   int64
	Name string
}

// UserNames implements people.UserListStore.
func (s Users) UserNames(ctx context.Context, ids ...core.UserID) (map[core.UserID]string, error) {
	return names(ctx, s.db, "users", ids)
}

// names reads the names of rows of a table of ours.
func names[ID ~int64](ctx context.Context, db *DB, table string, ids []ID) (map[ID]string, error) {
	var rows []nameRow
	err := db.from(ctx).Raw("SELECT id, name FROM "+table+" WHERE id IN ?", ids).Scan(&rows).Error
	out := make(map[ID]string, len(rows))
	for _, r := range rows {
		out[ID(r.ID)] = r.Name
	}
	return out, translate("store.names", err)
}

// Holders implements people.UserListStore.
func (s Users) Holders(ctx context.Context, slug string, limit int) ([]people.Ref[core.UserID], error) {
	var rows []nameRow
	err := s.db.from(ctx).Raw(`SELECT u.id, u.name FROM user_roles r JOIN users u ON u.id = r.user_id
 WHERE r.slug = ? AND u.deleted_at IS NULL AND u.disabled_at IS NULL ORDER BY u.name_norm, u.id LIMIT ?`, slug, limit).Scan(&rows).Error
	out := make([]people.Ref[core.UserID], len(rows))
	for i, r := range rows {
		out[i] = people.Ref[core.UserID]{ID: core.UserID(r.ID), Name: r.Name}
	}
	return out, translate("store.Holders", err)
}

// CountHolders implements people.UserListStore.
func (s Users) CountHolders(ctx context.Context) (map[string]int, error) {
	var rows []struct {
		Slug string
		N    int
	}
	err := s.db.from(ctx).Raw(`SELECT r.slug, count(*) AS n FROM user_roles r JOIN users u ON u.id = r.user_id
 WHERE u.deleted_at IS NULL GROUP BY r.slug`).Scan(&rows).Error
	out := make(map[string]int, len(rows))
	for _, r := range rows {
		out[r.Slug] = r.N
	}
	return out, translate("store.CountHolders", err)
}
