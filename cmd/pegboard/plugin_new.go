package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"

	"pegboard.dev/pegboard/cmd/pegboard/internal/scaffold"
	"pegboard.dev/pegboard/core/plugin/peg"
)

type newCmd struct {
	Name string `arg:"" help:"The plugin's id: lower-case letters, digits, single underscores."`
	Dir  string `help:"Where to make it. Default: a folder of that name." type:"path"`
}

// Run makes a project that builds and tests as it is.
func (c newCmd) Run() error {
	dir := c.Dir
	if dir == "" {
		dir = c.Name
	}
	if err := scaffold.New(dir, c.Name, release); err != nil {
		return err
	}
	fmt.Printf("Made the plugin %s in %s. Next:\n\n  cd %s\n  pegboard plugin test\n  pegboard plugin pack\n", c.Name, dir, dir)
	return nil
}

type sdkCmd struct {
	Dir string `arg:"" optional:"" type:"existingdir" help:"The plugin's folder."`
}

// Run brings a project's copy of the SDK to this version.
func (c sdkCmd) Run() error {
	dir, err := pluginDir(c.Dir)
	if err != nil {
		return err
	}
	if err := scaffold.WriteSDK(dir); err != nil {
		return err
	}
	fmt.Printf("%s holds the SDK of Pegboard %s.\n", filepath.Join(dir, scaffold.SDKDir), release)
	return nil
}

type testCmd struct {
	Dir     string `arg:"" optional:"" type:"existingdir" help:"The plugin's folder."`
	Only    string `name:"run" help:"Only tests whose name matches." placeholder:"REGEXP"`
	Verbose bool   `short:"v" help:"Show every test and what the plugin logs."`
	Short   bool   `help:"Natively only."`
}

// Run runs the plugin's tests with this binary as their helpdesk.
func (c testCmd) Run(ctx context.Context) error {
	dir, err := pluginDir(c.Dir)
	if err != nil {
		return err
	}
	if _, err := exec.LookPath("go"); err != nil {
		return peg.ErrNoGo
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	args := []string{"test", "-run", c.Only}
	if c.Verbose {
		args = append(args, "-v")
	}
	if c.Short {
		args = append(args, "-short")
	}
	cmd := exec.CommandContext(ctx, "go", append(args, "./...")...)
	var said bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, os.Stdout, io.MultiWriter(os.Stderr, &said)
	cmd.Env = append(os.Environ(), "PEGBOARD="+self)
	err = cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return errors.New("the plugin's tests failed; what they say is above" + peg.Advice(said.String()))
	}
	return err
}

// pluginDir is the folder that was named, or the one the command runs in. One
// without a manifest is refused.
func pluginDir(dir string) (string, error) {
	dir = cmp.Or(dir, ".")
	if _, err := os.Stat(filepath.Join(dir, peg.ManifestName)); err != nil {
		return "", fmt.Errorf("%s is no plugin's folder: it has no %s. Go to one, or make one: pegboard plugin new NAME", dir, peg.ManifestName)
	}
	return dir, nil
}
