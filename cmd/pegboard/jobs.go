package main

import (
	"context"
	"fmt"
	"os"
	"text/tabwriter"
	"time"
)

type jobsCmd struct {
	Discarded discardedCmd `cmd:"" help:"List deliveries that were given up after many attempts, newest first."`
	Replay    replayCmd    `cmd:"" help:"Deliver a discarded one again."`
}

type discardedCmd struct {
	storage
	Limit int `help:"How many to list." default:"50" placeholder:"N"`
}

// Run lists what a person should look at.
func (c discardedCmd) Run(ctx context.Context) error {
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	list, err := a.DB.Jobs().Discarded(ctx, 0, c.Limit)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		fmt.Println("Nothing was discarded.")
		return nil
	}
	out := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(out, "NUMBER\tWATCHER\tEVENT\tTICKET\tLAST ATTEMPT\tERROR")
	for _, d := range list {
		fmt.Fprintf(out, "%d\t%s\t%s\t%d\t%s\t%.80q\n", d.ID, d.Watcher, d.Event.Type, d.Event.Ticket, d.AttemptedAt.Format(time.DateTime), d.LastError)
	}
	return out.Flush()
}

type replayCmd struct {
	storage
	Number int64 `arg:"" help:"The delivery's number, from the list."`
}

// Run makes it due again; the server that runs delivers it.
func (c replayCmd) Run(ctx context.Context) error {
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	if err := a.DB.Jobs().Replay(ctx, c.Number); err != nil {
		return err
	}
	fmt.Printf("Delivery %d is due again.\n", c.Number)
	return nil
}
