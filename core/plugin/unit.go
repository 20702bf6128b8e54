package plugin

import (
	"context"
	"sync/atomic"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/plugin/sandbox"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/sdk/abi"
)

// unit is one enabled plugin on this node.
type unit struct {
	file     *file
	manifest *manifest.Manifest
	module   *sandbox.Module
	breaker  breaker
	rates    rates
	// granted bounds what the plugin may do on anybody's behalf.
	granted map[rbac.Key]rbac.Scope
	// own are the keys it registers, in order.
	own []rbac.Key
	// also caches the keys that other plugins add to its own rows of the role editor.
	also atomic.Pointer[addedKeys]
	// heir is set when the unit is not the enabled one any more.
	heir atomic.Pointer[heir]
}

// heir is what was enabled in a unit's place: nil when the plugin was switched off.
type heir struct{ unit *unit }

// grants reports whether calls of the unit may ask for what needs the capability:
// also one that is still under way may ask only for what the plugin is granted now.
func (u *unit) grants(capability string) bool {
	for granted := u; granted != nil; {
		if capability != "" && !granted.manifest.Grants(capability) {
			return false
		}
		h := granted.heir.Load()
		if h == nil {
			return true
		}
		granted = h.unit
	}
	return false
}

func (m *Manager) newUnit(f *file) *unit {
	u := &unit{file: f, manifest: f.manifest, granted: grantedKeys(f.manifest), own: f.manifest.Keys(), breaker: breaker{clock: m.Clock}, rates: rates{clock: m.Clock}}
	if u.module = m.nativeModule(f.manifest); u.module == nil {
		u.module = m.Engine.Lazy(f.wasm, limitsOf(f.manifest))
	}
	return u
}

// Native lets fn answer the calls of one plugin in place of its module, in
// whichever version it is installed. For the test kit of plugin authors; call it
// before the plugin is enabled.
func (m *Manager) Native(id core.PluginID, fn sandbox.NativeFunc) {
	m.life.Lock()
	defer m.life.Unlock()
	if m.native == nil {
		m.native = map[core.PluginID]sandbox.NativeFunc{}
	}
	m.native[id] = fn
}

// nativeModule is nil for plugins that run in the sandbox; life is held.
func (m *Manager) nativeModule(mf *manifest.Manifest) *sandbox.Module {
	if fn := m.native[mf.ID]; fn != nil {
		return m.Engine.Native(fn, limitsOf(mf))
	}
	return nil
}

func limitsOf(m *manifest.Manifest) sandbox.Limits {
	// The longest that any call may take; each kind of call says its own time.
	l := sandbox.Limits{Name: string(m.ID), Timeout: scheduleTime}
	if m.Limits.MemoryMiB > 0 {
		l.Memory = int64(m.Limits.MemoryMiB) << 20
	}
	return l
}

// grantedKeys translates capabilities into the keys they allow. The plugin's own
// keys are always among them: it may act on its own things as the person may.
func grantedKeys(m *manifest.Manifest) map[rbac.Key]rbac.Scope {
	g := map[rbac.Key]rbac.Scope{}
	for _, k := range m.Keys() {
		g[k] = rbac.All
	}
	for _, c := range m.Capabilities {
		for _, k := range capabilityKeys[c.Name] {
			g[k] = rbac.All
		}
	}
	return g
}

// capabilityKeys says what each capability lets a plugin do with the core, if
// the person behind the call may.
var capabilityKeys = map[string][]rbac.Key{
	manifest.TicketsRead: {"tickets.view", "tickets.queue", "tickets.unrouted", "tickets.search"},
	manifest.TicketsWrite: {
		"tickets.submit", "tickets.create", "tickets.reply", "tickets.comment", "tickets.status", "tickets.priority", "tickets.subject",
		"tickets.resolution", "tickets.follow_up", "tickets.assign", "tickets.transfer", "tickets.route",
	},
	manifest.PeopleRead: {"people.view", "people.ticket", "people.org.view"},
}

// do makes one call of the guest. Failures of the guest count towards its
// breaker; while that is open, calls fail at once with KindUnavailable.
func (u *unit) do(ctx context.Context, op abi.Op, req abi.Wire, host sandbox.HostFunc, timeout time.Duration) ([]byte, error) {
	const where = "plugin.call"
	if err := u.breaker.allow(); err != nil {
		return nil, core.Errorf(where, core.KindUnavailable, "The plugin %s has failed repeatedly and is paused for a moment.", u.manifest.Name)
	}
	c := sandbox.Call{Op: op, Request: req, Host: host, Timeout: timeout}
	err := u.module.Do(ctx, &c)
	u.breaker.note(err)
	if err != nil {
		return nil, core.Wrap(where, err)
	}
	return c.Out, nil
}
