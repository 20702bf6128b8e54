package demo

import (
	"testing"

	"pegboard.dev/pegboard/cmd/pegboard/internal/app"
	"pegboard.dev/pegboard/plugins"
)

func open(t *testing.T, clock *Clock) *app.App {
	t.Helper()
	a, err := app.Open(t.Context(), app.Config{Version: "0.1.0", Data: t.TempDir(), NoSync: true, Bundled: plugins.Bundled(), Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	return a
}

func TestSeed(t *testing.T) {
	clock := &Clock{}
	a := open(t, clock)
	if err := Prepare(t.Context(), a, clock); err != nil {
		t.Fatal(err)
	}
}
