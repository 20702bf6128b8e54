package sandbox

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/tetratelabs/wazero"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/sdk/abi"
)

// Config says how an Engine works. The zero value is usable.
type Config struct {
	// CacheDir keeps compiled code, in a folder that only this user may enter and
	// that is made when missing. Empty: in memory only. What lies there is run as
	// native code, so it must be out of reach of everybody else.
	CacheDir string
	// Processors is how many processors all guests together may hold. Default
	// GOMAXPROCS−1, at least 1.
	Processors int
	// IdleAfter is how long after its last call a module stays loaded. Default 5 minutes.
	IdleAfter time.Duration
	// Log, when not nil, gets each line that is kept of a plugin's log. It must be
	// quick and is called by many goroutines.
	Log func(plugin string, level abi.Level, line string)
}

// Engine compiles and runs modules. Make one per process and close it last.
type Engine struct {
	config  Config
	cache   wazero.CompilationCache
	slots   *slots
	compile sync.Mutex // one compilation at a time: each takes a processor and much memory

	mu      sync.Mutex
	modules map[*Module]struct{}
	stop    chan struct{}
	done    chan struct{}
}

// New makes an engine. KindUnavailable when the cache folder cannot be made.
func New(c Config) (*Engine, error) {
	if c.Processors <= 0 {
		c.Processors = max(1, runtime.GOMAXPROCS(0)-1)
	}
	if c.IdleAfter <= 0 {
		c.IdleAfter = 5 * time.Minute
	}
	e := &Engine{config: c, slots: newSlots(c.Processors), modules: map[*Module]struct{}{},
		cache: wazero.NewCompilationCache(), stop: make(chan struct{}), done: make(chan struct{})}
	if c.CacheDir != "" {
		if err := e.openCache(c.CacheDir); err != nil {
			return nil, &core.Error{Op: "sandbox.New", Kind: core.KindUnavailable,
				Msg: "The folder for compiled plugins cannot be used.", Err: err}
		}
	}
	go e.tidy()
	return e, nil
}

func (e *Engine) openCache(dir string) error {
	for _, d := range []string{dir, filepath.Join(dir, meteredDir)} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			return err
		}
		if err := os.Chmod(d, 0o700); err != nil {
			return err
		}
	}
	cache, err := wazero.NewCompilationCacheWithDir(dir)
	if err != nil {
		return err
	}
	e.cache = cache
	return nil
}

// Close ends the engine and all of its modules. Calls under way must have ended.
func (e *Engine) Close(ctx context.Context) error {
	close(e.stop)
	<-e.done
	e.mu.Lock()
	modules := e.modules
	e.modules = map[*Module]struct{}{}
	e.mu.Unlock()
	for m := range modules {
		m.Close()
	}
	return e.cache.Close(ctx)
}

// tidy lets go of what was not used for a while.
func (e *Engine) tidy() {
	defer close(e.done)
	t := time.NewTicker(max(e.config.IdleAfter/4, time.Millisecond))
	defer t.Stop()
	for {
		select {
		case <-e.stop:
			return
		case <-t.C:
		}
		e.mu.Lock()
		modules := make([]*Module, 0, len(e.modules))
		for m := range e.modules {
			modules = append(modules, m)
		}
		e.mu.Unlock()
		for _, m := range modules {
			m.tidy(sinceStart() - e.config.IdleAfter)
		}
	}
}
