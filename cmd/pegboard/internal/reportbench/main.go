// Reportbench measures how long the ready reports take over a helpdesk that
// "pegboard bench --keep" has made, each drawn by the plugin in its sandbox, and how
// much slower a list of tickets is beside them. See plugins/reports/BENCHMARKS.md.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"time"

	"pegboard.dev/pegboard/cmd/pegboard/internal/app"
	"pegboard.dev/pegboard/cmd/pegboard/internal/bench"
	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/plugins"
)

const reports = core.PluginID("reports")

// Load is what is asked for.
type Load struct {
	Tickets, Rounds, Readers int
	Data, Database, Period   string
}

func main() {
	var l Load
	flag.IntVar(&l.Tickets, "tickets", 1_000_000, "how many tickets the helpdesk has, or is made with")
	flag.IntVar(&l.Rounds, "rounds", 3, "how often each report is drawn, after once that does not count")
	flag.IntVar(&l.Readers, "readers", 2, "how many lists of tickets are read at once beside the reports")
	flag.StringVar(&l.Data, "data", "", "directory of the helpdesk; for PostgreSQL, of its files. Default: a temporary one")
	flag.StringVar(&l.Database, "database", "", "PostgreSQL address of the helpdesk's database; without it, SQLite in -data")
	flag.StringVar(&l.Period, "period", "last_12_months", "period that the reports count")
	flag.Parse()
	if err := run(context.Background(), l); err != nil {
		fmt.Fprintln(os.Stderr, "reportbench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, l Load) (err error) {
	if l.Rounds < 1 || l.Readers < 1 {
		return errors.New("a round and a reader at least")
	}
	if l.Data == "" {
		if l.Data, err = os.MkdirTemp("", "pegboard-reportbench-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(l.Data)) }()
	}
	a, err := app.Open(ctx, app.Config{
		Version: "0.1.0", Data: l.Data, Database: l.Database, Bundled: plugins.Bundled(),
		Log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})),
	})
	if err != nil {
		return err
	}
	defer a.Close()
	h, w, _, err := bench.Prepare(ctx, a, l.Tickets, func(string, int, int) {})
	if err != nil {
		return err
	}
	m, err := begin(ctx, a, h, w, l)
	if err != nil {
		return err
	}
	alone, err := m.lists(ctx, 3*time.Second)
	if err != nil {
		return err
	}
	got, beside, err := m.reports(ctx)
	if err != nil {
		return err
	}
	print(os.Stdout, l, got, alone, beside)
	return nil
}
