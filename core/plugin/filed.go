package plugin

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/plugin/peg"
)

// find returns the package of a plugin that can be enabled.
func (m *Manager) find(ctx context.Context, id core.PluginID) (*file, error) {
	const op = "plugin.find"
	if f := m.bundled[id]; f != nil {
		return f, nil
	}
	if why := m.broken[id]; why != "" {
		return nil, core.Errorf(op, core.KindUnavailable, "%s", why)
	}
	row, _, err := m.row(ctx, id)
	if err != nil {
		return nil, err
	}
	if row.State == "" || row.State == core.PluginUninstalled || row.Tier == core.TierBundled {
		return nil, core.Errorf(op, core.KindNotFound, "There is no such plugin.")
	}
	return m.filed(ctx, row)
}

// fileOf finds the package of an installation.
func (m *Manager) fileOf(ctx context.Context, row *core.Installation) (*file, error) {
	const op = "plugin.fileOf"
	if row.Tier != core.TierBundled {
		return m.filed(ctx, row)
	}
	if f := m.bundled[row.ID]; f != nil {
		return f, nil
	}
	if why := m.broken[row.ID]; why != "" {
		return nil, core.Errorf(op, core.KindUnavailable, "%s", why)
	}
	return nil, core.Errorf(op, core.KindUnavailable, "This Pegboard does not come with the plugin %s.", row.ID)
}

// filed is the file of an uploaded plugin, of which only the manifest beside the
// package is read: no start waits for packages, which are hashed whenever they are
// opened.
func (m *Manager) filed(ctx context.Context, row *core.Installation) (*file, error) {
	id := row.ID
	raw, err := m.Store.Manifest(ctx, id, row.Hash)
	if core.IsKind(err, core.KindNotFound) {
		raw, err = m.learn(ctx, row)
	}
	if err != nil {
		return nil, err
	}
	mf, err := manifest.Parse(raw, m.Version)
	if err != nil {
		return nil, err
	}
	if mf.ID != id {
		return nil, changed(id)
	}
	return &file{manifest: mf, tier: core.TierLocal, hash: row.Hash, raw: raw, stored: m.stored(id, row.Hash)}, nil
}

// learn reads the manifest in a package that was stored before manifests were kept
// beside them, or by an older Pegboard, and keeps it for the next time.
func (m *Manager) learn(ctx context.Context, row *core.Installation) ([]byte, error) {
	body, err := m.Store.Package(ctx, row.ID, row.Hash)
	if err != nil {
		return nil, err
	}
	if sumOf(body) != row.Hash {
		return nil, changed(row.ID)
	}
	raw, err := peg.ManifestOf(body)
	if err != nil {
		return nil, err
	}
	err = m.Tx.InTx(ctx, func(ctx context.Context) error { return m.Store.PutManifest(ctx, row.ID, row.Hash, raw) })
	if err != nil {
		m.Log.WarnContext(ctx, "plugin: manifest not kept", "plugin", string(row.ID), "error", err)
	}
	return raw, nil
}

// stored reads a package from the database.
func (m *Manager) stored(id core.PluginID, hash string) func(ctx context.Context) ([]byte, error) {
	return func(ctx context.Context) ([]byte, error) { return m.Store.Package(ctx, id, hash) }
}

// arriving is the file of a package that is on its way in. It is held until it is
// stored.
func (m *Manager) arriving(body []byte) (*file, error) {
	f, err := newFile(body, core.TierLocal, m.Version)
	if err == nil {
		f.stored = m.stored(f.manifest.ID, f.hash)
	}
	return f, err
}

// putPackage stores a package that is on its way in, in the caller's transaction.
func (m *Manager) putPackage(ctx context.Context, f *file) error {
	body, err := f.body(ctx)
	if err != nil {
		return err
	}
	return m.Store.PutPackage(ctx, f.manifest.ID, f.hash, f.raw, body)
}

// letGo lets go of a package that is stored now.
func (f *file) letGo() { f.held.Store(nil) }
