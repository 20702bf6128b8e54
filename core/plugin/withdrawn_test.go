package plugin_test

import (
	"bytes"
	"context"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/plugin/peg"
)

// TestReadingAfterTheGrantWasWithdrawn: a call that is under way while the plugin is
// switched off, or replaced by a version that asks for less, reads no further.
func TestReadingAfterTheGrantWasWithdrawn(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		w.install(probe(w))
		ticket := w.ticket("Read me", "billing")
		reading := func(meanwhile func() error) error {
			w.Helper()
			ana := w.as("ana")
			ended := make(chan error, 1)
			go func() {
				_, err := w.m.Route(ctx, ana, "probe", plugin.RouteInput{Method: "GET", Path: "/hello/reading", Query: map[string]string{"q": itoa(ticket.ID)}})
				ended <- err
			}()
			for begun := false; !begun; time.Sleep(time.Millisecond) {
				select {
				case err := <-ended:
					w.Fatalf("it did not begin to read: %v", err)
				default:
				}
				var err error
				if _, begun, err = w.db.Plugins().GetKV(ctx, "probe", "reading", w.clock.Now()); err != nil {
					w.Fatal(err)
				}
			}
			if err := meanwhile(); err != nil {
				w.Fatal(err)
			}
			return <-ended
		}
		p, err := peg.Read(probe(w), "0.1.0")
		if err != nil {
			w.Fatal(err)
		}
		manifest := mustFile(w, "testdata/probe/plugin.json")
		manifest = bytes.Replace(manifest, []byte(`"version": "1.0.0"`), []byte(`"version": "1.1.0"`), 1)
		manifest = bytes.Replace(manifest, []byte(`{"name": "tickets.read", "reason": "Tests read tickets."},`), nil, 1)
		less, err := peg.Pack(map[string][]byte{peg.ManifestName: manifest, peg.WasmName: p.Wasm})
		if err != nil {
			w.Fatal(err)
		}
		w.fails("while a version that asks for less takes its place", reading(func() error {
			_, err := w.m.Install(ctx, w.as("olga"), less, plugin.How{})
			return err
		}), core.KindForbidden)
		if _, err := w.m.Uninstall(ctx, w.as("olga"), "probe", plugin.Purge); err != nil {
			w.Fatal(err)
		}
		w.install(probe(w))
		w.fails("while it is switched off", reading(func() error { return w.m.Disable(ctx, w.as("olga"), "probe") }), core.KindForbidden)
	})
}
