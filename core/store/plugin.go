package store

import (
	"context"
	"encoding/json"

	"pegboard.dev/pegboard/core"
)

// Plugins keeps which plugins are installed and what belongs to them. Every
// write needs a transaction. The collections' tables are in record_schema.go.
type Plugins struct{ db *DB }

// Plugins returns the store of plugins.
func (db *DB) Plugins() Plugins { return Plugins{db} }

type pluginRow struct {
	ID           string
	Tier         string
	State        string
	Version      string
	Hash         string
	IntroducedAt *int64
	Settings     string
	UpdatedAt    int64
	RanVersion   string
	StoppedAt    *int64
	StoppedWhy   string
	ExportedAt   *int64
}

// Installations returns every plugin that has a row, by id.
func (s Plugins) Installations(ctx context.Context) ([]core.Installation, error) {
	var rows []pluginRow
	err := s.db.from(ctx).Raw(`SELECT id, tier, state, version, hash, introduced_at, settings, updated_at, ran_version, stopped_at, stopped_why, exported_at
		FROM plugins ORDER BY id`).Scan(&rows).Error
	if err != nil {
		return nil, translate("store.Installations", err)
	}
	out := make([]core.Installation, len(rows))
	for i, r := range rows {
		out[i] = core.Installation{
			ID: core.PluginID(r.ID), Tier: core.PluginTier(r.Tier), State: core.PluginState(r.State), Version: r.Version, Hash: r.Hash,
			IntroducedAt: fromMicrosOrNull(r.IntroducedAt), Settings: json.RawMessage(r.Settings), UpdatedAt: fromMicros(r.UpdatedAt),
			RanVersion: r.RanVersion, StoppedAt: fromMicrosOrNull(r.StoppedAt), StoppedWhy: r.StoppedWhy, ExportedAt: fromMicrosOrNull(r.ExportedAt),
		}
	}
	return out, nil
}

// PutInstallation writes a plugin's row; UpdatedAt is also when a new one was created.
func (s Plugins) PutInstallation(ctx context.Context, in *core.Installation) error {
	settings := string(in.Settings)
	if settings == "" {
		settings = "{}"
	}
	at := micros(in.UpdatedAt)
	return translate("store.PutInstallation", s.db.from(ctx).Exec(`
		INSERT INTO plugins (id, tier, state, version, hash, introduced_at, settings, created_at, updated_at, ran_version, stopped_at, stopped_why, exported_at)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)
		ON CONFLICT (id) DO UPDATE SET tier = excluded.tier, state = excluded.state, version = excluded.version, hash = excluded.hash,
			introduced_at = excluded.introduced_at, settings = excluded.settings, updated_at = excluded.updated_at, ran_version = excluded.ran_version,
			stopped_at = excluded.stopped_at, stopped_why = excluded.stopped_why, exported_at = excluded.exported_at`,
		string(in.ID), string(in.Tier), string(in.State), in.Version, in.Hash, microsOrNull(in.IntroducedAt), settings, at, at,
		in.RanVersion, microsOrNull(in.StoppedAt), in.StoppedWhy, microsOrNull(in.ExportedAt)).Error)
}

// DeleteInstallation removes a plugin's row with its packages, grants, consents,
// failures, usage, mailings and key-value entries, and the personal grants of its keys.
// Tables stay.
func (s Plugins) DeleteInstallation(ctx context.Context, id core.PluginID) error {
	const op = "store.DeleteInstallation"
	q := s.db.from(ctx)
	for _, stmt := range []string{
		"DELETE FROM plugins WHERE id = ?", "DELETE FROM plugin_kv WHERE plugin = ?", "DELETE FROM plugin_consents WHERE plugin = ?",
		"DELETE FROM plugin_visitors WHERE plugin = ?", "DELETE FROM plugin_failures WHERE plugin = ?", "DELETE FROM plugin_usage WHERE plugin = ?",
		"DELETE FROM plugin_mailings WHERE plugin = ?", "DELETE FROM plugin_storage WHERE plugin = ?",
	} {
		if err := q.Exec(stmt, string(id)).Error; err != nil {
			return translate(op, err)
		}
	}
	return translate(op, q.Exec(`DELETE FROM user_grants WHERE key LIKE ? ESCAPE '\'`, likeEscape.Replace(string(id))+".%").Error)
}

// PutGrants replaces what was consented to; the plugin's row exists.
func (s Plugins) PutGrants(ctx context.Context, id core.PluginID, grants []core.PluginGrant) error {
	const op = "store.PutGrants"
	q := s.db.from(ctx)
	if err := q.Exec("DELETE FROM plugin_grants WHERE plugin = ?", string(id)).Error; err != nil {
		return translate(op, err)
	}
	for _, g := range grants {
		err := q.Exec("INSERT INTO plugin_grants (plugin, capability, reason, granted_by, granted_at) VALUES (?,?,?,?,?)",
			string(id), g.Capability, g.Reason, orNull(int64(g.By)), micros(g.At)).Error
		if err != nil {
			return translate(op, err)
		}
	}
	return nil
}

// Grants returns what was consented to, by capability.
func (s Plugins) Grants(ctx context.Context, id core.PluginID) ([]core.PluginGrant, error) {
	var rows []struct {
		Capability, Reason string
		GrantedBy          *int64
		GrantedAt          int64
	}
	err := s.db.from(ctx).Raw("SELECT capability, reason, granted_by, granted_at FROM plugin_grants WHERE plugin = ? ORDER BY capability", string(id)).Scan(&rows).Error
	out := make([]core.PluginGrant, len(rows))
	for i, r := range rows {
		out[i] = core.PluginGrant{Capability: r.Capability, Reason: r.Reason, By: core.UserID(orZero(r.GrantedBy)), At: fromMicros(r.GrantedAt)}
	}
	return out, translate("store.Grants", err)
}
