package plugin

import (
	"context"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/plugin/peg"
	"pegboard.dev/pegboard/core/rbac"
)

// Install takes an uploaded package and returns the plugin's id. Nothing of it
// runs and nothing of it is enabled by that; of an enabled plugin it is the new
// version, which acts at once. It needs settings.plugins. Every refusal is one
// clear sentence and changes nothing: KindInvalid for a package that is broken or
// asks for what cannot be given, KindConflict for one that is here already, is
// older, belongs to Pegboard, or is not signed by its publisher's known key.
func (m *Manager) Install(ctx context.Context, who *rbac.Subject, body []byte) (core.PluginID, error) {
	const op = "plugin.Install"
	if err := who.Require(op, keyPlugins); err != nil {
		return "", err
	}
	pkg, err := peg.Read(body, m.Version)
	if err != nil {
		return "", core.Wrap(op, err)
	}
	id := pkg.Manifest.ID
	if m.bundled[id] != nil || m.broken[id] != "" {
		return "", core.Errorf(op, core.KindConflict, "The plugin %s is part of Pegboard and cannot be replaced.", id)
	}
	f, err := newFile(body, core.TierLocal, m.Version)
	if err != nil {
		return "", core.Wrap(op, err)
	}
	m.life.Lock()
	defer m.life.Unlock()
	if _, err := m.fits(withoutRequires(f.manifest), nil); err != nil {
		return "", core.Wrap(op, err)
	}
	mod, err := m.Engine.Compile(ctx, pkg.Wasm, limitsOf(f.manifest))
	if err != nil {
		return "", core.Wrap(op, err)
	}
	mod.Close()
	err = m.Tx.InTx(ctx, func(ctx context.Context) error { return m.installRow(ctx, who, f, pkg) })
	if err != nil {
		return "", core.Wrap(op, err)
	}
	return id, core.Wrap(op, m.loadLocked(ctx))
}

// withoutRequires drops what matters only when the plugin is enabled.
func withoutRequires(m *manifest.Manifest) *manifest.Manifest {
	out := *m
	out.Requires = nil
	return &out
}

func (m *Manager) installRow(ctx context.Context, who *rbac.Subject, f *file, pkg *peg.Package) error {
	const op = "plugin.Install"
	id := f.manifest.ID
	row, others, err := m.rowsFor(ctx, id)
	if err != nil {
		return err
	}
	if err := m.vouch(ctx, who, pkg); err != nil {
		return err
	}
	before := map[string]any{}
	if row == nil {
		row = &core.Installation{ID: id}
	} else if row.State != core.PluginUninstalled {
		before = stateOf(row)
		switch c := manifest.CompareVersions(f.manifest.Version, row.Version); {
		case row.Hash == f.hash:
			return core.Errorf(op, core.KindConflict, "This version of %s is installed already.", f.manifest.Name)
		case c < 0:
			return core.Errorf(op, core.KindConflict, "Version %s of %s is installed; %s is older.", row.Version, f.manifest.Name, f.manifest.Version)
		}
	}
	if row.State == core.PluginEnabled {
		if err := m.mayUpgrade(ctx, row, f, others); err != nil {
			return err
		}
	} else if row.State != core.PluginDisabled {
		row.State = core.PluginUploaded
	}
	row.Tier, row.Version, row.Hash, row.UpdatedAt = core.TierLocal, f.manifest.Version, f.hash, m.Clock.Now()
	if err := m.Store.PutInstallation(ctx, row); err != nil {
		return err
	}
	if err := m.Store.PutPackage(ctx, id, f.hash, f.body); err != nil {
		return err
	}
	return m.tell(ctx, who, "plugin.installed", id, before, stateOf(row))
}

// mayUpgrade prepares an enabled plugin's data for its new version. What asks
// for more than was consented to waits until it is enabled anew.
func (m *Manager) mayUpgrade(ctx context.Context, row *core.Installation, f *file, others []core.Installation) error {
	const op = "plugin.Install"
	if old, err := m.fileOf(ctx, row); err == nil {
		var more []string
		for _, c := range f.manifest.Capabilities {
			if !old.manifest.Grants(c.Name) {
				more = append(more, c.Name)
			}
		}
		for _, h := range f.manifest.HTTP {
			if !slices.ContainsFunc(old.manifest.HTTP, func(o manifest.HTTPHost) bool { return o.Host == h.Host && o.Plain == h.Plain }) {
				more = append(more, "requests to "+h.Host)
			}
		}
		for _, u := range f.manifest.Uses {
			if !old.manifest.MayUse(u.Plugin, u.Service) {
				more = append(more, "the service "+u.Service+" of "+string(u.Plugin))
			}
		}
		if len(more) > 0 {
			return core.Errorf(op, core.KindConflict, "The new version also asks for %q. Disable the plugin, install the new version and enable it again to consent.", more[0])
		}
	}
	if _, err := m.fits(f.manifest, others); err != nil {
		return err
	}
	if err := m.try(ctx, f); err != nil {
		return err
	}
	return m.Tables.PrepareCollections(ctx, row.ID, f.manifest.Collections)
}

// Receipt tells what an uninstall left or took.
type Receipt struct {
	Plugin core.PluginID `json:"plugin"`
	Kept   bool          `json:"kept"`
	// Records is how many records were deleted; zero when the data was kept.
	Records int64 `json:"records"`
}

// Uninstall removes a plugin, enabled or not. With purge its tables, entries and
// every word of roles and grants about it go as well; otherwise they wait for it
// to come back. It needs settings.plugins. KindNotFound if it is not installed,
// KindConflict while another enabled plugin requires it.
func (m *Manager) Uninstall(ctx context.Context, who *rbac.Subject, id core.PluginID, purge bool) (Receipt, error) {
	const op = "plugin.Uninstall"
	receipt := Receipt{Plugin: id, Kept: !purge}
	if err := who.Require(op, keyPlugins); err != nil {
		return receipt, err
	}
	m.life.Lock()
	defer m.life.Unlock()
	err := m.Tx.InTx(ctx, func(ctx context.Context) error {
		row, others, err := m.rowsFor(ctx, id)
		if err != nil {
			return err
		}
		if row == nil || row.State == core.PluginUninstalled && !purge {
			return core.Errorf(op, core.KindNotFound, "There is no such plugin.")
		}
		others = slices.DeleteFunc(others, func(o core.Installation) bool { return row.State != core.PluginEnabled })
		if err := m.needed(ctx, id, others); err != nil {
			return err
		}
		before := stateOf(row)
		if purge {
			if receipt.Records, err = m.purge(ctx, id); err != nil {
				return err
			}
		} else {
			row.State, row.UpdatedAt = core.PluginUninstalled, m.Clock.Now()
			if err := m.Store.PutInstallation(ctx, row); err != nil {
				return err
			}
			if err := m.Store.DeletePackage(ctx, id); err != nil {
				return err
			}
		}
		return m.tell(ctx, who, "plugin.uninstalled", id, before, receipt)
	})
	if err != nil {
		return receipt, core.Wrap(op, err)
	}
	return receipt, core.Wrap(op, m.loadLocked(ctx))
}

func (m *Manager) purge(ctx context.Context, id core.PluginID) (int64, error) {
	n, err := m.Tables.DropCollections(ctx, id)
	if err != nil {
		return 0, err
	}
	if err := m.forget(ctx, id); err != nil {
		return 0, err
	}
	if err := m.release(ctx, id); err != nil {
		return 0, err
	}
	return n, m.Store.DeleteInstallation(ctx, id)
}
