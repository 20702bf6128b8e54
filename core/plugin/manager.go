package plugin

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/sandbox"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/records"
)

// Manager holds what is enabled right now and is the one door to plugins. Safe
// for concurrent use once Start has returned.
//
// A plugin's life: available (bundled) or uploaded → enabled ⇄ disabled →
// uninstalled, keeping its data or purging it. Each step is one transaction
// that moves the access epoch, writes the audit log and the outbox; afterwards
// a new snapshot is swapped in, so it acts at once. Other nodes follow by Sync.
// What a disabled plugin had is KindNotFound everywhere, its keys sleep, and
// what roles say about them is kept.
type Manager struct {
	Deps
	svc     Services
	records *records.Service
	bundled map[core.PluginID]*file
	broken  map[core.PluginID]string // bundled files that cannot be read, with the reason
	native  map[core.PluginID]sandbox.NativeFunc
	used    meters
	// measures are what plugins count themselves.
	measures measures
	logs     logs
	// aside is what goes on beside the calls that set it off.
	aside sync.WaitGroup
	// prints are the PDFs under way on this node.
	prints chan struct{}
	ready  *unit                      // staged, for the next snapshot; life is held
	held   map[core.PluginID]heldBack // bundled ones that wait; life is held

	// life serialises the changes this node makes and the loading of snapshots.
	life sync.Mutex
	snap atomic.Pointer[snapshot]
	// full are the enabled plugins that are nearly full, with their names.
	full atomic.Pointer[map[core.PluginID]string]
}

// New makes a manager over the given ports. Nothing is enabled before Start.
// It panics on a missing dependency: that is a fault of the wiring.
func New(d Deps) *Manager {
	if d.Engine == nil || d.Store == nil || d.KV == nil || d.Visitors == nil || d.Tables == nil || d.Records == nil || d.Files.Store == nil || d.Files.Blobs == nil || d.Access == nil || d.Roles == nil ||
		d.Settings == nil || d.Facts == nil || d.Tx == nil || d.Outbox == nil || d.Sealer == nil || d.Vault == nil || d.Mailings == nil || d.Previous == nil || d.History == nil || d.Activities == nil || d.Usage == nil || d.Deliveries == nil || d.Storage == nil {
		panic("plugin: New needs every dependency")
	}
	if d.Clock == nil {
		d.Clock = core.SystemClock{}
	}
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	if d.Outbound == nil {
		d.Outbound = NewOutbound(OutboundConfig{})
	}
	m := &Manager{Deps: d, prints: make(chan struct{}, printsOnce)}
	m.snap.Store(&snapshot{registry: rbac.Core()})
	m.full.Store(&map[core.PluginID]string{})
	m.records = records.NewService(d.Records, d.Tx, d.Outbox, &world{m}, d.Clock).WithFiles(d.Files)
	m.bundled, m.broken = readBundled(d.Bundled, d.Version)
	return m
}

// Connect hands over the services that guests reach. They need Registry and
// come after New. Not safe once requests are served.
func (m *Manager) Connect(s Services) { m.svc = s }

// Registry returns the snapshot of features and keys that holds right now. It
// is what people compile subjects against.
func (m *Manager) Registry() *rbac.Registry { return m.snap.Load().registry }

// Records returns the service behind every plugin's collections.
func (m *Manager) Records() *records.Service { return m.records }

// Start loads what the database says is enabled. A plugin that cannot be loaded
// is listed with its error and stops nothing.
func (m *Manager) Start(ctx context.Context) error {
	m.life.Lock()
	defer m.life.Unlock()
	if err := m.upgradeBundledLocked(ctx); err != nil {
		return core.Wrap("plugin.Start", err)
	}
	if err := m.loadLocked(ctx); err != nil {
		return core.Wrap("plugin.Start", err)
	}
	return core.Wrap("plugin.Start", m.startCounting(ctx))
}

// Sync follows what other nodes changed. It is one small query when nothing
// did; call it about once a second and on wake-ups.
func (m *Manager) Sync(ctx context.Context) error {
	epoch, err := m.Access.Epoch(ctx)
	if err != nil {
		return core.Wrap("plugin.Sync", err)
	}
	if epoch == m.snap.Load().epoch {
		return nil
	}
	m.life.Lock()
	defer m.life.Unlock()
	return core.Wrap("plugin.Sync", m.loadLocked(ctx))
}

// Epoch follows what has changed, as Sync does, and returns the epoch of access
// that what is enabled belongs to. Rights asked for afterwards are as fresh: the
// bare epoch moves a moment before the keys of a plugin come or go.
func (m *Manager) Epoch(ctx context.Context) (int64, error) {
	err := m.Sync(ctx)
	return m.snap.Load().epoch, err
}

// enabled returns a plugin that is enabled now, or KindNotFound.
func (m *Manager) enabled(op string, id core.PluginID) (*unit, error) {
	if u := m.snap.Load().units[id]; u != nil {
		return u, nil
	}
	return nil, core.Errorf(op, core.KindNotFound, "There is nothing here, or it is not yours to see.")
}

// atLeast is how long a call may take that usually gets d.
func (m *Manager) atLeast(d time.Duration) time.Duration { return max(d, m.Patience) }
