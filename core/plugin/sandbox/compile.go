package sandbox

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/sandbox/meter"
)

const (
	// meteredDir holds rewritten modules; the name changes when the rewriting does.
	meteredDir = "metered-3"
	// MaxModule is the most bytes a module may have.
	MaxModule = 32 << 20
)

// Compile checks a module, rewrites and compiles it; nothing of it runs. The
// module stays loaded until it has been idle. wasm is not kept. KindInvalid with
// one sentence when it is not accepted.
func (e *Engine) Compile(ctx context.Context, wasm []byte, l Limits) (*Module, error) {
	m := e.module(l)
	metered, err := m.meter(wasm)
	if err != nil {
		return nil, err
	}
	path := e.path(wasm, &m.limits)
	if path != "" {
		if err := save(path, metered); err != nil {
			return nil, &core.Error{Op: "sandbox.Engine.Compile", Kind: core.KindUnavailable,
				Msg: "The compiled plugin cannot be stored.", Err: err}
		}
		m.source = func(context.Context) ([]byte, error) { return load(path) }
	} else {
		m.source = func(context.Context) ([]byte, error) { return metered, nil }
	}
	if m.now, err = m.load(ctx, metered); err != nil {
		return nil, err
	}
	e.add(m)
	return m, nil
}

// Open finds the code of a lazy module, whenever it is loaded. What it returns
// unpacks the code, which is not asked where the cache knows it by Limits.Key.
type Open func(ctx context.Context) (unpack func() ([]byte, error), err error)

// Lazy makes a module of which nothing is read before its first call. What Compile
// refuses, the first call refuses.
func (e *Engine) Lazy(open Open, l Limits) *Module {
	m := e.module(l)
	m.source = func(ctx context.Context) ([]byte, error) { return m.metered(ctx, open) }
	e.add(m)
	return m
}

// metered is the rewritten code of what open finds, from the cache where that has it.
func (m *Module) metered(ctx context.Context, open Open) ([]byte, error) {
	unpack, err := open(ctx)
	if err != nil {
		return nil, err
	}
	var wasm []byte
	if m.limits.Key == "" {
		if wasm, err = unpack(); err != nil {
			return nil, err
		}
	}
	path := m.e.path(wasm, &m.limits)
	if path != "" {
		if b, err := load(path); err == nil {
			return b, nil
		}
	}
	if wasm == nil {
		if wasm, err = unpack(); err != nil {
			return nil, err
		}
	}
	b, err := m.meter(wasm)
	if err == nil && path != "" {
		_ = save(path, b) // only a cache: the next load does the work again
	}
	return b, err
}

// Check says whether Compile would accept the module, without compiling it, and
// tells about it. KindInvalid when not.
func Check(wasm []byte, l Limits) (*meter.Info, error) {
	l = l.withDefaults()
	if len(wasm) > MaxModule {
		return nil, refused(&l, &meter.Refusal{Msg: "The plugin's code has " + itoa(int64(len(wasm)>>20)) + " MiB; at most " + itoa(MaxModule>>20) + " are allowed."})
	}
	_, info, err := meter.Rewrite(wasm, l.options())
	if err != nil {
		return nil, refused(&l, err)
	}
	return info, nil
}

func refused(l *Limits, err error) error {
	msg := "The plugin's code is not accepted."
	var r *meter.Refusal
	if errors.As(err, &r) {
		msg = r.Msg
	}
	return &core.Error{Op: "sandbox.Engine.Compile", Kind: core.KindInvalid, Msg: msg,
		Err: &Failure{Reason: ReasonRefused, Plugin: l.Name, Detail: err.Error()}}
}

func (m *Module) meter(wasm []byte) ([]byte, error) {
	if len(wasm) > MaxModule {
		_, err := Check(wasm, m.limits)
		return nil, err
	}
	b, _, err := meter.Rewrite(wasm, m.limits.options())
	if err != nil {
		return nil, refused(&m.limits, err)
	}
	return b, nil
}

// load compiles a rewritten module, or takes its code from the cache.
func (m *Module) load(ctx context.Context, metered []byte) (*loaded, error) {
	m.e.compile.Lock()
	defer m.e.compile.Unlock()
	rt := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfig().
		WithCompilationCache(m.e.cache).
		WithCoreFeatures(api.CoreFeaturesV2).
		WithMemoryLimitPages(uint32(m.limits.Memory/meterPage)).
		WithDebugInfoEnabled(false))
	code, err := rt.CompileModule(ctx, metered)
	if err != nil {
		_ = rt.Close(ctx)
		return nil, refused(&m.limits, &meter.Refusal{Msg: "The file is not a valid WebAssembly module: " + firstLine(err.Error()) + "."})
	}
	if err := link(ctx, rt); err != nil {
		_ = rt.Close(ctx)
		return nil, fail("sandbox.Module.load", m.limits.Name, ReasonHost, err.Error())
	}
	m.count.loads.Add(1)
	return &loaded{rt: rt, code: code,
		config: wazero.NewModuleConfig().WithName("").WithStartFunctions("_initialize")}, nil
}

func firstLine(s string) string {
	line, _, _ := bytes.Cut([]byte(s), []byte("\n"))
	return string(line)
}

// path names the cached rewriting of a module under these bounds, empty without
// a cache folder.
func (e *Engine) path(wasm []byte, l *Limits) string {
	if e.config.CacheDir == "" || l.bare {
		return ""
	}
	h := sha256.New()
	if l.Key != "" {
		h.Write([]byte("key " + l.Key))
	} else {
		h.Write(wasm)
	}
	_ = binary.Write(h, binary.LittleEndian, []uint64{uint64(l.Memory), uint64(l.Table)})
	return filepath.Join(e.config.CacheDir, meteredDir, hex.EncodeToString(h.Sum(nil))+".wasm")
}

// save writes a rewritten module followed by its hash, at once or not at all.
func save(path string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), "new-*")
	if err != nil {
		return err
	}
	sum := sha256.Sum256(b)
	_, err = f.Write(append(b[:len(b):len(b)], sum[:]...))
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}

// load reads what save wrote.
func load(path string) ([]byte, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	n := len(b) - sha256.Size
	if n < 0 || sha256.Sum256(b[:n]) != [sha256.Size]byte(b[n:]) {
		return nil, errors.New("sandbox: a cached module is damaged")
	}
	return b[:n], nil
}
