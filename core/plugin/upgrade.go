package plugin

import (
	"context"
	"slices"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/sdk/abi"
)

// mayUpgrade checks whether a new version may take over from an enabled one: it
// must fit beside the other plugins, and ask for nothing that nobody has consented
// to. It returns the registry as it will be.
func (m *Manager) mayUpgrade(ctx context.Context, row *core.Installation, in *installing, others []core.Installation) (*rbac.Registry, error) {
	const op = "plugin.Install"
	if in.u == nil {
		return nil, core.Errorf(op, core.KindConflict, "Somebody has enabled this plugin meanwhile. Try again.")
	}
	before, err := m.consented(ctx, row)
	if err != nil {
		return nil, err
	}
	if d := asksOf(in.f.manifest).Beside(before); d.Widens() && in.how.Consent != in.f.hash {
		return nil, core.Errorf(op, core.KindConflict, "The new version asks for more: %s. Look at it and consent first.", widening(d))
	}
	if err := m.needed(ctx, row.ID, in.f.manifest.Version, others); err != nil {
		return nil, err
	}
	return m.fits(in.f.manifest, others)
}

// widening words what a version asks for beyond what was consented to.
func widening(d core.PluginDiff) string {
	more := slices.Clone(d.Added.Capabilities)
	for _, h := range d.Added.Hosts {
		more = append(more, "requests to "+h)
	}
	for _, s := range d.Added.Services {
		other, name, _ := strings.Cut(s, ".")
		more = append(more, "the service "+name+" of "+other)
	}
	for _, hook := range d.Added.Hooks {
		more = append(more, "a say in "+hook)
	}
	for _, route := range d.Added.Routes {
		more = append(more, "the address "+route+" for everybody")
	}
	return strings.Join(more, ", ")
}

// upgradeConsent records an upgrade. An author's reload, which asks for the same,
// is none.
func (m *Manager) upgradeConsent(ctx context.Context, who *rbac.Subject, before *core.Installation, f *file) (*core.PluginDiff, error) {
	asked, err := m.consented(ctx, before)
	if err != nil {
		return nil, err
	}
	if d := asksOf(f.manifest).Beside(asked); before.Version == f.manifest.Version && d.Empty() {
		return &d, nil
	}
	diff, err := m.consent(ctx, who, core.ActUpgraded, before, f.manifest, before.Version)
	return &diff, err
}

// heldBack is why an enabled bundled plugin does not run in the version that this
// binary carries.
type heldBack struct {
	hash, why string
	// waits: somebody has to consent to it first.
	waits bool
}

// upgradeBundledLocked brings enabled bundled plugins to the version that this
// binary carries. One that asks for more than was consented to, or that fails, is
// held back: it keeps its row, and is off and listed with the reason until somebody
// enables it.
func (m *Manager) upgradeBundledLocked(ctx context.Context) error {
	m.held = map[core.PluginID]heldBack{}
	if m.SafeMode {
		return nil
	}
	rows, err := m.Store.Installations(ctx)
	if err != nil {
		return err
	}
	for i := range rows {
		row := &rows[i]
		f := m.bundled[row.ID]
		if f == nil || row.Tier != core.TierBundled || row.State != core.PluginEnabled || row.Hash == f.hash ||
			manifest.CompareVersions(f.manifest.Version, row.Version) < 0 {
			continue // also where a newer Pegboard runs beside this one
		}
		if err := m.upgradeBundled(ctx, row.ID, f); err != nil {
			m.Log.ErrorContext(ctx, "plugin: not upgraded", "plugin", string(row.ID), "error", err)
			if _, waits := m.held[row.ID]; !waits {
				m.held[row.ID] = heldBack{hash: f.hash, why: message(err)}
			}
		}
	}
	return nil
}

func (m *Manager) upgradeBundled(ctx context.Context, id core.PluginID, f *file) error {
	u, err := m.stage(ctx, f)
	if err != nil {
		return err
	}
	defer m.drop(u)
	return m.Tx.InTx(ctx, func(ctx context.Context) error {
		row, others, err := m.rowsFor(ctx, id)
		if err != nil || row == nil || row.State != core.PluginEnabled || row.Hash == f.hash {
			return err // another node was first
		}
		asked, err := m.consented(ctx, row)
		if err != nil {
			return err
		}
		if d := asksOf(f.manifest).Beside(asked); d.Widens() {
			err := core.Errorf("plugin.upgradeBundled", core.KindConflict, "Version %s came with this Pegboard and asks for more: %s. It is off until somebody consents.",
				f.manifest.Version, widening(d))
			m.held[id] = heldBack{hash: f.hash, why: message(err), waits: true}
			return err
		}
		reg, err := m.fits(f.manifest, others)
		if err != nil {
			return err
		}
		before := *row
		if err := m.prepare(ctx, u, row, reg); err != nil {
			return err
		}
		row.Version, row.Hash, row.UpdatedAt = f.manifest.Version, f.hash, m.Clock.Now()
		if err := m.Store.PutInstallation(ctx, row); err != nil {
			return err
		}
		return m.tell(ctx, systemActor, "plugin.upgraded", id, stateOf(&before), stateOf(row))
	})
}

// systemActor is Pegboard itself. It holds no key.
var systemActor = &rbac.Subject{Actor: core.Actor{Kind: core.ActorSystem, Name: "Pegboard"}}

// announce tells an enabled plugin what becomes of it, as itself and without a
// person. A plugin that has nothing to do answers at once.
func (m *Manager) announce(ctx context.Context, id core.PluginID, phase string) error {
	u := m.snap.Load().units[id]
	if u == nil {
		return nil
	}
	c := m.newCall(u, m.background(u), Locale{})
	_, err := u.call(ctx, abi.OpLifecycle, &abi.LifecycleRequest{Phase: phase}, c.host, lifeTime)
	return err
}
