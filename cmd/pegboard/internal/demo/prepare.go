package demo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"pegboard.dev/pegboard/cmd/pegboard/internal/app"
)

const (
	// marker is the file by which a demo's directory is known.
	marker = "demo.txt"
	// setting is what marks a demo's database.
	setting = "demo"

	markerText = "This directory holds Pegboard's demo. It can be deleted at any time.\n"
)

// Directory checks that dir may hold the demo, and marks it: a directory that
// is new, empty, or a demo's already. With a database of its own elsewhere the
// directory holds files only, and is checked all the same.
func Directory(dir string) (string, error) {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, os.ErrNotExist):
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return "", fmt.Errorf("the demo's directory cannot be made: %w", err)
		}
	case err != nil:
		return "", fmt.Errorf("the demo's directory cannot be read: %w", err)
	case len(entries) > 0:
		if _, err := os.Stat(filepath.Join(dir, marker)); err != nil {
			return "", fmt.Errorf("%s holds something that is not a demo; --demo takes a new or empty directory, or one of its own", dir)
		}
		return dir, nil
	}
	return dir, os.WriteFile(filepath.Join(dir, marker), []byte(markerText), 0o600)
}

// Prepare fills the helpdesk at the first start and does nothing at later
// ones. A database that was set up by somebody else is refused.
func Prepare(ctx context.Context, a *app.App, clock *Clock) error {
	settings := a.DB.People().Settings
	raw, err := settings.Setting(ctx, setting)
	if err != nil {
		return err
	}
	if raw != nil {
		return nil
	}
	needed, err := a.People.SetupNeeded(ctx)
	if err != nil {
		return err
	}
	if !needed {
		return errors.New("the database holds a helpdesk that is not a demo; --demo takes an empty database, or one of its own")
	}
	return a.DB.InTx(ctx, func(ctx context.Context) error {
		if err := settings.PutSetting(ctx, setting, json.RawMessage("true")); err != nil {
			return err
		}
		return Seed(ctx, a, clock)
	})
}

// SignIns lists the accounts that can sign in, for people to read.
func SignIns() string {
	c, _, err := load()
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	fmt.Fprintf(&b, "  Sign in as one of these, each with the password %s:\n\n", Password)
	line := func(m member, what string) { fmt.Fprintf(&b, "    %-20s %s, %s\n", m.Email, m.Name, what) }
	for _, m := range c.Employees {
		if m.SignIn {
			what := strings.Join(m.Roles, ", ")
			if len(m.Teams) > 0 {
				what += " in " + strings.Join(m.Teams, " and ")
			}
			line(m, what)
		}
	}
	for _, m := range c.Customers {
		if m.SignIn {
			line(m, "customer of "+m.Organization)
		}
	}
	return b.String()
}
