package storetest

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/store"
)

// Option changes how the databases of a Run are opened.
type Option func(*store.Config)

// WithClock gives the store a clock of the test's own.
func WithClock(c core.Clock) Option { return func(cfg *store.Config) { cfg.Clock = c } }

// Run calls test twice, as sub-tests "sqlite" and "postgres", each with an
// empty, migrated database of its own that is closed afterwards. Where the
// machine has no PostgreSQL binaries, the second is skipped and says so.
func Run(t *testing.T, test func(t *testing.T, db *store.DB), options ...Option) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, OpenSQLite(t, options...)) })
	t.Run("postgres", func(t *testing.T) { test(t, OpenPostgres(t, options...)) })
}

// OpenSQLite returns an empty, migrated SQLite database for tests that need one
// dialect only.
func OpenSQLite(t testing.TB, options ...Option) *store.DB {
	t.Helper()
	template, err := sqliteTemplate()
	if err != nil {
		t.Fatalf("storetest: migrate the SQLite template: %v", err)
	}
	path := filepath.Join(t.TempDir(), "pegboard.db")
	if err := os.WriteFile(path, template, 0o600); err != nil {
		t.Fatal(err)
	}
	return open(t, store.Config{Path: path, NoSync: true}, options)
}

// OpenPostgres returns an empty, migrated PostgreSQL database, or skips the test.
func OpenPostgres(t testing.TB, options ...Option) *store.DB {
	t.Helper()
	return OpenNodes(t, 1, options...)[0]
}

// OpenNodes opens an empty, migrated PostgreSQL database n times, as n nodes do, or
// skips the test.
func OpenNodes(t testing.TB, n int, options ...Option) []*store.DB {
	t.Helper()
	s, err := server()
	if err != nil {
		t.Fatalf("storetest: start PostgreSQL: %v", err)
	}
	if s == nil {
		t.Skip("SKIPPED ON POSTGRESQL: no binaries in " + binariesGlob + "; only SQLite was tested. Install the package postgresql.")
	}
	dsn, drop, err := s.createDatabase()
	if err != nil {
		t.Fatalf("storetest: create a database: %v", err)
	}
	t.Cleanup(func() {
		if err := drop(); err != nil {
			t.Errorf("storetest: drop the database: %v", err)
		}
	})
	nodes := make([]*store.DB, n)
	for i := range nodes {
		nodes[i] = open(t, store.Config{DSN: dsn, MaxConns: 8}, options)
	}
	return nodes
}

func open(t testing.TB, cfg store.Config, options []Option) *store.DB {
	t.Helper()
	for _, o := range options {
		o(&cfg)
	}
	db, err := store.Open(context.Background(), cfg)
	if err != nil {
		t.Fatalf("storetest: %v", err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("storetest: close: %v", err)
		}
	})
	return db
}

// sqliteTemplate migrates once per test binary; tests start from a copy of the file.
var sqliteTemplate = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "pegboard-template-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "template.db")
	if err := migrate(store.Config{Path: path, NoSync: true}); err != nil {
		return nil, err
	}
	f, err := os.Open(path) // Close has written the log back into the file
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
})

func migrate(cfg store.Config) error {
	ctx := context.Background()
	db, err := store.Open(ctx, cfg)
	if err != nil {
		return err
	}
	_, err = db.Migrate(ctx)
	if cerr := db.Close(); err == nil {
		err = cerr
	}
	return err
}
