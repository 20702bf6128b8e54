package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core/plugin/peg"
)

// probes packs the probe of package plugin's tests in two versions, of which the
// second asks for more.
func probes(t *testing.T, dir string) {
	t.Helper()
	source := filepath.Join("..", "..", "core", "plugin", "testdata", "probe")
	wasm, err := peg.Build(context.Background(), source)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(source, peg.ManifestName))
	if err != nil {
		t.Fatal(err)
	}
	for version, asks := range map[string]string{"1.0.0": "", "1.1.0": `{"name": "settings", "reason": "Tests set things."},`} {
		m := bytes.Replace(raw, []byte(`"version": "1.0.0"`), []byte(`"version": "`+version+`"`), 1)
		m = bytes.Replace(m, []byte(`"capabilities": [`), []byte(`"capabilities": [`+asks), 1)
		body, err := peg.Pack(map[string][]byte{peg.ManifestName: m, peg.WasmName: wasm})
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "probe-"+version+".peg"), body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestPluginCommands takes a plugin through its life in a running helpdesk.
func TestPluginCommands(t *testing.T) {
	if testing.Short() {
		t.Skip("left out with -short: it compiles a plugin and starts a server")
	}
	dir := t.TempDir()
	probes(t, dir)
	p := start(t, dir, "--data", "d", "--log-level", "error")
	p.setUp(t)
	env := []string{"PEGBOARD_SERVER=" + p.url, "PEGBOARD_AS=owner@test.example", "PEGBOARD_PASSWORD=correct horse battery"}
	expect := func(stdin string, code int, args []string, want ...string) {
		t.Helper()
		cmd := command(t.Context(), dir, append([]string{"plugin"}, args...)...)
		cmd.Env = append(cmd.Env, env...)
		cmd.Stdin = strings.NewReader(stdin)
		out, _ := cmd.CombinedOutput()
		if got := cmd.ProcessState.ExitCode(); got != code {
			t.Errorf("plugin %s: exit %d\n%s", strings.Join(args, " "), got, out)
		}
		for _, w := range want {
			if !strings.Contains(string(out), w) {
				t.Errorf("plugin %s does not say %q:\n%s", strings.Join(args, " "), w, out)
			}
		}
	}
	expect("", 1, []string{"upgrade", "probe-1.0.0.peg"}, "use pegboard plugin install")
	expect("no\n", 1, []string{"install", "probe-1.0.0.peg"}, "asks for kv (capability, low risk)", "Why: Tests keep entries.", "nothing was installed")
	expect("yes\n", 0, []string{"install", "probe-1.0.0.peg"}, "probe is enabled")
	expect("", 1, []string{"install", "probe-1.0.0.peg", "--yes"}, "installed already")
	for _, text := range []string{"one", "=2+2"} {
		p.must(t, "POST", "/api/v1/x/probe/notes", map[string]string{"text": text}, nil)
	}
	expect("", 1, []string{"upgrade", "probe-1.1.0.peg"}, "asks for settings (capability, low risk)", "Why: Tests set things.", "nothing was changed")
	expect("yes\n", 0, []string{"upgrade", "probe-1.1.0.peg"}, "takes the place of 1.0.0", "probe is at 1.1.0 now, and enabled.")
	expect("", 0, []string{"rollback", "probe"}, "probe is at 1.0.0, and enabled.")
	expect("", 1, []string{"rollback", "probe"}, "no earlier version")
	expect("", 0, []string{"disable", "probe"}, "probe is at 1.0.0, and disabled.")
	expect("", 1, []string{"enable", "probe"}, "asks for records", "nothing was changed")
	expect("", 0, []string{"enable", "probe", "--yes"}, "and enabled.")
	p.call("GET", "/api/v1/ui/probe/page?do=panic", nil, nil)
	expect("", 0, []string{"log", "probe"}, "as asked", "surface page: The plugin probe crashed.")
	expect("", 1, []string{"log", "nothing"}, "nothing here")

	expect("", 1, []string{"uninstall", "probe"}, "--keep, --export FILE, or --purge")
	expect("", 2, []string{"uninstall", "probe", "--keep", "--purge"})
	expect("", 0, []string{"uninstall", "probe", "--keep"}, "Uninstalled Probe 1.0.0", "Removed:\n    1 packages", "2 records of notes", "The audit log keeps this receipt.")
	expect("", 0, []string{"install", "probe-1.0.0.peg", "--yes"}, "probe is enabled")
	expect("no\n", 1, []string{"uninstall", "probe", "--export", "out.zip"}, "nothing was removed")
	expect("yes\n", 0, []string{"uninstall", "probe", "--export", "out.zip"}, "Its data is in", "Removed:\n    2 records of notes", "Kept:\n    nothing")
	expect("", 1, []string{"disable", "probe"}, "nothing here")
	checkExport(t, filepath.Join(dir, "out.zip"))
	p.stop(t)
}

// checkExport looks into the file that an uninstall wrote.
func checkExport(t *testing.T, file string) {
	t.Helper()
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	files := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(b)
	}
	var notes []struct{ Text string }
	if err := json.Unmarshal([]byte(files["collections/notes.json"]), &notes); err != nil || len(notes) != 2 || notes[1].Text != "=2+2" {
		t.Errorf("the records: %v %s", err, files["collections/notes.json"])
	}
	if csv := files["collections/notes.csv"]; !strings.HasPrefix(csv, "id,version,created_at,updated_at,created_by,text,owner\n") || !strings.Contains(csv, ",'=2+2,") {
		t.Errorf("the table: %s", csv)
	}
	for name, want := range map[string]string{"plugin.json": `"id": "probe"`, "settings.json": `"values"`, "export.json": `"records": 2`} {
		if !strings.Contains(files[name], want) {
			t.Errorf("%s: %s", name, files[name])
		}
	}
}
