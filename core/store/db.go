package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"gorm.io/driver/postgres"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	_ "modernc.org/sqlite" // registers the pure Go driver "sqlite"

	"pegboard.dev/pegboard/core"
)

// Config says where the data is.
type Config struct {
	// DSN is a PostgreSQL address, postgres://… Empty selects SQLite.
	DSN string
	// Path is the SQLite file; its directory must exist. Empty with an empty DSN
	// keeps everything in memory until Close.
	Path string
	// MaxConns bounds PostgreSQL's pool, or SQLite's pool of readers. Zero picks
	// 16 on PostgreSQL and the number of CPUs, at least 4, on SQLite.
	MaxConns int
	// NoSync gives up durability against power loss on SQLite. For tests, and
	// for data that can be made again.
	NoSync bool
	// Clock stamps what the store itself stamps. Nil is the system's clock.
	Clock core.Clock
	// Log takes slow statements (without their values) and failures of
	// AfterCommit functions. Nil drops them.
	Log *slog.Logger
}

// DB is an open database. Safe for concurrent use. It implements
// core.Transactor and core.Outbox.
type DB struct {
	dialect Dialect
	// writer runs transactions. On SQLite its pool is one connection, so that
	// writers queue in Go instead of failing with "database is locked".
	writer *gorm.DB
	// reader serves reads outside a transaction. On PostgreSQL it is writer; on
	// SQLite a pool of read-only connections on WAL snapshots.
	reader *gorm.DB
	clock  core.Clock
	log    *slog.Logger
	// dsn is PostgreSQL's address, for connections beside the pool.
	dsn string
	// onEvents is called after a commit with events; nil before OnEvents.
	onEvents atomic.Pointer[func()]
}

var memoryCount atomic.Int64

// Open opens the database and checks that it answers. It does not migrate: see
// Migrate. The caller closes it. KindUnavailable when it cannot be reached.
func Open(ctx context.Context, cfg Config) (*DB, error) {
	const op = "store.Open"
	db := &DB{clock: cfg.Clock, log: cfg.Log, dialect: SQLite}
	if db.clock == nil {
		db.clock = core.SystemClock{}
	}
	if db.log == nil {
		db.log = slog.New(slog.DiscardHandler)
	}
	var err error
	if cfg.DSN != "" {
		db.dialect = PostgreSQL
		err = db.openPostgres(cfg)
	} else {
		err = db.openSQLite(cfg)
	}
	if err == nil {
		err = db.Ping(ctx)
	}
	if err != nil {
		_ = db.Close()
		return nil, &core.Error{Op: op, Kind: core.KindUnavailable, Msg: "The database cannot be opened.", Err: err}
	}
	return db, nil
}

func (db *DB) openPostgres(cfg Config) error {
	if !strings.HasPrefix(cfg.DSN, "postgres://") && !strings.HasPrefix(cfg.DSN, "postgresql://") {
		return errors.New("a database address must start with postgres://")
	}
	dsn, err := steadyPlans(cfg.DSN)
	if err != nil {
		return err
	}
	g, err := gorm.Open(postgres.New(postgres.Config{DSN: dsn}), db.gormConfig(false))
	if err != nil {
		return err
	}
	db.writer, db.reader, db.dsn = g, g, dsn
	if err := registerTrace(g); err != nil {
		return err
	}
	n := cfg.MaxConns
	if n <= 0 {
		n = 16
	}
	return limit(g, n)
}

// steadyPlans asks PostgreSQL to plan a prepared statement once, for any values,
// unless the address says otherwise. A list with one sub-select per way of access
// takes 1 ms to run and 2–6 to plan anew, which is what it would choose for
// whoever sees little.
func steadyPlans(dsn string) (string, error) {
	u, err := url.Parse(dsn)
	if err != nil {
		return "", errors.New("the database address cannot be read") // err would show the password
	}
	if q := u.Query(); !q.Has("plan_cache_mode") {
		q.Set("plan_cache_mode", "force_generic_plan")
		u.RawQuery = q.Encode()
	}
	return u.String(), nil
}

func (db *DB) openSQLite(cfg Config) error {
	if cfg.Path != "" {
		if _, err := os.Stat(filepath.Dir(cfg.Path)); err != nil {
			return err
		}
	}
	name := "/pegboard-" + fmt.Sprint(memoryCount.Add(1))
	open := func(readOnly bool, conns int) (*gorm.DB, error) {
		g, err := gorm.Open(sqlite.New(sqlite.Config{DriverName: "sqlite", DSN: sqliteDSN(cfg, name, readOnly)}), db.gormConfig(readOnly))
		if err != nil {
			return nil, err
		}
		return g, errors.Join(registerTrace(g), limit(g, conns))
	}
	var err error
	if db.writer, err = open(false, 1); err != nil {
		return err
	}
	n := cfg.MaxConns
	if n <= 0 {
		n = max(4, runtime.GOMAXPROCS(0))
	}
	db.reader, err = open(true, n)
	return err
}

// sqliteDSN spells the settings that every connection needs. Transactions of
// the writer begin immediate: a deferred one fails when it turns from reading
// to writing while another has written. The cache is 8 MB: a reader drops all of
// it after each write, page by page, so that more costs as much as it saves.
func sqliteDSN(cfg Config, memoryName string, readOnly bool) string {
	q := url.Values{"_time_format": {"sqlite"}}
	pragma := func(s string) { q.Add("_pragma", s) }
	pragma("busy_timeout(10000)")
	path := cfg.Path
	if path == "" {
		path = memoryName
		q.Set("vfs", "memdb")
	} else {
		pragma("journal_mode(WAL)")
	}
	if cfg.NoSync || cfg.Path == "" {
		pragma("synchronous(OFF)")
	} else {
		pragma("synchronous(FULL)")
	}
	pragma("foreign_keys(1)")
	pragma("temp_store(2)")
	pragma("cache_size(-8000)")
	if readOnly {
		pragma("query_only(1)")
	} else {
		q.Set("_txlock", "immediate")
	}
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: q.Encode()}).String()
}

// gormConfig: prepared is for SQLite's readers only. gorm prepares anew in
// every transaction, which costs a round trip on PostgreSQL and gains nothing
// on SQLite; pgx caches statements by itself.
func (db *DB) gormConfig(prepared bool) *gorm.Config {
	return &gorm.Config{
		SkipDefaultTransaction:   true,
		DisableNestedTransaction: true,
		DisableAutomaticPing:     true,
		PrepareStmt:              prepared,
		PrepareStmtMaxSize:       512,
		PrepareStmtTTL:           time.Hour,
		NowFunc:                  db.clock.Now,
		Logger: logger.NewSlogLogger(db.log, logger.Config{
			SlowThreshold: 500 * time.Millisecond, LogLevel: logger.Warn,
			IgnoreRecordNotFoundError: true, ParameterizedQueries: true,
		}),
	}
}

func limit(g *gorm.DB, conns int) error {
	pool, err := g.DB()
	if err != nil {
		return err
	}
	pool.SetMaxOpenConns(conns)
	pool.SetMaxIdleConns(conns)
	return nil
}

// Dialect tells which database is behind db.
func (db *DB) Dialect() Dialect { return db.dialect }

// Ping reports whether the database answers, for readiness checks.
func (db *DB) Ping(ctx context.Context) error {
	pool, err := db.reader.DB()
	if err != nil {
		return err
	}
	return pool.PingContext(ctx)
}

// SQL returns the pool that may write, for migrations and the benchmark's bare
// statements. On SQLite it is a single connection.
func (db *DB) SQL() *sql.DB {
	pool, err := db.writer.DB()
	if err != nil {
		panic("store: gorm without a pool: " + err.Error()) // cannot be: Open made it
	}
	return pool
}

// Close ends all connections. Calls in flight fail. Safe on a half-opened DB.
func (db *DB) Close() error {
	var errs []error
	for _, g := range []*gorm.DB{db.reader, db.writer} {
		if g == nil {
			continue
		}
		if pool, err := g.DB(); err == nil {
			errs = append(errs, pool.Close())
		}
	}
	return errors.Join(errs...)
}
