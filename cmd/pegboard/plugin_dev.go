package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"pegboard.dev/pegboard/core/plugin/peg"
)

type devCmd struct {
	Dir string `arg:"" optional:"" type:"existingdir" help:"The plugin's folder."`
	remote
	Yes bool `short:"y" help:"Consent to what the plugin asks for, now and whenever it asks for more."`
}

// watchEvery is how often the folder is looked at, and how long it must be still
// before a build begins.
const watchEvery = 300 * time.Millisecond

// Run builds the plugin and brings it to a running helpdesk whenever a file of its
// folder changes, and prints what it logs. It ends with Ctrl-C; the plugin stays as
// it was reloaded last.
func (c *devCmd) Run(ctx context.Context) error {
	dir, err := pluginDir(c.Dir)
	if err != nil {
		return err
	}
	if err := c.check(); err != nil {
		return err
	}
	if err := c.signIn(ctx); err != nil {
		return err
	}
	w := watched{dir: dir}
	if err := w.look(); err != nil {
		return err
	}
	fmt.Printf("Watching %s. Ctrl-C ends this; the plugin stays.\n", filepath.Base(absolute(dir)))
	var log *tail
	for ctx.Err() == nil {
		if id, err := c.reload(ctx, dir); err != nil && ctx.Err() == nil {
			note("%s\nNot reloaded. Waiting for a change.", sentence(err))
		} else if err == nil && log == nil {
			log = &tail{remote: &c.remote, id: id}
			log.skip(ctx)
			go log.follow(ctx)
		}
		if err := w.wait(ctx); err != nil {
			return err
		}
	}
	fmt.Println("\nStopped.")
	return nil
}

// reload builds and packs the plugin and makes it the one that runs.
func (c *devCmd) reload(ctx context.Context, dir string) (string, error) {
	begin := time.Now()
	wasm, err := peg.Build(ctx, dir)
	if err != nil {
		return "", err
	}
	data, err := peg.PackDir(dir, wasm, release)
	if err != nil {
		return "", err
	}
	p, err := checkPackage(data)
	if err != nil {
		return "", err
	}
	id := string(p.m.ID)
	built := time.Since(begin)
	seen, err := c.preview(ctx, p, true)
	if err != nil {
		return "", err
	}
	if !seen.Same {
		if seen.Refused != nil {
			return "", errors.New(*seen.Refused)
		}
		if seen.Consent || seen.Installed == nil {
			fmt.Printf("%s %s\n", p.m.Name, p.m.Version)
			printAsks(seen)
			if !c.agreed(c.Yes, "Grant this?") {
				return "", errors.New("nothing was changed: type yes, or give --yes")
			}
		}
		if _, err := c.upload(ctx, p, seen.Hash, true); err != nil {
			return "", err
		}
	}
	if !seen.Enabled {
		if _, err := c.switchOn(ctx, id); err != nil {
			return "", err
		}
	}
	note("%s %s runs at %s (built in %.1f s, brought there in %.1f s).%s", id, p.m.Version, c.Server,
		built.Seconds(), (time.Since(begin) - built).Seconds(), whereToLook(p.m))
	return id, nil
}

// note prints a line with the time.
func note(format string, args ...any) {
	fmt.Printf("%s %s\n", time.Now().Format(time.TimeOnly), fmt.Sprintf(format, args...))
}

// watched is a folder as it was last seen.
type watched struct {
	dir  string
	seen map[string]stamp
}

// stamp tells two states of a file apart.
type stamp struct {
	size int64
	at   int64
}

// look notes the folder's present state.
func (w *watched) look() (err error) {
	w.seen, err = stamps(w.dir)
	return err
}

// wait returns when the folder has changed and been still for a moment, or ctx ends.
func (w *watched) wait(ctx context.Context) error {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	changed := false
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		now, err := stamps(w.dir)
		if err != nil {
			return err
		}
		if maps.Equal(w.seen, now) && changed {
			return nil
		}
		changed = changed || !maps.Equal(w.seen, now)
		w.seen = now
	}
}

// besides are files that are written beside a plugin: packages, and what this command
// says itself, if somebody keeps that.
var besides = []string{".peg", ".log"}

// stamps looks at every file that may belong to the plugin: not at what is written
// beside it, nor at what is hidden or fetched. A file that goes away while
// it is looked at is a change like another.
func stamps(dir string) (map[string]stamp, error) {
	out := map[string]stamp{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) && path != dir {
				return nil
			}
			return err
		}
		name := d.Name()
		if path != dir && (strings.HasPrefix(name, ".") || name == "node_modules") {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() || slices.Contains(besides, filepath.Ext(name)) || strings.HasSuffix(name, "~") {
			return nil
		}
		if info, err := d.Info(); err == nil {
			out[path] = stamp{info.Size(), info.ModTime().UnixNano()}
		}
		return nil
	})
	return out, err
}
