package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"pegboard.dev/pegboard/core"
)

// translate gives an error its kind: nothing found is KindNotFound; a unique or
// foreign key that stands against the write is KindConflict; a busy, stopping
// or unreachable database is KindUnavailable; everything else KindInternal.
// What is a *core.Error already, and nil, pass unchanged.
//
// The message is generic. An adapter that expects a duplicate writes
// INSERT … ON CONFLICT DO NOTHING and looks at RowsAffected instead.
func translate(op string, err error) error {
	var known *core.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	e := &core.Error{Op: op, Kind: core.KindInternal, Err: err}
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound), errors.Is(err, sql.ErrNoRows):
		e.Kind, e.Msg = core.KindNotFound, "There is nothing here."
	case isUnique(err):
		e.Kind, e.Msg = core.KindConflict, "Something with this name exists already."
	case isForeignKey(err):
		e.Kind, e.Msg = core.KindConflict, "Something that belongs to this is missing, or still in use."
	case isTransient(err):
		e.Kind, e.Msg = core.KindUnavailable, "The database is busy. Try again."
	}
	return e
}

// The SQLSTATE codes that matter here (PostgreSQL manual, appendix A).
const (
	pgForeignKey    = "23503"
	pgUnique        = "23505"
	pgSerialization = "40001"
	pgDeadlock      = "40P01"
)

func pgCode(err error) string {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

func sqliteCode(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code()
	}
	return 0
}

func isUnique(err error) bool {
	c := sqliteCode(err)
	return pgCode(err) == pgUnique || c == sqlite3.SQLITE_CONSTRAINT_UNIQUE || c == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
}

func isForeignKey(err error) bool {
	return pgCode(err) == pgForeignKey || sqliteCode(err) == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY
}

func isTransient(err error) bool {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return true
	}
	if c := sqliteCode(err) & 0xff; c == sqlite3.SQLITE_BUSY || c == sqlite3.SQLITE_LOCKED {
		return true
	}
	var connect *pgconn.ConnectError
	if errors.As(err, &connect) {
		return true
	}
	code := pgCode(err)
	// Classes 08 (connection), 53 (resources) and 57 (operator intervention).
	if len(code) == 5 && (code[:2] == "08" || code[:2] == "53" || code[:2] == "57") {
		return true
	}
	return code == pgSerialization || code == pgDeadlock
}
