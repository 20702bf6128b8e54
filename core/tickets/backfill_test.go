package tickets_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/storetest"
)

// What a migration finds out of the log of tickets that lived before it is what
// would have been recorded meanwhile.
func TestBackfillTellsWhatWasRecorded(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		w := mustWorld(t, db)
		w.live(60)
		facts := func() []string {
			return append(w.rows(`SELECT ticket_id, from_at, COALESCE(to_at, 0), status, COALESCE(team_id, 0), COALESCE(assignee_id, 0), COALESCE(by_id, 0), turn
 FROM ticket_spans ORDER BY ticket_id, version`, 8),
				w.rows(`SELECT id, COALESCE(first_response_by, 0), status_at, open_us, pending_us, on_hold_us, COALESCE(first_resolved_at, 0), reopen_count FROM tickets ORDER BY id`, 8)...)
		}
		recorded := facts()
		sql, err := os.ReadFile("../store/migrations/" + string(db.Dialect()) + "/00014_ticket_facts.sql")
		if err != nil {
			t.Fatal(err)
		}
		up, down, _ := strings.Cut(string(sql), "-- +goose Down")
		w.mustExec(down)
		w.mustExec(up)
		found := facts()
		if len(found) < 150 || len(found) != len(recorded) {
			t.Fatalf("%d facts were recorded, %d found", len(recorded), len(found))
		}
		for i := range found {
			// Who opened or solved it at the very beginning stands in no log of changes.
			if found[i] != recorded[i] && withoutOpener(found[i]) != withoutOpener(recorded[i]) {
				t.Errorf("found    %s\nrecorded %s", found[i], recorded[i])
			}
		}
	})
}

// withoutOpener drops who began a span that no log tells of.
func withoutOpener(span string) string {
	parts := strings.Fields(span)
	if parts[7] == "1" || parts[7] == "2" {
		parts = slices.Delete(parts, 6, 7)
	}
	return strings.Join(parts, " ")
}

// rows reads whole numbers, one text a row.
func (w *world) rows(q string, columns int) (out []string) {
	w.t.Helper()
	rows, err := w.db.ReaderSQL().Query(q)
	if err != nil {
		w.t.Fatal(err)
	}
	defer rows.Close()
	values, dest := make([]int64, columns), make([]any, columns)
	for i := range values {
		dest[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			w.t.Fatal(err)
		}
		out = append(out, strings.Trim(fmt.Sprint(values), "[]"))
	}
	return out
}
