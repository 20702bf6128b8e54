package sdk

import "pegboard.dev/pegboard/sdk/abi"

// Collection is one of the manifest's collections, with T the struct whose JSON
// tags name the fields. The host applies the caller's scope to every call.
type Collection[T any] struct{ Name string }

// Row is one row of a collection.
type Row[T any] struct {
	ID, Version          int64
	CreatedAt, UpdatedAt Time
	Value                T
}

// Page is one page of rows.
type Page[T any] struct {
	Rows []Row[T]
	// Next is the cursor of the following page, empty on the last.
	Next string
	// Total counts all rows that match; -1 when the host did not count.
	Total int64
}

// Query says which rows. The zero value asks for the first page of all rows
// that the caller may see, newest first.
type Query struct {
	Where  *Filter
	Search string // full-text, over the collection's search fields
	Sort   string // a field, "-" in front for descending
	Cursor string
	Limit  int // 50 when 0, at most 200
	// Within is the key of a report that the plugin contributes: only rows within its
	// scope, which are those that the report counts.
	Within string
}

// Get returns one row. KindNotFound when it is not within the caller's scope.
func (c Collection[T]) Get(id int64) (*Row[T], error) {
	return c.one(abi.HostRecordsGet, &abi.RecordRequest{Collection: c.Name, ID: id})
}

// Find returns one page of rows.
func (c Collection[T]) Find(q Query) (*Page[T], error) {
	req := abi.RecordQuery{Collection: c.Name, Search: q.Search, Sort: q.Sort, Cursor: q.Cursor, Limit: int64(q.Limit), Within: q.Within}
	if q.Where != nil {
		var err error
		if req.Filter, err = q.Where.appendJSON(nil); err != nil {
			return nil, err
		}
	}
	var rep abi.RecordPage
	if err := ask(abi.HostRecordsQuery, &req, &rep); err != nil {
		return nil, err
	}
	p := &Page[T]{Rows: make([]Row[T], len(rep.Items)), Next: rep.Next, Total: rep.Total}
	for i := range rep.Items {
		if err := p.Rows[i].read(&rep.Items[i]); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// Create adds a row. KindInvalid names the fields at fault.
func (c Collection[T]) Create(v T) (*Row[T], error) {
	return c.write(abi.HostRecordsCreate, abi.RecordRequest{Collection: c.Name}, v)
}

// Insert adds a row of which fields encodes to a JSON object: for rows of which
// some fields are left to the host's defaults. Errors as in Create.
func (c Collection[T]) Insert(fields any) (*Row[T], error) {
	return c.write(abi.HostRecordsCreate, abi.RecordRequest{Collection: c.Name}, fields)
}

// Update saves a row as it is now. KindConflict when its version is stale.
func (c Collection[T]) Update(row *Row[T]) (*Row[T], error) {
	return c.write(abi.HostRecordsUpdate, abi.RecordRequest{Collection: c.Name, ID: row.ID, Version: row.Version}, row.Value)
}

// Patch sets some fields of a row; fields encodes to a JSON object. Version 0
// skips the check for a stale one.
func (c Collection[T]) Patch(id, version int64, fields any) (*Row[T], error) {
	return c.write(abi.HostRecordsUpdate, abi.RecordRequest{Collection: c.Name, ID: id, Version: version}, fields)
}

// Delete removes a row; version 0 skips the check for a stale one.
func (c Collection[T]) Delete(id, version int64) error {
	return ask(abi.HostRecordsDelete, &abi.RecordRequest{Collection: c.Name, ID: id, Version: version}, nil)
}

// InsertAll adds several rows, at most 500 of them, in one go: all or none. fields
// encodes to a JSON array of objects. It returns their ids in the same order. KindInvalid
// names the fields at fault behind the row's place, from 0: "3.code".
func (c Collection[T]) InsertAll(fields any) ([]int64, error) {
	b, err := encode(fields)
	if err != nil {
		return nil, err
	}
	var rep abi.RecordBatch
	if err := ask(abi.HostRecordsAdd, &abi.RecordBatch{Collection: c.Name, Rows: b}, &rep); err != nil {
		return nil, err
	}
	return rep.IDs, nil
}

func (c Collection[T]) write(op abi.Op, req abi.RecordRequest, v any) (*Row[T], error) {
	b, err := encode(v)
	if err != nil {
		return nil, err
	}
	req.Fields = b
	return c.one(op, &req)
}

func (c Collection[T]) one(op abi.Op, req *abi.RecordRequest) (*Row[T], error) {
	var rec abi.Record
	if err := ask(op, req, &rec); err != nil {
		return nil, err
	}
	row := new(Row[T])
	return row, row.read(&rec)
}

func (r *Row[T]) read(rec *abi.Record) error {
	r.ID, r.Version, r.CreatedAt, r.UpdatedAt = rec.ID, rec.Version, rec.CreatedAt, rec.UpdatedAt
	if len(rec.Fields) == 0 {
		return nil
	}
	return readRow(rec.Fields, &r.Value)
}
