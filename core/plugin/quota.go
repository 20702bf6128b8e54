package plugin

import (
	"context"
	"maps"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// StorageStore counts what is kept for plugins; core/store implements it. Whoever
// writes for a plugin counts by itself, and is refused beyond its quota.
type StorageStore interface {
	// Storage is of every plugin of which anything was counted.
	Storage(ctx context.Context) (map[core.PluginID]core.PluginStorage, error)
	// SetQuota needs a transaction.
	SetQuota(ctx context.Context, id core.PluginID, q core.PluginQuota) error
	// Uncounted lists plugins that have rows from before counting began, maybe.
	Uncounted(ctx context.Context) ([]core.PluginID, error)
	// Recount compares with what there is and puts right what differs.
	Recount(ctx context.Context, id core.PluginID) error
}

// SetQuota says how much may be kept for a plugin; zero is the usual. It acts at once,
// on every node. Less than there is takes nothing away: the plugin can keep no more.
// It needs settings.plugins. KindNotFound for a plugin that is not installed.
func (m *Manager) SetQuota(ctx context.Context, who *rbac.Subject, id core.PluginID, q core.PluginQuota) error {
	const op = "plugin.SetQuota"
	if err := who.Require(op, keyPlugins); err != nil {
		return err
	}
	if q.Rows != 0 && (q.Rows < core.LeastQuota.Rows || q.Rows > core.MostQuota.Rows) {
		return core.InvalidField(op, "max_rows", "This must be between %d and %d.", core.LeastQuota.Rows, core.MostQuota.Rows)
	}
	if q.Bytes != 0 && (q.Bytes < core.LeastQuota.Bytes || q.Bytes > core.MostQuota.Bytes) {
		return core.InvalidField(op, "max_bytes", "This must be between %d and %d.", core.LeastQuota.Bytes, core.MostQuota.Bytes)
	}
	err := m.Tx.InTx(ctx, func(ctx context.Context) error {
		row, _, err := m.rowsFor(ctx, id)
		if err != nil {
			return err
		}
		if row == nil || row.State == core.PluginUninstalled {
			return core.Errorf(op, core.KindNotFound, "There is no such plugin.")
		}
		held, err := m.Storage.Storage(ctx)
		if err != nil {
			return err
		}
		if err := m.Storage.SetQuota(ctx, id, q); err != nil {
			return err
		}
		return m.tell(ctx, who, "plugin.quota_set", id, quotaOf(held[id]), quotaOf(core.PluginStorage{Set: q}))
	})
	if err == nil {
		err = m.lookAtStorage(ctx)
	}
	return core.Wrap(op, err)
}

func quotaOf(s core.PluginStorage) map[string]any {
	q := s.Quota()
	return map[string]any{"rows": q.Rows, "bytes": q.Bytes}
}

// Recount puts right what was counted for plugins, should it ever differ from what
// there is. Call it once a day. One that fails stops no other; the first error is
// returned.
func (m *Manager) Recount(ctx context.Context) error {
	const op = "plugin.Recount"
	held, err := m.Storage.Storage(ctx)
	if err != nil {
		return core.Wrap(op, err)
	}
	return core.Wrap(op, m.recount(ctx, slices.Sorted(maps.Keys(held))))
}

func (m *Manager) recount(ctx context.Context, ids []core.PluginID) error {
	var first error
	for _, id := range ids {
		if err := m.Storage.Recount(ctx, id); err != nil && first == nil {
			first = err
		}
	}
	if err := m.lookAtStorage(ctx); err != nil && first == nil {
		first = err
	}
	return first
}

// startCounting counts, beside what goes on, plugins of which is not known what was
// kept before counting began.
func (m *Manager) startCounting(ctx context.Context) error {
	ids, err := m.Storage.Uncounted(ctx)
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		return m.lookAtStorage(ctx)
	}
	m.countAside(ids...)
	return nil
}

// countAside counts plugins beside what goes on: an upgrade may have brought columns
// with texts in them.
func (m *Manager) countAside(ids ...core.PluginID) {
	m.aside.Go(func() {
		ctx, cancel := context.WithTimeout(context.Background(), countTime)
		defer cancel()
		if err := m.recount(ctx, ids); err != nil {
			m.Log.WarnContext(ctx, "plugin: rows not counted", "error", err)
		}
	})
}

// lookAtStorage notes which plugins are nearly full, for the notice on every page.
func (m *Manager) lookAtStorage(ctx context.Context) error {
	held, err := m.Storage.Storage(ctx)
	if err != nil {
		return err
	}
	snap, full := m.snap.Load(), map[core.PluginID]string{}
	for id, s := range held {
		if u := snap.units[id]; u != nil && s.NearlyFull() {
			full[id] = u.manifest.Name
		}
	}
	m.full.Store(&full)
	return nil
}
