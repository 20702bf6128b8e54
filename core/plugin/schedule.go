package plugin

import (
	"context"
	"maps"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/sdk/abi"
)

// scheduleTime is what one run of a schedule may take.
const scheduleTime = 30 * time.Second

// Schedule is what an enabled plugin does at certain times. Its fields are what
// core/jobs asks of a schedule, which sees to it that one node runs it.
type Schedule struct {
	// Name is "plugin:<id>:<schedule>", stable over restarts.
	Name, Spec string
	Run        func(ctx context.Context) error
}

// Schedules returns what the plugins that are enabled now do at certain times.
func (m *Manager) Schedules() []Schedule {
	var out []Schedule
	for _, u := range m.snap.Load().order {
		for _, s := range u.manifest.Schedules {
			name := "plugin:" + string(u.manifest.ID) + ":" + s.Name
			out = append(out, Schedule{Name: name, Spec: s.Spec, Run: func(ctx context.Context) error { return m.runSchedule(ctx, u, s.Name) }})
		}
	}
	return out
}

// runSchedule makes one run, as the plugin itself. A failure counts against the
// plugin and is not tried again before its next time.
func (m *Manager) runSchedule(ctx context.Context, u *unit, name string) error {
	c := m.newCall(u, m.actor(u), Locale{})
	due := m.Clock.Now().Truncate(time.Second)
	req := &abi.ScheduleRequest{Name: name, DueAt: abi.TimeOf(due), Key: "schedule:" + name + ":" + due.UTC().Format(time.RFC3339)}
	_, err := c.do(ctx, abi.OpSchedule, req, "schedule "+name, scheduleTime)
	return core.Wrap("plugin.runSchedule", err)
}

// actor is the plugin working by itself at its times. It stands under its own
// name, and its rights are what the site owner granted: its own keys, and those
// of its capabilities.
func (m *Manager) actor(u *unit) *rbac.Subject {
	return &rbac.Subject{
		Actor:  core.Actor{Kind: core.ActorSystem, Name: u.manifest.Name, Plugin: u.manifest.ID},
		Itself: true,
		Powers: rbac.NewPowers(m.Registry(), maps.Clone(u.granted)),
	}
}
