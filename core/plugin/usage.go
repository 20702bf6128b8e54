package plugin

import (
	"context"
	"maps"
	"sync"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/sandbox"
	"pegboard.dev/pegboard/core/rbac"
)

// UsageStore keeps what plugins have used; core/store implements it. Writes need
// a transaction.
type UsageStore interface {
	AddUsage(ctx context.Context, at time.Time, used map[core.PluginID]core.PluginUsage) error
	Usage(ctx context.Context, from time.Time) (map[core.PluginID]core.PluginUsage, error)
	PruneUsage(ctx context.Context, before time.Time) error
	// UsageHours is by the hour, oldest first.
	UsageHours(ctx context.Context, id core.PluginID, from time.Time) ([]core.PluginHour, error)
}

const (
	// usageShown is how far back an owner sees.
	usageShown = 24 * time.Hour
	usageKept  = 90 * 24 * time.Hour
)

// meters gathers what this node's plugins have used and nobody has stored yet.
type meters struct {
	mu      sync.Mutex
	counted map[*sandbox.Module]core.PluginUsage // of each module, what was taken over
	waiting map[core.PluginID]core.PluginUsage
	total   map[core.PluginID]core.PluginUsage // on this node since it started
}

// collect takes over what a plugin has used since the last time.
func (t *meters) collect(u *unit) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.collectLocked(u)
}

func (t *meters) collectLocked(u *unit) {
	now := usedBy(u.module)
	before := t.counted[u.module]
	if now == before {
		return
	}
	if t.counted == nil {
		t.counted = map[*sandbox.Module]core.PluginUsage{}
		t.waiting, t.total = map[core.PluginID]core.PluginUsage{}, map[core.PluginID]core.PluginUsage{}
	}
	t.counted[u.module] = now
	id, more := u.manifest.ID, core.PluginUsage{
		Calls: now.Calls - before.Calls, Errors: now.Errors - before.Errors, Busy: now.Busy - before.Busy, Fuel: now.Fuel - before.Fuel,
		HostCalls: now.HostCalls - before.HostCalls, Peak: now.Peak,
	}
	t.waiting[id], t.total[id] = t.waiting[id].Plus(more), t.total[id].Plus(more)
}

// leave forgets a module that is closed, but not what it has used.
func (t *meters) leave(u *unit) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.collectLocked(u)
	delete(t.counted, u.module)
}

// forget drops what a plugin that is gone for good has used.
func (t *meters) forget(id core.PluginID) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.waiting, id)
	delete(t.total, id)
}

// unstored is what waits to be stored.
func (t *meters) unstored(units []*unit) map[core.PluginID]core.PluginUsage {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, u := range units {
		t.collectLocked(u)
	}
	return maps.Clone(t.waiting)
}

// sums are what each plugin has used on this node since it started.
func (t *meters) sums(units []*unit) map[core.PluginID]core.PluginUsage {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, u := range units {
		t.collectLocked(u)
	}
	return maps.Clone(t.total)
}

// stored takes off what was stored meanwhile.
func (t *meters) stored(used map[core.PluginID]core.PluginUsage) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for id, u := range used {
		now := t.waiting[id]
		left := core.PluginUsage{
			Calls: now.Calls - u.Calls, Errors: now.Errors - u.Errors, Busy: now.Busy - u.Busy, Fuel: now.Fuel - u.Fuel, HostCalls: now.HostCalls - u.HostCalls,
		}
		if delete(t.waiting, id); left != (core.PluginUsage{}) {
			left.Peak = now.Peak
			t.waiting[id] = left
		}
	}
}

func usedBy(m *sandbox.Module) core.PluginUsage {
	u := m.Usage()
	out := core.PluginUsage{Calls: u.Calls, Busy: u.Time.Truncate(time.Microsecond), Fuel: u.Fuel, HostCalls: u.HostCalls, Peak: u.Peak}
	for reason, n := range u.Errors {
		if reason != sandbox.ReasonFault && reason != sandbox.ReasonCanceled {
			out.Errors += n
		}
	}
	return out
}

// SaveUsage stores what this node's plugins have used since the last time, and
// forgets what is old. Call it now and then, and before the process ends; what
// was not stored then is lost.
func (m *Manager) SaveUsage(ctx context.Context) error {
	if err := m.lookAtStorage(ctx); err != nil {
		return core.Wrap("plugin.SaveUsage", err)
	}
	used := m.used.unstored(m.snap.Load().order)
	if len(used) == 0 {
		return nil
	}
	now := m.Clock.Now()
	err := m.Tx.InTx(ctx, func(ctx context.Context) error {
		if err := m.Usage.PruneUsage(ctx, now.Add(-usageKept)); err != nil {
			return err
		}
		return m.Usage.AddUsage(ctx, now, used)
	})
	if err == nil {
		m.used.stored(used)
	}
	return core.Wrap("plugin.SaveUsage", err)
}

// recent is what plugins have used in the last day, on this node up to now, on
// others up to when they stored it.
func (m *Manager) recent(ctx context.Context) (map[core.PluginID]core.PluginUsage, error) {
	out, err := m.Usage.Usage(ctx, m.Clock.Now().Add(-usageShown))
	if err != nil {
		return nil, err
	}
	for id, u := range m.used.unstored(m.snap.Load().order) {
		out[id] = out[id].Plus(u)
	}
	return out, nil
}

// Hours is what a plugin has used by the hour in the last day, oldest first; what
// waits to be stored counts as of this hour. It needs settings.plugins.
func (m *Manager) Hours(ctx context.Context, who *rbac.Subject, id core.PluginID) ([]core.PluginHour, error) {
	const op = "plugin.Hours"
	if err := who.Require(op, keyPlugins); err != nil {
		return nil, err
	}
	now := m.Clock.Now()
	out, err := m.Usage.UsageHours(ctx, id, now.Add(-usageShown))
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	more, ok := m.used.unstored(m.snap.Load().order)[id]
	if !ok {
		return out, nil
	}
	hour := now.Truncate(time.Hour)
	if n := len(out); n > 0 && out[n-1].At.Equal(hour) {
		out[n-1].PluginUsage = out[n-1].Plus(more)
		return out, nil
	}
	return append(out, core.PluginHour{At: hour, PluginUsage: more}), nil
}
