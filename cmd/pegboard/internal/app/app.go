// Package app wires Pegboard's parts into one running helpdesk: the database,
// the services over it, the plugins beside them, the work in the background
// and the HTTP server in front. It holds no rule; every adapter is handed to
// the others here, as none of them knows another.
//
// cmd/pegboard and its other internal packages import it.
package app

import (
	"context"
	"io/fs"
	"log/slog"
	"net/netip"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/httpapi"
	"pegboard.dev/pegboard/core/jobs"
	"pegboard.dev/pegboard/core/mail"
	"pegboard.dev/pegboard/core/metrics"
	"pegboard.dev/pegboard/core/notices"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/plugin/sandbox"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/realtime"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/tickets"
)

// Config says what to open and how. Only Data is needed.
type Config struct {
	// Version of Pegboard that plugins ask for, such as "0.1.0".
	Version string
	// Data is the directory for files, compiled plugins and, without Database,
	// the SQLite file. It must exist.
	Data string
	// Database is a PostgreSQL address; empty for SQLite.
	Database string
	// DB is a database to use that is open already, instead of the two above;
	// the caller closes it. For tests.
	DB *store.DB
	// NoSync gives up durability against power loss, for tests.
	NoSync bool
	// Cache is the directory of compiled plugins. Default: in Data. Tests share one.
	Cache string
	// SecretKey opens the secrets among plugins' settings, at least 16 random
	// bytes, the same on every node. Default: one that is made, and kept in the file
	// secret.key in Data, or in the database where that is PostgreSQL.
	SecretKey []byte
	// PluginNetworks are inner networks that plugins may send requests to.
	PluginNetworks []netip.Prefix
	// SafeMode starts with every plugin off.
	SafeMode bool
	// Patience is that of plugin.Deps.
	Patience time.Duration
	// Post takes the letters in place of the mail server, for tests.
	Post func(to string, l *mail.Letter) error
	// Bundled holds the packages that come with Pegboard.
	Bundled fs.FS
	// Features are registered beside those of enabled plugins, for tests of what
	// roles say about plugins that are not there.
	Features []rbac.Feature
	// TrustedProxies and MaxUpload are those of httpapi.Config.
	TrustedProxies []string
	MaxUpload      int64
	Clock          core.Clock
	Log            *slog.Logger
}

// App is a helpdesk that is open: its services work, and Serve puts it on the
// network. The fields are read only.
type App struct {
	DB      *store.DB
	People  *people.Service
	Tickets *tickets.Service
	Notices *notices.Service
	Plugins *plugin.Manager
	Server  *httpapi.Server

	cfg       Config
	clock     core.Clock
	log       *slog.Logger
	widened   atomic.Pointer[widened]
	engine    *sandbox.Engine
	worker    *jobs.Worker
	live      *realtime.Hub
	bus       *store.Bus // to other nodes; nil on SQLite
	woken     chan struct{}
	mail      *mail.Sender
	scheduler *jobs.Scheduler
	metrics   *metrics.Set
}

// Open opens the database, brings it to this version and wires everything
// over it. Plugins are loaded at their first call. The caller closes it.
func Open(ctx context.Context, cfg Config) (*App, error) {
	a := &App{cfg: cfg, clock: cfg.Clock, log: cfg.Log}
	if a.clock == nil {
		a.clock = core.SystemClock{}
	}
	if a.log == nil {
		a.log = slog.New(slog.DiscardHandler)
	}
	if err := a.open(ctx); err != nil {
		a.Close()
		return nil, err
	}
	return a, nil
}

func (a *App) open(ctx context.Context) error {
	for _, dir := range []string{a.files(), a.cache()} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return err
		}
	}
	var err error
	if a.DB = a.cfg.DB; a.DB == nil {
		if a.DB, err = store.Open(ctx, a.storeConfig()); err != nil {
			return err
		}
	}
	if n, err := a.DB.Migrate(ctx); err != nil {
		return err
	} else if n > 0 {
		a.log.Info("database migrated", "migrations", n)
	}
	a.engine, err = sandbox.New(sandbox.Config{CacheDir: a.cache(), Log: a.pluginLog})
	if err != nil {
		return err
	}
	if err := a.wire(ctx); err != nil {
		return err
	}
	if err := a.Plugins.Start(ctx); err != nil {
		return err
	}
	a.wireMetrics()
	return a.wireServer()
}

// Close ends what Open began. Safe on a half-opened App.
func (a *App) Close() {
	if a.Plugins != nil {
		a.Plugins.Settle()
	}
	if a.engine != nil {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err := a.engine.Close(ctx); err != nil {
			a.log.Warn("plugins did not stop in time", "error", err)
		}
	}
	if a.DB != nil && a.cfg.DB == nil {
		if err := a.DB.Close(); err != nil {
			a.log.Error("database did not close", "error", err)
		}
	}
}

func (a *App) files() string { return filepath.Join(a.cfg.Data, "files") }

// cache holds compiled plugins; it may be deleted at any time.
func (a *App) cache() string {
	if a.cfg.Cache != "" {
		return a.cfg.Cache
	}
	return filepath.Join(a.cfg.Data, "cache")
}

func (a *App) storeConfig() store.Config {
	cfg := store.Config{DSN: a.cfg.Database, NoSync: a.cfg.NoSync, Clock: a.clock, Log: a.log}
	if cfg.DSN == "" {
		cfg.Path = filepath.Join(a.cfg.Data, "pegboard.db")
	}
	return cfg
}
