package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWhatStrangersGetWrong: a mistake on the way to the first plugin is answered
// with what to do about it.
func TestWhatStrangersGetWrong(t *testing.T) {
	dir := t.TempDir()
	says := func(code int, env []string, in string, line, want string) {
		t.Helper()
		cmd := command(t.Context(), filepath.Join(dir, in), append([]string{"plugin"}, strings.Fields(line)...)...)
		cmd.Env = append(cmd.Env, env...)
		out, _ := cmd.CombinedOutput()
		if got := cmd.ProcessState.ExitCode(); got != code || !strings.Contains(string(out), want) {
			t.Errorf("plugin %s: exit %d, without %q:\n%s", line, got, want, out)
		}
	}
	put := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, "parcels", name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	says(1, nil, "", "new My-Parcels", "try my_parcels")
	says(1, nil, "", "new 7", "beginning with a letter\n")
	says(1, nil, "", "new tickets", "belongs to Pegboard itself")
	says(0, nil, "", "new parcels", "pegboard plugin test")
	says(1, nil, "", "new parcels", "name another one with --dir")
	says(1, nil, "", "test", "pegboard plugin new NAME")

	// An old toolchain, none at all, and a project whose SDK went missing.
	says(1, []string{"PATH=" + dir}, "parcels", "pack", "not on the PATH; plugins in Go need Go 1.26")
	says(1, []string{"PATH=" + dir}, "parcels", "test", "not on the PATH; plugins in Go need Go 1.26")
	old := filepath.Join(dir, "go")
	if err := os.WriteFile(old, []byte("#!/bin/sh\necho \"go: go.mod requires go >= 1.26 (running go 1.24.1; GOTOOLCHAIN=local)\" >&2\nexit 1\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	says(1, []string{"PATH=" + dir}, "parcels", "pack", "\nPlugins need Go 1.26 or newer")
	says(1, []string{"PATH=" + dir}, "parcels", "test", "\nPlugins need Go 1.26 or newer")
	if err := os.RemoveAll(filepath.Join(dir, "parcels", "pegboard-sdk")); err != nil {
		t.Fatal(err)
	}
	says(1, []string{"GOFLAGS=", "GOPROXY=off"}, "parcels", "pack", "pegboard plugin sdk writes it")

	manifest, err := os.ReadFile(filepath.Join(dir, "parcels", "plugin.json"))
	if err != nil {
		t.Fatal(err)
	}
	put("plugin.json", strings.Replace(string(manifest), "ticket.sidebar", "ticket.sidebr", 1))
	says(1, nil, "parcels", "lint", `plugin.json: error: the surface "notes" wants to appear at "ticket.sidebr", which this Pegboard does not know; did you mean "ticket.sidebar"?`)
	put("plugin.json", string(manifest))
	put("broken.go", "package main\n\nfunc (\n")
	says(1, nil, "parcels", "lint", "broken.go:")

	put("x.peg", "no package")
	says(1, nil, "parcels", "inspect x.peg", "pegboard: The package is refused: it is not a .peg file (a zip archive).\n")
	says(1, nil, "parcels", "disable x --as a@b.example --server 127.0.0.1:1", "looks like http://127.0.0.1:8080")
	says(1, nil, "parcels", "disable x --as a@b.example --server http://127.0.0.1:1", "Is it running? pegboard serve --demo starts one")
}
