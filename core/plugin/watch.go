package plugin

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/plugin/sandbox"
	"pegboard.dev/pegboard/core/tickets"
	"pegboard.dev/pegboard/sdk/abi"
)

// watchTime is what one watcher may take for one event.
const watchTime = 10 * time.Second

// Watcher is an enabled plugin that watches events. Its fields are what
// core/jobs asks of a watcher.
type Watcher struct {
	// Name is "plugin:<id>", stable over restarts.
	Name  string
	Wants func(eventType string) bool
	// Handle tells the plugin of one event. It may be called again with an event
	// that was handled before; the guest recognises it by its key. An error brings
	// the event back later.
	Handle func(ctx context.Context, e core.Event) error
}

// Watchers returns the plugins that watch events right now.
func (m *Manager) Watchers() []Watcher {
	var out []Watcher
	for _, u := range m.snap.Load().order {
		wants := map[string]bool{}
		for i := range u.manifest.Hooks {
			if h := &u.manifest.Hooks[i]; !h.Will() && !core.Private(h.On) {
				wants[h.On] = true
			}
		}
		if len(wants) == 0 {
			continue
		}
		out = append(out, Watcher{
			Name:   "plugin:" + string(u.manifest.ID),
			Wants:  func(eventType string) bool { return wants[eventType] },
			Handle: func(ctx context.Context, e core.Event) error { return m.watch(ctx, u, &e) },
		})
	}
	return out
}

// Watch tells every enabled plugin that watches events of e's type, and returns
// the first failure after all were told.
func (m *Manager) Watch(ctx context.Context, e core.Event) error {
	var first error
	for _, w := range m.Watchers() {
		if !w.Wants(e.Type) {
			continue
		}
		if err := w.Handle(ctx, e); err != nil && first == nil {
			first = err
		}
	}
	return first
}

func (m *Manager) watch(ctx context.Context, u *unit, e *core.Event) error {
	const op = "plugin.watch"
	who, err := m.behind(ctx, u, e)
	if err != nil {
		return core.Wrap(op, err)
	}
	c := m.newCall(u, who, Locale{})
	h := sandbox.Hook{Timeout: watchTime}
	h.Request.Name, h.Request.Key = e.Type, "event:"+strconv.FormatInt(int64(e.ID), 10)
	h.Request.DeadlineMS, h.Request.Caller = watchTime.Milliseconds(), c.caller()
	h.Request.Event = event(e, "")
	if h.Request.Person, err = m.personOf(ctx, c, e); err != nil {
		return core.Wrap(op, err)
	}
	if e.Ticket != 0 && u.manifest.Grants(manifest.TicketsRead) {
		// What the plugin may not see it learns by number only.
		t, err := m.svc.Tickets.Get(ctx, c.who(), e.Ticket)
		switch {
		case err == nil:
			wire := c.ticket(t)
			h.Request.Ticket = &wire
			if h.Request.Message, err = m.messageOf(ctx, c, e); err != nil {
				return core.Wrap(op, err)
			}
		case !core.IsKind(err, core.KindNotFound):
			return core.Wrap(op, err)
		}
	}
	began := time.Now()
	if err = u.hook(ctx, &h, c.host); err != nil {
		// An event that comes back is one cause, however often it does.
		u.note(err, e.Type, h.Request.Key, m.graveEvent(ctx, e))
	}
	m.told(ctx, u, e, began, err)
	return core.Wrap(op, err)
}

// graveEvent reports whether an event that a plugin fails over may switch it off:
// those of people who work here and of the helpdesk itself.
func (m *Manager) graveEvent(ctx context.Context, e *core.Event) bool {
	if e.Actor == 0 {
		return true
	}
	who, err := m.svc.People.SubjectByID(ctx, e.Actor)
	return err == nil && isAgent(who)
}

// messageOf is the message that an event tells of, as who watches may read it: nil
// when the event tells of none, or of one that is not for them.
func (m *Manager) messageOf(ctx context.Context, c *call, e *core.Event) (*abi.Message, error) {
	var p tickets.Payload
	if e.Type != tickets.EventCreated && e.Type != tickets.EventReplied && e.Type != tickets.EventCommented || json.Unmarshal(e.Payload, &p) != nil || p.Message == 0 {
		return nil, nil
	}
	page, err := m.svc.Tickets.Messages(ctx, c.who(), e.Ticket, "", core.MaxPageSize)
	if err != nil {
		return nil, err
	}
	for i := range page.Items {
		if page.Items[i].ID == p.Message {
			out := c.message(&page.Items[i])
			return &out, nil
		}
	}
	return nil, nil
}
