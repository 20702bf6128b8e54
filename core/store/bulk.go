package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// bulkRows is how many rows one INSERT of a bulk load carries on SQLite; more
// gains nothing, and 64 rows of 26 columns stay below its bound of variables.
const bulkRows = 64

// Bulk inserts the rows that next yields (false ends) into a table, past every
// service: for made-up data by the hundred thousand, where nobody is told and
// no rule is to be kept. COPY on PostgreSQL, one transaction on either. Table
// and columns are the caller's own words, never input.
func (db *DB) Bulk(ctx context.Context, table string, columns []string, next func() ([]any, bool)) (int64, error) {
	if db.dialect == PostgreSQL {
		return db.copyFrom(ctx, table, columns, next)
	}
	var n int64
	err := db.bulkSQLite(ctx, table, columns, next, &n)
	return n, translate("store.Bulk", err)
}

func (db *DB) copyFrom(ctx context.Context, table string, columns []string, next func() ([]any, bool)) (int64, error) {
	conn, err := db.SQL().Conn(ctx)
	if err != nil {
		return 0, translate("store.Bulk", err)
	}
	defer conn.Close()
	var n int64
	err = conn.Raw(func(driver any) error {
		pg := driver.(*stdlib.Conn).Conn()
		var err error
		n, err = pg.CopyFrom(ctx, pgx.Identifier{table}, columns, pgx.CopyFromFunc(func() ([]any, error) {
			row, ok := next()
			if !ok {
				return nil, nil
			}
			return row, nil
		}))
		return err
	})
	return n, translate("store.Bulk", err)
}

func (db *DB) bulkSQLite(ctx context.Context, table string, columns []string, next func() ([]any, bool), n *int64) error {
	one := "(" + strings.TrimSuffix(strings.Repeat("?,", len(columns)), ",") + ")"
	head := fmt.Sprintf("INSERT INTO %s (%s) VALUES ", table, strings.Join(columns, ","))
	tx, err := db.SQL().BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	full, err := tx.PrepareContext(ctx, head+strings.TrimSuffix(strings.Repeat(one+",", bulkRows), ","))
	if err != nil {
		return err
	}
	defer full.Close()
	args := make([]any, 0, bulkRows*len(columns))
	for {
		row, ok := next()
		if ok {
			args = append(args, row...)
			*n++
		}
		rows := len(args) / len(columns)
		switch {
		case rows == bulkRows:
			if _, err := full.ExecContext(ctx, args...); err != nil {
				return err
			}
			args = args[:0]
		case !ok && rows > 0:
			if err := insertRest(ctx, tx, head+strings.TrimSuffix(strings.Repeat(one+",", rows), ","), args); err != nil {
				return err
			}
		}
		if !ok {
			return tx.Commit()
		}
	}
}

func insertRest(ctx context.Context, tx *sql.Tx, query string, args []any) error {
	_, err := tx.ExecContext(ctx, query, args...)
	return err
}

// AfterBulk lets numbering continue after explicit ids in the tables, people be
// found, and the planner know what has come.
func (db *DB) AfterBulk(ctx context.Context, tables ...string) error {
	for _, t := range tables {
		if db.dialect == PostgreSQL {
			q := fmt.Sprintf("SELECT setval(pg_get_serial_sequence('%[1]s', 'id'), (SELECT COALESCE(max(id), 0) + 1 FROM %[1]s), false)", t)
			if _, err := db.SQL().ExecContext(ctx, q); err != nil {
				return translate("store.AfterBulk", err)
			}
		}
	}
	if slices.Contains(tables, "users") {
		if err := (Users{db}).RebuildTerms(ctx); err != nil {
			return err
		}
	}
	// FTS5's own statements must not be planned by what its tables held at one
	// moment: counted while almost empty, they would be scanned whole ever after. A
	// number has to be there, or this connection goes on with the one it knows.
	analyze := []string{
		"ANALYZE", "DELETE FROM sqlite_stat1 WHERE tbl LIKE 'ticket_search%'",
		"INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('ticket_search_data', NULL, '1000000')", "ANALYZE sqlite_schema",
	}
	if db.dialect == PostgreSQL {
		analyze = []string{"VACUUM ANALYZE"}
	}
	for _, q := range analyze {
		if _, err := db.SQL().ExecContext(ctx, q); err != nil {
			return translate("store.AfterBulk", err)
		}
	}
	return nil
}
