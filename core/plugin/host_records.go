package plugin

import (
	"context"
	"encoding/json"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/records"
	"pegboard.dev/pegboard/sdk/abi"
)

// collection finds one of the calling plugin's own collections; there is no way
// to name another plugin's.
func (c *call) collection(name string) (*records.Collection, error) {
	if col := c.unit.manifest.Collection(name); col != nil {
		return col, nil
	}
	return nil, core.Errorf("plugin.collection", core.KindInvalid, "The plugin has no collection %q.", name)
}

func wireRecord(col *records.Collection, r *records.Record) abi.Record {
	return abi.Record{
		Collection: col.Name, ID: int64(r.ID), Version: r.Version,
		CreatedAt: abi.TimeOf(r.CreatedAt), UpdatedAt: abi.TimeOf(r.UpdatedAt), Fields: col.AppendFields(nil, r),
	}
}

func (c *call) recordsGet(ctx context.Context, in []byte) (any, error) {
	return c.oneRecord(in, func(col *records.Collection, req *abi.RecordRequest) (*records.Record, error) {
		return c.m.records.Get(ctx, c.who(), col, core.RecordID(req.ID))
	})
}

func (c *call) recordsCreate(ctx context.Context, in []byte) (any, error) {
	return c.oneRecord(in, func(col *records.Collection, req *abi.RecordRequest) (*records.Record, error) {
		fields, err := records.ParseInput(req.Fields)
		if err != nil {
			return nil, err
		}
		return c.m.records.Create(ctx, c.who(), col, fields)
	})
}

func (c *call) recordsUpdate(ctx context.Context, in []byte) (any, error) {
	return c.oneRecord(in, func(col *records.Collection, req *abi.RecordRequest) (*records.Record, error) {
		fields, err := records.ParseInput(req.Fields)
		if err != nil {
			return nil, err
		}
		return c.m.records.Update(ctx, c.who(), col, core.RecordID(req.ID), req.Version, fields)
	})
}

func (c *call) oneRecord(in []byte, do func(col *records.Collection, req *abi.RecordRequest) (*records.Record, error)) (any, error) {
	var req abi.RecordRequest
	if err := decode(in, &req); err != nil {
		return nil, err
	}
	col, err := c.collection(req.Collection)
	if err != nil {
		return nil, err
	}
	r, err := do(col, &req)
	if err != nil {
		return nil, err
	}
	out := wireRecord(col, r)
	return &out, nil
}

func (c *call) recordsDelete(ctx context.Context, in []byte) (any, error) {
	var req abi.RecordRequest
	if err := decode(in, &req); err != nil {
		return nil, err
	}
	col, err := c.collection(req.Collection)
	if err != nil {
		return nil, err
	}
	return nil, c.m.records.Delete(ctx, c.who(), col, core.RecordID(req.ID), req.Version)
}

func (c *call) recordsQuery(ctx context.Context, in []byte) (any, error) {
	const op = "plugin.recordsQuery"
	var req abi.RecordQuery
	if err := decode(in, &req); err != nil {
		return nil, err
	}
	col, err := c.collection(req.Collection)
	if err != nil {
		return nil, err
	}
	if len(req.Group) > 0 {
		return c.recordsGroup(ctx, col, &req)
	}
	q := records.Query{Search: req.Search, Sort: req.Sort, Cursor: req.Cursor, Limit: int(min(req.Limit, core.MaxPageSize)), Within: rbac.Key(req.Within)}
	if len(req.Filter) > 0 {
		q.Where = &records.Filter{}
		if err := json.Unmarshal(req.Filter, q.Where); err != nil {
			return nil, core.InvalidField(op, "where", "The filter cannot be read.")
		}
	}
	page, err := c.m.records.List(ctx, c.who(), col, q)
	if err != nil {
		return nil, err
	}
	out := &abi.RecordPage{Items: make([]abi.Record, len(page.Items)), Next: page.Next, Total: -1}
	for i, r := range page.Items {
		out.Items[i] = wireRecord(col, r)
	}
	return out, nil
}

// recordsGroup answers a query for figures. Its conditions stand where those of a
// query for rows do.
func (c *call) recordsGroup(ctx context.Context, col *records.Collection, req *abi.RecordQuery) (any, error) {
	const op = "plugin.recordsGroup"
	var g records.Group
	if err := json.Unmarshal(req.Group, &g); err != nil {
		return nil, core.InvalidField(op, "group", "What is asked for cannot be read.")
	}
	if g.Where != nil || g.Search != "" {
		return nil, core.InvalidField(op, "group", "Conditions stand in the query itself.")
	}
	g.Search = req.Search
	if len(req.Filter) > 0 {
		g.Where = &records.Filter{}
		if err := json.Unmarshal(req.Filter, g.Where); err != nil {
			return nil, core.InvalidField(op, "where", "The filter cannot be read.")
		}
	}
	figures, err := c.m.records.Aggregate(ctx, c.who(), col, g)
	if err != nil {
		return nil, err
	}
	return &abi.RecordPage{Total: -1, Groups: figures.AppendJSON(nil), More: figures.More}, nil
}
