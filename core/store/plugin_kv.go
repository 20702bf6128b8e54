package store

import (
	"context"
	"time"

	"pegboard.dev/pegboard/core"
)

// GetKV returns a value that has not expired at now, and whether there is one.
func (s Plugins) GetKV(ctx context.Context, id core.PluginID, key string, now time.Time) ([]byte, bool, error) {
	const op = "store.GetKV"
	rows, err := s.db.from(ctx).Raw("SELECT value FROM plugin_kv WHERE plugin = ? AND key = ? AND (expires_at IS NULL OR expires_at > ?)",
		string(id), key, micros(now)).Rows()
	if err != nil {
		return nil, false, translate(op, err)
	}
	defer rows.Close()
	if !rows.Next() {
		return nil, false, translate(op, rows.Err())
	}
	var v []byte
	err = rows.Scan(&v)
	return v, err == nil, translate(op, err)
}

// SetKV writes a value; a zero time keeps it until it is deleted. KindRateLimited
// when the plugin may keep no more.
func (s Plugins) SetKV(ctx context.Context, id core.PluginID, key string, value []byte, now, expires time.Time) error {
	const op = "store.SetKV"
	if err := s.dropKV(ctx, "expires_at <= ?", micros(now)); err != nil {
		return translate(op, err)
	}
	value = append([]byte{}, value...) // an empty one is not NULL
	for {
		known, err := s.changeKV(ctx, id, key, value, expires)
		if err != nil || known {
			return translate(op, err)
		}
		size := core.RowBytes + int64(len(key)+len(value))
		if err := s.db.room(ctx, id, 1, size); err != nil {
			return translate(op, err)
		}
		res := s.db.from(ctx).Exec("INSERT INTO plugin_kv (plugin, key, value, expires_at) VALUES (?,?,?,?) ON CONFLICT (plugin, key) DO NOTHING",
			string(id), key, value, microsOrNull(expires))
		if res.Error != nil {
			return translate(op, res.Error)
		}
		if res.RowsAffected > 0 { // else another node was first, and it is there now
			s.db.count(ctx, id, 1, size)
			return nil
		}
	}
}

// changeKV writes a value in place of another; false where there is none.
func (s Plugins) changeKV(ctx context.Context, id core.PluginID, key string, value []byte, expires time.Time) (bool, error) {
	q := s.db.from(ctx)
	var before []int64
	err := q.Raw("SELECT octet_length(value) FROM plugin_kv WHERE plugin = ? AND key = ?"+s.db.dialect.forUpdate(), string(id), key).Scan(&before).Error
	if err != nil || len(before) == 0 {
		return false, err
	}
	grows := int64(len(value)) - before[0]
	if err := s.db.room(ctx, id, 0, grows); err != nil {
		return false, err
	}
	s.db.count(ctx, id, 0, grows)
	return true, q.Exec("UPDATE plugin_kv SET value = ?, expires_at = ? WHERE plugin = ? AND key = ?", value, microsOrNull(expires), string(id), key).Error
}

// dropKV deletes entries, of any plugin, and counts them off.
func (s Plugins) dropKV(ctx context.Context, where string, args ...any) error {
	var gone []struct {
		Plugin core.PluginID
		Size   int64
	}
	err := s.db.from(ctx).Raw("DELETE FROM plugin_kv WHERE "+where+" RETURNING plugin, "+entrySize+" AS size", args...).Scan(&gone).Error
	for _, e := range gone {
		s.db.count(ctx, e.Plugin, -1, -e.Size)
	}
	return err
}

// DeleteKV removes an entry, if it is there.
func (s Plugins) DeleteKV(ctx context.Context, id core.PluginID, key string) error {
	return translate("store.DeleteKV", s.dropKV(ctx, "plugin = ? AND key = ?", string(id), key))
}

// Entries returns up to limit entries that have not expired at now, by their keys,
// from behind the given one.
func (s Plugins) Entries(ctx context.Context, id core.PluginID, after string, limit int, now time.Time) ([]core.PluginEntry, error) {
	var rows []struct {
		Key       string
		Value     []byte
		ExpiresAt *int64
	}
	err := s.db.from(ctx).Raw(`SELECT key, value, expires_at FROM plugin_kv
		WHERE plugin = ? AND key > ? AND (expires_at IS NULL OR expires_at > ?) ORDER BY key LIMIT ?`,
		string(id), after, micros(now), limit).Scan(&rows).Error
	out := make([]core.PluginEntry, len(rows))
	for i, r := range rows {
		out[i] = core.PluginEntry{Key: r.Key, Value: r.Value, ExpiresAt: fromMicrosOrNull(r.ExpiresAt)}
	}
	return out, translate("store.Entries", err)
}
