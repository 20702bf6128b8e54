package app_test

import (
	"bytes"
	"context"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"pegboard.dev/pegboard/core/plugin/peg"
)

// everyMinute is the courier whose plan is carried out once a minute.
func everyMinute(t *testing.T) []byte {
	t.Helper()
	pkg, err := courier()
	if err != nil {
		t.Fatal(err)
	}
	p, err := peg.Read(pkg, "0.1.0")
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "core", "plugin", "testdata", "courier", peg.ManifestName))
	if err != nil {
		t.Fatal(err)
	}
	files := maps.Clone(p.Files)
	files[peg.WasmName] = p.Wasm
	files[peg.ManifestName] = bytes.Replace(raw, []byte("15 3 * * *"), []byte("* * * * *"), 1)
	if pkg, err = peg.Pack(files); err != nil {
		t.Fatal(err)
	}
	return pkg
}

// TestTwoServersRunAPluginsScheduleOnce: what a plugin does every minute is done by
// one of the two servers that run it.
func TestTwoServersRunAPluginsScheduleOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("it waits for the next minute")
	}
	one, two := twoNodes(t)
	for _, r := range []answer{
		one.do("owner", "POST", "/plugins", string(everyMinute(t)), map[string]string{"Content-Type": "application/octet-stream"}),
		one.do("owner", "POST", "/plugins/courier/enable", "", nil),
	} {
		if r.status >= 300 {
			t.Fatalf("%d %s", r.status, r.body)
		}
	}
	eventually(t, "the other node follows", func() bool { return two.do("ana", "GET", doing("may courier.view"), "", nil).status == http.StatusOK })
	if err := one.app.DB.InTx(t.Context(), func(ctx context.Context) error {
		return one.app.DB.Plugins().SetKV(ctx, "courier", "plan", []byte("van NIGHT"), time.Now(), time.Time{})
	}); err != nil {
		t.Fatal(err)
	}
	done := func() (n int) {
		if err := one.app.DB.SQL().QueryRow("SELECT COUNT(*) FROM x_courier_vans").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	begin := time.Now()
	for done() == 0 && time.Since(begin) < 75*time.Second {
		time.Sleep(100 * time.Millisecond)
	}
	runs := int64(1) // of the minutes that have begun since; a slow machine may see more than one
	time.Sleep(3 * time.Second)
	if now := time.Now().Unix() / 60; now > begin.Unix()/60 {
		runs = now - begin.Unix()/60
	}
	if n := int64(done()); n != runs {
		said, _, _ := one.app.DB.Plugins().GetKV(t.Context(), "courier", "night", time.Now())
		t.Errorf("the plugin's schedule ran %d times in %d minutes: %s", n, runs, said)
	}
}
