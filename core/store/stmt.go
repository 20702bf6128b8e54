package store

import (
	"cmp"
	"database/sql"
	"errors"
	"strings"

	"gorm.io/gorm"
)

// stmt is a statement in the making: its text, and its values in the same order.
type stmt struct {
	text strings.Builder
	args []any
}

// roomy is a stmt with room for a text of size bytes.
func roomy(size int) *stmt {
	q := &stmt{args: make([]any, 0, 16)}
	q.text.Grow(size)
	return q
}

// add appends text and the values of its question marks.
func (q *stmt) add(text string, args ...any) *stmt {
	q.text.WriteString(text)
	q.args = append(q.args, args...)
	return q
}

// put appends another statement.
func (q *stmt) put(p *stmt) *stmt { return q.add(p.text.String(), p.args...) }

// steady keeps SQLite from planning q anew for each set of values, which takes
// longer than running it: once ANALYZE has run, it peeks at values to pick an
// index. An expression hides them. All values of q must be integers.
func (q *stmt) steady(d Dialect) *stmt {
	if d != SQLite {
		return q
	}
	return (&stmt{}).add(strings.ReplaceAll(q.text.String(), "?", "(?+0)"), q.args...)
}

func (q *stmt) rows(g *gorm.DB) (*sql.Rows, error) { return g.Raw(q.text.String(), q.args...).Rows() }
func (q *stmt) exec(g *gorm.DB) error              { return g.Exec(q.text.String(), q.args...).Error }

// scanOne reads the one row of a query; sql.ErrNoRows if there is none. In place
// of gorm's Row, which panics when it could not prepare the statement: when the
// caller has gone away, or the database is closing.
func scanOne(q *gorm.DB, dest ...any) error {
	rows, err := q.Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	if !rows.Next() {
		return cmp.Or(rows.Err(), sql.ErrNoRows)
	}
	if err := rows.Scan(dest...); err != nil {
		return err
	}
	return errors.Join(rows.Err(), rows.Close())
}

// comma parts the items of a list.
func comma(i int) string {
	if i == 0 {
		return ""
	}
	return ", "
}
