package plugin_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/plugin/peg"
)

func courier(t testing.TB) []byte { return built(t, filepath.Join("testdata", "courier")) }

// edited packs a built plugin again with another manifest.
func edited(t testing.TB, body []byte, edit func(m map[string]any)) []byte {
	t.Helper()
	zr, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	var wasm []byte
	for _, f := range zr.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		switch f.Name {
		case "plugin.wasm":
			wasm = b
		case "plugin.json":
			m := map[string]any{}
			if err := json.Unmarshal(b, &m); err != nil {
				t.Fatal(err)
			}
			edit(m)
			if b, err = json.Marshal(m); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, f.Name), b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	out, err := peg.PackDir(dir, wasm, "0.1.0")
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// without takes capabilities out of a manifest.
func without(names ...string) func(m map[string]any) {
	return func(m map[string]any) {
		m["capabilities"] = slices.DeleteFunc(m["capabilities"].([]any), func(c any) bool {
			return slices.Contains(names, c.(map[string]any)["name"].(string))
		})
	}
}

// says has a person open the courier's page and returns the text on it.
func (w *world) says(who, do string) (string, error) {
	w.Helper()
	raw, err := w.m.Render(context.Background(), w.as(who), "courier", "page", plugin.RenderInput{Params: map[string]string{"do": do}})
	if err != nil {
		return "", err
	}
	var doc struct{ Blocks []struct{ Text string } }
	if err := json.Unmarshal(raw.JSON, &doc); err != nil || len(doc.Blocks) == 0 {
		w.Fatalf("%s: %v %s", do, err, raw.JSON)
	}
	return doc.Blocks[0].Text, nil
}

// must is says for what has to work.
func (w *world) must(who, do string) string {
	w.Helper()
	s, err := w.says(who, do)
	if err != nil {
		w.Fatalf("%s: %v", do, err)
	}
	return s
}
