package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// Tokens implements people.TokenStore.
type Tokens struct{ db *DB }

// InsertToken implements people.TokenStore.
func (s Tokens) InsertToken(ctx context.Context, t *people.Token, hash string) error {
	const op = "store.InsertToken"
	scopes, err := json.Marshal(t.Scopes)
	if err != nil {
		return translate(op, err)
	}
	err = s.db.from(ctx).Raw("INSERT INTO api_tokens (hash, user_id, name, scopes, expires_at, created_at) VALUES (?,?,?,?,?,?) RETURNING id",
		hash, int64(t.User), t.Name, string(scopes), microsOrNull(t.ExpiresAt), micros(t.CreatedAt)).Scan(&t.ID).Error
	return translate(op, err)
}

// FindToken implements people.TokenStore.
func (s Tokens) FindToken(ctx context.Context, hash string) (*people.Token, *people.Bearer, error) {
	const op = "store.FindToken"
	b := &people.Bearer{}
	var r tokenRow
	err := scanOne(s.db.from(ctx).Raw("SELECT t.id, t.name, t.scopes, t.expires_at, t.last_used_at, t.created_at, "+bearerColumns+
		" FROM api_tokens t JOIN users u ON u.id = t.user_id WHERE t.hash = ?", hash), &r.ID, &r.Name, &r.Scopes, &r.ExpiresAt, &r.LastUsedAt, &r.CreatedAt, &b.User, &b.Name, &b.Active, &b.Epoch)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil, core.Errorf(op, core.KindNotFound, "There is no such token.")
	}
	if err != nil {
		return nil, nil, translate(op, err)
	}
	t, err := r.token(b.User)
	return t, b, translate(op, err)
}

type tokenRow struct {
	ID                    int64
	Name, Scopes          string
	ExpiresAt, LastUsedAt *int64
	CreatedAt             int64
}

func (r *tokenRow) token(user core.UserID) (*people.Token, error) {
	t := &people.Token{
		ID: core.TokenID(r.ID), User: user, Name: r.Name, ExpiresAt: fromMicrosOrNull(r.ExpiresAt),
		LastUsedAt: fromMicrosOrNull(r.LastUsedAt), CreatedAt: fromMicros(r.CreatedAt), Scopes: map[rbac.Key]rbac.Scope{},
	}
	return t, json.Unmarshal([]byte(r.Scopes), &t.Scopes)
}

// Tokens implements people.TokenStore.
func (s Tokens) Tokens(ctx context.Context, user core.UserID) ([]people.Token, error) {
	const op = "store.Tokens"
	var rows []tokenRow
	err := s.db.from(ctx).Raw(`SELECT id, name, scopes, expires_at, last_used_at, created_at FROM api_tokens
 WHERE user_id = ? ORDER BY id DESC`, int64(user)).Scan(&rows).Error
	if err != nil {
		return nil, translate(op, err)
	}
	out := make([]people.Token, len(rows))
	for i := range rows {
		t, err := rows[i].token(user)
		if err != nil {
			return nil, translate(op, err)
		}
		out[i] = *t
	}
	return out, nil
}

// TouchToken implements people.TokenStore.
func (s Tokens) TouchToken(ctx context.Context, id core.TokenID, at time.Time) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		return s.db.from(ctx).Exec("UPDATE api_tokens SET last_used_at = ? WHERE id = ?", micros(at), int64(id)).Error
	})
}

// DeleteToken implements people.TokenStore.
func (s Tokens) DeleteToken(ctx context.Context, user core.UserID, id core.TokenID) (bool, error) {
	res := s.db.from(ctx).Exec("DELETE FROM api_tokens WHERE id = ? AND user_id = ?", int64(id), int64(user))
	return res.RowsAffected > 0, translate("store.DeleteToken", res.Error)
}

// DeleteTokens implements people.TokenStore.
func (s Tokens) DeleteTokens(ctx context.Context, user core.UserID) error {
	return translate("store.DeleteTokens", s.db.from(ctx).Exec("DELETE FROM api_tokens WHERE user_id = ?", int64(user)).Error)
}
