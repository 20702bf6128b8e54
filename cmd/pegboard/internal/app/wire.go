package app

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"log/slog"

	"pegboard.dev/pegboard/core/blocks"
	"pegboard.dev/pegboard/core/httpapi"
	"pegboard.dev/pegboard/core/httpapi/portal"
	"pegboard.dev/pegboard/core/jobs"
	"pegboard.dev/pegboard/core/mail"
	"pegboard.dev/pegboard/core/notices"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/records"
	"pegboard.dev/pegboard/core/store/blob"
	"pegboard.dev/pegboard/core/tickets"
	"pegboard.dev/pegboard/sdk/abi"
)

// wire builds the services over the database. Plugins come first, because
// people's rights are compiled against their registry; they get the services
// that guests reach in the end.
func (a *App) wire(ctx context.Context) error {
	key, err := a.sharedKey(ctx, sealKey)
	if err != nil {
		return err
	}
	sealer, err := blocks.NewSealer(a.clock, key)
	if err != nil {
		return err
	}
	files, err := blob.Open(a.files())
	if err != nil {
		return err
	}
	vault, err := a.vault(ctx)
	if err != nil {
		return err
	}
	trackKey, err := a.sharedKey(ctx, "secret.track")
	if err != nil {
		return err
	}
	stores, kept := a.DB.People(), a.DB.Plugins()
	a.Plugins = plugin.New(plugin.Deps{
		Version: a.cfg.Version, Engine: a.engine, Store: kept, KV: kept, Visitors: kept, Mailings: kept, Tables: a.DB.Records(), Records: a.DB.Records(),
		Files:  records.Files{Store: a.DB.Records(), Blobs: files, Max: a.cfg.MaxUpload},
		Access: a.DB.Access(), Roles: stores.Roles, Settings: stores.Settings, Facts: kept, Activities: a.DB.Tickets(), Usage: kept, Previous: kept, History: kept, Deliveries: a.DB.Jobs(), Storage: kept, Tx: a.DB, Outbox: a.DB, Sealer: sealer, Vault: vault,
		Outbound: plugin.NewOutbound(plugin.OutboundConfig{Allow: a.cfg.PluginNetworks}),
		Bundled:  a.cfg.Bundled, SafeMode: a.cfg.SafeMode, Patience: a.cfg.Patience, Words: wordsOfBlocks, Clock: a.clock, Log: a.log,
	})
	a.People = people.NewService(people.Deps{Stores: stores, Tx: a.DB, Outbox: a.DB, Clock: a.clock, Registry: a.registry, Hooks: a.Plugins})
	a.Tickets = tickets.NewService(tickets.Deps{
		Store: a.DB.Tickets(), Tx: a.DB, Outbox: a.DB, Files: files, Requesters: a.People, Policy: a.People,
		Hooks: a.Plugins, Clock: a.clock, TrackKey: trackKey, MaxUpload: a.cfg.MaxUpload,
	})
	a.Notices = notices.New(notices.Deps{Store: a.DB.Notices(), Tickets: a.Tickets, People: a.People, Tx: a.DB, Outbox: a.DB, Clock: a.clock})
	a.mail = mail.New(mail.Deps{
		Hooks: a.Plugins, Printer: a.Plugins, People: a.People, Tickets: a.Tickets, Notices: a.Notices, Tx: a.DB, Outbox: a.DB, OpenQuery: vault.OpenQuery,
		Post: a.cfg.Post, Clock: a.clock, Log: a.log,
	})
	a.wireLive()
	a.Plugins.Connect(plugin.Services{Tickets: a.Tickets, People: a.People, Live: a.live})
	return a.wireJobs()
}

// wireServer puts the HTTP rim around the services.
func (a *App) wireServer() error {
	pages := portal.New(portal.Deps{
		Tickets: a.Tickets, People: a.People, Surfaces: portalSurfaces{a.Plugins}, Clock: a.clock, Log: a.log,
	})
	var err error
	a.Server, err = httpapi.New(httpapi.Config{
		Version: a.cfg.Version, TrustedProxies: a.cfg.TrustedProxies, MaxUpload: a.cfg.MaxUpload,
		Ready: a.ready, Observe: a.metrics.Request, ErrorPage: pages.ErrorPage, Mounts: append(pages.Mounts(), a.mountLive),
		Clock: a.clock, Log: a.log,
	}, httpapi.Services{
		People: a.People, Tickets: a.Tickets, Notices: a.Notices, Registry: a.registry,
		Plugins: plugins{a.Plugins}, PluginSettings: plugins{a.Plugins}, PluginLife: plugins{a.Plugins}, PluginHistory: plugins{a.Plugins}, Deliveries: a.Plugins, UI: surfaces{a.Plugins}, Papers: surfaces{a.Plugins}, Extensions: extensions{a.Plugins}, Visitors: visitors{a.Plugins}, Mail: a.mail,
	})
	return err
}

// ready reports whether requests can be served: the database answers and is at
// this binary's version. Plugins are not waited for.
func (a *App) ready(ctx context.Context) error { return a.DB.Ping(ctx) }

// watchers are the notices, the letters, those of set times, and those of enabled plugins.
func (a *App) watchers() []jobs.Watcher {
	out := []jobs.Watcher{
		{Name: notices.Name, Wants: a.Notices.Wants, Handle: a.Notices.Handle},
		{Name: mail.Name, Wants: a.mail.Wants, Handle: a.mail.Handle},
		{Name: plugin.MailingsWatcher, Wants: a.Plugins.WantsMailing, Handle: a.Plugins.WriteMailing},
	}
	for _, w := range a.Plugins.Watchers() {
		out = append(out, jobs.Watcher(w))
	}
	return out
}

func (a *App) sweepUploads(ctx context.Context) error {
	_, err := a.Tickets.PurgeUploads(ctx)
	return err
}

func (a *App) sweepFiles(ctx context.Context) error {
	_, err := a.Plugins.Records().PurgeFiles(ctx)
	return err
}

// sealKey is the setting that holds the secret by which pages' actions are
// sealed. Every node reads the same.
const sealKey = "secret.seal"

// sharedKey reads a secret that every node reads, and makes it at the first
// start. Moving the access epoch keeps two nodes from making one each.
func (a *App) sharedKey(ctx context.Context, name string) ([]byte, error) {
	settings := a.DB.People().Settings
	var key []byte
	raw, err := settings.Setting(ctx, name)
	if err != nil {
		return nil, err
	}
	if raw != nil {
		return key, json.Unmarshal(raw, &key)
	}
	err = a.DB.InTx(ctx, func(ctx context.Context) error {
		if _, err := a.DB.Access().Bump(ctx); err != nil {
			return err
		}
		raw, err := settings.Setting(ctx, name)
		if err != nil {
			return err
		}
		if raw != nil {
			return json.Unmarshal(raw, &key)
		}
		key = make([]byte, 32)
		rand.Read(key)
		if raw, err = json.Marshal(key); err != nil {
			return err
		}
		return settings.PutSetting(ctx, name, raw)
	})
	return key, err
}

// pluginLog passes on what a guest writes to its log. The levels are the same
// steps, four apart in slog.
func (a *App) pluginLog(id string, level abi.Level, line string) {
	a.log.LogAttrs(context.Background(), slog.Level(4*level), "plugin", slog.String("plugin", id), slog.String("line", line))
}
