package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"github.com/robfig/cron/v3"

	"pegboard.dev/pegboard/core"
)

// Claims lets one node run a schedule; core/store implements it.
type Claims interface {
	// ClaimRun records that the run of name that is due at was taken, and reports
	// false when that run, or a later one, was taken before.
	ClaimRun(ctx context.Context, name string, due time.Time) (bool, error)
}

// Schedule is something to do at certain times.
type Schedule struct {
	// Name is stable over restarts and unique, such as "sessions.prune".
	Name string
	// Spec is a cron line of five fields or "@every 10m", in UTC.
	Spec string
	// Run does the work. What it returns is logged; the next run comes anyway.
	Run func(ctx context.Context) error
}

// Scheduler runs schedules, each due time on one node only. A run that was due
// while no node was up is not made up for. Safe for concurrent use.
type Scheduler struct {
	claims Claims
	clock  core.Clock
	log    *slog.Logger
	cron   *cron.Cron

	mu      sync.Mutex
	ctx     context.Context
	entries map[string]*entry
}

type entry struct {
	id   cron.EntryID
	spec string
	run  func(ctx context.Context) error
}

// NewScheduler prepares a scheduler without schedules.
func NewScheduler(claims Claims, clock core.Clock, log *slog.Logger) *Scheduler {
	return &Scheduler{
		claims: claims, clock: clock, log: log,
		cron:    cron.New(cron.WithLocation(time.UTC)),
		ctx:     context.Background(),
		entries: map[string]*entry{},
	}
}

// Set makes the schedules run that are listed and no others: it is called
// again when plugins come and go. KindInvalid, and no change, for a spec that
// cannot be read.
func (s *Scheduler) Set(schedules []Schedule) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	keep := map[string]bool{}
	for _, sc := range schedules {
		if _, err := cron.ParseStandard(sc.Spec); err != nil {
			return &core.Error{Op: "jobs.Set", Kind: core.KindInvalid, Msg: fmt.Sprintf("The schedule %q cannot be read.", sc.Spec), Err: err}
		}
		keep[sc.Name] = true
	}
	for name, e := range s.entries {
		if !keep[name] {
			s.cron.Remove(e.id)
			delete(s.entries, name)
		}
	}
	for _, sc := range schedules {
		if old, ok := s.entries[sc.Name]; ok {
			if old.spec == sc.Spec {
				old.run = sc.Run
				continue
			}
			s.cron.Remove(old.id)
		}
		plan, err := cron.ParseStandard(sc.Spec)
		if err != nil {
			return err
		}
		e := &entry{spec: sc.Spec, run: sc.Run}
		e.id = s.cron.Schedule(plan, cron.FuncJob(func() { s.run(sc.Name, e, plan) }))
		s.entries[sc.Name] = e
	}
	return nil
}

// Run keeps the schedules going until ctx ends, then waits for those running.
func (s *Scheduler) Run(ctx context.Context) error {
	s.mu.Lock()
	s.ctx = ctx
	s.mu.Unlock()
	s.cron.Start()
	<-ctx.Done()
	<-s.cron.Stop().Done()
	return nil
}

// run claims the due time and does the work. Nodes must name the same due time:
// cron lines fire on the same minute everywhere; "@every" counts from each
// node's own start, so its runs are named by the interval they fall into.
func (s *Scheduler) run(name string, e *entry, plan cron.Schedule) {
	s.mu.Lock()
	ctx, work := s.ctx, e.run
	s.mu.Unlock()
	due := s.clock.Now().Truncate(time.Second)
	if every, ok := plan.(cron.ConstantDelaySchedule); ok {
		due = due.Truncate(every.Delay)
	}
	ok, err := s.claims.ClaimRun(ctx, name, due)
	if err == nil && ok {
		err = call(ctx, work)
	}
	if err != nil && ctx.Err() == nil {
		s.log.Error("jobs: schedule failed", "schedule", name, "error", err)
	}
}

func call(ctx context.Context, fn func(context.Context) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return fn(ctx)
}
