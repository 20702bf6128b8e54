package plugin

import (
	"context"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Rollback goes back to the version that a plugin had before its last upgrade, and
// is a consent to what that asks for. It acts at once, on every node, on a plugin
// that is switched off too, and leaves it as on or off as it was; one that its
// failures switched off is switched on. Nothing is lost: rows stay as they are,
// also as the newer version's code left them; columns and collections that only it
// knew stay with what is in them, unseen, and are found by a version that names
// them again. The newer package is forgotten. It needs settings.plugins.
// KindConflict without an earlier version; else errors as in Enable, and nothing
// is changed.
func (m *Manager) Rollback(ctx context.Context, who *rbac.Subject, id core.PluginID) error {
	const op = "plugin.Rollback"
	if err := who.Require(op, keyPlugins); err != nil {
		return err
	}
	m.life.Lock()
	defer m.life.Unlock()
	if _, _, err := m.settled(ctx, id); err != nil {
		return core.Wrap(op, err)
	}
	previous, err := m.Previous.Previous(ctx, id)
	if core.IsKind(err, core.KindNotFound) {
		return core.Errorf(op, core.KindConflict, "There is no earlier version to go back to.")
	} else if err != nil {
		return core.Wrap(op, err)
	}
	f, err := m.arriving(previous.Body)
	if err != nil {
		return core.Wrap(op, err)
	}
	if !m.SafeMode { // in which it is enough that it ran before
		u, err := m.stage(ctx, f)
		if err != nil {
			return core.Wrap(op, err)
		}
		defer m.drop(u)
	}
	if err := m.Tx.InTx(ctx, func(ctx context.Context) error { return m.rollbackRow(ctx, who, f) }); err != nil {
		return core.Wrap(op, err)
	}
	f.letGo()
	return core.Wrap(op, m.loadLocked(ctx))
}

func (m *Manager) rollbackRow(ctx context.Context, who *rbac.Subject, f *file) error {
	id := f.manifest.ID
	row, others, err := m.rowsFor(ctx, id)
	if err != nil {
		return err
	}
	if now, err := m.Previous.Previous(ctx, id); err != nil || now.Hash != f.hash || row == nil {
		if err == nil {
			err = core.Errorf("plugin.Rollback", core.KindConflict, "Somebody has changed this plugin meanwhile.")
		}
		return err
	}
	if err := m.needed(ctx, id, f.manifest.Version, others); err != nil {
		return err
	}
	before := *row
	if !row.StoppedAt.IsZero() {
		row.State = core.PluginEnabled
	}
	if row.State == core.PluginEnabled {
		if _, err := m.fits(f.manifest, others); err != nil {
			return err
		}
	}
	if row.RanVersion != "" {
		if err := m.Tables.PrepareCollections(ctx, id, f.manifest.Collections); err != nil {
			return err
		}
		row.RanVersion = f.manifest.Version
	}
	row.Version, row.Hash, row.UpdatedAt = f.manifest.Version, f.hash, m.Clock.Now()
	running(row)
	if err := m.Store.PutInstallation(ctx, row); err != nil {
		return err
	}
	if err := m.putPackage(ctx, f); err != nil {
		return err
	}
	if err := m.Previous.DeletePrevious(ctx, id); err != nil {
		return err
	}
	diff, err := m.consent(ctx, who, core.ActRolledBack, row, f.manifest, before.Version)
	if err != nil {
		return err
	}
	return m.tell(ctx, who, "plugin.rolled_back", id, stateOf(&before), map[string]any{"state": row.State, "version": row.Version, "diff": diff})
}

// running forgets what was true of a plugin while it was off.
func running(row *core.Installation) {
	if row.State == core.PluginEnabled {
		row.StoppedAt, row.StoppedWhy, row.ExportedAt = time.Time{}, "", time.Time{}
	}
}
