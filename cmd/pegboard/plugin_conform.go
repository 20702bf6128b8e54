package main

import (
	"bytes"
	"context"
	"fmt"
	"os"

	"pegboard.dev/pegboard/core/plugin/conform"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/plugin/peg"
	"pegboard.dev/pegboard/core/plugin/sandbox"
)

type conformCmd struct {
	File  string `arg:"" type:"existingfile" help:"A module (.wasm), or a package (.peg) to call everything that it declares."`
	Quiet bool   `short:"q" help:"Print only what is wrong."`
}

// Run checks a guest in any language against the plugin ABI.
func (c conformCmd) Run(ctx context.Context) error {
	wasm, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	var m *manifest.Manifest
	if bytes.HasPrefix(wasm, []byte("PK")) {
		pkg, err := peg.Read(wasm, release)
		if err != nil {
			return err
		}
		wasm, m = pkg.Wasm, pkg.Manifest
	}
	engine, err := sandbox.New(sandbox.Config{})
	if err != nil {
		return err
	}
	defer engine.Close(context.WithoutCancel(ctx))
	results := conform.Run(ctx, engine, wasm, m)
	for _, r := range results {
		switch {
		case r.Wrong != "":
			fmt.Printf("wrong  %s: %s\n", r.Name, r.Wrong)
		case !c.Quiet:
			fmt.Printf("ok     %s\n", r.Name)
		}
	}
	if n := conform.Failed(results); n > 0 {
		return fmt.Errorf("it does not conform: %d of %d checks failed", n, len(results))
	}
	fmt.Printf("It conforms: %d checks passed.\n", len(results))
	return nil
}
