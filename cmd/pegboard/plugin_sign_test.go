package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core/plugin/peg"
)

func TestSigningAtTheCommandLine(t *testing.T) {
	dir := t.TempDir()
	pkg, err := peg.Pack(map[string][]byte{
		"plugin.json": []byte(`{"id": "probe", "name": "Probe", "version": "1.0.0", "publisher": "Tests", "license": "MIT", "description": "For tests.", "abi": 1, "pegboard": ">=0.1"}`),
		"plugin.wasm": []byte("\x00asm\x01\x00\x00\x00"), "CHANGELOG.md": []byte("## 1.0.0\n\nFinds parcels.\n"),
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "probe.peg"), pkg, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		line string
		code int
		says string
	}{
		{"plugin inspect probe.peg", 0, "not signed"},
		{"plugin inspect probe.peg", 0, "changes in 1.0.0:\n    Finds parcels."},
		{"plugin sign probe.peg --key none", 2, "no such file"},
		{"plugin key publisher.key", 0, "ed25519:"},
		{"plugin key publisher.key", 1, "exists already"},
		{"plugin sign probe.peg --key publisher.key", 0, "is signed with ed25519:"},
		{"plugin inspect probe.peg", 0, "signed with ed25519:"},
		{"plugin sign probe.peg --key probe.peg", 1, "holds no private key"},
		{"plugin sign publisher.key --key publisher.key", 1, "not a .peg file"},
		{"plugin conform publisher.key", 1, "not a WebAssembly module"},
		{"plugin lint .", 1, "no plugin.json"},
		{"plugin new Probe", 1, "lower-case letters"},
		{"plugin install probe.peg", 1, "--as EMAIL"},
	} {
		cmd := command(t.Context(), dir, strings.Fields(tc.line)...)
		out, _ := cmd.CombinedOutput()
		if cmd.ProcessState.ExitCode() != tc.code || !strings.Contains(string(out), tc.says) {
			t.Errorf("pegboard %s: exit %d, want %d with %q:\n%s", tc.line, cmd.ProcessState.ExitCode(), tc.code, tc.says, out)
		}
	}
	if info, err := os.Stat(filepath.Join(dir, "publisher.key")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the private key may be read by others: %v, %v", info.Mode(), err)
	}
}
