package store

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"strings"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/records"
)

// PrepareCollections makes the tables of a plugin's collections, or widens them
// to new declarations, within the transaction that ctx carries. KindInvalid for
// a change that would damage existing records; then nothing was changed.
func (s Records) PrepareCollections(ctx context.Context, plugin core.PluginID, collections []*records.Collection) error {
	const op = "store.PrepareCollections"
	for _, c := range collections {
		if err := s.prepare(ctx, plugin, c); err != nil {
			return translate(op, err)
		}
	}
	return nil
}

func (s Records) prepare(ctx context.Context, plugin core.PluginID, c *records.Collection) error {
	was, err := s.stored(ctx, plugin, c.Name)
	if err != nil {
		return err
	}
	var ddl []string
	var resting []records.Field
	if len(was) == 0 {
		ddl = s.createTable(c)
	} else {
		added, rest, err := c.Widen(was[0].Collection, was[0].Resting)
		if err != nil {
			return core.Errorf("store.prepare", core.KindInvalid, "The plugin's data cannot be brought to this version: %s.", err)
		}
		resting = rest
		for _, f := range added {
			if f.Type.Kind == records.Refs {
				ddl = append(ddl, s.createPeople(c)...)
				continue
			}
			ddl = append(ddl, fmt.Sprintf("ALTER TABLE %s ADD COLUMN %s", ident(c.Table()), s.column(f)))
		}
	}
	ddl = append(ddl, s.indexes(c)...)
	for _, stmt := range ddl {
		if err := s.db.from(ctx).Exec(stmt).Error; err != nil {
			return err
		}
	}
	return s.putDeclaration(ctx, plugin, c, resting)
}

// putDeclaration notes for what a table was made.
func (s Records) putDeclaration(ctx context.Context, plugin core.PluginID, c *records.Collection, resting []records.Field) error {
	now, err := json.Marshal(c)
	if err != nil {
		return err
	}
	rest, err := json.Marshal(append([]records.Field{}, resting...))
	if err != nil {
		return err
	}
	return s.db.from(ctx).Exec(`INSERT INTO plugin_collections (plugin, name, declaration, resting) VALUES (?,?,?,?)
		ON CONFLICT (plugin, name) DO UPDATE SET declaration = excluded.declaration, resting = excluded.resting`, plugin, c.Name, string(now), string(rest)).Error
}

// stored reads for what tables of a plugin were made, by name; of one collection
// if it is named.
func (s Records) stored(ctx context.Context, plugin core.PluginID, name string) ([]records.Stored, error) {
	var rows []struct{ Declaration, Resting string }
	q := (&stmt{}).add("SELECT declaration, resting FROM plugin_collections WHERE plugin = ?", plugin)
	if name != "" {
		q.add(" AND name = ?", name)
	}
	if err := s.db.from(ctx).Raw(q.text.String()+" ORDER BY name", q.args...).Scan(&rows).Error; err != nil {
		return nil, err
	}
	out := make([]records.Stored, len(rows))
	for i, r := range rows {
		c := &records.Collection{}
		if err := json.Unmarshal([]byte(r.Declaration), c); err != nil {
			return nil, err
		}
		if err := c.Check(plugin); err != nil {
			return nil, err
		}
		out[i].Collection = c
		if err := json.Unmarshal([]byte(r.Resting), &out[i].Resting); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// StoredCollections returns every collection that a plugin has a table for, with
// the fields that rest in it; also those that its present version does not know.
func (s Records) StoredCollections(ctx context.Context, plugin core.PluginID) ([]records.Stored, error) {
	out, err := s.stored(ctx, plugin, "")
	return out, translate("store.StoredCollections", err)
}

// CountRecords counts what each collection of a plugin holds, by name.
func (s Records) CountRecords(ctx context.Context, plugin core.PluginID) ([]core.CollectionSize, error) {
	const op = "store.CountRecords"
	var names []string
	q := s.db.from(ctx)
	if err := q.Raw("SELECT name FROM plugin_collections WHERE plugin = ? ORDER BY name", plugin).Scan(&names).Error; err != nil {
		return nil, translate(op, err)
	}
	out := make([]core.CollectionSize, len(names))
	for i, name := range names {
		c := &records.Collection{Plugin: plugin, Name: name}
		out[i].Name = name
		if err := q.Raw("SELECT COUNT(*) FROM " + ident(c.Table())).Scan(&out[i].Records).Error; err != nil {
			return nil, translate(op, err)
		}
	}
	return out, nil
}

// DropCollections removes a plugin's tables with everything in them, within the
// transaction that ctx carries.
func (s Records) DropCollections(ctx context.Context, plugin core.PluginID) error {
	const op = "store.DropCollections"
	q := s.db.from(ctx)
	var names []string
	if err := q.Raw("SELECT name FROM plugin_collections WHERE plugin = ?", plugin).Scan(&names).Error; err != nil {
		return translate(op, err)
	}
	for _, name := range names {
		c := &records.Collection{Plugin: plugin, Name: name}
		for _, table := range []string{c.PeopleTable(), c.Table()} {
			if err := q.Exec("DROP TABLE IF EXISTS " + ident(table)).Error; err != nil {
				return translate(op, err)
			}
		}
	}
	if err := s.releaseAll(ctx, plugin); err != nil {
		return translate(op, err)
	}
	return translate(op, q.Exec("DELETE FROM plugin_collections WHERE plugin = ?", plugin).Error)
}

func (s Records) createTable(c *records.Collection) []string {
	id, big := "INTEGER PRIMARY KEY AUTOINCREMENT", "INTEGER"
	if s.db.dialect == PostgreSQL {
		id, big = "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY", "BIGINT"
	}
	cols := []string{
		"id " + id, "version " + big + " NOT NULL", "created_at " + big + " NOT NULL", "updated_at " + big + " NOT NULL", "created_by " + big,
	}
	people := false
	for i := range c.Fields {
		if c.Fields[i].Type.Kind == records.Refs {
			people = true
			continue
		}
		cols = append(cols, s.column(&c.Fields[i]))
	}
	ddl := []string{fmt.Sprintf("CREATE TABLE %s (%s)", ident(c.Table()), strings.Join(cols, ", "))}
	if people {
		ddl = append(ddl, s.createPeople(c)...)
	}
	return ddl
}

func (s Records) createPeople(c *records.Collection) []string {
	big := "INTEGER"
	if s.db.dialect == PostgreSQL {
		big = "BIGINT"
	}
	return []string{
		fmt.Sprintf("CREATE TABLE %s (record_id %s NOT NULL REFERENCES %s (id) ON DELETE CASCADE, user_id %s NOT NULL, PRIMARY KEY (record_id, user_id))",
			ident(c.PeopleTable()), big, ident(c.Table()), big),
		fmt.Sprintf("CREATE INDEX %s ON %s (user_id, record_id)", indexName(c, "__people"), ident(c.PeopleTable())),
	}
}

// column declares a field's column. The default is in the declaration for rows that
// exist already, and for those that a version writes which does not know the field.
func (s Records) column(f *records.Field) string {
	types := map[records.Kind]string{
		records.String: "TEXT", records.Text: "TEXT", records.JSON: "TEXT", records.File: "TEXT",
		records.Int: "INTEGER", records.Time: "INTEGER", records.Ref: "INTEGER", records.Float: "REAL", records.Bool: "INTEGER",
	}
	if s.db.dialect == PostgreSQL {
		types[records.Int], types[records.Time], types[records.Ref] = "BIGINT", "BIGINT", "BIGINT"
		types[records.Float], types[records.Bool] = "DOUBLE PRECISION", "BOOLEAN"
	}
	def := ident(f.Name) + " " + types[f.Type.Kind]
	if s.db.dialect == PostgreSQL && f.Type.Kind == records.String {
		def += ` COLLATE "C"` // the same order as on SQLite
	}
	if f.Required {
		def += " NOT NULL"
	}
	if v := f.FixedDefault(); v != nil {
		def += " DEFAULT " + literal(s.db.dialect, v)
	}
	return def
}

// literal writes a parsed default into DDL, where parameters are not allowed.
func literal(d Dialect, v any) string {
	switch v := v.(type) {
	case string:
		return "'" + strings.ReplaceAll(v, "'", "''") + "'"
	case json.RawMessage:
		return "'" + strings.ReplaceAll(string(v), "'", "''") + "'"
	case bool:
		if d == PostgreSQL {
			return fmt.Sprint(v)
		}
		if v {
			return "1"
		}
		return "0"
	case time.Time:
		return fmt.Sprint(micros(v))
	}
	return fmt.Sprint(v) // int64, float64
}

// indexes covers the scope's fields and those the declaration names, each with
// the id behind it: that is the order of a list.
func (s Records) indexes(c *records.Collection) []string {
	var ddl []string
	done := map[string]bool{"": true}
	for _, name := range append([]string{c.Owner, c.Team, c.Visitor, c.Parent}, c.Indexes...) {
		if done[name] {
			continue
		}
		done[name] = true
		ddl = append(ddl, fmt.Sprintf("CREATE INDEX IF NOT EXISTS %s ON %s (%s, id)", indexName(c, name), ident(c.Table()), ident(name)))
	}
	return ddl
}

// indexName is short enough for PostgreSQL whatever the names are.
func indexName(c *records.Collection, field string) string {
	h := fnv.New64a()
	h.Write([]byte(c.Table() + "." + field))
	return fmt.Sprintf("xi_%016x", h.Sum64())
}

// ident quotes a name that the manifest checks have passed: letters, digits and
// underscores.
func ident(name string) string { return `"` + name + `"` }
