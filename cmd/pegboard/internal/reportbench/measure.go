package main

import (
	"context"
	"slices"
	"sync"
	"time"

	"pegboard.dev/pegboard/cmd/pegboard/internal/app"
	"pegboard.dev/pegboard/cmd/pegboard/internal/bench"
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/plugin/sandbox"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// measure is what is measured, and for whom: everything, and a list of one team.
type measure struct {
	a           *app.App
	owner, team *rbac.Subject
	names       []string
	load        Load
}

// sample is how long one report took: the best and the worst of its rounds. One that
// was stopped at the plugin's deadline has no best.
type sample struct {
	name        string
	best, worst time.Duration
	stopped     bool
}

func begin(ctx context.Context, a *app.App, h *bench.Helpdesk, w *bench.World, l Load) (*measure, error) {
	m := &measure{a: a, load: l}
	var err error
	if m.owner, err = h.Subject(ctx, h.Owner); err != nil {
		return nil, err
	}
	in, err := a.Plugins.Get(ctx, m.owner, reports)
	if err != nil {
		return nil, err
	}
	if in.State != "enabled" {
		if err := a.Plugins.Enable(ctx, m.owner, reports); err != nil {
			return nil, err
		}
		if m.owner, err = h.Subject(ctx, h.Owner); err != nil {
			return nil, err
		}
	}
	if m.team, err = h.Subject(ctx, w.Agent(0)); err != nil {
		return nil, err
	}
	for _, f := range in.Features {
		for _, r := range f.Reports {
			m.names = append(m.names, r.ID)
		}
	}
	return m, nil
}

// reports draws each report in turn while lists are read beside, and returns how
// long the lists took meanwhile.
func (m *measure) reports(ctx context.Context) (out []sample, lists []time.Duration, err error) {
	for _, name := range m.names {
		var once sample
		if err := m.draw(ctx, name, &once); err != nil {
			return nil, nil, err
		}
	}
	beside, stop := context.WithCancel(ctx)
	defer stop()
	var all sync.WaitGroup
	all.Go(func() { lists, err = m.lists(beside, 0) })
	for _, name := range m.names {
		s := sample{name: name}
		for round := 0; round < m.load.Rounds && !s.stopped; round++ {
			if err := m.draw(ctx, name, &s); err != nil {
				return nil, nil, err
			}
		}
		out = append(out, s)
	}
	stop()
	all.Wait()
	return out, lists, err
}

// draw opens a report with the period before beside it, as a person does.
func (m *measure) draw(ctx context.Context, name string, s *sample) error {
	begin := time.Now()
	_, err := m.a.Plugins.Render(ctx, m.owner, reports, "page", plugin.RenderInput{
		Params: map[string]string{"report": name, "f.period": m.load.Period, "f.compare": "true"},
	})
	took := time.Since(begin)
	s.worst = max(s.worst, took)
	if f := sandbox.Why(err); f != nil && f.Reason == sandbox.ReasonTimeout {
		s.stopped, s.best = true, 0
		return nil
	}
	if err == nil && (s.best == 0 || took < s.best) {
		s.best = took
	}
	return err
}

// lists reads the first page of two lists by turns, for so long, or until ctx ends.
func (m *measure) lists(ctx context.Context, long time.Duration) ([]time.Duration, error) {
	var mu sync.Mutex
	var out []time.Duration
	var failed error
	var all sync.WaitGroup
	until := time.Now().Add(long)
	for range m.load.Readers {
		all.Go(func() {
			for i := 0; ctx.Err() == nil && (long == 0 || time.Now().Before(until)); i++ {
				who := m.owner
				if i%2 == 1 {
					who = m.team
				}
				begin := time.Now()
				_, err := m.a.Tickets.List(context.WithoutCancel(ctx), who, tickets.Filter{Limit: 50})
				mu.Lock()
				if out = append(out, time.Since(begin)); err != nil {
					failed = err
				}
				mu.Unlock()
				if err != nil {
					return
				}
				time.Sleep(20 * time.Millisecond) // people pause
			}
		})
	}
	all.Wait()
	slices.Sort(out)
	return out, failed
}
