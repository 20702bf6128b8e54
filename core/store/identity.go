package store

import (
	"context"
	"time"

	"pegboard.dev/pegboard/core"
)

// Identities implements people.IdentityStore.
type Identities struct{ db *DB }

// FindIdentity implements people.IdentityStore.
func (s Identities) FindIdentity(ctx context.Context, issuer, subject string) (core.UserID, error) {
	var ids []int64
	err := s.db.from(ctx).Raw("SELECT user_id FROM user_identities WHERE issuer = ? AND subject = ?", issuer, subject).Scan(&ids).Error
	if err != nil || len(ids) == 0 {
		return 0, translate("store.FindIdentity", err)
	}
	return core.UserID(ids[0]), nil
}

// InsertIdentity implements people.IdentityStore.
func (s Identities) InsertIdentity(ctx context.Context, issuer, subject string, user core.UserID, at time.Time) error {
	return translate("store.InsertIdentity", s.db.from(ctx).Exec(
		"INSERT INTO user_identities (issuer, subject, user_id, created_at) VALUES (?,?,?,?)", issuer, subject, int64(user), micros(at)).Error)
}

// DeleteIdentities implements people.IdentityStore.
func (s Identities) DeleteIdentities(ctx context.Context, user core.UserID) error {
	return translate("store.DeleteIdentities", s.db.from(ctx).Exec("DELETE FROM user_identities WHERE user_id = ?", int64(user)).Error)
}
