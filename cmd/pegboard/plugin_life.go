package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"pegboard.dev/pegboard/core/httpapi"
)

type enableCmd struct {
	ID string `arg:"" help:"The plugin."`
	remote
	Yes bool `short:"y" help:"Consent to what the plugin asks for, without being asked."`
}

// Run switches a plugin on, also one that its failures have switched off.
func (c *enableCmd) Run(ctx context.Context) error {
	now, err := c.find(ctx, c.ID)
	if err != nil {
		return err
	}
	fmt.Printf("%s %s by %s\n", now.Name, now.Version, now.Publisher)
	printPowers(now.Powers)
	if !c.agreed(c.Yes, "Grant this?") {
		return errors.New("nothing was changed: type yes, or give --yes")
	}
	return said(c.switchOn(ctx, c.ID))
}

type disableCmd struct {
	ID string `arg:"" help:"The plugin."`
	remote
}

// Run switches a plugin off; its data and what roles say about it stay.
func (c *disableCmd) Run(ctx context.Context) error {
	if _, err := c.find(ctx, c.ID); err != nil {
		return err
	}
	return said(c.change(ctx, c.ID, "disable"))
}

type rollbackCmd struct {
	ID string `arg:"" help:"The plugin."`
	remote
}

// Run goes back to the version that the plugin had before its last upgrade.
func (c *rollbackCmd) Run(ctx context.Context) error {
	if _, err := c.find(ctx, c.ID); err != nil {
		return err
	}
	return said(c.change(ctx, c.ID, "rollback"))
}

type logCmd struct {
	ID     string `arg:"" help:"The plugin."`
	Follow bool   `short:"f" help:"Go on with what is logged from now on, until Ctrl-C."`
	remote
}

// Run prints what the plugin logged on the node that answers.
func (c *logCmd) Run(ctx context.Context) error {
	if _, err := c.find(ctx, c.ID); err != nil {
		return err
	}
	tail := tail{remote: &c.remote, id: c.ID}
	if err := tail.print(ctx); err != nil || !c.Follow {
		return err
	}
	tail.follow(ctx)
	return nil
}

// find signs in and looks the plugin up.
func (r *remote) find(ctx context.Context, id string) (*httpapi.Plugin, error) {
	if err := r.check(); err != nil {
		return nil, err
	}
	if err := r.signIn(ctx); err != nil {
		return nil, err
	}
	out := new(httpapi.Plugin)
	return out, r.do(ctx, http.MethodGet, "/plugins/"+url.PathEscape(id), nil, out)
}

func (r *remote) switchOn(ctx context.Context, id string) (*httpapi.Plugin, error) {
	return r.change(ctx, id, "enable")
}

func (r *remote) change(ctx context.Context, id, how string) (*httpapi.Plugin, error) {
	out := new(httpapi.Plugin)
	return out, r.do(ctx, http.MethodPost, "/plugins/"+url.PathEscape(id)+"/"+how, struct{}{}, out)
}

// said tells how a plugin stands after a change.
func said(now *httpapi.Plugin, err error) error {
	if err == nil {
		fmt.Printf("%s is at %s, and %s.\n", now.ID, now.Version, now.State)
	}
	return err
}

// tail prints a plugin's log as it grows.
type tail struct {
	remote *remote
	id     string
	last   int64
	quiet  bool // the helpdesk does not answer, and that was said
}

// tailEvery is how often is looked for new lines.
const tailEvery = 500 * time.Millisecond

// print prints what is new.
func (t *tail) print(ctx context.Context) error {
	var list httpapi.List[httpapi.PluginLogLine]
	err := t.remote.do(ctx, http.MethodGet, fmt.Sprintf("/plugins/%s/log?after=%d", url.PathEscape(t.id), t.last), nil, &list)
	if err != nil {
		return err
	}
	for _, l := range list.Items {
		fmt.Printf("%s %-5s %s\n", l.At.Local().Format(time.TimeOnly), l.Level, l.Text)
		t.last = l.Seq
	}
	return nil
}

// skip leaves out what was logged so far.
func (t *tail) skip(ctx context.Context) {
	var list httpapi.List[httpapi.PluginLogLine]
	err := t.remote.do(ctx, http.MethodGet, "/plugins/"+url.PathEscape(t.id)+"/log", nil, &list)
	if n := len(list.Items); err == nil && n > 0 {
		t.last = list.Items[n-1].Seq
	}
}

// follow prints until ctx ends. A helpdesk that does not answer is waited for.
func (t *tail) follow(ctx context.Context) {
	tick := time.NewTicker(tailEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		err := t.print(ctx)
		if err != nil && !t.quiet && ctx.Err() == nil {
			fmt.Println("The log cannot be read:", err)
		}
		t.quiet = err != nil
	}
}
