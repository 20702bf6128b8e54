package store

import (
	"context"
	"embed"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations
var migrations embed.FS

// Migrate brings the schema to this binary's version and returns how many
// migrations it ran. Several nodes may call it at once on PostgreSQL: one
// migrates, the others wait.
func (db *DB) Migrate(ctx context.Context) (int, error) {
	const op = "store.Migrate"
	p, err := db.provider()
	if err != nil {
		return 0, translate(op, err)
	}
	// The usual start has nothing to do, and need not wait for a lock to learn it.
	if pending, err := p.HasPending(ctx); err == nil && !pending {
		return 0, nil
	}
	done, err := p.Up(ctx)
	return len(done), translate(op, err)
}

// MigrationPending reports whether Migrate would do anything.
func (db *DB) MigrationPending(ctx context.Context) (bool, error) {
	p, err := db.provider()
	if err != nil {
		return false, translate("store.MigrationPending", err)
	}
	pending, err := p.HasPending(ctx)
	return pending, translate("store.MigrationPending", err)
}

func (db *DB) provider() (*goose.Provider, error) {
	dir, err := fs.Sub(migrations, "migrations/"+string(db.dialect))
	if err != nil {
		return nil, err
	}
	// Parts of one release are written side by side: a number may come later than a
	// higher one.
	options := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true), goose.WithAllowOutofOrder(true)}
	dialect := goose.DialectSQLite3
	if db.dialect == PostgreSQL {
		dialect = goose.DialectPostgres
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return nil, err
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	return goose.NewProvider(dialect, db.SQL(), dir, options...)
}
