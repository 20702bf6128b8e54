package plugin

import (
	"context"
	"encoding/json"
	"net/url"
	"strconv"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/records"
)

// RecordPage is one page of a collection's HTTP API.
type RecordPage struct {
	// Items are records with their abilities, each a flat JSON object.
	Items []json.RawMessage
	Next  string // cursor, empty on the last page
	// Abilities of the collection as a whole: create.
	Abilities map[string]bool
}

// Collection returns a collection of an enabled plugin; KindNotFound otherwise.
func (m *Manager) Collection(id core.PluginID, name string) (*records.Collection, error) {
	const op = "plugin.Collection"
	u, err := m.enabled(op, id)
	if err != nil {
		return nil, err
	}
	if c := u.manifest.Collection(name); c != nil {
		return c, nil
	}
	return nil, core.Errorf(op, core.KindNotFound, "There is nothing here, or it is not yours to see.")
}

// ListRecords lists a collection for who; query as records.Collection.ParseQuery
// reads it. Errors as in records.Service.List.
func (m *Manager) ListRecords(ctx context.Context, who *rbac.Subject, id core.PluginID, name string, query url.Values) (*RecordPage, error) {
	const op = "plugin.ListRecords"
	c, err := m.Collection(id, name)
	if err != nil {
		return nil, err
	}
	q, err := c.ParseQuery(query)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	page, err := m.records.List(ctx, who, c, q)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	out := &RecordPage{Items: make([]json.RawMessage, len(page.Items)), Next: page.Next, Abilities: map[string]bool{"create": c.Creates(who)}}
	abilities, err := m.records.Abilities(ctx, who, c, page.Items...)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	for i, r := range page.Items {
		out.Items[i] = c.AppendJSON(nil, r, abilities[i])
	}
	return out, nil
}

// GroupRecords computes figures over a collection for who, as a JSON object with
// lines and more; query as records.Collection.ParseGroup reads it. Errors as in
// records.Service.Aggregate.
func (m *Manager) GroupRecords(ctx context.Context, who *rbac.Subject, id core.PluginID, name string, query url.Values) (json.RawMessage, error) {
	const op = "plugin.GroupRecords"
	c, err := m.Collection(id, name)
	if err != nil {
		return nil, err
	}
	g, err := c.ParseGroup(query)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	figures, err := m.records.Aggregate(ctx, who, c, g)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	out := append(figures.AppendJSON([]byte(`{"lines":`)), `,"more":`...)
	return append(strconv.AppendBool(out, figures.More), '}'), nil
}

// GetRecord returns one record as JSON. Errors as in records.Service.Get.
func (m *Manager) GetRecord(ctx context.Context, who *rbac.Subject, id core.PluginID, name string, rec core.RecordID) (json.RawMessage, error) {
	return m.oneRecord(ctx, "plugin.GetRecord", who, id, name, func(c *records.Collection) (*records.Record, error) {
		return m.records.Get(ctx, who, c, rec)
	})
}

// CreateRecord adds a record from a JSON object of its fields. Errors as in
// records.Service.Create.
func (m *Manager) CreateRecord(ctx context.Context, who *rbac.Subject, id core.PluginID, name string, body []byte) (json.RawMessage, error) {
	return m.oneRecord(ctx, "plugin.CreateRecord", who, id, name, func(c *records.Collection) (*records.Record, error) {
		in, err := records.ParseInput(body)
		if err != nil {
			return nil, err
		}
		return m.records.Create(ctx, who, c, in)
	})
}

// UpdateRecord changes the fields that a JSON object names; its "version" is the
// one the caller read, and required. Errors as in records.Service.Update.
func (m *Manager) UpdateRecord(ctx context.Context, who *rbac.Subject, id core.PluginID, name string, rec core.RecordID, body []byte) (json.RawMessage, error) {
	const op = "plugin.UpdateRecord"
	return m.oneRecord(ctx, op, who, id, name, func(c *records.Collection) (*records.Record, error) {
		in, err := records.ParseInput(body)
		if err != nil {
			return nil, err
		}
		var version int64
		if json.Unmarshal(in["version"], &version) != nil || version <= 0 {
			return nil, core.InvalidField(op, "version", "The version that you read is needed.")
		}
		delete(in, "version")
		return m.records.Update(ctx, who, c, rec, version, in)
	})
}

// DeleteRecord removes a record; version zero takes any. Errors as in
// records.Service.Delete.
func (m *Manager) DeleteRecord(ctx context.Context, who *rbac.Subject, id core.PluginID, name string, rec core.RecordID, version int64) error {
	c, err := m.Collection(id, name)
	if err != nil {
		return err
	}
	return core.Wrap("plugin.DeleteRecord", m.records.Delete(ctx, who, c, rec, version))
}

func (m *Manager) oneRecord(ctx context.Context, op string, who *rbac.Subject, id core.PluginID, name string, do func(c *records.Collection) (*records.Record, error)) (json.RawMessage, error) {
	c, err := m.Collection(id, name)
	if err != nil {
		return nil, err
	}
	r, err := do(c)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	abilities, err := m.records.Abilities(ctx, who, c, r)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	return c.AppendJSON(nil, r, abilities[0]), nil
}
