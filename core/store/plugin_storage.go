package store

import (
	"context"
	"maps"
	"slices"

	"pegboard.dev/pegboard/core"
)

// grown is what a transaction has added for a plugin so far, less what it took away.
type grown struct{ rows, bytes int64 }

// room refuses what the plugin may not keep beside what there is; to be asked before
// the write. Others may be quicker: the end of the transaction decides.
func (db *DB) room(ctx context.Context, id core.PluginID, rows, bytes int64) error {
	if rows <= 0 && bytes <= 0 {
		return nil
	}
	held, err := Plugins{db}.storage(ctx, id)
	if err != nil {
		return err
	}
	if t := db.tx(ctx); t != nil {
		g := t.grown[id]
		rows, bytes = rows+max(g.rows, 0), bytes+max(g.bytes, 0)
	}
	return held[id].Room(id, rows, bytes)
}

// count notes what was added for a plugin, or taken away, in the transaction of ctx.
// It is written as the transaction's last step, so that the one row that all of a
// plugin's writers share is held for a moment only, and after everything else.
func (db *DB) count(ctx context.Context, id core.PluginID, rows, bytes int64) {
	t := db.tx(ctx)
	if t.grown == nil {
		t.grown = map[core.PluginID]grown{}
	}
	g := t.grown[id]
	t.grown[id] = grown{g.rows + rows, g.bytes + bytes}
}

// counted writes what the transaction has counted, and ends it where a plugin would
// keep more than it may.
func (db *DB) counted(ctx context.Context) error {
	t := db.tx(ctx)
	for _, id := range slices.Sorted(maps.Keys(t.grown)) {
		g := t.grown[id]
		if g == (grown{}) {
			continue
		}
		q := (&stmt{}).add("UPDATE plugin_storage SET row_count = row_count + ?, byte_count = byte_count + ? WHERE plugin = ?", g.rows, g.bytes, string(id))
		if g.rows > 0 || g.bytes > 0 {
			q = (&stmt{}).add(`INSERT INTO plugin_storage (plugin, row_count, byte_count) VALUES (?,?,?) ON CONFLICT (plugin) DO UPDATE
				SET row_count = plugin_storage.row_count + excluded.row_count, byte_count = plugin_storage.byte_count + excluded.byte_count`, string(id), g.rows, g.bytes)
		}
		q.add(" RETURNING plugin, row_count, byte_count, max_rows, max_bytes")
		now, err := Plugins{db}.storages(ctx, q)
		if err != nil {
			return err
		}
		held := now[id]
		held.Rows, held.Bytes = held.Rows-g.rows, held.Bytes-g.bytes
		if err := held.Room(id, g.rows, g.bytes); err != nil {
			return err
		}
	}
	return nil
}

// Storage says how much is kept for each plugin that anything was counted of.
func (s Plugins) Storage(ctx context.Context) (map[core.PluginID]core.PluginStorage, error) {
	out, err := s.storage(ctx, "")
	return out, translate("store.Storage", err)
}

// storage is that of one plugin, or of all.
func (s Plugins) storage(ctx context.Context, id core.PluginID) (map[core.PluginID]core.PluginStorage, error) {
	q := (&stmt{}).add("SELECT plugin, row_count, byte_count, max_rows, max_bytes FROM plugin_storage")
	if id != "" {
		q.add(" WHERE plugin = ?", string(id))
	}
	return s.storages(ctx, q)
}

func (s Plugins) storages(ctx context.Context, q *stmt) (map[core.PluginID]core.PluginStorage, error) {
	rows, err := q.rows(s.db.from(ctx))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[core.PluginID]core.PluginStorage{}
	for rows.Next() {
		var id core.PluginID
		var held core.PluginStorage
		var maxRows, maxBytes *int64
		if err := rows.Scan(&id, &held.Rows, &held.Bytes, &maxRows, &maxBytes); err != nil {
			return nil, err
		}
		held.Set = core.PluginQuota{Rows: orZero(maxRows), Bytes: orZero(maxBytes)}
		out[id] = held
	}
	return out, rows.Err()
}

// SetQuota sets how much may be kept for a plugin, in a transaction.
func (s Plugins) SetQuota(ctx context.Context, id core.PluginID, q core.PluginQuota) error {
	return translate("store.SetQuota", s.db.from(ctx).Exec(`INSERT INTO plugin_storage (plugin, row_count, byte_count, max_rows, max_bytes) VALUES (?,0,0,?,?)
		ON CONFLICT (plugin) DO UPDATE SET max_rows = excluded.max_rows, max_bytes = excluded.max_bytes`, string(id), orNull(q.Rows), orNull(q.Bytes)).Error)
}
