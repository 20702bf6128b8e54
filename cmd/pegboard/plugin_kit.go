package main

import (
	"context"
	"os"
	"path/filepath"

	"pegboard.dev/pegboard/cmd/pegboard/internal/kit"
)

type testhostCmd struct{}

// Run serves the test process that started it, until that is gone.
func (testhostCmd) Run(ctx context.Context) error {
	cache, err := kitCache()
	if err != nil {
		return err
	}
	return kit.Serve(ctx, os.Stdin, os.Stdout, release, cache)
}

// kitCache is where compiled plugins are kept between the runs of their tests.
func kitCache() (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	dir = filepath.Join(dir, "pegboard", "plugintest")
	return dir, os.MkdirAll(dir, 0o700)
}
