package plugin

import (
	"archive/zip"
	"context"
	"encoding/json"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"pegboard.dev/pegboard/core"
)

// storedEntry is an entry in an export: its value is text where it is text, and
// base64 where it is not.
type storedEntry struct {
	Key       string     `json:"key"`
	Text      *string    `json:"text,omitempty"`
	Base64    []byte     `json:"base64,omitempty"`
	ExpiresAt *time.Time `json:"expires_at,omitempty"`
}

// entries writes store.json and counts the entries in it. What the host keeps for
// itself among them is not the plugin's.
func (e *Export) entries(ctx context.Context, z *zip.Writer) (n int64, err error) {
	const page = 100 // of at most 64 KiB each
	w, err := z.Create("store.json")
	if err != nil {
		return 0, err
	}
	before, after, now := "[\n", "", e.m.Clock.Now()
	for {
		list, err := e.m.KV.Entries(ctx, e.row.ID, after, page, now)
		if err != nil {
			return n, err
		}
		for i := range list {
			if strings.HasPrefix(list[i].Key, ownKV) {
				continue
			}
			b, err := json.Marshal(stored(&list[i]))
			if err == nil {
				_, err = io.WriteString(w, before+string(b))
			}
			if err != nil {
				return n, err
			}
			before = ",\n"
			n++
		}
		if len(list) < page {
			break
		}
		after = list[len(list)-1].Key
	}
	end := "\n]\n"
	if n == 0 {
		end = "[]\n"
	}
	_, err = io.WriteString(w, end)
	return n, err
}

func stored(e *core.PluginEntry) storedEntry {
	out := storedEntry{Key: e.Key}
	if utf8.Valid(e.Value) {
		text := string(e.Value)
		out.Text = &text
	} else {
		out.Base64 = e.Value
	}
	if !e.ExpiresAt.IsZero() {
		at := e.ExpiresAt.UTC()
		out.ExpiresAt = &at
	}
	return out
}
