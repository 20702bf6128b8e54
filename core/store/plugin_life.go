package store

import (
	"context"
	"encoding/json"

	"pegboard.dev/pegboard/core"
)

// PutPrevious keeps the version that a plugin may go back to, in a transaction.
func (s Plugins) PutPrevious(ctx context.Context, id core.PluginID, p *core.PluginPackage) error {
	return translate("store.PutPrevious", s.db.from(ctx).Exec(`INSERT INTO plugin_previous (plugin, version, hash, body) VALUES (?,?,?,?)
		ON CONFLICT (plugin) DO UPDATE SET version = excluded.version, hash = excluded.hash, body = excluded.body`,
		string(id), p.Version, p.Hash, p.Body).Error)
}

// Previous returns the version that a plugin may go back to; KindNotFound if there is none.
func (s Plugins) Previous(ctx context.Context, id core.PluginID) (*core.PluginPackage, error) {
	const op = "store.Previous"
	var rows []core.PluginPackage
	if err := s.db.from(ctx).Raw("SELECT version, hash, body FROM plugin_previous WHERE plugin = ?", string(id)).Scan(&rows).Error; err != nil {
		return nil, translate(op, err)
	}
	if len(rows) == 0 {
		return nil, core.Errorf(op, core.KindNotFound, "There is no earlier version to go back to.")
	}
	return &rows[0], nil
}

// PreviousVersions says to which version each plugin may go back.
func (s Plugins) PreviousVersions(ctx context.Context) (map[core.PluginID]string, error) {
	var rows []struct{ Plugin, Version string }
	err := s.db.from(ctx).Raw("SELECT plugin, version FROM plugin_previous").Scan(&rows).Error
	out := make(map[core.PluginID]string, len(rows))
	for _, r := range rows {
		out[core.PluginID(r.Plugin)] = r.Version
	}
	return out, translate("store.PreviousVersions", err)
}

// DeletePrevious forgets the version to go back to, in a transaction.
func (s Plugins) DeletePrevious(ctx context.Context, id core.PluginID) error {
	return translate("store.DeletePrevious", s.db.from(ctx).Exec("DELETE FROM plugin_previous WHERE plugin = ?", string(id)).Error)
}

// AddConsent adds a consent to the record, in a transaction.
func (s Plugins) AddConsent(ctx context.Context, id core.PluginID, c *core.PluginConsent) error {
	const op = "store.AddConsent"
	asked, err := json.Marshal(c.Asked)
	if err != nil {
		return translate(op, err)
	}
	diff, err := json.Marshal(c.Diff)
	if err != nil {
		return translate(op, err)
	}
	return translate(op, s.db.from(ctx).Exec(`INSERT INTO plugin_consents (plugin, at, by_id, by_name, act, version, from_version, asked, diff) VALUES (?,?,?,?,?,?,?,?,?)`,
		string(id), micros(c.At), orNull(int64(c.By)), c.ByName, string(c.Act), c.Version, c.From, string(asked), string(diff)).Error)
}

// Consents returns the last consents to a plugin, newest first.
func (s Plugins) Consents(ctx context.Context, id core.PluginID, limit int) ([]core.PluginConsent, error) {
	const op = "store.Consents"
	var rows []struct {
		ID, At                                         int64
		ByID                                           *int64
		ByName, Act, Version, FromVersion, Asked, Diff string
	}
	err := s.db.from(ctx).Raw(`SELECT id, at, by_id, by_name, act, version, from_version, asked, diff FROM plugin_consents
		WHERE plugin = ? ORDER BY id DESC LIMIT ?`, string(id), limit).Scan(&rows).Error
	if err != nil {
		return nil, translate(op, err)
	}
	out := make([]core.PluginConsent, len(rows))
	for i, r := range rows {
		c := core.PluginConsent{
			ID: r.ID, At: fromMicros(r.At), By: core.UserID(orZero(r.ByID)), ByName: r.ByName, Act: core.PluginAct(r.Act), Version: r.Version, From: r.FromVersion,
		}
		if err := json.Unmarshal([]byte(r.Asked), &c.Asked); err != nil {
			return nil, translate(op, err)
		}
		if err := json.Unmarshal([]byte(r.Diff), &c.Diff); err != nil {
			return nil, translate(op, err)
		}
		out[i] = c
	}
	return out, nil
}

// failuresKept is how many failures of each plugin are remembered.
const failuresKept = 50

// AddFailure remembers a failure, in a transaction.
func (s Plugins) AddFailure(ctx context.Context, id core.PluginID, f *core.PluginFailure) error {
	const op = "store.AddFailure"
	counted := 0
	if f.Counted {
		counted = 1
	}
	q := s.db.from(ctx)
	err := q.Exec("INSERT INTO plugin_failures (plugin, at, version, place, why, counted) VALUES (?,?,?,?,?,?)",
		string(id), micros(f.At), f.Version, f.Place, f.Why, counted).Error
	if err != nil {
		return translate(op, err)
	}
	return translate(op, q.Exec(`DELETE FROM plugin_failures WHERE plugin = ? AND id <=
		(SELECT id FROM plugin_failures WHERE plugin = ? ORDER BY id DESC LIMIT 1 OFFSET ?)`, string(id), string(id), failuresKept).Error)
}

// Failures returns what is remembered of a plugin's failures, newest first.
func (s Plugins) Failures(ctx context.Context, id core.PluginID) ([]core.PluginFailure, error) {
	var rows []struct {
		At, Counted         int64
		Version, Place, Why string
	}
	err := s.db.from(ctx).Raw("SELECT at, version, place, why, counted FROM plugin_failures WHERE plugin = ? ORDER BY id DESC", string(id)).Scan(&rows).Error
	out := make([]core.PluginFailure, len(rows))
	for i, r := range rows {
		out[i] = core.PluginFailure{At: fromMicros(r.At), Version: r.Version, Place: r.Place, Why: r.Why, Counted: r.Counted != 0}
	}
	return out, translate("store.Failures", err)
}

// Holdings counts what is kept for and about a plugin beside its collections,
// settings and roles.
func (s Plugins) Holdings(ctx context.Context, id core.PluginID) (core.PluginHoldings, error) {
	var h core.PluginHoldings
	q := s.db.from(ctx)
	for _, n := range []struct {
		into *int64
		sql  string
		arg  string
	}{
		{&h.Files, "SELECT COUNT(*) FROM record_files WHERE plugin = ? AND record_id IS NOT NULL", string(id)},
		{&h.Entries, "SELECT COUNT(*) FROM plugin_kv WHERE plugin = ?", string(id)},
		{&h.Visitors, "SELECT COUNT(*) FROM plugin_visitors WHERE plugin = ?", string(id)},
		{&h.Mailings, "SELECT COUNT(*) FROM plugin_mailings WHERE plugin = ?", string(id)},
		{&h.Grants, `SELECT COUNT(*) FROM user_grants WHERE key LIKE ? ESCAPE '\'`, likeEscape.Replace(string(id)) + ".%"},
		{&h.Consents, "SELECT COUNT(*) FROM plugin_consents WHERE plugin = ?", string(id)},
		{&h.Failures, "SELECT COUNT(*) FROM plugin_failures WHERE plugin = ?", string(id)},
		{&h.UsageHours, "SELECT COUNT(*) FROM plugin_usage WHERE plugin = ?", string(id)},
		{&h.Packages, "SELECT COUNT(*) FROM plugin_packages WHERE plugin = ?", string(id)},
	} {
		if err := q.Raw(n.sql, n.arg).Scan(n.into).Error; err != nil {
			return h, translate("store.Holdings", err)
		}
	}
	var previous int64
	err := q.Raw("SELECT COUNT(*) FROM plugin_previous WHERE plugin = ?", string(id)).Scan(&previous).Error
	h.Packages += previous
	return h, translate("store.Holdings", err)
}
