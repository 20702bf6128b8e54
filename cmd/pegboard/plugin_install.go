package main

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/httpapi"
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/plugin/peg"
)

type installCmd struct {
	File string `arg:"" type:"existingfile" help:"The package."`
	remote
	Yes bool `short:"y" help:"Consent to what the plugin asks for, without being asked."`
}

// Run uploads the package to a running helpdesk and enables it, once whoever runs
// the command has read what it asks for and said yes.
func (c *installCmd) Run(ctx context.Context) error {
	if err := c.check(); err != nil {
		return err
	}
	p, err := readPackage(c.File)
	if err != nil {
		return err
	}
	p.introduce()
	if !c.agreed(c.Yes, "Grant this?") {
		return errors.New("nothing was installed: type yes, or give --yes")
	}
	if err := c.signIn(ctx); err != nil {
		return err
	}
	seen, err := c.preview(ctx, p, false)
	if err != nil {
		return err
	}
	switch {
	case seen.Same:
		return fmt.Errorf("%s %s is installed already. After a change raise the version in plugin.json, and use pegboard plugin upgrade; while you write, pegboard plugin dev brings every change there", p.m.Name, p.m.Version)
	case seen.Refused != nil:
		return errors.New(*seen.Refused)
	}
	now, err := c.upload(ctx, p, seen.Hash, false)
	if err != nil {
		return err
	}
	if now.State != "enabled" {
		if now, err = c.switchOn(ctx, string(p.m.ID)); err != nil {
			return fmt.Errorf("it is installed, but not enabled: %w", err)
		}
	}
	fmt.Printf("%s is enabled at %s.%s\n", now.ID, c.Server, whereToLook(p.m))
	return nil
}

type upgradeCmd struct {
	File string `arg:"" type:"existingfile" help:"The package of the new version."`
	remote
	Yes bool `short:"y" help:"Consent to what it asks for beyond the version before, without being asked."`
}

// Run brings an installed plugin to the version in the package. It asks if that
// wants more than was consented to; whether the plugin is on stays as it is.
func (c *upgradeCmd) Run(ctx context.Context) error {
	if err := c.check(); err != nil {
		return err
	}
	p, err := readPackage(c.File)
	if err != nil {
		return err
	}
	if err := c.signIn(ctx); err != nil {
		return err
	}
	seen, err := c.preview(ctx, p, false)
	switch {
	case err != nil:
		return err
	case seen.Refused != nil:
		return errors.New(*seen.Refused)
	case seen.Installed == nil:
		return fmt.Errorf("%s is not installed; use pegboard plugin install", p.m.ID)
	}
	fmt.Printf("%s %s takes the place of %s\n", p.m.Name, p.m.Version, *seen.Installed)
	printAsks(seen)
	if seen.Consent && !c.agreed(c.Yes, "Grant this?") {
		return errors.New("nothing was changed: type yes, or give --yes")
	}
	now, err := c.upload(ctx, p, seen.Hash, false)
	if err != nil {
		return err
	}
	fmt.Printf("%s is at %s now, and %s.\n", now.ID, now.Version, now.State)
	return nil
}

// parcel is a package that was read and checked.
type parcel struct {
	data   []byte
	m      *manifest.Manifest
	signer ed25519.PublicKey
}

func readPackage(file string) (*parcel, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return checkPackage(data)
}

func checkPackage(data []byte) (*parcel, error) {
	pkg, err := peg.Read(data, release)
	if err != nil {
		return nil, err
	}
	return &parcel{data, pkg.Manifest, pkg.Signer}, nil
}

// introduce says who it is and what it asks for.
func (p *parcel) introduce() {
	fmt.Printf("%s %s by %s\n", p.m.Name, p.m.Version, p.m.Publisher)
	printSigner(p.signer)
	printPowers(plugin.Powers(p.m))
}

// printSigner says whose key signed a package.
func printSigner(key ed25519.PublicKey) {
	if key == nil {
		fmt.Println("  not signed")
		return
	}
	fmt.Printf("  signed with %s\n", peg.KeyText(key))
}

// printPowers says what a plugin may do beyond keeping to itself, and why.
func printPowers(powers []core.PluginPower) {
	for i := range powers {
		p := &powers[i]
		fmt.Printf("  asks for %s (%s, %s risk)\n    %s\n", p.Name, p.Kind, p.Risk, p.Means)
		if p.Reason != "" {
			fmt.Printf("    Why: %s\n", p.Reason)
		}
	}
}

// printAsks says what a version asks for other than the one before.
func printAsks(seen *httpapi.PluginPreview) {
	added := seen.Diff.Added
	printPowers(slices.DeleteFunc(slices.Clone(seen.Powers), func(p core.PluginPower) bool { return !added.Has(&p) }))
	for _, key := range added.Keys {
		fmt.Printf("  adds the permission %s\n", key)
	}
	for _, name := range seen.Diff.Removed.All() {
		fmt.Printf("  no longer asks for %s\n", name)
	}
}

// preview asks what installing a package would do.
func (r *remote) preview(ctx context.Context, p *parcel, reload bool) (*httpapi.PluginPreview, error) {
	out := new(httpapi.PluginPreview)
	return out, r.send(ctx, http.MethodPost, "/plugins/preview"+reloading(reload, nil), p.data, "application/octet-stream", out)
}

// upload installs a package, with consent to what the one with that hash asks for.
func (r *remote) upload(ctx context.Context, p *parcel, consent string, reload bool) (*httpapi.Plugin, error) {
	out := new(httpapi.Plugin)
	query := reloading(reload, url.Values{"consent": {consent}})
	return out, r.send(ctx, http.MethodPost, "/plugins"+query, p.data, "application/octet-stream", out)
}

func reloading(reload bool, q url.Values) string {
	if reload {
		if q == nil {
			q = url.Values{}
		}
		q.Set("reload", "true")
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

func whereToLook(m *manifest.Manifest) string {
	for i := range m.Surfaces {
		switch s := &m.Surfaces[i]; s.Ext {
		case "console.page":
			return " Its page is /app/x/" + string(m.ID) + "/" + s.ID + "."
		case "ticket.sidebar":
			return " Open any ticket to see it."
		}
	}
	return ""
}
