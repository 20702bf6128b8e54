// Command build compiles a plugin's folder and packs it, for the Makefile: it
// is small, so that the bundled plugins can be made before the binary that
// carries them. Authors use `pegboard plugin pack`, which does the same.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"pegboard.dev/pegboard/core/plugin/peg"
)

func main() {
	out := flag.String("o", "", "the package to write")
	flag.Parse()
	if *out == "" || flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: build -o NAME.peg FOLDER")
		os.Exit(2)
	}
	if err := build(flag.Arg(0), *out); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// build writes the package beside its final name and moves it there when it is whole.
func build(dir, out string) error {
	wasm, err := peg.Build(context.Background(), dir)
	if err != nil {
		return err
	}
	data, err := peg.PackDir(dir, wasm, "")
	if err != nil {
		return err
	}
	tmp := filepath.Join(filepath.Dir(out), "."+filepath.Base(out)+".new")
	if err := os.WriteFile(tmp, data, 0o644); err != nil {
		return err
	}
	return os.Rename(tmp, out)
}
