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
// the PATH. What the compiler says is in the error, and what to do where a stranger
// would not know.
func Build(ctx context.Context, dir string) ([]byte, error) {
	if _, err := exec.LookPath("go"); err != nil {
		return nil, ErrNoGo
	}
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
			return nil, fmt.Errorf("the plugin does not compile:\n%s%s", bytes.TrimSpace(said), Advice(string(said)))
		}
		return nil, err
	}
	return os.ReadFile(out)
}

// ErrNoGo says that plugins in Go cannot be built here.
var ErrNoGo = errors.New("the command go is not on the PATH; plugins in Go need Go 1.26 or newer (https://go.dev/dl)")

// advice is what helps against what the toolchain says.
var advice = []struct{ says, do string }{
	{"replacement directory ./pegboard-sdk does not exist", "The SDK is missing: pegboard plugin sdk writes it."},
	{"invalid go version", "Plugins need Go 1.26 or newer (https://go.dev/dl); go version says which you have."},
	{"go.mod requires go >=", "Plugins need Go 1.26 or newer (https://go.dev/dl); go version says which you have."},
	{"download go1.", "Plugins need Go 1.26 or newer (https://go.dev/dl); go version says which you have."},
	{"go: cannot find main module", "A plugin's folder has a go.mod; pegboard plugin new makes one."},
}

// Advice is what to do about a failure of the Go toolchain, on a line of its own, or
// nothing.
func Advice(said string) string {
	for _, a := range advice {
		if strings.Contains(said, a.says) {
			return "\n" + a.do
		}
	}
	return ""
}
