package plugin

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/rbac"
)

// Preview is what an upload would do, before it is made.
type Preview struct {
	Manifest *manifest.Manifest
	// Hash names the package; it is what How.Consent takes.
	Hash string
	// Signed: with a publisher's key, known or not.
	Signed bool
	// Installed is the version that is here now, empty for none; Enabled, whether it
	// is on, so that the new one acts at once.
	Installed string
	Enabled   bool
	// Diff is what it asks for other than was consented to. Consent: somebody has to
	// agree before it may take over.
	Diff    core.PluginDiff
	Consent bool
	// Roles are those that would give other keys, of an enabled plugin.
	Roles []RoleEffect
	// Same: this very package is installed.
	Same bool
	// Papers are what the package says about itself; Since is what is installed.
	Papers *Papers
	// Refused is why it cannot be installed, one sentence; empty if nothing is known
	// against it. Its code has not been compiled or run for this.
	Refused string
}

// Preview says what installing a package would do, and does nothing. It needs
// settings.plugins. KindInvalid for a file that is no package.
func (m *Manager) Preview(ctx context.Context, who *rbac.Subject, body []byte, how How) (*Preview, error) {
	const op = "plugin.Preview"
	if err := who.Require(op, keyPlugins); err != nil {
		return nil, err
	}
	f, pkg, err := m.upload(body)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	row, others, err := m.row(ctx, f.manifest.ID)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	asked, err := m.consented(ctx, row)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	out := &Preview{Manifest: f.manifest, Hash: f.hash, Signed: pkg.Signer != nil, Diff: asksOf(f.manifest).Beside(asked)}
	if row.State != "" && row.State != core.PluginUninstalled {
		out.Installed, out.Enabled, out.Same = row.Version, row.State == core.PluginEnabled, row.Hash == f.hash
	}
	out.Papers = papersOf(pkg.Papers(), f.manifest.Version, out.Installed)
	if out.Enabled {
		out.Consent = out.Diff.Widens()
		err = m.previewRoles(ctx, who, f.manifest, others, out)
	}
	if err == nil {
		err = mayReplace(row, &installing{f: f, pkg: pkg, how: how})
	}
	if core.IsKind(err, core.KindConflict) || core.IsKind(err, core.KindInvalid) {
		out.Refused, err = message(err), nil
	}
	return out, core.Wrap(op, err)
}

// previewRoles says what an upgrade would do to the roles.
func (m *Manager) previewRoles(ctx context.Context, who *rbac.Subject, mf *manifest.Manifest, others []core.Installation, out *Preview) error {
	after, err := m.fits(mf, others)
	if err != nil {
		return err
	}
	policy, err := m.svc.People.Policy(ctx)
	if err != nil {
		return err
	}
	out.Roles, err = m.roleEffects(ctx, who, m.Registry(), after, policy, policy)
	return err
}
