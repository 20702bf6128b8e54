package sandbox

import (
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// guests builds each folder of testdata once per test binary.
var guests sync.Map // folder → func() ([]byte, error)

var buildDir = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "pegboard-guests-") })

func TestMain(m *testing.M) {
	code := m.Run()
	if dir, err := buildDir(); err == nil {
		os.RemoveAll(dir)
	}
	os.Exit(code)
}

// mustGuest returns the module built from testdata/<name>.
func mustGuest(tb testing.TB, name string) []byte {
	tb.Helper()
	build, _ := guests.LoadOrStore(name, sync.OnceValues(func() ([]byte, error) {
		dir, err := buildDir()
		if err != nil {
			return nil, err
		}
		out := filepath.Join(dir, name+".wasm")
		cmd := exec.Command("go", "build", "-buildmode=c-shared", "-ldflags=-s -w", "-o", out, "./testdata/"+name)
		cmd.Env = append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm", "CGO_ENABLED=0")
		cmd.Stderr = os.Stderr
		if err := cmd.Run(); err != nil {
			return nil, err
		}
		return os.ReadFile(out)
	}))
	b, err := build.(func() ([]byte, error))()
	if err != nil {
		tb.Fatalf("building testdata/%s: %v", name, err)
	}
	return b
}

// sharedCache lets all tests of this binary compile each module once.
func mustEngine(tb testing.TB, c Config) *Engine {
	tb.Helper()
	if c.CacheDir == "" {
		dir, err := buildDir()
		if err != nil {
			tb.Fatal(err)
		}
		c.CacheDir = filepath.Join(dir, "cache")
	}
	e, err := New(c)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := e.Close(tb.Context()); err != nil {
			tb.Error(err)
		}
	})
	return e
}

func mustModule(tb testing.TB, wasm []byte, l Limits) *Module {
	tb.Helper()
	m, err := mustEngine(tb, Config{}).Compile(tb.Context(), wasm, l)
	if err != nil {
		tb.Fatal(err)
	}
	return m
}
