package store

import (
	"context"
	"fmt"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/records"
)

// sizeOf is an expression for what a record counts in bytes; see core.RowBytes.
func sizeOf(c *records.Collection) string {
	var b strings.Builder
	fmt.Fprint(&b, core.RowBytes)
	for i := range c.Fields {
		if f := &c.Fields[i]; textual(f) {
			fmt.Fprintf(&b, " + COALESCE(octet_length(%s), 0)", ident(f.Name))
		}
	}
	return b.String()
}

// bytesOf is the same of a record that is about to be written.
func bytesOf(c *records.Collection, r *records.Record) int64 {
	n := int64(core.RowBytes)
	for i := range c.Fields {
		f := &c.Fields[i]
		if !textual(f) {
			continue
		}
		switch v := bind(r.Values[f.Name]).(type) {
		case string:
			n += int64(len(v))
		case []byte:
			n += int64(len(v))
		}
	}
	return n
}

// textual reports whether the field's column is a text.
func textual(f *records.Field) bool {
	switch f.Type.Kind {
	case records.String, records.Text, records.JSON, records.File:
		return true
	}
	return false
}

const entrySize = "100 + octet_length(key) + octet_length(value)"

// Uncounted lists the plugins of which is not known what was kept before counting
// began.
func (s Plugins) Uncounted(ctx context.Context) ([]core.PluginID, error) {
	var ids []core.PluginID
	err := s.db.from(ctx).Raw(`SELECT p.id FROM plugins p WHERE NOT EXISTS
		(SELECT 1 FROM plugin_storage s WHERE s.plugin = p.id AND s.counted_at IS NOT NULL) ORDER BY p.id`).Scan(&ids).Error
	return ids, translate("store.Uncounted", err)
}

// Recount compares what was counted for a plugin with what there is, and puts it
// right. One statement reads both, of one moment, so that nobody has to wait for it;
// what they differ by is then added, unless somebody else was first. A plugin that
// keeps much already when it is counted for the first time may keep twice as much.
func (s Plugins) Recount(ctx context.Context, id core.PluginID) error {
	const op = "store.Recount"
	stored, err := Records{s.db}.stored(ctx, id, "")
	if err != nil {
		return translate(op, err)
	}
	q := (&stmt{}).add("SELECT 0 AS part, -row_count, -byte_count, counted_at FROM plugin_storage WHERE plugin = ?", string(id))
	for _, c := range stored {
		q.add(" UNION ALL SELECT 1, COUNT(*), CAST(COALESCE(SUM(" + sizeOf(c.Collection) + "), 0) AS BIGINT), NULL FROM " + ident(c.Table()))
	}
	q.add(" UNION ALL SELECT 1, COUNT(*), CAST(COALESCE(SUM("+entrySize+"), 0) AS BIGINT), NULL FROM plugin_kv WHERE plugin = ?", string(id))
	q.add(" UNION ALL SELECT 1, 0, CAST(COALESCE(SUM(size), 0) AS BIGINT), NULL FROM record_files WHERE plugin = ?", string(id))
	rows, err := q.rows(s.db.from(ctx))
	if err != nil {
		return translate(op, err)
	}
	defer rows.Close()
	var held, off core.PluginStorage
	var at *int64
	for rows.Next() {
		var part int
		var n, size int64
		var counted *int64
		if err := rows.Scan(&part, &n, &size, &counted); err != nil {
			return translate(op, err)
		}
		off.Rows, off.Bytes = off.Rows+n, off.Bytes+size
		if part == 0 {
			at = counted
		} else {
			held.Rows, held.Bytes = held.Rows+n, held.Bytes+size
		}
	}
	if err := rows.Err(); err != nil {
		return translate(op, err)
	}
	_ = rows.Close()
	if at != nil && off == (core.PluginStorage{}) {
		return nil
	}
	return translate(op, s.db.InTx(ctx, func(ctx context.Context) error { return s.correct(ctx, id, held, off, at) }))
}

// correct adds what the count is off by, if nobody has since at.
func (s Plugins) correct(ctx context.Context, id core.PluginID, held, off core.PluginStorage, at *int64) error {
	q := s.db.from(ctx)
	res := q.Exec(`INSERT INTO plugin_storage (plugin, row_count, byte_count, counted_at) VALUES (?,?,?,?) ON CONFLICT (plugin) DO UPDATE
		SET row_count = plugin_storage.row_count + excluded.row_count, byte_count = plugin_storage.byte_count + excluded.byte_count, counted_at = excluded.counted_at
		WHERE plugin_storage.counted_at IS NOT DISTINCT FROM ?`, string(id), off.Rows, off.Bytes, micros(s.db.clock.Now()), at)
	if res.Error != nil || res.RowsAffected == 0 || at != nil {
		return res.Error
	}
	more := core.PluginQuota{}
	if 2*held.Rows > core.UsualQuota.Rows {
		more.Rows = 2 * held.Rows
	}
	if 2*held.Bytes > core.UsualQuota.Bytes {
		more.Bytes = 2 * held.Bytes
	}
	return q.Exec("UPDATE plugin_storage SET max_rows = COALESCE(max_rows, ?), max_bytes = COALESCE(max_bytes, ?) WHERE plugin = ?",
		orNull(more.Rows), orNull(more.Bytes), string(id)).Error
}
