// Chatbench measures live chat over real sockets: how long it takes from what a
// visitor sends to where the agent's window hears it, and until the visitor's window
// hears the answer, while many chats are open and go on. It makes a helpdesk of its
// own: one node over SQLite, or two over an empty PostgreSQL database, with visitors
// and agents on either. See plugins/livechat/BENCHMARKS.md.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"runtime/pprof"
	"time"
)

// Load is what is asked for.
type Load struct {
	Chats, Agents, Nodes int
	// Every is how long a chat pauses between two exchanges, For how long it is measured.
	Every, For time.Duration
	Database   string
}

func main() {
	var l Load
	flag.IntVar(&l.Chats, "chats", 500, "open chats")
	flag.IntVar(&l.Agents, "agents", 50, "agents with a window each")
	flag.DurationVar(&l.Every, "every", 20*time.Second, "pause of a chat between two exchanges")
	flag.DurationVar(&l.For, "for", time.Minute, "how long to measure")
	flag.StringVar(&l.Database, "database", "", "PostgreSQL address of an empty database: two nodes; without it, one over SQLite")
	profile := flag.String("cpuprofile", "", "write a profile of what is measured to this file")
	flag.Parse()
	if err := run(context.Background(), l, *profile); err != nil {
		fmt.Fprintln(os.Stderr, "chatbench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, l Load, profile string) error {
	l.Nodes = 1
	if l.Database != "" {
		l.Nodes = 2
	}
	if l.Chats < 1 || l.Agents < 1 || l.Chats > 30*l.Agents {
		return fmt.Errorf("at most 30 chats for each agent, and one of either at least")
	}
	d, err := open(ctx, l)
	if err != nil {
		return err
	}
	defer d.close()
	talks, err := d.fill(ctx, l)
	if err != nil {
		return err
	}
	// The first exchanges load plugins and plans; they do not count.
	warm := l
	warm.For = max(l.Every, 5*time.Second)
	if _, err := measure(ctx, talks, warm); err != nil {
		return err
	}
	if profile != "" {
		f, err := os.Create(profile)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	got, err := measure(ctx, talks, l)
	if err != nil {
		return err
	}
	got.print(os.Stdout, l)
	return nil
}
