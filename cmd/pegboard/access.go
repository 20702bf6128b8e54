package main

import (
	"context"
	"fmt"
	"os"

	"pegboard.dev/pegboard/cmd/pegboard/internal/scenario"
	"pegboard.dev/pegboard/plugins"
)

type accessCmd struct {
	Test    accessTestCmd    `cmd:"" help:"Check access scenarios: files that say what people can and cannot do."`
	Explain accessExplainCmd `cmd:"" help:"Say why a person may or may not do something, or what is missing."`
	Export  accessExportCmd  `cmd:"" help:"Print the roles, for import elsewhere."`
	Import  accessImportCmd  `cmd:"" help:"Put a file's roles in the place of those that are there."`
}

type accessTestCmd struct {
	Files []string `arg:"" name:"file" help:"Scenario, YAML."`
}

// Run plays each file in a helpdesk of its own and prints what differs. The
// exit code is 1 if anything does, and 2 if a file cannot be read or says
// something that there is not.
func (c accessTestCmd) Run(ctx context.Context) error {
	runner, err := scenario.New(scenario.Config{Version: release, Bundled: plugins.Bundled()})
	if err != nil {
		return err
	}
	defer runner.Close()
	total, err := runner.Files(ctx, c.Files, os.Stdout, os.Stderr)
	if err != nil {
		return err
	}
	switch {
	case total.Bad > 0:
		return exitCode(2)
	case len(total.Failures) > 0:
		return exitCode(1)
	}
	return nil
}

// exitCode ends the process with a code after everything has been said.
type exitCode int

// Error implements error.
func (e exitCode) Error() string { return fmt.Sprintf("exit code %d", int(e)) }
