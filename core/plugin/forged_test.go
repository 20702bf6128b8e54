package plugin_test

import (
	"context"
	"encoding/json"
	"testing"

	"pegboard.dev/pegboard/core"
)

// TestNobodySignsForAnother: what the host writes about a row, its number, version,
// times and who made it, can be given neither by a person nor by a plugin.
func TestNobodySignsForAnother(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		w.install(probe(w))
		ana, olga := w.as("ana"), w.as("olga")
		for _, forged := range []string{
			`"created_by": ` + itoa(olga.User), `"id": 4711`, `"created_at": "2020-01-01T00:00:00Z"`, `"updated_at": "2020-01-01T00:00:00Z"`,
		} {
			_, err := w.m.CreateRecord(ctx, ana, "probe", "notes", []byte(`{"text": "mine", `+forged+`}`))
			w.fails("a new row with "+forged, err, core.KindInvalid)
		}
		raw, err := w.m.CreateRecord(ctx, ana, "probe", "notes", []byte(`{"text": "mine"}`))
		if err != nil {
			w.Fatal(err)
		}
		var row struct {
			ID, Version int64
			CreatedBy   int64 `json:"created_by"`
		}
		if err := json.Unmarshal(raw, &row); err != nil || row.CreatedBy != int64(ana.User) {
			w.Fatalf("the row is %s, %v", raw, err)
		}
		_, err = w.m.UpdateRecord(ctx, ana, "probe", "notes", core.RecordID(row.ID), []byte(`{"version": 1, "created_by": `+itoa(olga.User)+`}`))
		w.fails("a row that changes hands by its maker", err, core.KindInvalid)
	})
}
