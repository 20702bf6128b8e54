package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/records"
)

// Records keeps the records of plugins' collections, and makes their tables.
type Records struct{ db *DB }

// Records returns the adapter for package records.
func (db *DB) Records() Records { return Records{db} }

var _ records.Store = Records{}

// FindRecords implements records.Store.
func (s Records) FindRecords(ctx context.Context, c *records.Collection, p *records.Plan, reach []rbac.Branch) ([]*records.Record, error) {
	if len(reach) == 0 {
		return nil, nil
	}
	q := &recordSQL{c: c, dialect: s.db.dialect}
	q.find(p, reach)
	out, err := s.scanRecords(ctx, c, q)
	return out, translate("store.FindRecords", err)
}

// FindRecord implements records.Store.
func (s Records) FindRecord(ctx context.Context, c *records.Collection, id core.RecordID) (*records.Record, error) {
	const op = "store.FindRecord"
	q := &recordSQL{c: c, dialect: s.db.dialect}
	q.sb.WriteString("SELECT ")
	q.columns()
	q.sb.WriteString(" FROM " + ident(c.Table()) + " r WHERE r.id = ?")
	if s.db.tx(ctx) != nil {
		q.sb.WriteString(s.db.dialect.forUpdate())
	}
	q.args = append(q.args, int64(id))
	out, err := s.scanRecords(ctx, c, q)
	if err != nil {
		return nil, translate(op, err)
	}
	if len(out) == 0 {
		return nil, core.Errorf(op, core.KindNotFound, "There is no such record.")
	}
	return out[0], nil
}

// CreateRecord implements records.Store.
func (s Records) CreateRecord(ctx context.Context, c *records.Collection, r *records.Record) error {
	const op = "store.CreateRecord"
	cols := []string{"version", "created_at", "updated_at", "created_by"}
	args := []any{r.Version, micros(r.CreatedAt), micros(r.UpdatedAt), orNull(int64(r.CreatedBy))}
	for i := range c.Fields {
		if f := &c.Fields[i]; f.Type.Kind != records.Refs {
			cols = append(cols, ident(f.Name))
			args = append(args, bind(r.Values[f.Name]))
		}
	}
	size := bytesOf(c, r)
	if err := s.db.room(ctx, c.Plugin, 1, size); err != nil {
		return translate(op, err)
	}
	stmt := "INSERT INTO " + ident(c.Table()) + " (" + strings.Join(cols, ", ") + ") VALUES (?" + strings.Repeat(",?", len(cols)-1) + ") RETURNING id"
	var id int64
	if err := s.db.from(ctx).Raw(stmt, args...).Scan(&id).Error; err != nil {
		return translate(op, err)
	}
	r.ID = core.RecordID(id)
	s.db.count(ctx, c.Plugin, 1, size)
	return translate(op, s.setPeople(ctx, c, r))
}

// UpdateRecord implements records.Store.
func (s Records) UpdateRecord(ctx context.Context, c *records.Collection, r *records.Record, was int64, changed []*records.Field) error {
	const op = "store.UpdateRecord"
	sets := []string{"version = ?", "updated_at = ?"}
	args := []any{r.Version, micros(r.UpdatedAt)}
	people := false
	for i := range c.Fields { // in their order, so that one set of changes is one statement
		f := &c.Fields[i]
		switch {
		case !slices.Contains(changed, f):
		case f.Type.Kind == records.Refs:
			people = true
		default:
			sets = append(sets, ident(f.Name)+" = ?")
			args = append(args, bind(r.Values[f.Name]))
		}
	}
	grows, err := s.grows(ctx, c, r, changed)
	if err != nil {
		return translate(op, err)
	}
	args = append(args, int64(r.ID), was)
	res := s.db.from(ctx).Exec("UPDATE "+ident(c.Table())+" SET "+strings.Join(sets, ", ")+" WHERE id = ? AND version = ?", args...)
	if res.Error != nil {
		return translate(op, res.Error)
	}
	if res.RowsAffected == 0 {
		return core.Errorf(op, core.KindConflict, "Somebody changed this record meanwhile.")
	}
	s.db.count(ctx, c.Plugin, 0, grows)
	if !people {
		return nil
	}
	return translate(op, s.setPeople(ctx, c, r))
}

// grows is by how many bytes a record would grow, if there is room for that. Where no
// text changes nothing is asked.
func (s Records) grows(ctx context.Context, c *records.Collection, r *records.Record, changed []*records.Field) (int64, error) {
	if !slices.ContainsFunc(changed, textual) {
		return 0, nil
	}
	now, before := bytesOf(c, r), int64(0)
	if err := s.db.from(ctx).Raw("SELECT "+sizeOf(c)+" FROM "+ident(c.Table())+" WHERE id = ?", int64(r.ID)).Scan(&before).Error; err != nil {
		return 0, err
	}
	return now - before, s.db.room(ctx, c.Plugin, 0, now-before)
}

// DeleteRecord implements records.Store.
func (s Records) DeleteRecord(ctx context.Context, c *records.Collection, id core.RecordID, was int64) error {
	const op = "store.DeleteRecord"
	n, err := s.remove(ctx, c, ident(c.Table())+" WHERE id = ? AND version = ?", int64(id), was)
	if err != nil {
		return translate(op, err)
	}
	if n == 0 {
		return core.Errorf(op, core.KindConflict, "Somebody changed this record meanwhile.")
	}
	return translate(op, s.left(ctx, c, []int64{int64(id)}))
}

// ExpireRecords deletes up to n records whose time in field lies before the moment,
// in a transaction of its own, with their parts and files, and returns how many.
func (s Records) ExpireRecords(ctx context.Context, c *records.Collection, field *records.Field, before time.Time, n int) (int64, error) {
	var gone int64
	table, col := ident(c.Table()), ident(field.Name)
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		var old []int64
		q := s.db.from(ctx)
		if err := q.Raw("SELECT id FROM "+table+" WHERE "+col+" < ? ORDER BY id LIMIT ?", micros(before), n).Scan(&old).Error; err != nil || len(old) == 0 {
			return err
		}
		n, err := s.remove(ctx, c, table+" WHERE id IN ("+marks(len(old))+")", ids(old)...)
		if gone = n; err != nil {
			return err
		}
		return s.left(ctx, c, old)
	})
	return gone, translate("store.ExpireRecords", err)
}

// remove deletes records and counts them off; from names the table and which.
func (s Records) remove(ctx context.Context, c *records.Collection, from string, args ...any) (int64, error) {
	var sizes []int64
	if err := s.db.from(ctx).Raw("DELETE FROM "+from+" RETURNING "+sizeOf(c), args...).Scan(&sizes).Error; err != nil {
		return 0, err
	}
	n, freed := int64(len(sizes)), int64(0)
	for _, size := range sizes {
		freed += size
	}
	s.db.count(ctx, c.Plugin, -n, -freed)
	return n, nil
}

// setPeople makes the stored contributors those of r.
func (s Records) setPeople(ctx context.Context, c *records.Collection, r *records.Record) error {
	if c.Contributors == "" {
		return nil
	}
	want, _ := r.Values[c.Contributors].([]int64)
	table := ident(c.PeopleTable())
	var have []int64
	if err := s.db.from(ctx).Raw("SELECT user_id FROM "+table+" WHERE record_id = ?", int64(r.ID)).Scan(&have).Error; err != nil {
		return err
	}
	for _, id := range have {
		if !slices.Contains(want, id) {
			if err := s.db.from(ctx).Exec("DELETE FROM "+table+" WHERE record_id = ? AND user_id = ?", int64(r.ID), id).Error; err != nil {
				return err
			}
		}
	}
	for _, id := range want {
		if !slices.Contains(have, id) {
			if err := s.db.from(ctx).Exec("INSERT INTO "+table+" (record_id, user_id) VALUES (?,?)", int64(r.ID), id).Error; err != nil {
				return err
			}
		}
	}
	return nil
}

func (s Records) scanRecords(ctx context.Context, c *records.Collection, q *recordSQL) ([]*records.Record, error) {
	rows, err := s.db.from(ctx).Raw(q.steady(), q.args...).Rows()
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []*records.Record
	row := newRecordRow(c)
	for rows.Next() {
		if err := rows.Scan(row.into...); err != nil {
			return nil, err
		}
		r, err := row.record()
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, rows.Err()
}

// recordRow is what one row is scanned into, again and again.
type recordRow struct {
	c                *records.Collection
	id, version      int64
	created, updated int64
	by               sql.NullInt64
	fields           []any // *sql.Null…, one per field
	into             []any
}

func newRecordRow(c *records.Collection) *recordRow {
	row := &recordRow{c: c}
	row.into = []any{&row.id, &row.version, &row.created, &row.updated, &row.by}
	for i := range c.Fields {
		var v any
		switch c.Fields[i].Type.Kind {
		case records.Int, records.Time, records.Ref:
			v = &sql.NullInt64{}
		case records.Float:
			v = &sql.NullFloat64{}
		case records.Bool:
			v = &sql.NullBool{}
		default: // text of some kind, and the contributors as a list in text
			v = &sql.NullString{}
		}
		row.fields = append(row.fields, v)
	}
	row.into = append(row.into, row.fields...)
	return row
}

func (row *recordRow) record() (*records.Record, error) {
	r := &records.Record{
		ID: core.RecordID(row.id), Version: row.version, CreatedAt: fromMicros(row.created), UpdatedAt: fromMicros(row.updated),
		CreatedBy: core.UserID(row.by.Int64), Values: make(map[string]any, len(row.fields)),
	}
	for i, v := range row.fields {
		f := &row.c.Fields[i]
		switch v := v.(type) {
		case *sql.NullInt64:
			if v.Valid && f.Type.Kind == records.Time {
				r.Values[f.Name] = fromMicros(v.Int64)
			} else if v.Valid {
				r.Values[f.Name] = v.Int64
			}
		case *sql.NullFloat64:
			if v.Valid {
				r.Values[f.Name] = v.Float64
			}
		case *sql.NullBool:
			if v.Valid {
				r.Values[f.Name] = v.Bool
			}
		case *sql.NullString:
			if !v.Valid {
				continue
			}
			switch f.Type.Kind {
			case records.JSON:
				r.Values[f.Name] = json.RawMessage(v.String)
			case records.File:
				var a records.Attachment
				if err := json.Unmarshal([]byte(v.String), &a); err != nil {
					return nil, err
				}
				r.Values[f.Name] = a
			case records.Refs:
				list, err := idList(v.String)
				if err != nil {
					return nil, err
				}
				r.Values[f.Name] = list
			default:
				r.Values[f.Name] = v.String
			}
		}
	}
	return r, nil
}

// idList reads "3,1,2" into sorted numbers.
func idList(s string) ([]int64, error) {
	var out []int64
	for part := range strings.SplitSeq(s, ",") {
		n, err := strconv.ParseInt(part, 10, 64)
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	slices.Sort(out)
	return out, nil
}
