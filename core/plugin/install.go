package plugin

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/plugin/peg"
	"pegboard.dev/pegboard/core/rbac"
)

// How says what an upload is meant for.
type How struct {
	// Consent is the hash of a package whose wider asking was looked at and agreed to.
	Consent string
	// Reload takes a package of the version that is installed already, for an author
	// at work. Signed ones are never taken that way.
	Reload bool
}

// Install takes an uploaded package and returns the plugin's id. Nothing of it
// runs and nothing of it is enabled by that. Of an enabled plugin it is the new
// version: that is compiled and called once, its data is prepared and its own code
// told of the upgrade, all before it takes over, at once and on every node; calls
// under way end with the old one, which is kept to go back to. It needs
// settings.plugins. Every refusal is one clear sentence and changes nothing:
// KindInvalid for a package that is broken, asks for what cannot be given, or whose
// data cannot be brought to it; KindConflict for one that is here already, is
// older, belongs to Pegboard, asks for more than was consented to, or is not signed
// by its publisher's known key; KindUnavailable, or what its code says, for one
// that fails when it is tried.
func (m *Manager) Install(ctx context.Context, who *rbac.Subject, body []byte, how How) (core.PluginID, error) {
	const op = "plugin.Install"
	if err := who.Require(op, keyPlugins); err != nil {
		return "", err
	}
	m.life.Lock()
	defer m.life.Unlock()
	f, pkg, err := m.upload(body)
	if err != nil {
		return "", core.Wrap(op, err)
	}
	id := f.manifest.ID
	u, err := m.staged(ctx, f)
	if err != nil {
		return "", core.Wrap(op, err)
	}
	defer m.drop(u)
	in := installing{f: f, pkg: pkg, u: u, how: how}
	if err := m.Tx.InTx(ctx, func(ctx context.Context) error { return m.installRow(ctx, who, &in) }); err != nil {
		return "", core.Wrap(op, err)
	}
	f.letGo()
	if u != nil {
		defer m.countAside(id)
	}
	return id, core.Wrap(op, m.loadLocked(ctx))
}

// upload reads a package and checks what does not depend on what is installed.
func (m *Manager) upload(body []byte) (*file, *peg.Package, error) {
	pkg, err := peg.Read(body, m.Version)
	if err != nil {
		return nil, nil, err
	}
	if id := pkg.Manifest.ID; m.bundled[id] != nil || m.broken[id] != "" {
		return nil, nil, core.Errorf("plugin.upload", core.KindConflict, "The plugin %s is part of Pegboard and cannot be replaced.", id)
	}
	f, err := m.arriving(body)
	if err != nil {
		return nil, nil, err
	}
	_, err = m.fits(withoutRequires(f.manifest), nil)
	return f, pkg, err
}

// withoutRequires drops what matters only when the plugin is enabled.
func withoutRequires(m *manifest.Manifest) *manifest.Manifest {
	out := *m
	out.Requires = nil
	return &out
}

// staged stages the new version of a plugin that is enabled. Of one that is not,
// the code is checked, and there is no unit.
func (m *Manager) staged(ctx context.Context, f *file) (*unit, error) {
	row, _, err := m.row(ctx, f.manifest.ID)
	if err != nil {
		return nil, err
	}
	if row.State != core.PluginEnabled {
		return nil, m.check(ctx, f)
	}
	if m.SafeMode {
		return nil, errSafe("plugin.Install")
	}
	return m.stage(ctx, f)
}

// installing is an upload on its way in.
type installing struct {
	f   *file
	pkg *peg.Package
	u   *unit // staged; nil when the plugin is not enabled
	how How
}

func (m *Manager) installRow(ctx context.Context, who *rbac.Subject, in *installing) error {
	f, id := in.f, in.f.manifest.ID
	row, others, err := m.rowsFor(ctx, id)
	if err != nil {
		return err
	}
	if err := m.vouch(ctx, who, in.pkg); err != nil {
		return err
	}
	if row == nil {
		row = &core.Installation{ID: id}
	}
	before := *row
	if err := mayReplace(row, in); err != nil {
		return err
	}
	var reg *rbac.Registry
	action, said := "plugin.installed", stateOf(&before)
	if row.State == core.PluginEnabled {
		if reg, err = m.mayUpgrade(ctx, row, in, others); err != nil {
			return err
		}
		if err := m.prepare(ctx, in.u, row, reg); err != nil {
			return err
		}
		action = "plugin.upgraded"
	} else if row.State != core.PluginDisabled {
		row.State = core.PluginUploaded
	}
	if before.State == "" || before.State == core.PluginUninstalled {
		said = map[string]any{}
	} else if err := m.keepPrevious(ctx, &before, f); err != nil {
		return err
	}
	row.Tier, row.Version, row.Hash, row.UpdatedAt = core.TierLocal, f.manifest.Version, f.hash, m.Clock.Now()
	if err := m.Store.PutInstallation(ctx, row); err != nil {
		return err
	}
	if err := m.putPackage(ctx, f); err != nil {
		return err
	}
	now := stateOf(row)
	if reg != nil {
		if now["diff"], err = m.upgradeConsent(ctx, who, &before, f); err != nil {
			return err
		}
	}
	return m.tell(ctx, who, action, id, said, now)
}

// mayReplace refuses a package that is no newer than the installed one.
func mayReplace(row *core.Installation, in *installing) error {
	const op = "plugin.Install"
	if row.State == "" || row.State == core.PluginUninstalled {
		return nil
	}
	name, version := in.f.manifest.Name, in.f.manifest.Version
	reload := in.how.Reload && in.pkg.Signer == nil
	switch c := manifest.CompareVersions(version, row.Version); {
	case row.Hash == in.f.hash:
		return core.Errorf(op, core.KindConflict, "This version of %s is installed already.", name)
	case c < 0:
		return core.Errorf(op, core.KindConflict, "Version %s of %s is installed; %s is older.", row.Version, name, version)
	case c == 0 && in.how.Reload && !reload:
		return core.Errorf(op, core.KindConflict, "A signed package cannot take the place of one with the same version.")
	case c == 0 && !reload && row.State == core.PluginEnabled:
		return core.Errorf(op, core.KindConflict, "Another package of version %s is installed. Give this one a higher version.", version)
	}
	return nil
}

// keepPrevious keeps the version that is replaced, to go back to. An author's
// reload keeps the one before it.
func (m *Manager) keepPrevious(ctx context.Context, row *core.Installation, f *file) error {
	if row.Version == f.manifest.Version || row.Tier == core.TierBundled {
		return nil
	}
	body, err := m.Store.Package(ctx, row.ID, row.Hash)
	if err != nil {
		return err
	}
	return m.Previous.PutPrevious(ctx, row.ID, &core.PluginPackage{Version: row.Version, Hash: row.Hash, Body: body})
}
