package bench

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"pegboard.dev/pegboard/core/store"
)

// replay sends recorded reads again: the same text and values, through
// database/sql, every value of every row fetched and thrown away.
type replay struct {
	pool       *sql.DB
	statements []store.Statement
	prepared   []*sql.Stmt
}

// newReplay records what f reads. It fails when f sends nothing.
func newReplay(ctx context.Context, db *store.DB, f call) (*replay, error) {
	var trace store.Trace
	if err := f(store.WithTrace(ctx, &trace), 0); err != nil {
		return nil, err
	}
	r := &replay{pool: db.ReaderSQL(), statements: trace.Statements()}
	if len(r.statements) == 0 {
		return nil, fmt.Errorf("nothing was read")
	}
	for _, s := range r.statements {
		p, err := r.pool.PrepareContext(ctx, s.SQL)
		if err != nil {
			return nil, fmt.Errorf("prepare %s: %w", s.SQL, err)
		}
		r.prepared = append(r.prepared, p)
	}
	return r, nil
}

func (r *replay) call(ctx context.Context, _ int) error {
	for i, s := range r.statements {
		rows, err := r.prepared[i].QueryContext(ctx, s.Args...)
		if err != nil {
			return err
		}
		if err := drain(rows); err != nil {
			return err
		}
	}
	return nil
}

func (r *replay) close() {
	for _, p := range r.prepared {
		_ = p.Close()
	}
}

func drain(rows *sql.Rows) error {
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	values, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
	}
	return rows.Err()
}

// errRollback ends a recording: the call was made, and nothing of it stays.
var errRollback = errors.New("recorded")

// recordWrite makes a write inside a transaction that is rolled back and
// returns its statements, and the id that the write gave to what it made.
func recordWrite(ctx context.Context, db *store.DB, f func(ctx context.Context) (int64, error)) ([]store.Statement, int64, error) {
	var trace store.Trace
	var id int64
	err := db.InTx(store.WithTrace(ctx, &trace), func(ctx context.Context) error {
		var err error
		if id, err = f(ctx); err != nil {
			return err
		}
		return errRollback
	})
	if !isRollback(err) {
		return nil, 0, err
	}
	return trace.Statements(), id, nil
}

// playWrite sends a recorded write in a transaction of its own. Where the first
// statement returns an id, it takes the place of the recorded one.
func playWrite(ctx context.Context, pool *sql.DB, statements []store.Statement, recorded int64) error {
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	var id int64
	for _, s := range statements {
		args := s.Args
		if recorded != 0 && id != 0 {
			args = substitute(args, recorded, id)
		}
		if !s.Rows {
			if _, err := tx.ExecContext(ctx, s.SQL, args...); err != nil {
				return fmt.Errorf("%s: %w", s.SQL, err)
			}
			continue
		}
		rows, err := tx.QueryContext(ctx, s.SQL, args...)
		if err != nil {
			return fmt.Errorf("%s: %w", s.SQL, err)
		}
		if recorded != 0 && id == 0 && isInsert(s.SQL) {
			if rows.Next() {
				if err := rows.Scan(&id); err != nil {
					_ = rows.Close()
					return err
				}
			}
		}
		if err := drain(rows); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func isRollback(err error) bool { return errors.Is(err, errRollback) }

func isInsert(sql string) bool { return strings.HasPrefix(strings.TrimSpace(sql), "INSERT") }

// substitute puts an id in the place of the recorded one. The recorded ids are
// those of rows that no longer exist, so nothing else has the same number in
// an integer that refers to a row made here.
func substitute(args []any, recorded, id int64) []any {
	out := make([]any, len(args))
	for i, a := range args {
		v := reflect.ValueOf(a)
		if v.IsValid() && v.CanInt() && v.Int() == recorded {
			a = id
		}
		out[i] = a
	}
	return out
}
