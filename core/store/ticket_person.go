package store

import (
	"context"
	"fmt"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/tickets"
)

// Persons implements tickets.PersonStore.
func (s Tickets) Persons(ctx context.Context, list ...core.UserID) (map[core.UserID]tickets.PersonInfo, error) {
	const op = "store.Persons"
	out := make(map[core.UserID]tickets.PersonInfo, len(list))
	if len(list) == 0 {
		return out, nil
	}
	rows, err := s.db.from(ctx).Raw(`SELECT u.id, u.name, COALESCE(u.email, ''), u.kind = 'employee', u.disabled_at IS NULL AND u.deleted_at IS NULL,
 COALESCE(u.organization_id, 0), COALESCE(o.share, 'none') FROM users u LEFT JOIN organizations o ON o.id = u.organization_id
 WHERE u.id IN (`+marks(len(list))+")", ids(list)...).Rows()
	if err != nil {
		return nil, translate(op, err)
	}
	defer rows.Close()
	for rows.Next() {
		var p tickets.PersonInfo
		var share string
		if err := rows.Scan(&p.ID, &p.Name, &p.Email, &p.Employee, &p.Active, &p.Organization, &share); err != nil {
			return nil, translate(op, err)
		}
		p.Share = shareOf(share)
		out[p.ID] = p
	}
	return out, translate(op, rows.Err())
}

// Employees implements tickets.PersonStore.
func (s Tickets) Employees(ctx context.Context, pq tickets.PeopleQuery) ([]tickets.Person, error) {
	const op = "store.Employees"
	q := (&stmt{}).add("SELECT u.id, u.name, COALESCE(u.email, '') FROM users u WHERE u.kind = 'employee' AND u.disabled_at IS NULL AND u.deleted_at IS NULL")
	if !pq.All {
		q.add(" AND (u.id = ?", pq.Self)
		if len(pq.Teams) > 0 {
			q.add(" OR EXISTS (SELECT 1 FROM team_members m WHERE m.user_id = u.id AND m.team_id IN ("+marks(len(pq.Teams))+"))", ids(pq.Teams)...)
		}
		q.add(")")
	}
	if pq.MemberOf != 0 {
		q.add(" AND EXISTS (SELECT 1 FROM team_members m WHERE m.user_id = u.id AND m.team_id = ?)", pq.MemberOf)
	}
	if text := strings.ToLower(strings.TrimSpace(pq.Text)); text != "" {
		like := escapeLike(text)
		q.add(` AND (u.name_norm LIKE ? ESCAPE '\' OR u.name_norm LIKE ? ESCAPE '\' OR u.email_norm LIKE ? ESCAPE '\')`, like+"%", "% "+like+"%", like+"%")
	}
	rows, err := q.add(fmt.Sprintf(" ORDER BY u.name_norm, u.id LIMIT %d", pq.Limit)).rows(s.db.from(ctx))
	if err != nil {
		return nil, translate(op, err)
	}
	defer rows.Close()
	out := []tickets.Person{}
	for rows.Next() {
		var p tickets.Person
		if err := rows.Scan(&p.ID, &p.Name, &p.Email); err != nil {
			return nil, translate(op, err)
		}
		out = append(out, p)
	}
	return out, translate(op, rows.Err())
}

// escapeLike takes the meaning from the wildcards of LIKE.
func escapeLike(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}

// TeamsWithin implements tickets.PersonStore.
func (s Tickets) TeamsWithin(ctx context.Context, all bool, list []core.TeamID) ([]tickets.Team, error) {
	const op = "store.TeamsWithin"
	out := []tickets.Team{}
	if !all && len(list) == 0 {
		return out, nil
	}
	q := (&stmt{}).add("SELECT id, name FROM teams")
	if !all {
		q.add(" WHERE id IN ("+marks(len(list))+")", ids(list)...)
	}
	rows, err := q.add(" ORDER BY name_norm").rows(s.db.from(ctx))
	if err != nil {
		return nil, translate(op, err)
	}
	defer rows.Close()
	for rows.Next() {
		var t tickets.Team
		if err := rows.Scan(&t.ID, &t.Name); err != nil {
			return nil, translate(op, err)
		}
		out = append(out, t)
	}
	return out, translate(op, rows.Err())
}

// MemberOf implements tickets.PersonStore.
func (s Tickets) MemberOf(ctx context.Context, user core.UserID, team core.TeamID) (bool, error) {
	var is bool
	err := scanOne(s.db.from(ctx).Raw("SELECT EXISTS (SELECT 1 FROM team_members WHERE team_id = ? AND user_id = ?)", team, user), &is)
	return is, translate("store.MemberOf", err)
}
