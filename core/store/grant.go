package store

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// Grants implements people.GrantStore.
func (s Members) Grants(ctx context.Context, id core.UserID) ([]people.PersonalGrant, error) {
	const op = "store.Grants"
	var rows []struct {
		Key, Scope, Reason string
		ExpiresAt          *int64
		GrantedBy          *int64
		GrantedAt          int64
	}
	err := s.db.from(ctx).Raw("SELECT key, scope, reason, expires_at, granted_by, granted_at FROM user_grants WHERE user_id = ? ORDER BY key", int64(id)).Scan(&rows).Error
	if err != nil {
		return nil, translate(op, err)
	}
	out := make([]people.PersonalGrant, len(rows))
	for i, r := range rows {
		out[i] = people.PersonalGrant{
			Grant:     rbac.Grant{Key: rbac.Key(r.Key), Reason: r.Reason, Expires: fromMicrosOrNull(r.ExpiresAt)},
			GrantedBy: core.UserID(orZero(r.GrantedBy)), GrantedAt: fromMicros(r.GrantedAt),
		}
		if err := out[i].Scope.UnmarshalText([]byte(r.Scope)); err != nil {
			return nil, translate(op, err)
		}
	}
	return out, nil
}

// PutGrant implements people.GrantStore.
func (s Members) PutGrant(ctx context.Context, id core.UserID, g people.PersonalGrant) error {
	err := s.db.from(ctx).Exec(`INSERT INTO user_grants (user_id, key, scope, reason, expires_at, granted_by, granted_at) VALUES (?,?,?,?,?,?,?)
 ON CONFLICT (user_id, key) DO UPDATE SET scope = excluded.scope, reason = excluded.reason, expires_at = excluded.expires_at,
 granted_by = excluded.granted_by, granted_at = excluded.granted_at`,
		int64(id), string(g.Key), g.Scope.String(), g.Reason, microsOrNull(g.Expires), orNull(int64(g.GrantedBy)), micros(g.GrantedAt)).Error
	return translate("store.PutGrant", err)
}

// DeleteGrant implements people.GrantStore.
func (s Members) DeleteGrant(ctx context.Context, id core.UserID, key rbac.Key) (bool, error) {
	res := s.db.from(ctx).Exec("DELETE FROM user_grants WHERE user_id = ? AND key = ?", int64(id), string(key))
	return res.RowsAffected > 0, translate("store.DeleteGrant", res.Error)
}

// KeyGrants implements people.GrantStore.
func (s Members) KeyGrants(ctx context.Context, key rbac.Key, limit int) ([]people.KeyPerson, error) {
	const op = "store.KeyGrants"
	var rows []struct {
		UserID              int64
		Name, Scope, Reason string
		ExpiresAt           *int64
	}
	err := s.db.from(ctx).Raw(`SELECT g.user_id, u.name, g.scope, g.reason, g.expires_at FROM user_grants g JOIN users u ON u.id = g.user_id
 WHERE g.key = ? AND u.disabled_at IS NULL AND u.deleted_at IS NULL ORDER BY u.name_norm, u.id LIMIT ?`, string(key), limit).Scan(&rows).Error
	if err != nil {
		return nil, translate(op, err)
	}
	out := make([]people.KeyPerson, len(rows))
	for i, r := range rows {
		out[i] = people.KeyPerson{
			Person: people.Ref[core.UserID]{ID: core.UserID(r.UserID), Name: r.Name},
			Grant:  rbac.Grant{Key: key, Reason: r.Reason, Expires: fromMicrosOrNull(r.ExpiresAt)},
		}
		if err := out[i].Scope.UnmarshalText([]byte(r.Scope)); err != nil {
			return nil, translate(op, err)
		}
	}
	return out, nil
}
