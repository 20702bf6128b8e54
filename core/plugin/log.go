package plugin

import (
	"context"
	"sync"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/sandbox"
	"pegboard.dev/pegboard/core/rbac"
)

// logs are what plugins logged on this node, by plugin and over all versions.
type logs struct {
	mu sync.Mutex
	of map[core.PluginID]*sandbox.Log
}

func (m *Manager) logOf(id core.PluginID) *sandbox.Log {
	m.logs.mu.Lock()
	defer m.logs.mu.Unlock()
	l := m.logs.of[id]
	if l == nil {
		l = new(sandbox.Log)
		if m.logs.of == nil {
			m.logs.of = map[core.PluginID]*sandbox.Log{}
		}
		m.logs.of[id] = l
	}
	return l
}

// forgetLog drops what a plugin that is gone for good has logged.
func (m *Manager) forgetLog(id core.PluginID) {
	m.logs.mu.Lock()
	defer m.logs.mu.Unlock()
	delete(m.logs.of, id)
}

// LogOf returns what a plugin has logged on this node behind the line with that
// number, oldest first: at most the last 64 KiB. It needs settings.plugins.
// KindNotFound if the plugin is not here.
func (m *Manager) LogOf(ctx context.Context, who *rbac.Subject, id core.PluginID, after int64) ([]sandbox.LogLine, error) {
	const op = "plugin.LogOf"
	if err := who.Require(op, keyPlugins); err != nil {
		return nil, err
	}
	if _, _, err := m.settled(ctx, id); err != nil {
		return nil, core.Wrap(op, err)
	}
	return m.logOf(id).After(after), nil
}
