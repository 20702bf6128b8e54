package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/plugin/peg"
)

type pluginCmd struct {
	New     newCmd     `cmd:"" help:"Make the project of a new plugin."`
	Test    testCmd    `cmd:"" help:"Run a plugin's tests, natively and in the sandbox."`
	Lint    lintCmd    `cmd:"" help:"Find what a plugin's manifest, code and texts say differently."`
	SDK     sdkCmd     `cmd:"" name:"sdk" help:"Bring a project's copy of the SDK to this version."`
	Pack    packCmd    `cmd:"" help:"Compile a plugin's folder and pack it."`
	Inspect inspectCmd `cmd:"" help:"Check a package and show what it asks for, without running it."`
	Key     keyCmd     `cmd:"" help:"Make a publisher's key to sign packages with."`
	Sign    signCmd    `cmd:"" help:"Sign a package with a publisher's key."`
	Unpin   unpinCmd   `cmd:"" help:"Forget a publisher's key, when they have lost it."`
	Conform conformCmd `cmd:"" help:"Check that a module, in any language, keeps to the plugin ABI."`

	Dev       devCmd       `cmd:"" help:"Build a plugin's folder whenever it changes, reload it into a running helpdesk, and print its log."`
	Install   installCmd   `cmd:"" help:"Install a package in a running helpdesk and enable it."`
	Enable    enableCmd    `cmd:"" help:"Switch a plugin of a running helpdesk on."`
	Disable   disableCmd   `cmd:"" help:"Switch a plugin of a running helpdesk off."`
	Upgrade   upgradeCmd   `cmd:"" help:"Bring a plugin of a running helpdesk to a new version."`
	Rollback  rollbackCmd  `cmd:"" help:"Bring a plugin of a running helpdesk back to the version before."`
	Uninstall uninstallCmd `cmd:"" help:"Remove a plugin from a running helpdesk, and keep, export or remove its data."`
	Log       logCmd       `cmd:"" help:"Print what a plugin of a running helpdesk has logged."`

	Testhost testhostCmd `cmd:"" hidden:"" help:"Run the helpdesks behind a plugin's tests, asked over standard input."`
}

type packCmd struct {
	Dir  string `arg:"" optional:"" type:"existingdir" help:"The plugin's folder."`
	Wasm string `type:"existingfile" placeholder:"FILE" help:"The compiled module, for plugins in other languages than Go."`
	Out  string `short:"o" placeholder:"FILE" help:"Default: the folder's name with .peg."`
}

// Run compiles and packs. The package is checked as an install would.
func (c packCmd) Run(ctx context.Context) error {
	dir, err := pluginDir(c.Dir)
	if err != nil {
		return err
	}
	var wasm []byte
	if c.Wasm != "" {
		wasm, err = os.ReadFile(c.Wasm)
	} else {
		wasm, err = peg.Build(ctx, dir)
	}
	if err != nil {
		return err
	}
	data, err := peg.PackDir(dir, wasm, release)
	if err != nil {
		return err
	}
	if c.Out == "" {
		dir, err := filepath.Abs(dir)
		if err != nil {
			return err
		}
		c.Out = filepath.Base(dir) + ".peg"
	}
	if err := os.WriteFile(c.Out, data, 0o644); err != nil {
		return err
	}
	fmt.Printf("%s, %d KiB\n", c.Out, (len(data)+1023)/1024)
	return nil
}

type inspectCmd struct {
	File string `arg:"" type:"existingfile"`
	JSON bool   `help:"Print the manifest as JSON."`
}

// Run reads the package as an install would.
func (c inspectCmd) Run() error {
	data, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	pkg, err := peg.Read(data, release)
	if err != nil {
		return err
	}
	m := pkg.Manifest
	if c.JSON {
		out := json.NewEncoder(os.Stdout)
		out.SetIndent("", "  ")
		return out.Encode(m)
	}
	fmt.Printf("%s %s (%s) by %s\n", m.Name, m.Version, m.ID, m.Publisher)
	printSigner(pkg.Signer)
	fmt.Println(strings.TrimRight("  license "+m.License+", "+m.Homepage, ", "))
	fmt.Printf("  guest: %d KiB\n", (len(pkg.Wasm)+1023)/1024)
	printPowers(plugin.Powers(m))
	for _, f := range m.Features {
		fmt.Printf("  feature %s with %d keys\n", f.ID, len(f.Keys))
	}
	for _, c := range m.Collections {
		fmt.Printf("  collection %s\n", c.Name)
	}
	if said := pkg.Changes(); said != "" {
		fmt.Printf("  changes in %s:\n    %s\n", m.Version, strings.ReplaceAll(said, "\n", "\n    "))
	}
	return nil
}
