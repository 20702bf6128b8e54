package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
)

// Sessions implements people.SessionStore.
type Sessions struct{ db *DB }

// InsertSession implements people.SessionStore.
func (s Sessions) InsertSession(ctx context.Context, v *people.Session) error {
	err := s.db.from(ctx).Exec("INSERT INTO sessions (id, user_id, level, created_at, expires_at, last_seen_at, ip, agent) VALUES (?,?,?,?,?,?,?,?)",
		v.Hash, int64(v.User), v.Level, micros(v.CreatedAt), micros(v.ExpiresAt), micros(v.LastSeenAt), v.IP, v.Agent).Error
	return translate("store.InsertSession", err)
}

// bearerColumns are the person behind a credential, and the access epoch.
const bearerColumns = `u.id, u.name, u.disabled_at IS NULL AND u.deleted_at IS NULL, (SELECT epoch FROM access_epoch WHERE id = 1)`

// FindSession implements people.SessionStore.
func (s Sessions) FindSession(ctx context.Context, hash string) (*people.Session, *people.Bearer, error) {
	const op = "store.FindSession"
	v, b := &people.Session{Hash: hash}, &people.Bearer{}
	var created, expires, seen int64
	err := scanOne(s.db.from(ctx).Raw("SELECT s.level, s.created_at, s.expires_at, s.last_seen_at, s.ip, s.agent, "+bearerColumns+
		" FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = ?", hash), &v.Level, &created, &expires, &seen, &v.IP, &v.Agent, &b.User, &b.Name, &b.Active, &b.Epoch)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil, core.Errorf(op, core.KindNotFound, "There is no such session.")
	}
	if err != nil {
		return nil, nil, translate(op, err)
	}
	v.User, v.CreatedAt, v.ExpiresAt, v.LastSeenAt = b.User, fromMicros(created), fromMicros(expires), fromMicros(seen)
	return v, b, nil
}

// TouchSession implements people.SessionStore.
func (s Sessions) TouchSession(ctx context.Context, hash string, user core.UserID, at time.Time) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		g := s.db.from(ctx)
		if err := g.Exec("UPDATE sessions SET last_seen_at = ? WHERE id = ?", micros(at), hash).Error; err != nil {
			return err
		}
		return g.Exec("UPDATE users SET last_seen_at = ? WHERE id = ?", micros(at), int64(user)).Error
	})
}

// ExpireSession implements people.SessionStore.
func (s Sessions) ExpireSession(ctx context.Context, hash string, at time.Time) error {
	err := s.db.from(ctx).Exec("UPDATE sessions SET expires_at = ? WHERE id = ?", micros(at), hash).Error
	return translate("store.ExpireSession", err)
}

// EndSessions implements people.SessionStore.
func (s Sessions) EndSessions(ctx context.Context, user core.UserID, except string) error {
	err := s.db.from(ctx).Exec("DELETE FROM sessions WHERE user_id = ? AND id <> ?", int64(user), except).Error
	return translate("store.EndSessions", err)
}

// Sessions implements people.SessionStore.
func (s Sessions) Sessions(ctx context.Context, user core.UserID) ([]people.Session, error) {
	var rows []struct {
		ID, Level, IP, Agent             string
		CreatedAt, ExpiresAt, LastSeenAt int64
	}
	err := s.db.from(ctx).Raw(`SELECT id, level, ip, agent, created_at, expires_at, last_seen_at FROM sessions
 WHERE user_id = ? ORDER BY last_seen_at DESC, id`, int64(user)).Scan(&rows).Error
	out := make([]people.Session, len(rows))
	for i, r := range rows {
		out[i] = people.Session{
			Hash: r.ID, User: user, Level: r.Level, IP: r.IP, Agent: r.Agent,
			CreatedAt: fromMicros(r.CreatedAt), ExpiresAt: fromMicros(r.ExpiresAt), LastSeenAt: fromMicros(r.LastSeenAt),
		}
	}
	return out, translate("store.Sessions", err)
}

// DeleteExpired implements people.SessionStore.
func (s Sessions) DeleteExpired(ctx context.Context, at, idle time.Time) (int, error) {
	var n int64
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		g := s.db.from(ctx)
		res := g.Exec("DELETE FROM sessions WHERE expires_at <= ? OR last_seen_at <= ?", micros(at), micros(idle))
		if n = res.RowsAffected; res.Error != nil {
			return res.Error
		}
		return g.Exec("DELETE FROM user_codes WHERE expires_at <= ?", micros(at)).Error
	})
	return int(n), translate("store.DeleteExpired", err)
}
