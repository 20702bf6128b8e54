package plugin

import (
	"context"
	"errors"
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
	// report hears of each failure, and whether it is one too many; nil before the
	// unit is switched on.
	report func(f failure, stop bool)
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

// unitOf makes a unit of a version, whose module is loaded at its first call.
func (m *Manager) unitOf(f *file) *unit {
	u := &unit{
		file: f, manifest: f.manifest, module: m.nativeModule(f), granted: grantedKeys(f.manifest), own: f.manifest.Keys(),
		breaker: breaker{clock: m.Clock}, rates: rates{clock: m.Clock},
	}
	if u.module == nil {
		u.module = m.Engine.Lazy(u.open, m.limitsOf(f))
	}
	return u
}

// open finds the unit's code. A package that is not the one that was installed
// counts against the plugin: after three attempts it is off, and its owner knows.
func (u *unit) open(ctx context.Context) (func() ([]byte, error), error) {
	unpack, err := u.file.open(ctx)
	if errors.Is(err, errChanged) {
		u.failed(failure{place: "load", why: message(err), grave: true})
	}
	return unpack, err
}

// newUnit is the unit of a version that is switched on now: the one that was staged,
// which is warm already, or another.
func (m *Manager) newUnit(f *file) *unit {
	u := m.ready
	if u == nil || u.manifest.ID != f.manifest.ID || u.file.hash != f.hash {
		u = m.unitOf(f)
	}
	u.report = func(f failure, stop bool) { m.failedUnit(u, f, stop) }
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
func (m *Manager) nativeModule(f *file) *sandbox.Module {
	if fn := m.native[f.manifest.ID]; fn != nil {
		return m.Engine.Native(fn, m.limitsOf(f))
	}
	return nil
}

func (m *Manager) limitsOf(f *file) sandbox.Limits {
	mf := f.manifest
	// The longest that any call may take; each kind of call says its own time.
	l := sandbox.Limits{Name: string(mf.ID), Key: f.hash, Timeout: scheduleTime, Log: m.logOf(mf.ID)}
	if mf.Limits.MemoryMiB > 0 {
		l.Memory = int64(mf.Limits.MemoryMiB) << 20
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

// do makes one call of the guest on somebody's behalf; place is what was asked for.
// Failures of the guest count towards its breaker; while that is open, calls fail
// at once with KindUnavailable.
func (c *call) do(ctx context.Context, op abi.Op, req abi.Wire, place string, timeout time.Duration) ([]byte, error) {
	out, err := c.unit.call(ctx, op, req, c.host, timeout)
	c.unit.note(err, place, "", trusted(c.person))
	return out, err
}

// call makes one call that counts for nothing if it fails.
func (u *unit) call(ctx context.Context, op abi.Op, req abi.Wire, host sandbox.HostFunc, timeout time.Duration) ([]byte, error) {
	const where = "plugin.call"
	if err := u.breaker.allow(); err != nil {
		return nil, u.leftAlone(where)
	}
	c := sandbox.Call{Op: op, Request: req, Host: host, Timeout: timeout}
	if err := u.module.Do(ctx, &c); err != nil {
		return nil, core.Wrap(where, err)
	}
	return c.Out, nil
}

func (u *unit) leftAlone(op string) error {
	return core.Errorf(op, core.KindUnavailable, "The plugin %s has failed repeatedly and is switched off for now.", u.manifest.Name)
}
