package store

import (
	"context"
	"fmt"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/records"
)

var _ records.FileStore = Records{}

const fileColumns = `id, plugin, collection, field, COALESCE(record_id, 0), owner, name, mime, size, storage_name, at`

// files runs a statement that yields fileColumns.
func (s Records) files(ctx context.Context, q *stmt) ([]records.StoredFile, error) {
	rows, err := q.rows(s.db.from(ctx))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []records.StoredFile
	for rows.Next() {
		var f records.StoredFile
		var at int64
		if err := rows.Scan(&f.ID, &f.Plugin, &f.Collection, &f.Field, &f.Record, &f.Owner, &f.Name, &f.MIME, &f.Size, &f.Stored, &at); err != nil {
			return nil, err
		}
		f.At = fromMicros(at)
		out = append(out, f)
	}
	return out, rows.Err()
}

// AddFile implements records.FileStore.
func (s Records) AddFile(ctx context.Context, f *records.StoredFile) error {
	const op = "store.AddFile"
	if err := s.db.room(ctx, f.Plugin, 0, f.Size); err != nil {
		return translate(op, err)
	}
	s.db.count(ctx, f.Plugin, 0, f.Size)
	return translate(op, s.db.from(ctx).Exec(`INSERT INTO record_files (id, plugin, collection, field, owner, name, mime, size, storage_name, at)
 VALUES (?,?,?,?,?,?,?,?,?,?)`, f.ID, f.Plugin, f.Collection, f.Field, f.Owner, f.Name, f.MIME, f.Size, f.Stored, micros(f.At)).Error)
}

// FindFile implements records.FileStore.
func (s Records) FindFile(ctx context.Context, id string) (*records.StoredFile, error) {
	const op = "store.FindFile"
	found, err := s.files(ctx, (&stmt{}).add("SELECT "+fileColumns+" FROM record_files WHERE id = ?", id))
	if err != nil {
		return nil, translate(op, err)
	}
	if len(found) == 0 {
		return nil, core.Errorf(op, core.KindNotFound, "There is no such file.")
	}
	return &found[0], nil
}

// CountLoose implements records.FileStore.
func (s Records) CountLoose(ctx context.Context, owner string) (int, error) {
	var n int
	err := s.db.from(ctx).Raw("SELECT COUNT(*) FROM record_files WHERE owner = ? AND record_id IS NULL", owner).Scan(&n).Error
	return n, translate("store.CountLoose", err)
}

// BindFile implements records.FileStore.
func (s Records) BindFile(ctx context.Context, id string, record core.RecordID) (bool, error) {
	res := s.db.from(ctx).Exec("UPDATE record_files SET record_id = ? WHERE id = ? AND record_id IS NULL AND owner <> ''", int64(record), id)
	return res.RowsAffected > 0, translate("store.BindFile", res.Error)
}

// ReleaseFiles implements records.FileStore.
func (s Records) ReleaseFiles(ctx context.Context, c *records.Collection, record core.RecordID, field, keep string, at time.Time) error {
	return translate("store.ReleaseFiles", s.db.from(ctx).Exec(`UPDATE record_files SET record_id = NULL, owner = '', at = ?
 WHERE plugin = ? AND collection = ? AND record_id = ? AND field = ? AND id <> ?`, micros(at), c.Plugin, c.Name, int64(record), field, keep).Error)
}

// LooseFiles implements records.FileStore.
func (s Records) LooseFiles(ctx context.Context, t time.Time, limit int) ([]records.StoredFile, error) {
	q := (&stmt{}).add(fmt.Sprintf("SELECT %s FROM record_files WHERE record_id IS NULL AND at < ? ORDER BY at LIMIT %d", fileColumns, limit), micros(t))
	out, err := s.files(ctx, q)
	return out, translate("store.LooseFiles", err)
}

// DropFile implements records.FileStore.
func (s Records) DropFile(ctx context.Context, id string) (bool, error) {
	var gone []struct {
		Plugin core.PluginID
		Size   int64
	}
	err := s.db.from(ctx).Raw("DELETE FROM record_files WHERE id = ? AND record_id IS NULL RETURNING plugin, size", id).Scan(&gone).Error
	for _, f := range gone {
		s.db.count(ctx, f.Plugin, 0, -f.Size)
	}
	return len(gone) > 0, translate("store.DropFile", err)
}

const releaseFile = "UPDATE record_files SET record_id = NULL, owner = '' WHERE plugin = ? AND "

// left removes what records leave behind that were deleted: their parts, and the hold
// on the files of both.
func (s Records) left(ctx context.Context, c *records.Collection, gone []int64) error {
	q, in := s.db.from(ctx), "("+marks(len(gone))+")"
	if err := q.Exec(releaseFile+"collection = ? AND record_id IN "+in, append([]any{c.Plugin, c.Name}, ids(gone)...)...).Error; err != nil {
		return err
	}
	for _, part := range c.Parts() {
		where := ident(part.Table()) + " WHERE " + ident(part.Parent) + " IN " + in
		err := q.Exec(releaseFile+"collection = ? AND record_id IN (SELECT id FROM "+where+")", append([]any{part.Plugin, part.Name}, ids(gone)...)...).Error
		if err == nil {
			_, err = s.remove(ctx, part, where, ids(gone)...)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// releaseAll lets go of all files of a plugin.
func (s Records) releaseAll(ctx context.Context, plugin core.PluginID) error {
	return s.db.from(ctx).Exec(releaseFile+"record_id IS NOT NULL", plugin).Error
}
