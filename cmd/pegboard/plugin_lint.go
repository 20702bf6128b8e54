package main

import (
	"errors"
	"fmt"

	"pegboard.dev/pegboard/cmd/pegboard/internal/lint"
)

type lintCmd struct {
	Dir string `arg:"" optional:"" type:"existingdir" help:"The plugin's folder."`
}

// Run prints what it finds and fails on errors; advice is for the author to weigh.
func (c lintCmd) Run() error {
	dir, err := pluginDir(c.Dir)
	if err != nil {
		return err
	}
	found, err := lint.Dir(dir, release)
	if err != nil {
		return err
	}
	failed := 0
	for _, f := range found {
		fmt.Println(f)
		if f.Fails {
			failed++
		}
	}
	switch {
	case failed == 1:
		return errors.New("there is one error")
	case failed > 1:
		return fmt.Errorf("there are %d errors", failed)
	case len(found) == 0:
		fmt.Println("Nothing to find fault with.")
	}
	return nil
}
