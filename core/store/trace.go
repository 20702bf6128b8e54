package store

import (
	"context"
	"database/sql"
	"sync"

	"gorm.io/gorm"
)

// Statement is one statement as it was sent, with its values.
type Statement struct {
	SQL  string
	Args []any
	// Rows tells a query from a statement that returns nothing.
	Rows bool
}

// Trace collects the statements that are sent with a context made by
// WithTrace. Safe for concurrent use.
type Trace struct {
	mu         sync.Mutex
	statements []Statement
}

// Statements returns what was sent so far, in order.
func (t *Trace) Statements() []Statement {
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]Statement(nil), t.statements...)
}

type traceKey struct{}

// WithTrace returns a context under which t collects every statement. For the
// benchmark, which sends the same statements again without our layers.
func WithTrace(ctx context.Context, t *Trace) context.Context {
	return context.WithValue(ctx, traceKey{}, t)
}

// ReaderSQL returns the pool that reads outside a transaction; on PostgreSQL it
// is the one of SQL.
func (db *DB) ReaderSQL() *sql.DB {
	pool, err := db.reader.DB()
	if err != nil {
		panic("store: gorm without a pool: " + err.Error()) // cannot be: Open made it
	}
	return pool
}

// registerTrace lets g tell the trace of a statement's context about it.
func registerTrace(g *gorm.DB) error {
	tell := func(rows bool) func(*gorm.DB) {
		return func(d *gorm.DB) {
			t, ok := d.Statement.Context.Value(traceKey{}).(*Trace)
			if !ok || d.Statement.SQL.Len() == 0 {
				return
			}
			t.mu.Lock()
			defer t.mu.Unlock()
			t.statements = append(t.statements, Statement{
				SQL: d.Statement.SQL.String(), Args: append([]any(nil), d.Statement.Vars...), Rows: rows,
			})
		}
	}
	const name = "pegboard:trace"
	cb := g.Callback()
	for _, err := range []error{
		cb.Query().After("gorm:query").Register(name, tell(true)),
		cb.Row().After("gorm:row").Register(name, tell(true)),
		cb.Raw().After("gorm:raw").Register(name, tell(false)),
		cb.Create().After("gorm:create").Register(name, tell(false)),
		cb.Update().After("gorm:update").Register(name, tell(false)),
		cb.Delete().After("gorm:delete").Register(name, tell(false)),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}
