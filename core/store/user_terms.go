package store

import (
	"context"

	"pegboard.dev/pegboard/core/people"
)

// termPage is how many people RebuildTerms reads at once.
const termPage = 2000

// RebuildTerms makes anew what people are found by: after a bulk load, or when
// the words of people.SearchTerms have changed. Searches that run meanwhile may
// miss people.
func (s Users) RebuildTerms(ctx context.Context) error {
	const op = "store.RebuildTerms"
	err := s.db.InTx(ctx, func(ctx context.Context) error { return s.db.from(ctx).Exec("DELETE FROM user_terms").Error })
	if err != nil {
		return translate(op, err)
	}
	for after := int64(0); ; {
		var found []struct {
			ID          int64
			Name, Phone string
			Email       *string
		}
		err := s.db.from(ctx).Raw("SELECT id, name, phone, email FROM users WHERE id > ? AND deleted_at IS NULL ORDER BY id LIMIT ?", after, termPage).Scan(&found).Error
		if err != nil || len(found) == 0 {
			return translate(op, err)
		}
		var rows [][]any
		for _, p := range found {
			for _, t := range people.SearchTerms(p.Name, orZero(p.Email), p.Phone) {
				rows = append(rows, []any{t, p.ID})
			}
		}
		after = found[len(found)-1].ID
		next := func() ([]any, bool) {
			if len(rows) == 0 {
				return nil, false
			}
			row := rows[0]
			rows = rows[1:]
			return row, true
		}
		if _, err := s.db.Bulk(ctx, "user_terms", []string{"term", "user_id"}, next); err != nil {
			return translate(op, err)
		}
	}
}
