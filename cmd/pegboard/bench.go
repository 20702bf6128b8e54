package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"pegboard.dev/pegboard/cmd/pegboard/internal/app"
	"pegboard.dev/pegboard/cmd/pegboard/internal/bench"
)

type benchCmd struct {
	Tickets  int    `help:"How many tickets the helpdesk has." default:"100000" placeholder:"N"`
	Data     string `help:"Directory for the helpdesk. Default: a temporary one." placeholder:"DIR"`
	Database string `help:"PostgreSQL address of an empty database; without it the helpdesk is in SQLite." placeholder:"URL"`
	Clients  []int  `help:"Numbers of simultaneous clients." default:"1,8,32" placeholder:"N"`
	JSON     bool   `name:"json" help:"Print the figures as JSON."`
	Keep     bool   `help:"Leave the helpdesk for \"pegboard serve\"; everybody's password is pegboard-bench."`
	LoadOnly bool   `help:"Make the helpdesk and measure nothing; goes with --keep."`
}

// Run makes the helpdesk, or takes the one that was kept, and measures.
func (c benchCmd) Run(ctx context.Context) (err error) {
	if c.Tickets < 3000 || c.Tickets > 1_000_000 {
		return errors.New("--tickets must be between 3000 and 1000000")
	}
	for _, n := range c.Clients {
		if n < 1 || n > 256 {
			return errors.New("--clients must be numbers between 1 and 256")
		}
	}
	if c.Data == "" {
		if c.Keep && c.Database == "" {
			return errors.New("--keep needs --data or --database, to say where")
		}
		if c.Data, err = os.MkdirTemp("", "pegboard-bench-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(c.Data)) }()
	}
	a, err := storage{Data: c.Data, Database: c.Database}.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	return c.measure(ctx, a)
}

func (c benchCmd) measure(ctx context.Context, a *app.App) (err error) {
	progress := progressBar(os.Stderr)
	h, w, took, err := bench.Prepare(ctx, a, c.Tickets, progress)
	if err != nil {
		return err
	}
	if !c.Keep && c.Database != "" {
		defer func() { err = errors.Join(err, clearDatabase(a)) }()
	}
	if c.LoadOnly {
		fmt.Fprintf(os.Stderr, "Made %d tickets in %.0f s; owner@bench.test signs in with %s.\n", c.Tickets, took.Seconds(), bench.Password)
		return nil
	}
	report := bench.NewReport(databaseName(c.Database), w.Size)
	report.LoadSeconds = took.Seconds()
	if report.Samples, err = bench.Measure(ctx, h, w, bench.Options{Clients: c.Clients, Progress: progress}); err != nil {
		return err
	}
	if c.JSON {
		return report.JSON(os.Stdout)
	}
	return report.Table(os.Stdout)
}

// clearDatabase empties the database that the benchmark filled. Only after
// Prepare, which has made sure that it holds nothing else.
func clearDatabase(a *app.App) error {
	_, err := a.DB.SQL().Exec("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
	return err
}

// progressBar draws on a terminal, and keeps silent elsewhere.
func progressBar(f *os.File) bench.Progress {
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return func(string, int, int) {}
	}
	var last time.Time
	return func(step string, done, total int) {
		if now := time.Now(); done < total && now.Sub(last) < 100*time.Millisecond {
			return
		} else {
			last = now
		}
		drawBar(f, step, done, total)
	}
}

func drawBar(w io.Writer, step string, done, total int) {
	const width = 30
	full := width * done / max(1, total)
	fmt.Fprintf(w, "\r\x1b[K%s%s %3d %%  %s", strings.Repeat("█", full), strings.Repeat("░", width-full), 100*done/max(1, total), step)
	if done >= total {
		fmt.Fprint(w, "\r\x1b[K")
	}
}
