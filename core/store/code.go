package store

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
)

// Codes implements people.CodeStore.
type Codes struct{ db *DB }

// PutCode implements people.CodeStore.
func (s Codes) PutCode(ctx context.Context, c people.Code) error {
	const op = "store.PutCode"
	g := s.db.from(ctx)
	if err := g.Exec("DELETE FROM user_codes WHERE user_id = ? AND purpose = ?", int64(c.User), string(c.Purpose)).Error; err != nil {
		return translate(op, err)
	}
	err := g.Exec("INSERT INTO user_codes (hash, user_id, purpose, created_at, expires_at) VALUES (?,?,?,?,?)",
		c.Hash, int64(c.User), string(c.Purpose), micros(c.CreatedAt), micros(c.ExpiresAt)).Error
	return translate(op, err)
}

// TakeCode implements people.CodeStore.
func (s Codes) TakeCode(ctx context.Context, hash string, p people.Purpose) (*people.Code, error) {
	const op = "store.TakeCode"
	var rows []struct{ UserID, CreatedAt, ExpiresAt int64 }
	err := s.db.from(ctx).Raw("DELETE FROM user_codes WHERE hash = ? AND purpose = ? RETURNING user_id, created_at, expires_at", hash, string(p)).Scan(&rows).Error
	if err != nil {
		return nil, translate(op, err)
	}
	if len(rows) == 0 {
		return nil, core.Errorf(op, core.KindNotFound, "There is no such code.")
	}
	r := rows[0]
	return &people.Code{Hash: hash, User: core.UserID(r.UserID), Purpose: p, CreatedAt: fromMicros(r.CreatedAt), ExpiresAt: fromMicros(r.ExpiresAt)}, nil
}

// DeleteCodes implements people.CodeStore.
func (s Codes) DeleteCodes(ctx context.Context, id core.UserID) error {
	return translate("store.DeleteCodes", s.db.from(ctx).Exec("DELETE FROM user_codes WHERE user_id = ?", int64(id)).Error)
}
