package store

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
)

// Organizations implements people.OrganizationStore.
type Organizations struct{ db *DB }

const organizationSQL = `SELECT o.id, o.name, o.domain, o.share, o.created_by, o.version,
 (SELECT count(*) FROM users m WHERE m.organization_id = o.id AND m.deleted_at IS NULL) AS members FROM organizations o`

type organizationRow struct {
	ID, Version         int64
	Name, Domain, Share string
	CreatedBy           *int64
	Members             int
}

func (r *organizationRow) organization() (people.Organization, error) {
	o := people.Organization{
		ID: core.OrganizationID(r.ID), Name: r.Name, Domain: r.Domain, CreatedBy: core.UserID(orZero(r.CreatedBy)),
		Members: r.Members, Version: r.Version,
	}
	return o, o.Share.UnmarshalText([]byte(r.Share))
}

// InsertOrganization implements people.OrganizationStore.
func (s Organizations) InsertOrganization(ctx context.Context, o *people.Organization) (bool, error) {
	now := micros(s.db.clock.Now())
	err := s.db.from(ctx).Raw(`INSERT INTO organizations (name, name_norm, domain, share, created_by, created_at, updated_at) VALUES (?,?,?,?,?,?,?)
 ON CONFLICT (name_norm) DO NOTHING RETURNING id`,
		o.Name, people.Fold(o.Name), o.Domain, o.Share.String(), orNull(int64(o.CreatedBy)), now, now).Scan(&o.ID).Error
	return o.ID != 0, translate("store.InsertOrganization", err)
}

// FindOrganization implements people.OrganizationStore.
func (s Organizations) FindOrganization(ctx context.Context, id core.OrganizationID) (*people.Organization, error) {
	const op = "store.FindOrganization"
	list, err := s.list(ctx, op, (&stmt{}).add(organizationSQL+" WHERE o.id = ?", int64(id)))
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, core.Errorf(op, core.KindNotFound, "There is no such organization.")
	}
	return &list[0], nil
}

func (s Organizations) list(ctx context.Context, op string, q *stmt) ([]people.Organization, error) {
	var rows []organizationRow
	if err := s.db.from(ctx).Raw(q.text.String(), q.args...).Scan(&rows).Error; err != nil {
		return nil, translate(op, err)
	}
	out := make([]people.Organization, len(rows))
	for i := range rows {
		var err error
		if out[i], err = rows[i].organization(); err != nil {
			return nil, translate(op, err)
		}
	}
	return out, nil
}

// SaveOrganization implements people.OrganizationStore.
func (s Organizations) SaveOrganization(ctx context.Context, o *people.Organization) (bool, error) {
	const op = "store.SaveOrganization"
	free, err := nameFree(ctx, s.db, "organizations", o.ID, o.Name)
	if err != nil || !free {
		return false, translate(op, err)
	}
	err = s.db.from(ctx).Raw(`UPDATE organizations SET name = ?, name_norm = ?, domain = ?, share = ?, version = version + 1, updated_at = ?
 WHERE id = ? RETURNING version`, o.Name, people.Fold(o.Name), o.Domain, o.Share.String(), micros(s.db.clock.Now()), int64(o.ID)).Scan(&o.Version).Error
	return true, translate(op, err)
}

// DeleteOrganization implements people.OrganizationStore.
func (s Organizations) DeleteOrganization(ctx context.Context, id core.OrganizationID) error {
	return translate("store.DeleteOrganization", s.db.from(ctx).Exec("DELETE FROM organizations WHERE id = ?", int64(id)).Error)
}

// ListOrganizations implements people.OrganizationStore.
func (s Organizations) ListOrganizations(ctx context.Context, q *people.OrganizationQuery) ([]people.Organization, error) {
	st := (&stmt{}).add(organizationSQL + " WHERE ")
	reachOrganizations(st, q.Reach)
	if q.Prefix != "" {
		like := likeEscape.Replace(q.Prefix)
		st.add(` AND (o.name_norm LIKE ? ESCAPE '\' OR o.name_norm LIKE ? ESCAPE '\' OR o.domain LIKE ? ESCAPE '\')`, like+"%", "% "+like+"%", like+"%")
	}
	if q.AfterID != 0 {
		st.add(" AND (o.name_norm, o.id) > (?, ?)", q.AfterName, int64(q.AfterID))
	}
	return s.list(ctx, "store.ListOrganizations", st.add(" ORDER BY o.name_norm, o.id LIMIT ?", q.Limit))
}

// OrganizationsWithin implements people.OrganizationStore.
func (s Organizations) OrganizationsWithin(ctx context.Context, r people.Reach, ids ...core.OrganizationID) (map[core.OrganizationID]bool, error) {
	out := make(map[core.OrganizationID]bool, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	st := (&stmt{}).add("SELECT o.id FROM organizations o WHERE o.id IN ? AND ", ids)
	reachOrganizations(st, r)
	var found []core.OrganizationID
	if err := s.db.from(ctx).Raw(st.text.String(), st.args...).Scan(&found).Error; err != nil {
		return nil, translate("store.OrganizationsWithin", err)
	}
	for _, id := range found {
		out[id] = true
	}
	return out, nil
}

// reachOrganizations adds the condition that an organization, alias o, is of
// people within reach, or made by the creator.
func reachOrganizations(q *stmt, r people.Reach) {
	if r.All {
		q.add("1 = 1")
		return
	}
	q.add("(")
	if r.Creator != 0 {
		q.add("o.created_by = ? OR ", int64(r.Creator))
	}
	q.add("EXISTS (SELECT 1 FROM users u WHERE u.organization_id = o.id AND u.deleted_at IS NULL AND ")
	reachPeople(q, r)
	q.add("))")
}

// OrganizationNames implements people.OrganizationStore.
func (s Organizations) OrganizationNames(ctx context.Context, ids ...core.OrganizationID) (map[core.OrganizationID]string, error) {
	return names(ctx, s.db, "organizations", ids)
}
