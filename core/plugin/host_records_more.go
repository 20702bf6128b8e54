package plugin

import (
	"context"
	"encoding/json"
	"io"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/records"
	"pegboard.dev/pegboard/sdk/abi"
)

// recordsAdd adds several rows at once.
func (c *call) recordsAdd(ctx context.Context, in []byte) (any, error) {
	var req abi.RecordBatch
	if err := decode(in, &req); err != nil {
		return nil, err
	}
	col, err := c.collection(req.Collection)
	if err != nil {
		return nil, err
	}
	var rows []records.Input
	if err := json.Unmarshal(req.Rows, &rows); err != nil {
		return nil, core.Errorf("plugin.recordsAdd", core.KindInvalid, "The rows must be JSON objects.")
	}
	made, err := c.m.records.CreateAll(ctx, c.who(), col, rows)
	if err != nil {
		return nil, err
	}
	out := &abi.RecordBatch{Collection: col.Name, IDs: make([]int64, len(made))}
	for i, r := range made {
		out.IDs[i] = int64(r.ID)
	}
	return out, nil
}

// maxFilePart is how much of a file a guest gets at once, in bytes.
const maxFilePart = 1 << 20

// recordsFile reads part of a file for the guest.
func (c *call) recordsFile(ctx context.Context, in []byte) (any, error) {
	const op = "plugin.recordsFile"
	var req abi.FileRequest
	if err := decode(in, &req); err != nil {
		return nil, err
	}
	col, err := c.collection(req.Collection)
	if err != nil {
		return nil, err
	}
	if req.Offset < 0 || req.Length <= 0 || req.Length > maxFilePart {
		return nil, core.InvalidField(op, "length", "At most %d KiB of a file can be read at once.", maxFilePart>>10)
	}
	_, content, err := c.m.records.OpenFile(ctx, c.who(), col, core.RecordID(req.ID), req.Field)
	if err != nil {
		return nil, err
	}
	defer content.Close()
	if s, ok := content.(io.Seeker); ok {
		_, err = s.Seek(req.Offset, io.SeekStart)
	} else {
		_, err = io.CopyN(io.Discard, content, req.Offset)
	}
	if err != nil && err != io.EOF {
		return nil, core.Wrap(op, err)
	}
	part, err := io.ReadAll(io.LimitReader(content, req.Length))
	return part, core.Wrap(op, err)
}
