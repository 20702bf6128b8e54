package plugin

import (
	"cmp"
	"slices"
	"sync"

	"pegboard.dev/pegboard/core"
)

// maxMeasures is how many numbers a plugin may keep about itself.
const maxMeasures = 50

// measures are the numbers that plugins keep about themselves on this node, since
// it started.
type measures struct {
	mu sync.Mutex
	of map[core.PluginID]map[string]core.PluginMeasure
}

// take adds to a counter, or sets a gauge.
func (t *measures) take(id core.PluginID, v core.PluginMeasure) error {
	const op = "plugin.measures"
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.of == nil {
		t.of = map[core.PluginID]map[string]core.PluginMeasure{}
	}
	own := t.of[id]
	if own == nil {
		own = map[string]core.PluginMeasure{}
		t.of[id] = own
	}
	old, known := own[v.Name]
	switch {
	case known && old.Counter != v.Counter:
		return core.InvalidField(op, "name", "The metric %s is a counter or a gauge, not both.", v.Name)
	case !known && len(own) >= maxMeasures:
		return core.Errorf(op, core.KindRateLimited, "The plugin keeps %d metrics already.", maxMeasures)
	case known && v.Counter:
		v.Value += old.Value
	}
	own[v.Name] = v
	return nil
}

func (t *measures) forget(id core.PluginID) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.of, id)
}

// Reading is what a plugin has used on this node since that started, what it holds
// now, and what it counts itself.
type Reading struct {
	Used     core.PluginUsage
	Memory   int64
	Measures []core.PluginMeasure
}

// Readings are those of the plugins that are enabled, for who runs the server.
func (m *Manager) Readings() map[core.PluginID]Reading {
	snap := m.snap.Load()
	used, out := m.used.sums(snap.order), map[core.PluginID]Reading{}
	for _, u := range snap.order {
		id := u.manifest.ID
		out[id] = Reading{used[id], u.module.Usage().Memory, m.measures.list(id)}
	}
	return out
}

// list returns a plugin's by name.
func (t *measures) list(id core.PluginID) []core.PluginMeasure {
	t.mu.Lock()
	defer t.mu.Unlock()
	out := make([]core.PluginMeasure, 0, len(t.of[id]))
	for _, v := range t.of[id] {
		out = append(out, v)
	}
	slices.SortFunc(out, func(a, b core.PluginMeasure) int { return cmp.Compare(a.Name, b.Name) })
	return out
}
