package main

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"

	"pegboard.dev/pegboard/core"
)

type uninstallCmd struct {
	ID string `arg:"" help:"The plugin."`
	remote
	Keep   bool   `xor:"data" help:"Keep its data and what roles say about it, for a later install."`
	Export string `xor:"data" type:"path" placeholder:"FILE" help:"Write its data to this zip file, and then remove everything."`
	Purge  bool   `xor:"data" help:"Remove everything."`
	Yes    bool   `short:"y" help:"Do not ask."`
}

// Run uninstalls a plugin and prints the receipt.
func (c *uninstallCmd) Run(ctx context.Context) error {
	data := "keep"
	switch {
	case c.Export != "":
		data = "export"
	case c.Purge:
		data = "purge"
	case !c.Keep:
		return errors.New("say what becomes of its data: --keep, --export FILE, or --purge")
	}
	now, err := c.find(ctx, c.ID)
	if err != nil {
		return err
	}
	if data != "keep" && !c.agreed(c.Yes, "Remove "+now.Name+" with all its data?") {
		return errors.New("nothing was removed: type yes, or give --yes")
	}
	if data == "export" {
		if now.Abilities["disable"] { // from here on nothing is written that the file would miss
			if _, err := c.change(ctx, c.ID, "disable"); err != nil {
				return err
			}
		}
		if err := c.download(ctx); err != nil {
			return fmt.Errorf("its data is where it was, and the plugin is off: %w", err)
		}
		fmt.Printf("Its data is in %s.\n", c.Export)
	}
	var receipt core.PluginReceipt
	if err := c.do(ctx, http.MethodDelete, "/plugins/"+url.PathEscape(c.ID)+"?data="+data, nil, &receipt); err != nil {
		return err
	}
	printReceipt(&receipt)
	return nil
}

// download writes the export to its file, and opens it once to see that it is whole.
func (c *uninstallCmd) download(ctx context.Context) error {
	resp, err := c.answer(ctx, http.MethodGet, "/plugins/"+url.PathEscape(c.ID)+"/export", nil, "application/json")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	part := c.Export + ".part"
	f, err := os.OpenFile(part, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer os.Remove(part)
	_, err = io.Copy(f, resp.Body)
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	z, err := zip.OpenReader(part)
	if err != nil {
		return fmt.Errorf("the file did not arrive whole: %w", err)
	}
	if err := z.Close(); err != nil {
		return err
	}
	return os.Rename(part, c.Export)
}

func printReceipt(r *core.PluginReceipt) {
	fmt.Printf("Uninstalled %s %s on %s.\n", r.Name, r.Version, r.At.Format("2 January 2006 at 15:04 MST"))
	printHoldings("Removed", &r.Removed)
	printHoldings("Kept", &r.Kept)
	if r.Farewell != "" {
		fmt.Printf("  The plugin's own clean-up failed: %s\n", r.Farewell)
	}
	fmt.Println("The audit log keeps this receipt.")
}

func printHoldings(title string, h *core.PluginHoldings) {
	var lines []string
	for _, c := range h.Collections {
		lines = append(lines, fmt.Sprintf("%d records of %s", c.Records, c.Name))
	}
	for _, n := range []struct {
		count int64
		what  string
	}{
		{h.Files, "files"}, {h.Entries, "entries of its store"}, {h.Mailings, "letters sent regularly"}, {int64(h.Settings), "settings"}, {int64(h.Secrets), "secrets"},
		{h.Grants, "personal grants of its permissions"}, {h.Consents, "consents"}, {h.Failures, "failures"},
		{h.UsageHours, "hours of usage"}, {h.Packages, "packages"},
	} {
		if n.count > 0 {
			lines = append(lines, fmt.Sprintf("%d %s", n.count, n.what))
		}
	}
	for _, slug := range h.Roles {
		lines = append(lines, "what the role "+slug+" says about it")
	}
	if len(lines) == 0 {
		lines = []string{"nothing"}
	}
	fmt.Printf("  %s:\n", title)
	for _, l := range lines {
		fmt.Println("   ", l)
	}
}
