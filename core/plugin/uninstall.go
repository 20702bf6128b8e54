package plugin

import (
	"context"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// What becomes of a plugin's data when it is uninstalled.
const (
	// Keep leaves everything for a later install, but for the package.
	Keep = "keep"
	// Purge leaves nothing but the audit log.
	Purge = "purge"
	// Exported is Purge of a plugin that is off and whose data was taken out since.
	Exported = "export"
)

// Uninstall removes a plugin, enabled or not, and says in a receipt, which is in
// the audit log too, what went and what stays. data is Keep, Purge or Exported. The
// plugin's code is told first; what goes wrong with that stands in the receipt. It
// needs settings.plugins. KindNotFound if it is not installed, KindConflict while
// another enabled plugin requires it, or when its data was not exported since it was
// switched off.
func (m *Manager) Uninstall(ctx context.Context, who *rbac.Subject, id core.PluginID, data string) (*core.PluginReceipt, error) {
	const op = "plugin.Uninstall"
	if err := who.Require(op, keyPlugins); err != nil {
		return nil, err
	}
	m.life.Lock()
	defer m.life.Unlock()
	row, others, err := m.row(ctx, id)
	if err == nil {
		err = m.mayUninstall(ctx, row, others, data)
	}
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	receipt := &core.PluginReceipt{Plugin: id, Name: m.nameOf(ctx, row), Version: row.Version, By: who.Name, Data: data, Farewell: m.farewell(ctx, row)}
	if err := m.Tx.InTx(ctx, func(ctx context.Context) error { return m.uninstallRow(ctx, who, receipt) }); err != nil {
		return nil, core.Wrap(op, err)
	}
	if err := m.loadLocked(ctx); err != nil {
		return receipt, core.Wrap(op, err)
	}
	if data != Keep {
		m.used.forget(id)
		m.measures.forget(id)
		m.forgetLog(id)
	}
	return receipt, nil
}

func (m *Manager) mayUninstall(ctx context.Context, row *core.Installation, others []core.Installation, data string) error {
	const op = "plugin.mayUninstall"
	if row.State == "" || row.State == core.PluginUninstalled && data == Keep {
		return core.Errorf(op, core.KindNotFound, "There is no such plugin.")
	}
	if data == Exported && (row.State == core.PluginEnabled || row.ExportedAt.IsZero()) {
		return core.Errorf(op, core.KindConflict, "Switch the plugin off and download its data first.")
	}
	if row.State != core.PluginEnabled {
		return nil
	}
	return m.needed(ctx, row.ID, "", others)
}

func (m *Manager) uninstallRow(ctx context.Context, who *rbac.Subject, receipt *core.PluginReceipt) error {
	id := receipt.Plugin
	row, others, err := m.rowsFor(ctx, id)
	if err != nil {
		return err
	}
	if row == nil {
		row = &core.Installation{ID: id}
	}
	if err := m.mayUninstall(ctx, row, others, receipt.Data); err != nil {
		return err
	}
	all, err := m.holdings(ctx, row)
	if err != nil {
		return err
	}
	before := stateOf(row)
	receipt.At, receipt.Removed, receipt.Kept = m.Clock.Now(), nothing(), nothing()
	if receipt.Data == Keep {
		receipt.Kept, receipt.Removed.Packages = all, all.Packages
		receipt.Kept.Packages = 0
		err = m.keepData(ctx, row)
	} else {
		receipt.Removed = all
		err = m.purge(ctx, id)
	}
	if err != nil {
		return err
	}
	return m.tell(ctx, who, "plugin.uninstalled", id, before, receipt)
}

// nothing is holdings whose lists are lists in JSON as well.
func nothing() core.PluginHoldings {
	return core.PluginHoldings{Collections: []core.CollectionSize{}, Roles: []string{}}
}

// holdings is everything that is kept for and about a plugin.
func (m *Manager) holdings(ctx context.Context, row *core.Installation) (core.PluginHoldings, error) {
	h, err := m.History.Holdings(ctx, row.ID)
	if err != nil {
		return h, err
	}
	if h.Collections, err = m.Tables.CountRecords(ctx, row.ID); err != nil {
		return h, err
	}
	if h.Roles, err = m.mentions(ctx, row.ID); err != nil {
		return h, err
	}
	k, err := readKept(row.Settings)
	h.Settings, h.Secrets = len(k.Values), len(k.Sealed)
	return h, err
}

func (m *Manager) keepData(ctx context.Context, row *core.Installation) error {
	row.State, row.UpdatedAt = core.PluginUninstalled, m.Clock.Now()
	row.StoppedAt, row.StoppedWhy, row.ExportedAt = time.Time{}, "", time.Time{}
	if err := m.Store.PutInstallation(ctx, row); err != nil {
		return err
	}
	if err := m.Previous.DeletePrevious(ctx, row.ID); err != nil {
		return err
	}
	return m.Store.DeletePackage(ctx, row.ID)
}

func (m *Manager) purge(ctx context.Context, id core.PluginID) error {
	for _, step := range []func(context.Context, core.PluginID) error{m.Tables.DropCollections, m.forget, m.release, m.Store.DeleteInstallation} {
		if err := step(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// farewell tells a plugin that it is uninstalled, also one that is off, and returns
// what went wrong, in a sentence. One that never ran, or must not, is not told.
func (m *Manager) farewell(ctx context.Context, row *core.Installation) string {
	if row.RanVersion == "" || row.State == core.PluginUninstalled || m.SafeMode {
		return ""
	}
	if m.snap.Load().units[row.ID] != nil {
		if err := m.announce(ctx, row.ID, "uninstall"); err != nil {
			return message(err)
		}
		return ""
	}
	f, err := m.fileOf(ctx, row)
	if err != nil {
		return message(err)
	}
	u := m.unitOf(f)
	defer u.module.Close()
	reg, err := m.fits(withoutRequires(f.manifest), nil)
	if err == nil {
		err = m.tellStaged(ctx, u, reg, "uninstall", "")
	}
	if err != nil {
		return message(err)
	}
	return ""
}

// nameOf is what a plugin calls itself, its id where its package cannot be read.
func (m *Manager) nameOf(ctx context.Context, row *core.Installation) string {
	if f, err := m.fileOf(ctx, row); err == nil {
		return f.manifest.Name
	}
	return string(row.ID)
}
