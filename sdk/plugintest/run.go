package plugintest

import (
	"path/filepath"
	"testing"

	"pegboard.dev/pegboard/sdk/plugintest/wire"
)

// Option changes what New makes.
type Option func(o *options)

type options struct {
	dir    string
	native bool
}

// Dir names the plugin's folder, the one with plugin.json. Default: the test's own.
func Dir(dir string) Option { return func(o *options) { o.dir = dir } }

// Native calls the handlers that the test's own package registers. Without it
// the plugin in the folder is compiled and runs in the sandbox.
func Native() Option { return func(o *options) { o.native = true } }

// Run runs test natively and in the sandbox, each in a helpdesk of its own, as
// the sub-tests "native" and "sandbox". With -short it leaves the sandbox out.
func Run(t *testing.T, test func(t *testing.T, h *Helpdesk), opts ...Option) {
	t.Run("native", func(t *testing.T) { test(t, New(t, append(opts, Native())...)) })
	t.Run("sandbox", func(t *testing.T) {
		if testing.Short() {
			t.Skip("left out with -short")
		}
		test(t, New(t, opts...))
	})
}

// New makes a helpdesk with the plugin enabled. It ends with the test.
func New(t testing.TB, opts ...Option) *Helpdesk {
	t.Helper()
	o := options{dir: "."}
	for _, opt := range opts {
		opt(&o)
	}
	dir, err := filepath.Abs(o.dir)
	if err != nil {
		t.Fatal(err)
	}
	p, err := connect()
	if err != nil {
		t.Fatal(err)
	}
	h := &Helpdesk{t: t, host: p}
	a := h.ask(&wire.Request{Do: wire.Open, Dir: dir, Native: o.native})
	h.number, h.plugin, h.ids = a.Helpdesk, a.Plugin, a.IDs
	t.Cleanup(func() { _, _ = p.ask(t, &wire.Request{Do: wire.Close, Helpdesk: h.number}) })
	return h
}
