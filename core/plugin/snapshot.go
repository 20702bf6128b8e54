package plugin

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/rbac"
)

// snapshot is everything that is enabled at one moment. It is immutable; a
// change makes a new one, and calls under way keep theirs.
type snapshot struct {
	epoch    int64
	registry *rbac.Registry
	rows     map[core.PluginID]core.Installation
	units    map[core.PluginID]*unit
	order    []*unit                  // by id
	will     map[string][]willHook    // by hook, in order
	failed   map[core.PluginID]string // enabled, but not loaded: why
	// mustAgree names by hook a plugin that fails closed and was switched off by its
	// failures.
	mustAgree map[string]string
	// stopped were switched off by their failures, waiting wait for somebody's
	// consent: what they are called.
	stopped, waiting map[core.PluginID]string
}

type willHook struct {
	unit *unit
	hook *manifest.Hook
}

// loadLocked builds the snapshot that the database asks for and swaps it in.
func (m *Manager) loadLocked(ctx context.Context) error {
	epoch, err := m.Access.Epoch(ctx)
	if err != nil {
		return err
	}
	rows, err := m.Store.Installations(ctx)
	if err != nil {
		return err
	}
	old := m.snap.Load()
	if sameRows(old.rows, rows) {
		// Nothing of ours changed: keep the registry, and what was compiled for it.
		same := *old
		same.epoch = epoch
		m.snap.Store(&same)
		return nil
	}
	next := &snapshot{
		epoch: epoch, registry: rbac.Core(), rows: map[core.PluginID]core.Installation{}, units: map[core.PluginID]*unit{},
		will: map[string][]willHook{}, failed: map[core.PluginID]string{}, mustAgree: map[string]string{}, stopped: map[core.PluginID]string{}, waiting: map[core.PluginID]string{},
	}
	for _, row := range rows {
		next.rows[row.ID] = row
		if !row.StoppedAt.IsZero() && !m.SafeMode {
			m.addStopped(ctx, next, row)
		}
		if row.State != core.PluginEnabled || m.SafeMode {
			continue
		}
		if err := m.addUnit(ctx, next, old, row); err != nil {
			next.failed[row.ID] = message(err)
			m.Log.ErrorContext(ctx, "plugin: not loaded", "plugin", string(row.ID), "error", err)
		}
	}
	next.index()
	m.snap.Store(next)
	for id, u := range old.units {
		if next.units[id] != u {
			u.heir.Store(&heir{next.units[id]})
			u.module.Close()
			m.used.leave(u)
		}
	}
	return nil
}

// addStopped notes what a plugin that its failures have switched off has to agree to.
func (m *Manager) addStopped(ctx context.Context, next *snapshot, row core.Installation) {
	next.stopped[row.ID] = string(row.ID)
	f, err := m.fileOf(ctx, &row)
	if err != nil {
		m.Log.ErrorContext(ctx, "plugin: manifest not read", "plugin", string(row.ID), "error", err)
		return
	}
	next.stopped[row.ID] = f.manifest.Name
	for _, hook := range mustAgree(f.manifest) {
		next.mustAgree[hook] = f.manifest.Name
	}
}

// addUnit adds an enabled plugin, taking over the old one where nothing changed.
func (m *Manager) addUnit(ctx context.Context, next, old *snapshot, row core.Installation) error {
	u := old.units[row.ID]
	if u == nil || u.file.hash != row.Hash {
		f, err := m.fileOf(ctx, &row)
		if err != nil {
			return err
		}
		if back := m.held[row.ID]; back.hash == f.hash && row.Hash != f.hash {
			if back.waits {
				next.waiting[row.ID] = f.manifest.Name
			}
			return core.Errorf("plugin.addUnit", core.KindUnavailable, "%s", back.why)
		}
		u = m.newUnit(f)
	}
	reg, err := next.registry.With(u.manifest.RBAC()...)
	if err != nil {
		return err
	}
	next.registry = reg
	next.units[row.ID] = u
	return nil
}

// index sorts what is looked up by place and by hook.
func (s *snapshot) index() {
	for _, u := range s.units {
		s.order = append(s.order, u)
	}
	slices.SortFunc(s.order, func(a, b *unit) int { return strings.Compare(string(a.manifest.ID), string(b.manifest.ID)) })
	for _, u := range s.order {
		for i := range u.manifest.Hooks {
			if h := &u.manifest.Hooks[i]; h.Will() {
				s.will[h.On] = append(s.will[h.On], willHook{u, h})
			}
		}
	}
	for _, list := range s.will {
		slices.SortStableFunc(list, func(a, b willHook) int { return cmp.Compare(a.hook.Priority, b.hook.Priority) })
	}
}

func sameRows(old map[core.PluginID]core.Installation, rows []core.Installation) bool {
	if old == nil || len(old) != len(rows) {
		return false
	}
	for _, r := range rows {
		o, ok := old[r.ID]
		if !ok || o.State != r.State || o.Hash != r.Hash || o.Tier != r.Tier || !o.StoppedAt.Equal(r.StoppedAt) || string(o.Settings) != string(r.Settings) {
			return false
		}
	}
	return true
}

func asCore(err error) *core.Error {
	var e *core.Error
	errors.As(err, &e)
	return e
}
