package store

import (
	"context"

	"pegboard.dev/pegboard/core"
)

// PutPackage keeps the file of an uploaded plugin, whose row exists, and the
// manifest in it.
func (s Plugins) PutPackage(ctx context.Context, id core.PluginID, hash string, manifest, body []byte) error {
	err := s.db.from(ctx).Exec(`INSERT INTO plugin_packages (plugin, hash, body) VALUES (?,?,?)
		ON CONFLICT (plugin) DO UPDATE SET hash = excluded.hash, body = excluded.body`, string(id), hash, body).Error
	if err != nil {
		return translate("store.PutPackage", err)
	}
	return s.PutManifest(ctx, id, hash, manifest)
}

// PutManifest keeps the manifest of a package that is there already.
func (s Plugins) PutManifest(ctx context.Context, id core.PluginID, hash string, manifest []byte) error {
	return translate("store.PutManifest", s.db.from(ctx).Exec(`INSERT INTO plugin_manifests (plugin, hash, body) VALUES (?,?,?)
		ON CONFLICT (plugin) DO UPDATE SET hash = excluded.hash, body = excluded.body`, string(id), hash, string(manifest)).Error)
}

// Manifest returns the manifest that was kept beside the package with that hash;
// KindNotFound if there is none.
func (s Plugins) Manifest(ctx context.Context, id core.PluginID, hash string) ([]byte, error) {
	const op = "store.Manifest"
	var found []string
	if err := s.db.from(ctx).Raw("SELECT body FROM plugin_manifests WHERE plugin = ? AND hash = ?", string(id), hash).Scan(&found).Error; err != nil {
		return nil, translate(op, err)
	}
	if len(found) == 0 {
		return nil, core.Errorf(op, core.KindNotFound, "The file of this plugin is missing.")
	}
	return []byte(found[0]), nil
}

// Package returns the file of an uploaded plugin that was stored under that hash, the
// present one or the one before: another node may have upgraded the plugin a moment
// ago. KindNotFound if it is neither.
func (s Plugins) Package(ctx context.Context, id core.PluginID, hash string) ([]byte, error) {
	const op = "store.Package"
	rows, err := s.db.from(ctx).Raw(`SELECT body FROM plugin_packages WHERE plugin = ? AND hash = ?
		UNION ALL SELECT body FROM plugin_previous WHERE plugin = ? AND hash = ? LIMIT 1`, string(id), hash, string(id), hash).Rows()
	if err != nil {
		return nil, translate(op, err)
	}
	defer rows.Close()
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return nil, translate(op, err)
		}
		return nil, core.Errorf(op, core.KindNotFound, "The file of this plugin is missing.")
	}
	var body []byte
	err = rows.Scan(&body)
	return body, translate(op, err)
}

// DeletePackage removes the file of an uploaded plugin and its manifest.
func (s Plugins) DeletePackage(ctx context.Context, id core.PluginID) error {
	q := s.db.from(ctx)
	err := q.Exec("DELETE FROM plugin_packages WHERE plugin = ?", string(id)).Error
	if err == nil {
		err = q.Exec("DELETE FROM plugin_manifests WHERE plugin = ?", string(id)).Error
	}
	return translate("store.DeletePackage", err)
}
