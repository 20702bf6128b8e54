package plugin

import (
	"maps"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Named is a plugin by id and name.
type Named struct {
	ID   core.PluginID
	Name string
}

// Notice is what those who look after plugins have to know on every page.
type Notice struct {
	SafeMode bool
	// Stopped were switched off by their failures, Waiting are off until somebody
	// consents to the version that this Pegboard carries. By id.
	Stopped, Waiting []Named
	// Full may keep hardly more.
	Full []Named
}

// Notice returns what is the matter right now; nil for who does not hold
// settings.plugins. It asks no database.
func (m *Manager) Notice(who *rbac.Subject) *Notice {
	if !who.Holds(keyPlugins) {
		return nil
	}
	snap := m.snap.Load()
	return &Notice{SafeMode: m.SafeMode, Stopped: byID(snap.stopped), Waiting: byID(snap.waiting), Full: byID(*m.full.Load())}
}

func byID(of map[core.PluginID]string) []Named {
	out := make([]Named, 0, len(of))
	for _, id := range slices.Sorted(maps.Keys(of)) {
		out = append(out, Named{id, of[id]})
	}
	return out
}
