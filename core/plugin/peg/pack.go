package peg

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Pack writes a package of the given files, by entry name. The same files give
// the same bytes. It does not check them; Read does.
func Pack(files map[string][]byte) ([]byte, error) {
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	// The manifest comes first, so that a reader finds it without the rest.
	slices.SortFunc(names, func(a, b string) int {
		if (a == ManifestName) != (b == ManifestName) {
			if a == ManifestName {
				return -1
			}
			return 1
		}
		return strings.Compare(a, b)
	})
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestCompression)
	})
	for _, name := range names {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(files[name]); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// PackDir packs a plugin's folder around a compiled guest and checks the result
// as an install would. Sources and tests of the folder stay out.
func PackDir(dir string, wasm []byte, host string) ([]byte, error) {
	files := map[string][]byte{WasmName: wasm}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		name := filepath.ToSlash(rel)
		if name == WasmName || name == SignatureName || !known(name) {
			return nil
		}
		files[name], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		return nil, err
	}
	b, err := Pack(files)
	if err != nil {
		return nil, err
	}
	_, err = Read(b, host)
	return b, err
}

// Build compiles the Go plugin in dir to WebAssembly with the Go toolchain on
// the PATH. What the compiler says is in the error.
func Build(ctx context.Context, dir string) ([]byte, error) {
	tmp, err := os.MkdirTemp("", "peg-build-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(tmp)
	out := filepath.Join(tmp, WasmName)
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false", "-buildmode=c-shared", "-ldflags=-s -w", "-o", out, ".")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm", "CGO_ENABLED=0", "GOFLAGS=")
	if said, err := cmd.CombinedOutput(); err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return nil, fmt.Errorf("compile %s: %s", filepath.Base(dir), bytes.TrimSpace(said))
		}
		return nil, err
	}
	return os.ReadFile(out)
}
