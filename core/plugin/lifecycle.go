package plugin

import (
	"context"
	"maps"
	"slices"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/rbac"
)

const keyPlugins rbac.Key = "settings.plugins"

// lifeTime is how long a plugin may take over a step of its life.
const lifeTime = 5 * time.Second

// Enable switches a plugin on; who consents to the capabilities its manifest
// asks for and needs settings.plugins. The first time, roles that say nothing
// about its features get the levels it proposes. Its code is told of that, and of
// an upgrade where its data was another version's, before anybody sees it on.
// Enabling an enabled plugin does nothing. Errors, after which nothing is changed:
// KindNotFound; KindInvalid when its code is refused or its data cannot be brought
// to this version; KindConflict when another plugin it requires is not enabled, and
// in safe mode; KindUnavailable, or what its code says, when it fails.
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
	if m.SafeMode {
		return errSafe(op)
	}
	m.life.Lock()
	defer m.life.Unlock()
	f, err := m.find(ctx, id)
	if err != nil {
		return core.Wrap(op, err)
	}
	u, err := m.stage(ctx, f)
	if err != nil {
		return core.Wrap(op, err)
	}
	defer m.drop(u)
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
		return m.enableRow(ctx, who, u, row, reg, introduce)
	})
	if err != nil {
		return core.Wrap(op, err)
	}
	delete(m.held, id)
	if err := m.loadLocked(ctx); err != nil {
		return core.Wrap(op, err)
	}
	m.countAside(id)
	return nil
}

// row reads a plugin's row, one without a state if it has none, and the others'.
func (m *Manager) row(ctx context.Context, id core.PluginID) (*core.Installation, []core.Installation, error) {
	rows, err := m.Store.Installations(ctx)
	if err != nil {
		return nil, nil, err
	}
	row := &core.Installation{ID: id}
	var others []core.Installation
	for i := range rows {
		if rows[i].ID == id {
			row = &rows[i]
		} else {
			others = append(others, rows[i])
		}
	}
	return row, others, nil
}

// rowsFor moves the epoch, which keeps every other change waiting, and reads the
// plugin's row and the others'.
func (m *Manager) rowsFor(ctx context.Context, id core.PluginID) (row *core.Installation, others []core.Installation, err error) {
	if _, err := m.Access.Bump(ctx); err != nil {
		return nil, nil, err
	}
	row, others, err = m.row(ctx, id)
	if err == nil && row.State == "" {
		row = nil
	}
	return row, others, err
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
// reg is the registry with the plugin; without introduce, roles are let be.
func (m *Manager) enableRow(ctx context.Context, who *rbac.Subject, u *unit, row *core.Installation, reg *rbac.Registry, introduce bool) error {
	f, now := u.file, m.Clock.Now()
	before := *row
	if err := m.prepare(ctx, u, row, reg); err != nil {
		return err
	}
	row.Tier, row.State, row.Version, row.Hash, row.UpdatedAt = f.tier, core.PluginEnabled, f.manifest.Version, f.hash, now
	var introduced []string
	if row.IntroducedAt.IsZero() {
		row.IntroducedAt = now
		if introduce {
			var err error
			if introduced, err = m.introduce(ctx, who, f.manifest, reg); err != nil {
				return err
			}
		}
	}
	running(row)
	if err := m.Store.PutInstallation(ctx, row); err != nil {
		return err
	}
	diff, err := m.consent(ctx, who, core.ActEnabled, &before, f.manifest, before.RanVersion)
	if err != nil {
		return err
	}
	if err := m.tellStaged(ctx, u, reg, "enable", ""); err != nil {
		return err
	}
	return m.tell(ctx, who, "plugin.enabled", row.ID, stateOf(&before),
		map[string]any{"state": row.State, "version": row.Version, "capabilities": asksOf(f.manifest).Capabilities, "roles": introduced, "diff": diff})
}

// Disable switches a plugin off at once: its routes, pages and panels are
// KindNotFound from then on and its keys sleep; data and roles stay. It needs
// settings.plugins. KindConflict while another enabled plugin requires it. One that
// its failures have switched off stays off, and what it had to agree to goes on
// without it.
func (m *Manager) Disable(ctx context.Context, who *rbac.Subject, id core.PluginID) error {
	const op = "plugin.Disable"
	if err := who.Require(op, keyPlugins); err != nil {
		return err
	}
	m.life.Lock()
	defer m.life.Unlock()
	if m.SafeMode {
		return core.Wrap(op, m.switchOff(ctx, who, id))
	}
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
		if row == nil || row.State != core.PluginEnabled && row.StoppedAt.IsZero() {
			if _, err := m.find(ctx, id); err != nil {
				return err
			}
			return nil
		}
		if err := m.needed(ctx, id, "", others); err != nil {
			return err
		}
		before := *row
		row.State, row.UpdatedAt = core.PluginDisabled, m.Clock.Now()
		row.StoppedAt, row.StoppedWhy = time.Time{}, ""
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

// needed refuses to take away what an enabled plugin requires, or to leave it with
// too old a version of it.
func (m *Manager) needed(ctx context.Context, id core.PluginID, version string, others []core.Installation) error {
	for i := range others {
		if others[i].State != core.PluginEnabled {
			continue
		}
		f, err := m.fileOf(ctx, &others[i])
		if err != nil {
			continue // it does not run, so it needs nothing
		}
		if want, ok := f.manifest.Requires[id]; ok && (version == "" || !manifest.Satisfies(version, want)) {
			return core.Errorf("plugin.needed", core.KindConflict, "The plugin %s requires it (%s). Disable that one first.", f.manifest.Name, want)
		}
	}
	return nil
}

// tell writes the audit entry and the event of a step.
func (m *Manager) tell(ctx context.Context, who *rbac.Subject, action string, id core.PluginID, before, after any) error {
	return m.svc.People.Record(ctx, who.Actor, action, "plugin", string(id), before, after)
}

func stateOf(row *core.Installation) map[string]any {
	return map[string]any{"state": row.State, "version": row.Version}
}
