package app

import (
	"context"
	"time"

	"pegboard.dev/pegboard/core/jobs"
)

// outboxKept is how long events stay after everybody was told of them.
const outboxKept = 7 * 24 * time.Hour

// background returns what runs beside the server, each until its context ends.
func (a *App) background() []func(context.Context) {
	return []func(context.Context){
		func(ctx context.Context) { _ = a.worker.Run(ctx) },
		func(ctx context.Context) { _ = a.scheduler.Run(ctx) },
		func(ctx context.Context) { a.Tickets.RunIndexer(ctx, a.log) },
		a.followPlugins,
		a.live.Run,
	}
}

// wireJobs makes the worker and the schedules.
func (a *App) wireJobs() error {
	a.worker = jobs.New(a.DB.Jobs(), jobs.Config{Watchers: a.watchers, Clock: a.clock, Log: a.log})
	a.scheduler = jobs.NewScheduler(a.DB.Jobs(), a.clock, a.log)
	return a.scheduler.Set([]jobs.Schedule{
		{Name: "people.sweep", Spec: "*/10 * * * *", Run: a.People.Sweep},
		{Name: "tickets.uploads", Spec: "17 * * * *", Run: a.sweepUploads},
		{Name: "outbox.prune", Spec: "43 3 * * *", Run: a.pruneOutbox},
	})
}

// pruneOutbox deletes old events in small transactions, so that writers are
// never held up for long.
func (a *App) pruneOutbox(ctx context.Context) error {
	before := a.clock.Now().Add(-outboxKept)
	for {
		n, err := a.DB.Jobs().PruneOutbox(ctx, before, 1000)
		if err != nil || n < 1000 {
			return err
		}
	}
}

// followPlugins notices what other nodes changed about plugins.
func (a *App) followPlugins(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := a.Plugins.Sync(ctx); err != nil && ctx.Err() == nil {
				a.log.Error("plugins: sync", "error", err)
			}
		}
	}
}
