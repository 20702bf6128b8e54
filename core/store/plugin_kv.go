package store

import (
	"context"
	"time"

	"pegboard.dev/pegboard/core"
)

// maxKV is how many entries a plugin may keep.
const maxKV = 10_000

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
// when the plugin has used up its entries.
func (s Plugins) SetKV(ctx context.Context, id core.PluginID, key string, value []byte, now, expires time.Time) error {
	const op = "store.SetKV"
	q := s.db.from(ctx)
	if err := q.Exec("DELETE FROM plugin_kv WHERE expires_at <= ?", micros(now)).Error; err != nil {
		return translate(op, err)
	}
	var n int64
	if err := q.Raw("SELECT COUNT(*) FROM plugin_kv WHERE plugin = ? AND key <> ?", string(id), key).Scan(&n).Error; err != nil {
		return translate(op, err)
	}
	if n >= maxKV {
		return core.Errorf(op, core.KindRateLimited, "The plugin keeps %d entries already.", n)
	}
	return translate(op, q.Exec(`INSERT INTO plugin_kv (plugin, key, value, expires_at) VALUES (?,?,?,?)
		ON CONFLICT (plugin, key) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at`,
		string(id), key, append([]byte{}, value...), microsOrNull(expires)).Error) // an empty value is not NULL
}

// DeleteKV removes an entry, if it is there.
func (s Plugins) DeleteKV(ctx context.Context, id core.PluginID, key string) error {
	return translate("store.DeleteKV", s.db.from(ctx).Exec("DELETE FROM plugin_kv WHERE plugin = ? AND key = ?", string(id), key).Error)
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
