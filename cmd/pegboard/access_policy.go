package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/rbac/source"
)

type accessExportCmd struct{ storage }

// Run prints the roles in the form of presets.
func (c accessExportCmd) Run(ctx context.Context) error {
	a, err := c.openSetUp(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	policy, err := a.People.Policy(ctx)
	if err != nil {
		return err
	}
	text, err := policy.YAML()
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(text)
	return err
}

type accessImportCmd struct {
	storage
	File   string `arg:"" help:"Roles in the form that export prints; - reads standard input."`
	DryRun bool   `help:"Print what would differ, and change nothing."`
}

// Run puts the file's roles in the place of those that are there, as the
// machine's operator. The exit code is 2 if the file cannot be used.
func (c accessImportCmd) Run(ctx context.Context) error {
	data, err := c.read()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return exitCode(2)
	}
	a, err := c.openSetUp(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	next, err := rbac.ParsePolicy(a.Plugins.Registry(), c.File, data)
	if faults := (source.Problems{}); errors.As(err, &faults) {
		fmt.Fprintln(os.Stderr, faults)
		return exitCode(2)
	} else if err != nil {
		return err
	}
	before, err := a.People.Policy(ctx)
	if err != nil {
		return err
	}
	diff := rbac.DiffPolicies(a.Plugins.Registry(), before, next)
	printDiff(os.Stdout, &diff)
	if c.DryRun || diff.Empty() {
		return nil
	}
	if err := people.NewProvisioner(a.People, "command line").ReplacePolicy(ctx, next); err != nil {
		return err
	}
	fmt.Println("Imported.")
	return nil
}

func (c accessImportCmd) read() ([]byte, error) {
	if c.File == "-" {
		return io.ReadAll(os.Stdin)
	}
	return os.ReadFile(c.File)
}

// printDiff shows + for what comes, - for what goes and ~ for what changes.
func printDiff(out io.Writer, d *rbac.PolicyDiff) {
	if d.Empty() {
		fmt.Fprintln(out, "No difference.")
		return
	}
	for _, line := range d.Rules {
		fmt.Fprintf(out, "~ %s\n", line)
	}
	for _, r := range d.Roles {
		mark := "~"
		switch {
		case r.Added:
			mark = "+"
		case r.Removed:
			mark = "-"
		}
		fmt.Fprintf(out, "%s role %s (%s)\n", mark, r.Slug, r.Name)
		if r.Removed {
			continue
		}
		for _, line := range r.Rules {
			fmt.Fprintf(out, "    %s\n", line)
		}
		for _, k := range r.Changes {
			fmt.Fprintf(out, "    %s\n", keyChange(k))
		}
	}
}

// keyChange is a line such as "tickets.delete: team → none".
func keyChange(c rbac.Change) string {
	scope := func(s rbac.Scope) string {
		if s == rbac.ScopeNone {
			return "none"
		}
		return s.String()
	}
	return strings.Join([]string{string(c.Key) + ":", scope(c.Before), "→", scope(c.After)}, " ")
}
