package plugin

import (
	"archive/zip"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/records"
)

// Export is a plugin's data on its way out: a zip with export.json, which says what
// is in it, plugin.json, settings.json without secrets, and for each collection
// collections/<name>.json and .csv, and
// files/<name>/<record>/<field>/… with the files of its records.
type Export struct {
	m    *Manager
	who  *rbac.Subject // with the plugin's keys, also while it is off
	row  core.Installation
	body []byte // plugin.json
	sets []*records.Collection
}

// OpenExport checks that who may take a plugin's data out: they need
// settings.plugins, and see all of each collection, as they would with the plugin
// on. KindNotFound if it was never installed.
func (m *Manager) OpenExport(ctx context.Context, who *rbac.Subject, id core.PluginID) (*Export, error) {
	const op = "plugin.Export"
	if err := who.Require(op, keyPlugins); err != nil {
		return nil, err
	}
	row, _, err := m.row(ctx, id)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	if row.State == "" || row.State == core.PluginUninstalled {
		return nil, core.Errorf(op, core.KindNotFound, "There is no such plugin.")
	}
	f, err := m.fileOf(ctx, row)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	e := &Export{m: m, row: *row}
	if e.body, err = json.MarshalIndent(f.manifest, "", "  "); err != nil {
		return nil, core.Wrap(op, err)
	}
	return e, core.Wrap(op, e.open(ctx, who, f))
}

// open finds the collections, and lets who read with the keys that they hold of the
// plugin when it is on. The key of a collection that only another version knows
// means nothing now: who may remove it may read it.
func (e *Export) open(ctx context.Context, who *rbac.Subject, f *file) error {
	m := e.m
	reg, err := m.fits(withoutRequires(f.manifest), nil)
	if err != nil {
		return err
	}
	policy, err := m.svc.People.Policy(ctx)
	if err != nil {
		return err
	}
	stored, err := m.Tables.StoredCollections(ctx, e.row.ID)
	if err != nil {
		return err
	}
	powers := rbac.Compile(reg, policy, who.Roles, nil, m.Clock.Now())
	if who.Token != 0 {
		powers = powers.ForToken(who.Powers.Keys())
	}
	for _, s := range stored {
		read := s.Keys.Read
		if _, known := reg.Key(read); !known {
			read = keyPlugins
		}
		if powers.Scope(read) != rbac.All {
			return core.Errorf("plugin.Export", core.KindForbidden, "An export holds everything, and you do not see all of %s: that takes %s in every team.", s.Title, read)
		}
		e.sets = append(e.sets, s.Whole(read))
	}
	reader := *who
	reader.Powers = powers
	e.who = &reader
	return nil
}

// Name is what the file is called.
func (e *Export) Name() string { return string(e.row.ID) + "-" + e.row.Version + "-data.zip" }

// Write writes the zip and notes the export in the audit log. A failure leaves
// half a file, which no unzip takes for a whole one.
func (e *Export) Write(ctx context.Context, w io.Writer) error {
	const op = "plugin.Export"
	z := zip.NewWriter(w)
	sizes := []core.CollectionSize{}
	for _, c := range e.sets {
		n, err := e.collection(ctx, z, c)
		if err != nil {
			return core.Wrap(op, err)
		}
		sizes = append(sizes, core.CollectionSize{Name: c.Name, Records: n})
	}
	entries, err := e.entries(ctx, z)
	if err != nil {
		return core.Wrap(op, err)
	}
	settings, err := e.settings()
	if err != nil {
		return core.Wrap(op, err)
	}
	about := map[string]any{"entries": entries, "plugin": e.row.ID, "version": e.row.Version, "at": e.m.Clock.Now().UTC(), "by": e.who.Name, "collections": sizes}
	for name, v := range map[string]any{"plugin.json": json.RawMessage(e.body), "settings.json": settings, "export.json": about} {
		b, err := json.MarshalIndent(v, "", "  ")
		if err == nil {
			err = entry(z, name, append(b, '\n'))
		}
		if err != nil {
			return core.Wrap(op, err)
		}
	}
	if err := z.Close(); err != nil {
		return core.Wrap(op, err)
	}
	return core.Wrap(op, e.done(ctx, sizes))
}

func entry(z *zip.Writer, name string, body []byte) error {
	w, err := z.Create(name)
	if err == nil {
		_, err = w.Write(body)
	}
	return err
}

// done notes that the data was taken out.
func (e *Export) done(ctx context.Context, sizes []core.CollectionSize) error {
	m := e.m
	return m.Tx.InTx(ctx, func(ctx context.Context) error {
		row, _, err := m.rowsFor(ctx, e.row.ID)
		if err != nil || row == nil {
			return err
		}
		if row.State != core.PluginEnabled { // what is on goes on changing
			row.ExportedAt = m.Clock.Now()
			if err := m.Store.PutInstallation(ctx, row); err != nil {
				return err
			}
		}
		return m.tell(ctx, e.who, "plugin.exported", e.row.ID, nil, map[string]any{"version": e.row.Version, "collections": sizes})
	})
}

// settings are the values, and the names of the secrets that have one.
func (e *Export) settings() (any, error) {
	k, err := readKept(e.row.Settings)
	return map[string]any{"values": k.Values, "secrets": slices.Sorted(maps.Keys(k.Sealed))}, err
}

// collection writes one collection in both forms and counts its records.
func (e *Export) collection(ctx context.Context, z *zip.Writer, c *records.Collection) (int64, error) {
	w, err := z.Create("collections/" + c.Name + ".json")
	if err != nil {
		return 0, err
	}
	var n int64
	before := "[\n"
	err = e.each(ctx, c, func(r *records.Record) error {
		n++
		_, err := fmt.Fprintf(w, "%s%s", before, c.AppendJSON(nil, r, nil))
		before = ",\n"
		return err
	})
	if err != nil {
		return n, err
	}
	if n == 0 {
		_, err = io.WriteString(w, "[]\n")
	} else {
		_, err = io.WriteString(w, "\n]\n")
	}
	if err != nil {
		return n, err
	}
	if w, err = z.Create("collections/" + c.Name + ".csv"); err != nil {
		return n, err
	}
	if err := e.csv(ctx, w, c); err != nil {
		return n, err
	}
	return n, e.files(ctx, z, c)
}

// files writes the files of the collection's records.
func (e *Export) files(ctx context.Context, z *zip.Writer, c *records.Collection) error {
	var fields []string
	for i := range c.Fields {
		if c.Fields[i].Type.Kind == records.File {
			fields = append(fields, c.Fields[i].Name)
		}
	}
	if len(fields) == 0 {
		return nil
	}
	return e.each(ctx, c, func(r *records.Record) error {
		for _, field := range fields {
			if _, has := r.Values[field].(records.Attachment); !has {
				continue
			}
			a, content, err := e.m.records.OpenFile(ctx, e.who, c, r.ID, field)
			if err != nil {
				return err
			}
			w, err := z.Create(fmt.Sprintf("files/%s/%d/%s/%s", c.Name, r.ID, field, a.Name))
			if err == nil {
				_, err = io.Copy(w, content)
			}
			if err := errors.Join(err, content.Close()); err != nil {
				return err
			}
		}
		return nil
	})
}

func (e *Export) csv(ctx context.Context, w io.Writer, c *records.Collection) error {
	out := csv.NewWriter(w)
	head := []string{records.ColID, records.ColVersion, records.ColCreatedAt, records.ColUpdatedAt, records.ColCreatedBy}
	for i := range c.Fields {
		head = append(head, c.Fields[i].Name)
	}
	if err := out.Write(head); err != nil {
		return err
	}
	err := e.each(ctx, c, func(r *records.Record) error {
		line := []string{cell(int64(r.ID)), cell(r.Version), cell(r.CreatedAt), cell(r.UpdatedAt), cell(int64(r.CreatedBy))}
		for i := range c.Fields {
			line = append(line, cell(r.Values[c.Fields[i].Name]))
		}
		return out.Write(line)
	})
	if err != nil {
		return err
	}
	out.Flush()
	return out.Error()
}

// each goes through all records, a page at a time.
func (e *Export) each(ctx context.Context, c *records.Collection, fn func(r *records.Record) error) error {
	for q := (records.Query{Sort: records.ColID, Limit: core.MaxPageSize}); ; {
		page, err := e.m.records.List(ctx, e.who, c, q)
		if err != nil {
			return err
		}
		for _, r := range page.Items {
			if err := fn(r); err != nil {
				return err
			}
		}
		if q.Cursor = page.Next; q.Cursor == "" {
			return nil
		}
	}
}

// cell writes a value for a spreadsheet, which must not take it for a formula.
func cell(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case time.Time:
		return v.UTC().Format(time.RFC3339)
	case int64:
		return strconv.FormatInt(v, 10)
	case records.Attachment:
		return cell(v.Name)
	case []int64:
		ids := make([]string, len(v))
		for i, id := range v {
			ids[i] = strconv.FormatInt(id, 10)
		}
		return strings.Join(ids, " ")
	case json.RawMessage:
		return guarded(string(v))
	case string:
		return guarded(v)
	}
	return fmt.Sprint(v)
}

func guarded(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}
