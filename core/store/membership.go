package store

import (
	"context"
	"slices"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// Members implements people.MembershipStore and people.GrantStore.
type Members struct{ db *DB }

// membershipSQL is one statement, so that what it reads fits together. The
// columns are: what, text, scope, reason, number.
const membershipSQL = `SELECT 1, slug, '', '', 0 FROM user_roles WHERE user_id = ?
UNION ALL SELECT 2, gr.slug, '', '', 0 FROM group_members gm JOIN group_roles gr ON gr.group_id = gm.group_id WHERE gm.user_id = ?
UNION ALL SELECT 3, '', '', '', team_id FROM team_members WHERE user_id = ?
UNION ALL SELECT 4, '', '', '', o.id FROM team_members tm JOIN teams t ON t.id = tm.team_id JOIN teams o ON o.department_id = t.department_id WHERE tm.user_id = ?
UNION ALL SELECT 5, key, scope, reason, COALESCE(expires_at, 0) FROM user_grants WHERE user_id = ?
UNION ALL SELECT 6, CASE WHEN verified_at IS NULL THEN '' ELSE 'verified' END, '', '', COALESCE(organization_id, 0) FROM users WHERE id = ?`

// Membership implements people.MembershipStore.
func (s Members) Membership(ctx context.Context, id core.UserID) (*people.Membership, error) {
	const op = "store.Membership"
	u := int64(id)
	rows, err := s.db.from(ctx).Raw(membershipSQL, u, u, u, u, u, u).Rows()
	if err != nil {
		return nil, translate(op, err)
	}
	defer rows.Close()
	m := &people.Membership{}
	for rows.Next() {
		var (
			what, n             int64
			text, scope, reason string
		)
		if err := rows.Scan(&what, &text, &scope, &reason, &n); err != nil {
			return nil, translate(op, err)
		}
		switch what {
		case 1:
			m.Given = append(m.Given, text)
		case 2:
			m.ByGroup = append(m.ByGroup, text)
		case 3:
			m.Teams = append(m.Teams, core.TeamID(n))
			m.DepartmentTeams = append(m.DepartmentTeams, core.TeamID(n))
		case 4:
			m.DepartmentTeams = append(m.DepartmentTeams, core.TeamID(n))
		case 5:
			g := rbac.Grant{Key: rbac.Key(text), Reason: reason}
			if err := g.Scope.UnmarshalText([]byte(scope)); err != nil {
				return nil, translate(op, err)
			}
			if n != 0 {
				g.Expires = fromMicros(n)
			}
			m.Grants = append(m.Grants, g)
		case 6:
			m.Verified, m.Organization = text != "", core.OrganizationID(n)
		}
	}
	slices.Sort(m.Given)
	slices.Sort(m.Teams)
	slices.Sort(m.DepartmentTeams)
	m.DepartmentTeams = slices.Compact(m.DepartmentTeams)
	return m, translate(op, rows.Err())
}

// SetRoles implements people.MembershipStore.
func (s Members) SetRoles(ctx context.Context, id core.UserID, slugs []string, by core.UserID, at time.Time) error {
	const op = "store.SetRoles"
	g := s.db.from(ctx)
	q := (&stmt{}).add("DELETE FROM user_roles WHERE user_id = ?", int64(id))
	if len(slugs) > 0 {
		q.add(" AND slug NOT IN ?", slugs)
	}
	if err := q.exec(g); err != nil {
		return translate(op, err)
	}
	for _, slug := range slugs {
		err := g.Exec("INSERT INTO user_roles (user_id, slug, granted_by, granted_at) VALUES (?,?,?,?) ON CONFLICT DO NOTHING",
			int64(id), slug, orNull(int64(by)), micros(at)).Error
		if err != nil {
			return translate(op, err)
		}
	}
	return nil
}

// SetTeams implements people.MembershipStore.
func (s Members) SetTeams(ctx context.Context, id core.UserID, teams []core.TeamID) error {
	const op = "store.SetTeams"
	g := s.db.from(ctx)
	if err := g.Exec("DELETE FROM team_members WHERE user_id = ?", int64(id)).Error; err != nil {
		return translate(op, err)
	}
	for _, t := range teams {
		if err := g.Exec("INSERT INTO team_members (team_id, user_id) VALUES (?,?) ON CONFLICT DO NOTHING", int64(t), int64(id)).Error; err != nil {
			return translate(op, err)
		}
	}
	return nil
}

// Strip implements people.MembershipStore.
func (s Members) Strip(ctx context.Context, id core.UserID) error {
	for _, table := range [...]string{"user_roles", "team_members", "group_members", "user_grants"} {
		if err := s.db.from(ctx).Exec("DELETE FROM "+table+" WHERE user_id = ?", int64(id)).Error; err != nil {
			return translate("store.Strip", err)
		}
	}
	return nil
}

// RoleHeld implements people.MembershipStore.
func (s Members) RoleHeld(ctx context.Context, slug string) (bool, error) {
	var held bool
	err := s.db.from(ctx).Raw(`SELECT EXISTS (SELECT 1 FROM user_roles WHERE slug = ?) OR EXISTS (SELECT 1 FROM group_roles WHERE slug = ?)`, slug, slug).Scan(&held).Error
	return held, translate("store.RoleHeld", err)
}

// MoveHolders implements people.MembershipStore.
func (s Members) MoveHolders(ctx context.Context, from, to string, by core.UserID, at time.Time) error {
	const op = "store.MoveHolders"
	g := s.db.from(ctx)
	err := g.Exec(`INSERT INTO user_roles (user_id, slug, granted_by, granted_at)
 SELECT user_id, ?, CAST(? AS BIGINT), CAST(? AS BIGINT) FROM user_roles WHERE slug = ? ON CONFLICT DO NOTHING`, to, orNull(int64(by)), micros(at), from).Error
	if err != nil {
		return translate(op, err)
	}
	err = g.Exec("INSERT INTO group_roles (group_id, slug) SELECT group_id, ? FROM group_roles WHERE slug = ? ON CONFLICT DO NOTHING", to, from).Error
	if err != nil {
		return translate(op, err)
	}
	for _, table := range [...]string{"user_roles", "group_roles"} {
		if err := g.Exec("DELETE FROM "+table+" WHERE slug = ?", from).Error; err != nil {
			return translate(op, err)
		}
	}
	return nil
}

// CountActive implements people.MembershipStore.
func (s Members) CountActive(ctx context.Context, slug string) (int, error) {
	var n int
	err := s.db.from(ctx).Raw(`SELECT count(*) FROM user_roles r JOIN users u ON u.id = r.user_id
 WHERE r.slug = ? AND u.deleted_at IS NULL AND u.disabled_at IS NULL`, slug).Scan(&n).Error
	return n, translate("store.CountActive", err)
}
