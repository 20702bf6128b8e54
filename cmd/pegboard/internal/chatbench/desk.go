package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"sync"
	"time"

	"pegboard.dev/pegboard/cmd/pegboard/internal/app"
	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/plugins"
)

const (
	password = "pegboard-bench"
	livechat = core.PluginID("livechat")
)

// desk is the helpdesk that is measured.
type desk struct {
	nodes []*app.App
	urls  []string
	dir   string
	stop  context.CancelFunc
	done  sync.WaitGroup
	team  core.TeamID
}

// open makes the helpdesk and puts its nodes on the network.
func open(ctx context.Context, l Load) (*desk, error) {
	dir, err := os.MkdirTemp("", "pegboard-chatbench-")
	if err != nil {
		return nil, err
	}
	d := &desk{dir: dir}
	serving, stop := context.WithCancel(ctx)
	d.stop = stop
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))
	for range l.Nodes {
		a, err := app.Open(ctx, app.Config{
			Version: "0.1.0", Data: dir, Database: l.Database, Bundled: plugins.Bundled(), TrustedProxies: []string{"127.0.0.1"}, Log: log,
		})
		if err != nil {
			return nil, errors.Join(err, d.close())
		}
		d.nodes = append(d.nodes, a)
		if len(d.nodes) == 1 {
			if err := d.setUp(ctx, a, l); err != nil {
				return nil, errors.Join(err, d.close())
			}
		}
		ln, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, errors.Join(err, d.close())
		}
		d.urls = append(d.urls, ln.Addr().String())
		d.done.Go(func() {
			if err := a.Serve(serving, ln); err != nil {
				log.Error("serve", "error", err)
			}
		})
	}
	return d, nil
}

func (d *desk) close() error {
	d.stop()
	d.done.Wait()
	for _, a := range d.nodes {
		a.Close()
	}
	return os.RemoveAll(d.dir)
}

// setUp makes the owner, the agents and their team, and lets guests chat.
func (d *desk) setUp(ctx context.Context, a *app.App, l Load) error {
	needed, err := a.People.SetupNeeded(ctx)
	if err != nil || !needed {
		return errors.Join(err, errors.New("the database must be empty"))
	}
	token, err := a.People.SetupToken(ctx)
	if err != nil {
		return err
	}
	in, err := a.People.Setup(ctx, people.SetupInput{
		Token: token, Name: "Olive Owner", Email: "owner@bench.test", Password: password, Preset: "standard", Company: "Bench",
	}, people.Meta{IP: "127.0.0.1"})
	if err != nil {
		return err
	}
	if err := a.Plugins.Enable(ctx, in.Subject, livechat); err != nil {
		return err
	}
	op := people.NewProvisioner(a.People, "chatbench")
	guests, err := a.People.Guests(ctx, in.Subject)
	if err != nil {
		return err
	}
	guests.Chat = true
	if err := op.SetGuests(ctx, guests); err != nil {
		return err
	}
	team, err := op.CreateTeam(ctx, "Sales", 0)
	if err != nil {
		return err
	}
	d.team = team.ID
	for i := range l.Agents {
		if _, err := op.CreateUser(ctx, people.PersonInput{
			Name: fmt.Sprintf("Agent %d", i+1), Email: address(i), Password: password, Roles: []string{"agent"}, Teams: []core.TeamID{team.ID}, Verified: true,
		}); err != nil {
			return err
		}
	}
	return nil
}

func address(i int) string { return fmt.Sprintf("agent%d@bench.test", i+1) }

// fill begins the chats, spread over agents and nodes: the two sides of every other
// chat are on different nodes.
func (d *desk) fill(ctx context.Context, l Load) ([]*talk, error) {
	agents := make([]*agent, l.Agents)
	for i := range agents {
		a, err := d.signIn(ctx, i)
		if err != nil {
			return nil, err
		}
		agents[i] = a
	}
	talks := make([]*talk, l.Chats)
	begin := time.Now()
	for i := range talks {
		t, err := d.begin(ctx, i, agents[i%len(agents)])
		if err != nil {
			return nil, fmt.Errorf("chat %d: %w", i+1, err)
		}
		talks[i] = t
	}
	for _, a := range agents {
		if err := a.listen(); err != nil {
			return nil, err
		}
	}
	fmt.Fprintf(os.Stderr, "%d chats begun and taken in %.0f s\n", l.Chats, time.Since(begin).Seconds())
	return talks, nil
}

// walk visits every object of a document.
func walk(v any, visit func(map[string]any)) {
	switch v := v.(type) {
	case map[string]any:
		visit(v)
		for _, x := range v {
			walk(x, visit)
		}
	case []any:
		for _, x := range v {
			walk(x, visit)
		}
	}
}

// token finds what seals an action in a document.
func token(doc []byte, action string) (string, error) {
	var tree any
	if err := json.Unmarshal(doc, &tree); err != nil {
		return "", err
	}
	found := ""
	walk(tree, func(m map[string]any) {
		if m["id"] == action {
			if s, ok := m["token"].(string); ok {
				found = s
			}
		}
	})
	if found == "" {
		return "", fmt.Errorf("the desk does not offer %q", action)
	}
	return found, nil
}
