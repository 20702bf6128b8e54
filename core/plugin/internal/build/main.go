// Command build compiles and packs the bundled plugins: every folder of
// plugins/ that has a plugin.json becomes dist/<id>.peg there. It is separate
// from the binary because the binary carries what it makes. A package that did
// not change is not written, so that nothing is rebuilt for it.
//
//	go run ./core/plugin/internal/build [-dir plugins] [-o plugins/dist] [-version 0.1.0]
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"

	"pegboard.dev/pegboard/core/plugin/peg"
)

func main() {
	dir := flag.String("dir", "plugins", "folder with the plugins' sources")
	out := flag.String("o", filepath.Join("plugins", "dist"), "folder for the packages")
	version := flag.String("version", "dev", "version of the Pegboard that they are packed for")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *dir, *out, *version); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, dir, out, version string) error {
	manifests, err := filepath.Glob(filepath.Join(dir, "*", peg.ManifestName))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	var made []string
	for _, m := range manifests {
		name := filepath.Base(filepath.Dir(m)) + ".peg"
		if err := pack(ctx, filepath.Dir(m), filepath.Join(out, name), version); err != nil {
			return err
		}
		made = append(made, name)
	}
	return sweep(out, made)
}

func pack(ctx context.Context, dir, file, version string) error {
	wasm, err := peg.Build(ctx, dir)
	if err != nil {
		return err
	}
	b, err := peg.PackDir(dir, wasm, version)
	if err != nil {
		return fmt.Errorf("%s: %w", dir, err)
	}
	if old, err := os.ReadFile(file); err == nil && bytes.Equal(old, b) {
		return nil
	}
	fmt.Printf("%s: %d KiB\n", file, len(b)>>10)
	return os.WriteFile(file, b, 0o644)
}

// sweep removes packages of plugins that are gone.
func sweep(out string, made []string) error {
	old, err := filepath.Glob(filepath.Join(out, "*.peg"))
	if err != nil {
		return err
	}
	for _, file := range old {
		if !slices.Contains(made, filepath.Base(file)) {
			if err := os.Remove(file); err != nil {
				return err
			}
		}
	}
	return nil
}
