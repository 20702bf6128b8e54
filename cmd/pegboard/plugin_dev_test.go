package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestWhatIsWatched: what dev and pack write themselves is no change of the plugin, or
// it would be built for ever.
func TestWhatIsWatched(t *testing.T) {
	dir := t.TempDir()
	for name, watched := range map[string]bool{
		"main.go": true, "i18n/en.json": true, "data.csv": true, "parcels.peg": false, "dev.log": false, "main.go~": false, ".git/HEAD": false, "node_modules/x.js": false,
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		before, err := stamps(dir)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		if after, err := stamps(dir); err != nil || (len(after) > len(before)) != watched {
			t.Errorf("%s: watched %v, %v", name, !watched, err)
		}
	}
}
