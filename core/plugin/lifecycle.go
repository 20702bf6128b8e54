package plugin

import (
	"context"
	"maps"
	"slices"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/sdk/abi"
)

const keyPlugins rbac.Key = "settings.plugins"

// lifeTime is how long a plugin may take over a step of its life.
const lifeTime = 5 * time.Second

// Enable switches a plugin on; who consents to the capabilities its manifest
// asks for and needs settings.plugins. The first time, roles that say nothing
// about its features get the levels it proposes. Enabling an enabled plugin
// does nothing. Errors: KindNotFound; KindInvalid when its code is refused or
// its data cannot be brought to this version; KindConflict when another plugin
// it requires is not enabled; KindUnavailable, and it stays disabled, when it
// fails its first call.
func (m *Manager) Enable(ctx context.Context, who *rbac.Subject, id core.PluginID) error {
	if err := who.Require("plugin.Enable", keyPlugins); err != nil {
		return err
	}
	return m.enable(ctx, who, id, true)
}

// Provision enables a plugin for the machine's operator: the demo, and the
// helpdesks that access scenarios play in. It checks no right, so only cmd calls
// it; name stands in the audit log. Without introduce, roles get no levels.
func (m *Manager) Provision(ctx context.Context, name string, id core.PluginID, introduce bool) error {
	return m.enable(ctx, &rbac.Subject{Actor: core.Actor{Kind: core.ActorSystem, Name: name}}, id, introduce)
}

func (m *Manager) enable(ctx context.Context, who *rbac.Subject, id core.PluginID, introduce bool) error {
	const op = "plugin.Enable"
	m.life.Lock()
	defer m.life.Unlock()
	f, err := m.find(ctx, id)
	if err != nil {
		return core.Wrap(op, err)
	}
	if err := m.try(ctx, f); err != nil {
		return core.Wrap(op, err)
	}
	changed := false
	err = m.Tx.InTx(ctx, func(ctx context.Context) error {
		row, others, err := m.rowsFor(ctx, id)
		if err != nil {
			return err
		}
		if row == nil {
			row = &core.Installation{ID: id}
		}
		if row.State == core.PluginEnabled && row.Hash == f.hash {
			return nil
		}
		reg, err := m.fits(f.manifest, others)
		if err != nil {
			return err
		}
		changed = true
		if !introduce {
			reg = nil
		}
		return m.enableRow(ctx, who, f, row, reg)
	})
	if err != nil {
		return core.Wrap(op, err)
	}
	if err := m.loadLocked(ctx); err != nil {
		return core.Wrap(op, err)
	}
	if !changed {
		return nil
	}
	if err := m.announce(ctx, id, "enable"); err != nil {
		if off := m.switchOff(ctx, who, id); off != nil {
			m.Log.ErrorContext(ctx, "plugin: not switched off", "plugin", string(id), "error", off)
		}
		return core.Wrap(op, err)
	}
	return nil
}

// rowsFor moves the epoch, which keeps every other change waiting, and reads the
// plugin's row and the others'.
func (m *Manager) rowsFor(ctx context.Context, id core.PluginID) (row *core.Installation, others []core.Installation, err error) {
	if _, err := m.Access.Bump(ctx); err != nil {
		return nil, nil, err
	}
	rows, err := m.Store.Installations(ctx)
	if err != nil {
		return nil, nil, err
	}
	for i := range rows {
		if rows[i].ID == id {
			row = &rows[i]
		} else {
			others = append(others, rows[i])
		}
	}
	return row, others, nil
}

// try compiles a plugin's code and makes one call, before anything is changed.
func (m *Manager) try(ctx context.Context, f *file) error {
	pkg, err := f.whole()
	if err != nil {
		return err
	}
	mod, err := m.Engine.Compile(ctx, pkg.Wasm, limitsOf(f.manifest))
	if err != nil {
		return err
	}
	defer mod.Close()
	if native := m.nativeModule(f.manifest); native != nil {
		defer native.Close()
		mod = native
	}
	u := &unit{file: f, manifest: f.manifest, module: mod, breaker: breaker{clock: m.Clock}, rates: rates{clock: m.Clock}}
	_, err = u.do(ctx, abi.OpLifecycle, &abi.LifecycleRequest{Phase: "smoke"}, nil, lifeTime)
	return err
}

// fits checks a manifest against the plugins that are enabled beside it, and
// returns the registry as it will be.
func (m *Manager) fits(mf *manifest.Manifest, others []core.Installation) (*rbac.Registry, error) {
	const op = "plugin.fits"
	for _, id := range slices.Sorted(maps.Keys(mf.Requires)) {
		want := mf.Requires[id]
		ok := slices.ContainsFunc(others, func(o core.Installation) bool {
			return o.ID == id && o.State == core.PluginEnabled && manifest.Satisfies(o.Version, want)
		})
		if !ok {
			return nil, core.Errorf(op, core.KindConflict, "It requires the plugin %s %s, which is not enabled.", id, want)
		}
	}
	reg, err := m.snap.Load().registry.Without(mf.ID)
	if err != nil {
		return nil, err
	}
	return reg.With(mf.RBAC()...)
}

// enableRow writes everything that enabling means, in the caller's transaction.
// reg is the registry with the plugin; nil lets roles be.
func (m *Manager) enableRow(ctx context.Context, who *rbac.Subject, f *file, row *core.Installation, reg *rbac.Registry) error {
	now := m.Clock.Now()
	before := *row
	if err := m.Tables.PrepareCollections(ctx, f.manifest.ID, f.manifest.Collections); err != nil {
		return err
	}
	row.Tier, row.State, row.Version, row.Hash, row.UpdatedAt = f.tier, core.PluginEnabled, f.manifest.Version, f.hash, now
	var introduced []string
	if row.IntroducedAt.IsZero() {
		row.IntroducedAt = now
		if reg != nil {
			var err error
			if introduced, err = m.introduce(ctx, who, f.manifest, reg); err != nil {
				return err
			}
		}
	}
	if err := m.Store.PutInstallation(ctx, row); err != nil {
		return err
	}
	var grants []core.PluginGrant
	var names []string
	for _, c := range f.manifest.Capabilities {
		grants = append(grants, core.PluginGrant{Capability: c.Name, Reason: c.Reason, By: who.User, At: now})
		names = append(names, c.Name)
	}
	if err := m.Store.PutGrants(ctx, row.ID, grants); err != nil {
		return err
	}
	return m.tell(ctx, who, "plugin.enabled", row.ID, stateOf(&before),
		map[string]any{"state": row.State, "version": row.Version, "capabilities": names, "roles": introduced})
}

// Disable switches a plugin off at once: its routes, pages and panels are
// KindNotFound from then on and its keys sleep; data and roles stay. It needs
// settings.plugins. KindConflict while another enabled plugin requires it.
func (m *Manager) Disable(ctx context.Context, who *rbac.Subject, id core.PluginID) error {
	const op = "plugin.Disable"
	if err := who.Require(op, keyPlugins); err != nil {
		return err
	}
	m.life.Lock()
	defer m.life.Unlock()
	if err := m.announce(ctx, id, "disable"); err != nil {
		m.Log.WarnContext(ctx, "plugin: failed on its way out", "plugin", string(id), "error", err)
	}
	return core.Wrap(op, m.switchOff(ctx, who, id))
}

// switchOff disables a plugin; life is held.
func (m *Manager) switchOff(ctx context.Context, who *rbac.Subject, id core.PluginID) error {
	err := m.Tx.InTx(ctx, func(ctx context.Context) error {
		row, others, err := m.rowsFor(ctx, id)
		if err != nil {
			return err
		}
		if row == nil || row.State != core.PluginEnabled {
			if _, err := m.find(ctx, id); err != nil {
				return err
			}
			return nil
		}
		if err := m.needed(ctx, id, others); err != nil {
			return err
		}
		before := *row
		row.State, row.UpdatedAt = core.PluginDisabled, m.Clock.Now()
		if err := m.Store.PutInstallation(ctx, row); err != nil {
			return err
		}
		return m.tell(ctx, who, "plugin.disabled", id, stateOf(&before), stateOf(row))
	})
	if err != nil {
		return err
	}
	return m.loadLocked(ctx)
}

// needed refuses to take away what an enabled plugin requires.
func (m *Manager) needed(ctx context.Context, id core.PluginID, others []core.Installation) error {
	for i := range others {
		if others[i].State != core.PluginEnabled {
			continue
		}
		f, err := m.fileOf(ctx, &others[i])
		if err != nil {
			continue // it does not run, so it needs nothing
		}
		if _, ok := f.manifest.Requires[id]; ok {
			return core.Errorf("plugin.needed", core.KindConflict, "The plugin %s requires it. Disable that one first.", f.manifest.Name)
		}
	}
	return nil
}

// find returns the package of a plugin that can be enabled.
func (m *Manager) find(ctx context.Context, id core.PluginID) (*file, error) {
	if f := m.bundled[id]; f != nil {
		return f, nil
	}
	if why := m.broken[id]; why != "" {
		return nil, core.Errorf("plugin.find", core.KindUnavailable, "%s", why)
	}
	body, err := m.Store.Package(ctx, id)
	if core.IsKind(err, core.KindNotFound) {
		return nil, core.Errorf("plugin.find", core.KindNotFound, "There is no such plugin.")
	} else if err != nil {
		return nil, err
	}
	return newFile(body, core.TierLocal, m.Version)
}

// tell writes the audit entry and the event of a step.
func (m *Manager) tell(ctx context.Context, who *rbac.Subject, action string, id core.PluginID, before, after any) error {
	return m.svc.People.Record(ctx, who.Actor, action, "plugin", string(id), before, after)
}

func stateOf(row *core.Installation) map[string]any {
	return map[string]any{"state": row.State, "version": row.Version}
}
