package sandbox

import (
	"context"
	"sync"
	"time"

	"github.com/tetratelabs/wazero"

	"pegboard.dev/pegboard/core"
)

// Module is one version of one plugin's code. It is loaded at its first call and
// let go after idling.
type Module struct {
	e       *Engine
	limits  Limits
	source  func(ctx context.Context) ([]byte, error) // the rewritten module
	native  NativeFunc                                // answers in its place; see Native
	permits [MaxDepth]*slots                          // for calls, by how many calls wait for this one
	count   counters
	log     *Log

	loading sync.Mutex // held while loading

	mu     sync.Mutex
	now    *loaded
	idle   []*instance // the last used is last
	alive  int
	busy   int
	held   int64
	closed bool
}

// loaded is what a module needs to make instances.
type loaded struct {
	rt     wazero.Runtime
	code   wazero.CompiledModule
	config wazero.ModuleConfig
}

func (l *loaded) close() {
	ctx := context.Background()
	_ = l.code.Close(ctx)
	_ = l.rt.Close(ctx)
}

func (e *Engine) module(l Limits) *Module {
	l = l.withDefaults()
	m := &Module{e: e, limits: l, log: l.Log}
	for depth := range m.permits {
		m.permits[depth] = newSlots(l.Concurrency)
	}
	if m.log == nil {
		m.log = new(Log)
	}
	return m
}

func (e *Engine) add(m *Module) {
	m.count.last.Store(int64(sinceStart()))
	e.mu.Lock()
	defer e.mu.Unlock()
	e.modules[m] = struct{}{}
}

// Limits returns the module's limits with their defaults filled in.
func (m *Module) Limits() Limits { return m.limits }

// Log returns the last lines that the plugin logged.
func (m *Module) Log() []LogLine { return m.log.Lines() }

// Close lets the module go. Calls under way end in their own time; later ones
// get KindUnavailable. It may be called twice.
func (m *Module) Close() {
	m.e.mu.Lock()
	delete(m.e.modules, m)
	m.e.mu.Unlock()
	m.mu.Lock()
	m.closed = true
	m.mu.Unlock()
	m.unload(false)
}

// Unload frees the module's memory if no call is under way; the next call loads
// it again. It reports whether there was something to free.
func (m *Module) Unload() bool { return m.unload(false) }

// tidy unloads the module when its last call was before the given time, and
// closes instances that only a burst needed.
func (m *Module) tidy(before time.Duration) {
	if time.Duration(m.count.last.Load()) < before && m.unload(true) {
		return
	}
	m.mu.Lock()
	var old []*instance
	for len(m.idle) > 1 && m.idle[0].start < before {
		old = append(old, m.idle[0])
		m.idle = append(m.idle[:0], m.idle[1:]...)
	}
	m.droppedLocked(old...)
	m.mu.Unlock()
	for _, in := range old {
		in.close()
	}
}

// unload closes everything, unless calls are under way.
func (m *Module) unload(idle bool) bool {
	if idle {
		if !m.loading.TryLock() {
			return false
		}
	} else {
		m.loading.Lock()
	}
	defer m.loading.Unlock()
	m.mu.Lock()
	if m.busy > 0 || m.now == nil {
		m.mu.Unlock()
		return false
	}
	l, old := m.now, m.idle
	m.now, m.idle = nil, nil
	m.droppedLocked(old...)
	m.mu.Unlock()
	for _, in := range old {
		in.close()
	}
	l.close()
	return true
}

func (m *Module) droppedLocked(old ...*instance) {
	for _, in := range old {
		m.alive--
		m.held -= in.size
	}
}

// take returns an idle instance, or the loaded module to make one from. From
// here to give, the call counts as busy and the module stays loaded.
func (m *Module) take(ctx context.Context) (*instance, *loaded, time.Duration, error) {
	m.mu.Lock()
	if m.closed {
		m.mu.Unlock()
		return nil, nil, 0, core.Errorf("sandbox.Module.Do", core.KindUnavailable, "The plugin %s is switched off.", m.limits.Name)
	}
	m.busy++
	if n := len(m.idle); n > 0 {
		in := m.idle[n-1]
		m.idle[n-1] = nil
		m.idle = m.idle[:n-1]
		m.mu.Unlock()
		return in, nil, 0, nil
	}
	l := m.now
	m.mu.Unlock()
	if l != nil {
		return nil, l, 0, nil
	}
	begin := sinceStart()
	l, err := m.ready(ctx)
	if err != nil {
		m.mu.Lock()
		m.busy--
		m.mu.Unlock()
	}
	return nil, l, sinceStart() - begin, err
}

// ready loads the module; several callers wait for one load.
func (m *Module) ready(ctx context.Context) (*loaded, error) {
	m.loading.Lock()
	defer m.loading.Unlock()
	m.mu.Lock()
	l := m.now
	m.mu.Unlock()
	if l != nil {
		return l, nil
	}
	ctx = context.WithoutCancel(ctx) // the load is everybody's: one caller who gives up must not spoil it
	b, err := m.source(ctx)
	if err != nil {
		return nil, core.Wrap("sandbox.Module.load", err)
	}
	if l, err = m.load(ctx, b); err != nil {
		return nil, err
	}
	m.mu.Lock()
	m.now = l
	m.mu.Unlock()
	return l, nil
}

// give ends a call: the instance goes back, or away when it is nil or broken.
func (m *Module) give(in *instance, keep bool) {
	m.mu.Lock()
	m.busy--
	if in != nil && keep {
		size := int64(in.mem.Size())
		m.held += size - in.size
		in.size = size
		if size > m.count.peak.Load() {
			m.count.peak.Store(size)
		}
		m.idle = append(m.idle, in)
		in = nil
	} else if in != nil {
		m.droppedLocked(in)
	}
	last := m.closed && m.busy == 0
	m.mu.Unlock()
	if in != nil {
		in.close()
	}
	if last {
		m.unload(false)
	}
}
