package app

import (
	"context"
	"time"

	"pegboard.dev/pegboard/core/jobs"
	"pegboard.dev/pegboard/core/rbac"
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
		a.runLive,
		a.countPlugins,
	}
}

// wireJobs makes the worker and the schedules.
func (a *App) wireJobs() error {
	a.worker = jobs.New(a.DB.Jobs(), jobs.Config{Watchers: a.watchers, Clock: a.clock, Log: a.log})
	a.scheduler = jobs.NewScheduler(a.DB.Jobs(), a.clock, a.log)
	return a.schedule()
}

// schedule sets what runs at certain times: the helpdesk's own, and that of the
// plugins that are enabled now.
func (a *App) schedule() error {
	all := []jobs.Schedule{
		{Name: "people.sweep", Spec: "*/10 * * * *", Run: a.People.Sweep},
		{Name: "tickets.snooze", Spec: "* * * * *", Run: a.Tickets.WakeDue},
		{Name: "tickets.uploads", Spec: "17 * * * *", Run: a.sweepUploads},
		{Name: "records.files", Spec: "37 * * * *", Run: a.sweepFiles},
		{Name: "plugins.mailings", Spec: "* * * * *", Run: a.Plugins.SendDue},
		{Name: "plugins.visitors", Spec: "27 * * * *", Run: a.Plugins.SweepVisitors},
		{Name: "notices.prune", Spec: "23 3 * * *", Run: a.Notices.Prune},
		{Name: "outbox.prune", Spec: "43 3 * * *", Run: a.pruneOutbox},
		{Name: "records.expire", Spec: "29 4 * * *", Run: a.Plugins.Expire},
		{Name: "plugins.recount", Spec: "53 4 * * *", Run: a.Plugins.Recount},
	}
	for _, s := range a.Plugins.Schedules() {
		all = append(all, jobs.Schedule(s))
	}
	return a.scheduler.Set(all)
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

// countPlugins stores what plugins use on this node, four times an hour and in
// the end.
func (a *App) countPlugins(ctx context.Context) {
	tick := time.NewTicker(15 * time.Minute)
	defer tick.Stop()
	for done := false; !done; {
		select {
		case <-ctx.Done():
			done = true
		case <-tick.C:
		}
		save, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		if err := a.Plugins.SaveUsage(save); err != nil {
			a.log.Error("plugins: usage", "error", err)
		}
		cancel()
	}
}

// followPlugins notices what other nodes changed about plugins, and lets the
// schedules follow what this one and they changed.
func (a *App) followPlugins(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	var scheduled *rbac.Registry
	for {
		select {
		case <-ctx.Done():
			return
		case <-a.woken:
		case <-tick.C:
		}
		if err := a.Plugins.Sync(ctx); err != nil && ctx.Err() == nil {
			a.log.Error("plugins: sync", "error", err)
		}
		// Every change of the enabled plugins comes with another registry.
		now := a.Plugins.Registry()
		if now == scheduled {
			continue
		}
		scheduled = now
		if err := a.schedule(); err != nil {
			a.log.Error("plugins: schedules", "error", err)
		}
	}
}
