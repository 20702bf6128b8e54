package plugin

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/sdk/abi"
)

const (
	maxKVKey   = 256      // bytes
	maxKVValue = 64 << 10 // bytes
	maxKVLife  = 366 * 24 * time.Hour
)

func (c *call) kvEntry(in []byte) (*abi.KVEntry, error) {
	var e abi.KVEntry
	if err := decode(in, &e); err != nil {
		return nil, err
	}
	if e.Key == "" || len(e.Key) > maxKVKey {
		return nil, core.Errorf("plugin.kv", core.KindInvalid, "A key must be 1 to %d bytes long.", maxKVKey)
	}
	if !utf8.ValidString(e.Key) || strings.Contains(e.Key, "\x00") {
		return nil, core.Errorf("plugin.kv", core.KindInvalid, "A key must be text.")
	}
	if strings.HasPrefix(e.Key, ownKV) {
		return nil, core.Errorf("plugin.kv", core.KindInvalid, "A key must not begin with the byte 1.")
	}
	if len(e.Value) > maxKVValue {
		return nil, core.Errorf("plugin.kv", core.KindInvalid, "A value may have at most %d KiB.", maxKVValue>>10)
	}
	return &e, nil
}

func (c *call) kvGet(ctx context.Context, in []byte) (any, error) {
	e, err := c.kvEntry(in)
	if err != nil {
		return nil, err
	}
	v, found, err := c.m.KV.GetKV(ctx, c.unit.manifest.ID, e.Key, c.m.Clock.Now())
	return &abi.KVEntry{Key: e.Key, Value: v, Found: found}, err
}

func (c *call) kvSet(ctx context.Context, in []byte) (any, error) {
	e, err := c.kvEntry(in)
	if err != nil {
		return nil, err
	}
	now := c.m.Clock.Now()
	var expires time.Time
	if e.TTLMS > 0 {
		expires = now.Add(min(time.Duration(min(e.TTLMS, maxKVLife.Milliseconds()))*time.Millisecond, maxKVLife))
	}
	return nil, c.m.Tx.InTx(ctx, func(ctx context.Context) error {
		return c.m.KV.SetKV(ctx, c.unit.manifest.ID, e.Key, e.Value, now, expires)
	})
}

func (c *call) kvDelete(ctx context.Context, in []byte) (any, error) {
	e, err := c.kvEntry(in)
	if err != nil {
		return nil, err
	}
	return nil, c.m.Tx.InTx(ctx, func(ctx context.Context) error {
		return c.m.KV.DeleteKV(ctx, c.unit.manifest.ID, e.Key)
	})
}

// text answers a text of the plugin's catalogue in the caller's language.
func (c *call) text(ctx context.Context, in []byte) (any, error) {
	var req abi.TextRequest
	if err := decode(in, &req); err != nil {
		return nil, err
	}
	if req.Locale == "" {
		req.Locale = c.locale.Language
	}
	args := make(map[string]any, len(req.Args))
	for _, a := range req.Args {
		args[a.Name] = a.Value
	}
	return []byte(c.unit.text(ctx, req.Locale, req.Key, args)), nil
}
